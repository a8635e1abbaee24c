import { noncentralityOfChiSquared } from '../../numeric/noncentrality/index.js';
import { EfficacyError } from '../../support/errors.js';
import { checkLevel, type Interval } from '../../support/interval.js';
import type { Estimate } from '../estimate.js';
import { checkOneSided, type OneSided } from './one-sided.js';

/** Options of {@link cramersV} and {@link contingencyPhi}. */
export interface AssociationOptions {
  /**
   * Whether the part of chi-squared that chance alone would give is taken off (Bergsma).
   * @defaultValue true
   */
  readonly biasCorrected?: boolean;
  /**
   * Both limits, or a lower one only: the upper limit is then 1.
   * @defaultValue `'two-sided'`
   */
  readonly alternative?: OneSided;
  /** @defaultValue 0.95 */
  readonly level?: number;
}

/** The size of the association in a table of counts. */
export interface Association extends Estimate {
  readonly standardError: null;
  readonly df: null;
  readonly interval: Interval;
  readonly intervalMethod: 'noncentral-chi-squared';
  readonly alternative: OneSided;
  readonly biasCorrected: boolean;
  /** Pearson's chi-squared without continuity correction. */
  readonly chiSquared: number;
  readonly chiSquaredDf: number;
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
  checkLevel(who, level);
  checkOneSided(who, alternative);
  const { chiSquared, rows, columns, n } = pearson(who, table);
  const df = (rows - 1) * (columns - 1);
  const divisor = divisorOf(rows, columns, n, biasCorrected);
  const chance = biasCorrected ? df / (n - 1) : 0;
  const size = (x: number): number => Math.min(1, Math.sqrt(Math.max(0, x / n - chance) / divisor));
  const tail = alternative === 'greater' ? 1 - level : (1 - level) / 2;
  const limit = (side: 'lower' | 'upper'): number =>
    size(noncentralityOfChiSquared(chiSquared, df, tail, { tail: side }).ncp);
  return {
    kind,
    estimate: size(chiSquared),
    standardError: null,
    df: null,
    interval: { lower: limit('upper'), upper: alternative === 'greater' ? 1 : limit('lower'), level },
    intervalMethod: 'noncentral-chi-squared',
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
  const rows = table.length;
  const columns = table[0]?.length ?? 0;
  const whole = (count: number): boolean => Number.isInteger(count) && count >= 0;
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
