import * as normal from '../../../numeric/distributions/normal.js';
import { findRoot, requireConverged } from '../../../numeric/optimize/index.js';
import { need } from '../../../support/need.js';
import { cross } from './crossing-probabilities.js';
import type { SequentialBoundaries } from './sequential-boundaries.js';
import { walkFrom } from './stopped-walk.js';

/** How large an effect a trial with several looks finds. */
export interface DriftForPower {
  /** Which record this is. */
  readonly kind: 'drift-for-power';
  /** Mean of z at fraction 1 at which the trial rejects with this power: the effect over the final standard error. */
  readonly drift: number;
  /** The power that was asked for. */
  readonly power: number;
  /** Mean of z that one look at the end needs for the same. */
  readonly singleLookDrift: number;
  /** By how much the largest number of units exceeds that of a trial with one look: the squared ratio of the two. */
  readonly inflation: number;
  /** What was computed, in words. */
  readonly method: string;
}

/**
 * The effect, in final standard errors, that a trial with several looks finds with a stated probability, and what the looks cost in units.
 *
 * @param boundaries - of all looks, the last at fraction 1
 * @param power - probability of stopping above a boundary, between alpha and 1
 * @throws {@link EfficacyError} `invalid_argument`
 *
 * @example
 * const boundaries = sequentialBoundaries([0.5, 1], { spending: { kind: 'pocock' } });
 * driftForPower(boundaries, 0.8).inflation; // 1.12: 12 % more units at most
 *
 * @see Jennison & Turnbull (2000), Group Sequential Methods, eq. 2.8 and tables 2.2 and 2.4 (R_P and R_B).
 */
export function driftForPower(boundaries: SequentialBoundaries, power = 0.8): DriftForPower {
  const who = 'driftForPower';
  const { looks, alpha, alternative } = boundaries;
  const side = alternative === 'two-sided' ? alpha / 2 : alpha;
  need(
    power > side && power < 1,
    'invalid_argument',
    who,
    `a power below 1 and above ${side}, that of no effect`,
    power,
  );
  const last = looks[looks.length - 1]?.fraction;
  need(last === 1, 'invalid_argument', who, 'boundaries whose last look is at fraction 1', last);
  const singleLookDrift = normal.isf(side) + normal.quantile(power);
  const gap = (drift: number): number =>
    cross(walkFrom(0, 0), looks, drift).reduce((sum, { upper }) => sum + upper, 0) - power;
  let high = Math.max(1, 2 * singleLookDrift);
  while (gap(high) < 0 && high < 1e3) high *= 2;
  need(
    gap(high) >= 0,
    'invalid_argument',
    who,
    'upper boundaries that can be reached',
    `a power of ${gap(high) + power}`,
  );
  const drift = requireConverged(findRoot(gap, 0, high, { tolerance: 1e-12 })).root;
  return {
    kind: 'drift-for-power',
    drift,
    power,
    singleLookDrift,
    inflation: (drift / singleLookDrift) ** 2,
    method: `${boundaries.method}; rejections above count`,
  };
}
