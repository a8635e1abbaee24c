import * as normal from '../../../numeric/distributions/normal.js';
import { panelRule } from './quadrature.js';

/**
 * A Brownian motion with drift that is looked at now and then, and stops outside bounds: B(t) = Z(t) √t, with mean drift · t and variance t.
 * Its density where it has not stopped is carried from look to look by numerical integration.
 *
 * @see Armitage, McPherson & Rowe (1969), J. R. Statist. Soc. A 132(2), 235-244; Jennison & Turnbull (2000), Group Sequential Methods, ch. 19.
 */
export interface StoppedWalk {
  /** The fraction of information at which it stands. */
  readonly time: number;
  /** Where the walk may be, in ascending order. */
  readonly at: Float64Array;
  /** Probability that it has not stopped and is about there. */
  readonly mass: Float64Array;
}

/** Standard deviations beyond which nothing is left. */
const reach = 10;

/** A walk that is known to be somewhere. */
export function walkFrom(time: number, place: number): StoppedWalk {
  return { time, at: Float64Array.of(place), mass: Float64Array.of(1) };
}

/** Probabilities that the walk, not stopped so far, is above and below places at a later time. */
export function tailsOf(
  walk: StoppedWalk,
  time: number,
  drift: number,
  lower: number,
  upper: number,
): { readonly below: number; readonly above: number } {
  const step = time - walk.time;
  const sd = Math.sqrt(step);
  let [below, above] = [0, 0];
  for (let i = 0; i < walk.at.length; i++) {
    const mean = walk.at[i]! + drift * step;
    above += walk.mass[i]! * normal.sf((upper - mean) / sd);
    below += walk.mass[i]! * normal.cdf((lower - mean) / sd);
  }
  return { below, above };
}

/**
 * The walk at a later time, if it has not stopped then: density f(y) = Σ mass φ((y - x - drift Δ)/√Δ)/√Δ between the bounds.
 *
 * @param nextTime - of the look after that, for which the density must be fine enough; null for none
 */
export function walkOn(
  walk: StoppedWalk,
  time: number,
  drift: number,
  lower: number,
  upper: number,
  nextTime: number | null,
): StoppedWalk {
  const step = time - walk.time;
  const sd = Math.sqrt(step);
  const shift = drift * step;
  // The walk that never stops is farther out with next to no probability.
  const [first, last] = [walk.at[0] ?? 0, walk.at[walk.at.length - 1] ?? 0];
  const from = Math.max(lower, first + shift - reach * sd);
  const to = Math.min(upper, last + shift + reach * sd);
  const width = 1.5 * Math.min(sd, nextTime === null ? sd : Math.sqrt(nextTime - time));
  const { at, weight } = panelRule(from, to, width);
  const mass = new Float64Array(at.length);
  const scale = 1 / (sd * Math.sqrt(2 * Math.PI));
  let near = 0;
  for (let j = 0; j < at.length; j++) {
    const y = at[j]! - shift;
    while (near < walk.at.length && walk.at[near]! < y - 12 * sd) near++;
    let density = 0;
    for (let i = near; i < walk.at.length && walk.at[i]! <= y + 12 * sd; i++) {
      const z = (y - walk.at[i]!) / sd;
      density += walk.mass[i]! * Math.exp(-0.5 * z * z);
    }
    mass[j] = weight[j]! * scale * density;
  }
  return trimmed({ time, at, mass });
}

/** The walk without ends where it next to never is, so that its range does not grow with the number of looks. */
function trimmed({ time, at, mass }: StoppedWalk): StoppedWalk {
  const some = (p: number): boolean => p > 1e-32;
  const [from, to] = [mass.findIndex(some), mass.findLastIndex(some) + 1];
  return from < 0
    ? { time, at: at.subarray(0, 0), mass: mass.subarray(0, 0) }
    : { time, at: at.subarray(from, to), mass: mass.subarray(from, to) };
}
