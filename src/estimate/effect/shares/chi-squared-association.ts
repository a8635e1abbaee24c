import { noncentralityOfChiSquared } from '../../../numeric/noncentrality/index.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { Estimate } from '../../estimate.js';
import { noncentralLimit } from '../means/noncentral-limits.js';
import { needArray } from '../needs.js';
import { checkOneSided, type OneSided } from '../one-sided.js';

/** How the limits of an association are made. */
export type AssociationInterval = 'noncentral-chi-squared' | 'corrected-limits';

/** Options of {@link cramersV} and {@link contingencyPhi}. */
export interface AssociationOptions {
  /**
   * Whether the part of chi-squared that chance alone would give is taken off (Bergsma).
   * @defaultValue true
   */
  readonly biasCorrected?: boolean;
  /**
   * `'noncentral-chi-squared'`: the limits λ of the noncentrality, which chance alone does not raise, so that they need no correction.
   * `'corrected-limits'`: R's effectsize, which takes the part of chance off the limits too; they come out too low.
   * @defaultValue `'noncentral-chi-squared'`
   */
  readonly interval?: AssociationInterval;
  /**
   * Both limits, or a lower one only: the upper limit is then 1.
   * @defaultValue `'two-sided'`
   */
  readonly alternative?: OneSided;
  /** Confidence level, above 0 and below 1. @defaultValue 0.95 */
  readonly level?: number;
}

/** The size of the association in a table of counts. */
export interface Association extends Estimate {
  /** None; a note says why. */
  readonly standardError: null;
  /** None: chi-squared has `chiSquaredDf`. */
  readonly df: null;
  /** Limits, from 0 to 1. */
  readonly interval: Interval;
  /** How the limits were made. */
  readonly intervalMethod: AssociationInterval;
  /** Whether both limits were asked for or one. */
  readonly alternative: OneSided;
  /** Whether the part of chi-squared that chance alone would give was taken off the estimate. */
  readonly biasCorrected: boolean;
  /** Pearson's chi-squared without continuity correction. */
  readonly chiSquared: number;
  /** (rows - 1) (columns - 1). */
  readonly chiSquaredDf: number;
  /** Units in the table. */
  readonly n: number;
}

/** What the two measures share: a root of chi-squared over n, and its limits. */
export function association(
  who: string,
  kind: string,
  name: string,
  table: readonly (readonly number[])[],
  options: AssociationOptions,
  divisorOf: (rows: number, columns: number, n: number, biasCorrected: boolean) => number,
): Association {
  const { biasCorrected = true, alternative = 'two-sided', level = 0.95 } = options;
  const { interval: intervalMethod = 'noncentral-chi-squared' } = options;
  checkLevel(who, level);
  checkOneSided(who, alternative);
  if (intervalMethod !== 'noncentral-chi-squared' && intervalMethod !== 'corrected-limits') {
    throw new EfficacyError(
      'invalid_argument',
      `${who} knows the intervals "noncentral-chi-squared" and "corrected-limits"; got ${String(intervalMethod)}`,
      { interval: String(intervalMethod) },
    );
  }
  const { chiSquared, rows, columns, n } = pearson(who, table);
  const df = (rows - 1) * (columns - 1);
  const size = (x: number, corrected: boolean): number => {
    const square = Math.max(0, x / n - (corrected ? df / (n - 1) : 0));
    return Math.min(1, Math.sqrt(square / divisorOf(rows, columns, n, corrected)));
  };
  const tail = alternative === 'greater' ? 1 - level : (1 - level) / 2;
  const correctLimits = biasCorrected && intervalMethod === 'corrected-limits';
  const limit = (side: 'lower' | 'upper'): number =>
    size(noncentralLimit(who, noncentralityOfChiSquared(chiSquared, df, tail, { tail: side })), correctLimits);
  return {
    kind,
    estimate: size(chiSquared, biasCorrected),
    standardError: null,
    df: null,
    interval: { lower: limit('upper'), upper: alternative === 'greater' ? 1 : limit('lower'), level },
    intervalMethod,
    unit: 'association',
    method: `${name}${biasCorrected ? ', bias-corrected' : ''}; limits of the noncentrality of chi-squared`,
    alternative,
    biasCorrected,
    chiSquared,
    chiSquaredDf: df,
    n,
    notes: [
      { code: 'no_standard_error', message: 'The limits come from the noncentral chi-squared distribution directly.' },
    ],
  };
}

/** Pearson's chi-squared of a table. */
function pearson(who: string, table: readonly (readonly number[])[]) {
  needArray(table, who, 'an array of rows of counts');
  for (const row of table) needArray(row, who, 'an array of rows of counts');
  const rows = table.length;
  const columns = table[0]?.length ?? 0;
  const whole = (count: number): boolean => Number.isSafeInteger(count) && count >= 0;
  if (rows < 2 || columns < 2 || !table.every((row) => row.length === columns && row.every(whole))) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs at least two rows of equally many whole counts, two or more; got rows of ${table.map((row) => row.length).join(', ')}`,
      { rows, columns },
    );
  }
  const rowSums = table.map((row) => row.reduce((sum, x) => sum + x, 0));
  const columnSums = Array.from({ length: columns }, (_, j) => table.reduce((sum, row) => sum + row[j]!, 0));
  if (rowSums.includes(0) || columnSums.includes(0)) {
    throw new EfficacyError(
      'zero_variance',
      `${who} needs counts in every row and every column; leave empty ones out`,
      {
        rowSums,
        columnSums,
      },
    );
  }
  const n = rowSums.reduce((sum, x) => sum + x, 0);
  let chiSquared = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const expected = (rowSums[i]! / n) * columnSums[j]!;
      chiSquared += (table[i]![j]! - expected) ** 2 / expected;
    }
  }
  return { chiSquared, rows, columns, n };
}
