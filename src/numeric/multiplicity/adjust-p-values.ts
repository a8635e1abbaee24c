import { EfficacyError } from '../../support/errors.js';
import { hommelDivisor, hommelValues } from './hommel.js';

/** A rule for several tests at once. The first four bound the chance of any false finding, the last two the share of false ones. */
export type AdjustmentMethod =
  | 'bonferroni'
  | 'holm'
  | 'hochberg'
  | 'hommel'
  | 'benjamini-hochberg'
  | 'benjamini-yekutieli';

/** How {@link adjustPValues} is to judge a family of tests. */
export interface AdjustPValuesOptions {
  /** The rule. */
  readonly method: AdjustmentMethod;
  /**
   * Tests in the whole family, also those whose p value is not given here; these count as not significant.
   * @defaultValue the number of p values
   */
  readonly m?: number;
  /**
   * Family-wise error rate, or false discovery rate, at which `significant` is decided.
   * @defaultValue `0.05`
   */
  readonly level?: number;
}

/** P values of one family of tests, judged together; arrays are in the order of the input. */
export interface AdjustedPValues {
  readonly method: AdjustmentMethod;
  readonly m: number;
  readonly level: number;
  /** For each test, the smallest level at which the rule would reject it. */
  readonly adjusted: readonly number[];
  /** For each test, whether the rule itself rejects at `level`. */
  readonly significant: readonly boolean[];
}

/** Of the p values in increasing order the one of this rank, from 1, is compared with `level / divisor(m)(rank)`. */
interface SteppedRule {
  /** From the smallest until one fails, from the largest until one holds, or each for itself. */
  readonly direction: 'down' | 'up' | 'single';
  readonly divisor: (m: number) => (rank: number) => number;
}

const divideBy = (total: number) => (rank: number) => total / rank;

const steppedRules: Readonly<Record<Exclude<AdjustmentMethod, 'hommel'>, SteppedRule>> = {
  bonferroni: { direction: 'single', divisor: (m) => () => m },
  holm: { direction: 'down', divisor: (m) => (rank) => m - rank + 1 },
  hochberg: { direction: 'up', divisor: (m) => (rank) => m - rank + 1 },
  'benjamini-hochberg': { direction: 'up', divisor: divideBy },
  'benjamini-yekutieli': { direction: 'up', divisor: (m) => divideBy(m * harmonic(m)) },
};

/**
 * Adjusts the p values of a family of tests for their number.
 *
 * The decision at `level` is made by the rule on the raw p values with `<=`, where numbers that differ by rounding only
 * (4 units in the last place) are equal: 0.03 as third of five at 0.05 is rejected by Benjamini-Hochberg.
 *
 * @param pValues - one p value a test, each from 0 to 1, in any order
 * @param options - the rule, the size of the family when it is larger than what is given, the level
 * @returns adjusted p values, at most 1, beside the rejections at `level`
 * @throws {@link EfficacyError} `out_of_domain` for a p value or level outside 0 to 1 (NaN included), `invalid_argument` for
 * an unknown method or an `m` that is not a whole number at least as large as the number of p values
 *
 * @example
 * adjustPValues([0.01, 0.02, 0.03, 0.4], { method: 'benjamini-hochberg', m: 6 }).significant;
 *
 * @see Holm (1979), Scand. J. Stat. 6, 65-70; Hochberg (1988), Biometrika 75, 800-802; Hommel (1988), Biometrika 75, 383-386;
 * Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57, 289-300; Benjamini & Yekutieli (2001), Ann. Stat. 29, 1165-1188.
 */
export function adjustPValues(pValues: ArrayLike<number>, options: AdjustPValuesOptions): AdjustedPValues {
  const { method, m = pValues.length, level = 0.05 } = options;
  check(pValues, method, m, level);
  const order = Uint32Array.from(pValues, (_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);
  const sorted = Float64Array.from(order, (i) => pValues[i]!);

  const judged = method === 'hommel' ? hommel(sorted, m, level) : stepped(sorted, m, level, steppedRules[method]);

  const adjusted = new Array<number>(sorted.length);
  const significant = new Array<boolean>(sorted.length);
  order.forEach((original, rank) => {
    adjusted[original] = judged.adjusted[rank]!;
    significant[original] = rank < judged.rejected;
  });
  return { method, m, level, adjusted, significant };
}

interface Judged {
  readonly adjusted: Float64Array;
  /** Every rule rejects the smallest p values: this many. */
  readonly rejected: number;
}

function stepped(sorted: Float64Array, m: number, level: number, { direction, divisor }: SteppedRule): Judged {
  const divisors = divisor(m);
  const scaled = sorted.map((p, i) => p * divisors(i + 1));
  const holds = scaled.map((p) => Number(atMost(p, level)));
  const firstFailure = holds.indexOf(0);
  const rejected = direction === 'up' ? holds.lastIndexOf(1) + 1 : firstFailure < 0 ? sorted.length : firstFailure;

  const adjusted = scaled.map((p) => Math.min(1, p));
  if (direction === 'down')
    for (let i = 1; i < adjusted.length; i++) adjusted[i] = Math.max(adjusted[i]!, adjusted[i - 1]!);
  if (direction === 'up') {
    for (let i = adjusted.length - 2; i >= 0; i--) adjusted[i] = Math.min(adjusted[i]!, adjusted[i + 1]!);
  }
  return { adjusted, rejected };
}

function hommel(sorted: Float64Array, m: number, level: number): Judged {
  const family = new Float64Array(m).fill(1);
  family.set(sorted);
  const divisor = hommelDivisor(family, level, atMost);
  const firstFailure = sorted.findIndex((p) => !atMost(p * divisor, level));
  return {
    adjusted: hommelValues(family).subarray(0, sorted.length),
    rejected: firstFailure < 0 ? sorted.length : firstFailure,
  };
}

/** a <= b, forgiving what decimal numbers lose on their way to binary and through one product. */
function atMost(a: number, b: number): boolean {
  return a <= b * (1 + 4 * Number.EPSILON);
}

function harmonic(m: number): number {
  let sum = 0;
  for (let i = m; i >= 1; i--) sum += 1 / i;
  return sum;
}

function check(pValues: ArrayLike<number>, method: AdjustmentMethod, m: number, level: number): void {
  if (method !== 'hommel' && !Object.hasOwn(steppedRules, method)) {
    throw new EfficacyError(
      'invalid_argument',
      `adjustPValues needs a method among ${Object.keys(steppedRules).join(', ')}, hommel; got ${method}`,
      { method },
    );
  }
  if (!Number.isSafeInteger(m) || m < pValues.length) {
    throw new EfficacyError(
      'invalid_argument',
      `adjustPValues needs m, the tests in the family, to be a whole number and at least the ${pValues.length} p values given; got ${m}`,
      { m, given: pValues.length },
    );
  }
  for (let i = 0; i < pValues.length; i++) {
    const p = pValues[i]!;
    if (!(p >= 0 && p <= 1)) {
      throw new EfficacyError('out_of_domain', `adjustPValues needs p values from 0 to 1, got ${p} at index ${i}`, {
        index: i,
        value: p,
      });
    }
  }
  if (!(level > 0 && level < 1)) {
    throw new EfficacyError('out_of_domain', `adjustPValues needs a level between 0 and 1, got ${level}`, { level });
  }
}
