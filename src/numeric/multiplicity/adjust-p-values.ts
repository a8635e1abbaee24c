import { need } from '../../support/need.js';
import { epsilon, finite, max, min, whole } from '../math.js';
import { hommelValues } from './hommel.js';

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
  /** The rule that was used. */
  readonly method: AdjustmentMethod;
  /** Tests in the family. */
  readonly m: number;
  /** Error rate at which `significant` was decided. */
  readonly level: number;
  /** For each test, the smallest level at which the rule would reject it. */
  readonly adjusted: readonly number[];
  /** For each test, whether the rule itself rejects at `level`. */
  readonly significant: readonly boolean[];
}

/**
 * Of the p values in increasing order the one of this rank, from 1, is multiplied by `factor(m)(rank)`; then it counts no
 * less than those before it or, for a rule that steps up, no more than those behind it.
 */
interface SteppedRule {
  readonly up: boolean;
  readonly factor: (m: number) => (rank: number) => number;
}

const steppedRules: Readonly<Record<Exclude<AdjustmentMethod, 'hommel'>, SteppedRule>> = {
  bonferroni: { up: false, factor: (m) => () => m },
  holm: { up: false, factor: (m) => (rank) => m - rank + 1 },
  hochberg: { up: true, factor: (m) => (rank) => m - rank + 1 },
  'benjamini-hochberg': { up: true, factor: (m) => (rank) => m / rank },
  'benjamini-yekutieli': {
    up: true,
    factor: (m) => {
      let total = 0;
      for (let i = m; i >= 1; i--) total += m / i;
      return (rank) => total / rank;
    },
  },
};

/**
 * Adjusts the p values of a family of tests for their number.
 *
 * The decision at `level` is made with `<=`, where numbers that differ by rounding only (4 units in the last place) are
 * equal: 0.03 as third of five at 0.05 is rejected by Benjamini-Hochberg.
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
  const name = 'adjustPValues';
  // JavaScript hands over null and text too, and null would become 0: the smallest p there is.
  const given = Float64Array.from(pValues, (p: unknown) => (typeof p === 'number' ? p : Number.NaN));
  const n = given.length;
  const methods = [...Object.keys(steppedRules), 'hommel'];
  const odd = given.findIndex((p) => !(p >= 0 && p <= 1));
  need(methods.includes(method), 'invalid_argument', name, `a method among ${methods.join(', ')}`, method);
  need(whole(m) && m >= n, 'invalid_argument', name, `a whole number m of tests, ${n} or more`, m);
  need(odd < 0, 'out_of_domain', name, 'p values from 0 to 1', `${given[odd]} at index ${odd}`);
  need(finite(level) && level > 0 && level < 1, 'out_of_domain', name, 'a level between 0 and 1', level);

  const order = Uint32Array.from(given.keys()).sort((a, b) => given[a]! - given[b]!);
  const sorted = Float64Array.from(order, (i) => given[i]!);
  const values = method === 'hommel' ? hommelValues(sorted, m) : stepped(sorted, m, steppedRules[method]);
  const adjusted = new Array<number>(n);
  order.forEach((original, rank) => {
    adjusted[original] = values[rank]!;
  });
  // Forgiving what decimal numbers lose on their way to binary and through the products above.
  const significant = adjusted.map((p) => p <= level * (1 + 4 * epsilon));
  return { method, m, level, adjusted, significant };
}

function stepped(sorted: Float64Array, m: number, { up, factor }: SteppedRule): Float64Array {
  const factorOf = factor(m);
  const values = sorted.map((p, i) => min(1, p * factorOf(i + 1)));
  for (let i = 1; i < values.length; i++) {
    const at = values.length - 1 - i;
    if (up) values[at] = min(values[at]!, values[at + 1]!);
    else values[i] = max(values[i]!, values[i - 1]!);
  }
  return values;
}
