import { EfficacyError } from '../../support/errors.js';
import { need } from '../../support/need.js';
import { abs, whole } from '../math.js';
import { inOrder } from './bounds.js';
import type { Convergence } from './convergence.js';

/** Runs from several starts. */
export interface MultiStart<R extends Convergence> {
  /** The converged run with the lowest objective, the first of equals; without one, the lowest of those that ended otherwise. */
  readonly best: R;
  /** The runs, in the order of the starts; null for a start where the objective is not finite. */
  readonly runs: readonly (R | null)[];
  /** Runs that converged. */
  readonly converged: number;
  /** Converged runs whose objective agrees with the best: one among many is a warning. */
  readonly agreeing: number;
}

/**
 * Runs an optimizer from several starts and keeps the best, as a guard against local minima.
 *
 * @param starts - where to start, see {@link startsWithin}
 * @param run - the optimizer, given a start
 * @param objective - what a result is judged by, the lower the better
 * @param tolerance - relative difference up to which objectives agree
 * @throws {@link EfficacyError} `invalid_argument` without starts, `not_finite` when no start is finite, and what else `run` throws
 *
 * @example
 * const starts = startsWithin([0, 0], [10, 1], 20);
 * const { best, agreeing } = multiStart(starts, (start) => levenbergMarquardt({ ...curve, start }), (fit) => fit.rss);
 */
export function multiStart<R extends Convergence>(
  starts: readonly (readonly number[])[],
  run: (start: readonly number[]) => R,
  objective: (result: R) => number,
  tolerance = 1e-8,
): MultiStart<R> {
  const runs = starts.map((start) => {
    try {
      return run(start);
    } catch (error) {
      if (error instanceof EfficacyError && error.code === 'not_finite') return null;
      throw error;
    }
  });
  const finished = runs.filter((result) => result !== null);
  const converged = finished.filter(({ status }) => status === 'converged');
  const [best] = (converged.length > 0 ? converged : finished).sort((a, b) => objective(a) - objective(b));
  need(
    best !== undefined,
    starts.length === 0 ? 'invalid_argument' : 'not_finite',
    'multiStart',
    'a start where the objective is finite',
    `${starts.length} starts of which none is`,
  );
  const limit = objective(best) + tolerance * abs(objective(best));
  const agreeing = converged.filter((result) => objective(result) <= limit).length;
  return { best, runs, converged: converged.length, agreeing };
}

/**
 * Points spread evenly through a box, always the same: the first is its middle.
 *
 * @param lower - finite lower limits, one a parameter
 * @param upper - finite upper limits
 * @param count - how many points
 * @throws {@link EfficacyError} `invalid_argument` for limits that are not finite, in order and of one length, or a count
 * that is not a whole number up to 1e6
 *
 * @see Roberts (2018), The unreasonable effectiveness of quasirandom sequences: multiples of the powers of a generalized golden ratio.
 */
export function startsWithin(lower: readonly number[], upper: readonly number[], count: number): number[][] {
  const p = lower.length;
  const fits = upper.length === p && lower.every((one, j) => inOrder(one, upper[j]!));
  need(fits, 'invalid_argument', 'startsWithin', 'finite limits in order', `${lower} and ${upper}`);
  const counted = whole(count) && count >= 0 && count <= 1e6;
  need(counted, 'invalid_argument', 'startsWithin', 'a whole count of starts, to 1e6', count);
  let ratio = 1.5; // solves ratio^(p + 1) = ratio + 1
  for (let i = 0; i < 60; i++) ratio = (1 + ratio) ** (1 / (p + 1));
  return Array.from({ length: count }, (_, i) =>
    lower.map((one, j) => one + ((0.5 + i * ratio ** -(j + 1)) % 1) * (upper[j]! - one)),
  );
}
