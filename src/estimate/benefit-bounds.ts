import { checkLevel, type Interval } from '../support/interval.js';
import { need } from '../support/need.js';
import type { Note } from '../support/notes.js';

/** Options of {@link benefitBounds}. */
export interface BenefitBoundsOptions {
  /**
   * By how much an outcome must be better to count, in points, 0 or more.
   * @defaultValue 0
   */
  readonly by?: number;
  /**
   * False where a lower outcome is the better one.
   * @defaultValue `true`
   */
  readonly higherIsBetter?: boolean;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** Between what the shares of those who benefit and who are harmed lie. */
export interface BenefitBounds {
  /** Which result this is. */
  readonly kind: 'benefit-bounds';
  /** Share whose outcome is better under treatment than without, by more than `by`; from 0 to 1. */
  readonly benefit: { readonly lower: number; readonly upper: number };
  /** Share whose outcome is worse under treatment, by more than `by`; from 0 to 1. */
  readonly harm: { readonly lower: number; readonly upper: number };
  /** Holds both bounds on the share who benefit, and so the share itself, in at least this share of trials of any size; from 0 to 1. */
  readonly interval: Interval;
  /** The same for the share who are harmed. */
  readonly harmInterval: Interval;
  /** By how much an outcome had to be better or worse to count, in points. */
  readonly by: number;
  /** Which way is better, as stated. */
  readonly higherIsBetter: boolean;
  /** Shares are from 0 to 1. */
  readonly unit: 'share';
  /** Values in the treatment group. */
  readonly nTreatment: number;
  /** Values in the control group. */
  readonly nControl: number;
  /** What was done, in words. */
  readonly method: string;
  /** Always says that no trial identifies the share itself. */
  readonly notes: readonly Note[];
}

/**
 * Bounds on the share of units that benefit from treatment. Nobody is seen under both arms, so that a trial leaves the share open, however large
 * it is: these bounds are all that both distributions say. Not the probability of superiority, which is about two different units.
 *
 * The bounds are those of the two samples, and sharp for them; in small samples they lie too close together on the average. The intervals allow
 * for that, and are wide.
 *
 * @param treatment - values of the outcome, in points
 * @param control - the same for the control group
 * @returns shares from 0 to 1
 * @throws {@link EfficacyError} `no_data` for an empty group, `not_finite`, `invalid_argument` for `by` below 0
 *
 * @example
 * benefitBounds([1, 1, 1, 0], [1, 0, 0, 0]).benefit; // { lower: 0.5, upper: 0.75 }
 *
 * @see Fan & Park (2010), Econometric Theory 26(3), 931-951, eq. 2 (Makarov's bounds); Williamson & Downs (1990) for values that tie; Massart
 * (1990), Ann. Probab. 18(3), 1269-1283, for the bands behind the intervals.
 */
export function benefitBounds(
  treatment: ArrayLike<number>,
  control: ArrayLike<number>,
  options: BenefitBoundsOptions = {},
): BenefitBounds {
  const who = 'benefitBounds';
  const { by = 0, higherIsBetter = true, level = 0.95 } = options;
  checkLevel(who, level);
  need(by >= 0 && by < Number.POSITIVE_INFINITY, 'invalid_argument', who, 'by, in points, of 0 or more', by);
  const sign = higherIsBetter ? 1 : -1;
  const treated = ascending(treatment, sign, 'treatment', who);
  const untreated = ascending(control, sign, 'control', who);
  // Each of four one-sided bands fails in a quarter of what the level leaves.
  const slack = [treated, untreated].reduce(
    (sum, { length }) => sum + Math.sqrt(Math.log(4 / (1 - level)) / (2 * length)),
    0,
  );
  const benefit = shareAbove(treated, untreated, by);
  const harm = shareAbove(untreated, treated, by);
  const widened = ({ lower, upper }: { readonly lower: number; readonly upper: number }): Interval => ({
    lower: Math.max(0, lower - slack),
    upper: Math.min(1, upper + slack),
    level,
  });
  return {
    kind: 'benefit-bounds',
    benefit,
    harm,
    interval: widened(benefit),
    harmInterval: widened(harm),
    by,
    higherIsBetter,
    unit: 'share',
    nTreatment: treated.length,
    nControl: untreated.length,
    method: "Makarov's bounds on the distribution of effects; interval from Massart's bands about both distributions",
    notes: [
      {
        code: 'not_identified',
        message:
          'No trial tells how many benefit: nobody is seen under both arms. The share may be anything between the bounds, even with endless data.',
      },
    ],
  };
}

/**
 * Bounds on the share with `a - b > by`, over all ways to pair the two distributions: the largest of P(b <= y - by) - P(a <= y), and 1 less
 * the largest of P(a <= y) - P(b < y - by), each at 0 or more.
 */
function shareAbove(a: Float64Array, b: Float64Array, by: number): { readonly lower: number; readonly upper: number } {
  // Both are step functions of y: they are largest where a value of b enters the first, and where one of a enters the second. Counted in
  // pairs of units, so that shares are rounded once.
  const [n, m] = [a.length, b.length];
  let least = 0;
  let against = 0;
  let below = 0;
  b.forEach((value, j) => {
    while (below < n && a[below]! - value <= by) below++;
    least = Math.max(least, (j + 1) * n - below * m);
  });
  let before = 0;
  a.forEach((value, i) => {
    while (before < m && value - b[before]! > by) before++;
    against = Math.max(against, (i + 1) * m - before * n);
  });
  return { lower: least / (n * m), upper: (n * m - against) / (n * m) };
}

function ascending(values: ArrayLike<number>, sign: 1 | -1, arm: string, who: string): Float64Array {
  need(values.length > 0, 'no_data', who, `values of the ${arm} group`, 'none');
  const out = Float64Array.from(values, (value) => sign * value);
  const bad = out.findIndex((value) => !Number.isFinite(value));
  need(
    bad < 0,
    'not_finite',
    who,
    'finite values (leave missing ones out first)',
    `${values[bad]} in ${arm}, index ${bad}`,
  );
  return out.sort();
}
