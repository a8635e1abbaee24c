import { type Moments, moments, sd } from '../../../aggregate/moments.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import { listed, quoted } from '../../../support/text.js';
import { tInference } from '../../t-inference.js';

/** How many students went from each performance level to each. */
export interface TransitionMatrix {
  readonly kind: 'transition-matrix';
  /** From the lowest to the highest. */
  readonly levels: readonly string[];
  /** Students by level before (rows) and after (columns). */
  readonly counts: readonly (readonly number[])[];
  /** The same as shares of each row, which sum to 1; null for a level at which nobody started. */
  readonly shares: readonly (readonly number[] | null)[];
  /** Students who ended higher. */
  readonly up: number;
  /** Students who stayed at their level. */
  readonly same: number;
  /** Students who ended lower. */
  readonly down: number;
  readonly n: number;
}

/**
 * Students counted by performance level before and after.
 *
 * @param before - level of each student at first
 * @param after - the same later, in the same order
 * @param levels - all levels from the lowest to the highest
 * @throws {@link EfficacyError} `no_data`, `length_mismatch`, `invalid_argument` for a level that is not in `levels` or stands there twice
 *
 * @example
 * transitionMatrix(['low', 'low', 'mid'], ['mid', 'low', 'high'], ['low', 'mid', 'high']).up; // 2
 */
export function transitionMatrix(
  before: readonly string[],
  after: readonly string[],
  levels: readonly string[],
): TransitionMatrix {
  const who = 'transitionMatrix';
  if (before.length !== after.length) {
    throw new EfficacyError(
      'length_mismatch',
      `${who} needs each student before and after; got ${before.length} levels before and ${after.length} after`,
    );
  }
  if (before.length === 0) throw new EfficacyError('no_data', `${who} needs students; there are none`);
  const places = new Map(levels.map((level, i) => [level, i]));
  if (places.size !== levels.length) {
    throw new EfficacyError('invalid_argument', `${who} needs each level once; got ${listed(levels)}`);
  }
  const placeOf = (level: string): number => {
    const place = places.get(level);
    if (place !== undefined) return place;
    throw new EfficacyError(
      'invalid_argument',
      `${who} found the level ${quoted(level)}, which is not among ${listed(levels)}`,
    );
  };
  const counts = levels.map(() => levels.map(() => 0));
  const total = { up: 0, same: 0, down: 0 };
  for (const [i, level] of before.entries()) {
    const from = placeOf(level);
    const to = placeOf(after[i] as string);
    const row = counts[from] as number[];
    row[to] = (row[to] as number) + 1;
    total[to > from ? 'up' : to < from ? 'down' : 'same']++;
  }
  const shares = counts.map((row) => {
    const all = row.reduce((sum, count) => sum + count, 0);
    return all === 0 ? null : row.map((count) => count / all);
  });
  return { kind: 'transition-matrix', levels, counts, shares, ...total, n: before.length };
}

/** The mean of the points that a value table gives. */
export interface ValueTableScore {
  readonly kind: 'value-table-score';
  /** Mean points of a student. */
  readonly estimate: number;
  /** From the spread of the students' points; null for one student. */
  readonly standardError: number | null;
  /** By Student's t with n - 1 degrees of freedom; null where the points do not vary. */
  readonly interval: Interval | null;
  readonly n: number;
}

/**
 * Mean points of a value table: each student has the points of the cell that leads from the level before to the level after.
 *
 * @param matrix - from {@link transitionMatrix}
 * @param points - for each level before (rows) and after (columns), as the policy states them
 * @throws {@link EfficacyError} `length_mismatch` when the two tables differ in shape, `not_finite`
 *
 * @example
 * valueTable(matrix, [[0, 100, 150], [0, 100, 125], [0, 50, 100]]).estimate;
 *
 * @see Hill, Gong, Marion, DePascale, Dunn & Simpson (2006), Using value tables to explicitly value student growth.
 */
export function valueTable(
  matrix: TransitionMatrix,
  points: readonly (readonly number[])[],
  options: { readonly level?: number } = {},
): ValueTableScore {
  const who = 'valueTable';
  const { level = 0.95 } = options;
  checkLevel(who, level);
  const size = matrix.levels.length;
  if (points.length !== size || points.some((row) => row.length !== size)) {
    throw new EfficacyError(
      'length_mismatch',
      `${who} needs points for each of ${size} levels before and ${size} after`,
    );
  }
  const values = matrix.counts.flatMap((row, from) =>
    row.flatMap((count, to) => Array.from({ length: count }, () => (points[from] as readonly number[])[to] as number)),
  );
  const scored: Moments = moments(values);
  const standardError = scored.n < 2 ? null : sd(scored) / Math.sqrt(scored.n);
  return {
    kind: 'value-table-score',
    estimate: scored.mean,
    standardError,
    interval:
      standardError === null || standardError === 0
        ? null
        : tInference(scored.mean, standardError, scored.n - 1, level).interval,
    n: scored.n,
  };
}
