import { need } from '../../../support/need.js';
import { type StoppedWalk, tailsOf, walkFrom, walkOn } from './stopped-walk.js';

/** A look at the data: when, and at which z the trial stops. */
export interface SequentialLook {
  /** Information so far over that planned, above 0: the squared ratio of the planned final standard error to that of now. */
  readonly fraction: number;
  /** It stops with z at this or above; null for no upper bound. */
  readonly upper: number | null;
  /** It stops with z at this or below; null for no lower bound. */
  readonly lower: number | null;
}

/** Probabilities of stopping at a look. */
export interface CrossingProbability {
  /** Information over that planned. */
  readonly fraction: number;
  /** Probability that the trial stops at this look above its upper bound. */
  readonly upper: number;
  /** Probability that it stops at this look below its lower bound. */
  readonly lower: number;
}

/** How likely a trial stops, at which look and on which side. */
export interface CrossingProbabilities {
  /** Which record this is. */
  readonly kind: 'crossing-probabilities';
  /** One for each look, in their order. */
  readonly looks: readonly CrossingProbability[];
  /** Probability of ever stopping above. */
  readonly upper: number;
  /** Probability of ever stopping below. */
  readonly lower: number;
  /** Mean fraction of the information at which the trial ends, by a bound or at the last look. */
  readonly expectedFraction: number;
  /** Mean of z at fraction 1 that was assumed. */
  readonly drift: number;
  /** What was computed, in words. */
  readonly method: string;
}

/**
 * Probabilities that a trial that is looked at several times stops at each look.
 *
 * @param looks - in the order of their fractions, with bounds on z
 * @param drift - mean of z when all of the planned information is in: the true effect over the final standard error; 0 for no effect
 * @throws {@link EfficacyError} `invalid_argument` for fractions that do not rise by at least a thousandth of the last, or bounds that cross
 *
 * @example
 * const looks = [0.2, 0.4, 0.6, 0.8, 1].map((fraction) => ({ fraction, upper: 2.413, lower: -2.413 }));
 * const { upper, lower } = crossingProbabilities(looks, 0);
 * upper + lower; // 0.0500: Pocock's test of five looks
 *
 * @see Armitage, McPherson & Rowe (1969), J. R. Statist. Soc. A 132(2), 235-244; Jennison & Turnbull (2000), Group Sequential Methods, ch. 19.
 */
export function crossingProbabilities(looks: readonly SequentialLook[], drift: number): CrossingProbabilities {
  const who = 'crossingProbabilities';
  checkLooks(looks, 0, who);
  checkDrift(drift, who);
  const crossed = cross(walkFrom(0, 0), looks, drift);
  const upper = crossed.reduce((sum, look) => sum + look.upper, 0);
  const lower = crossed.reduce((sum, look) => sum + look.lower, 0);
  const end = looks[looks.length - 1]!.fraction;
  const saved = crossed.reduce((sum, look) => sum + (look.upper + look.lower) * (end - look.fraction), 0);
  return {
    kind: 'crossing-probabilities',
    looks: crossed,
    upper,
    lower,
    expectedFraction: end - saved,
    drift,
    method: 'recursive numerical integration of a normal statistic with independent increments',
  };
}

/** Probabilities of stopping at each look, from where the walk is. */
export function cross(start: StoppedWalk, looks: readonly SequentialLook[], drift: number): CrossingProbability[] {
  let walk = start;
  return looks.map(({ fraction, lower, upper }, k) => {
    const [from, to] = boundsOf({ fraction, lower, upper });
    const { below, above } = tailsOf(walk, fraction, drift, from, to);
    const next = looks[k + 1];
    if (next !== undefined) walk = walkOn(walk, fraction, drift, from, to, next.fraction);
    return { fraction, upper: above, lower: below };
  });
}

/** Bounds on z as bounds on the walk. */
function boundsOf({ fraction, lower, upper }: SequentialLook): readonly [lower: number, upper: number] {
  const root = Math.sqrt(fraction);
  return [lower === null ? -Infinity : lower * root, upper === null ? Infinity : upper * root];
}

/**
 * Refuses looks that are out of order.
 *
 * @param after - the fraction at which the walk is known to be
 * @throws {@link EfficacyError} `invalid_argument`
 */
export function checkLooks(looks: readonly SequentialLook[], after: number, who: string): void {
  checkFractions(
    looks.map(({ fraction }) => fraction),
    after,
    who,
  );
  for (const { fraction, lower, upper } of looks) {
    const real = [lower, upper].every((bound) => bound === null || Number.isFinite(bound));
    need(
      real,
      'invalid_argument',
      who,
      `bounds that are numbers or null at fraction ${fraction}`,
      `${lower}, ${upper}`,
    );
    const apart = lower === null || upper === null || lower <= upper;
    need(
      apart,
      'invalid_argument',
      who,
      `a lower bound up to the upper one at fraction ${fraction}`,
      `${lower}, ${upper}`,
    );
  }
}

/** Refuses fractions of information that do not rise. */
export function checkFractions(fractions: readonly number[], after: number, who: string): void {
  need(fractions.length > 0, 'invalid_argument', who, 'at least one look', 'none');
  const end = fractions[fractions.length - 1]!;
  const rises = fractions.every((t, k) => t < Infinity && t - (fractions[k - 1] ?? after) >= 1e-3 * end && t > 0);
  const what = 'fractions of information that rise, each by at least a thousandth of the last';
  need(rises, 'invalid_argument', who, `${what}${after > 0 ? ` from ${after}` : ''}`, fractions.join(', '));
}

/** Refuses a drift that no trial has. */
export function checkDrift(drift: number, who: string): void {
  need(Math.abs(drift) <= 1e3, 'invalid_argument', who, 'a drift from -1000 to 1000', drift);
}
