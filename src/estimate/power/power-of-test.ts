import * as noncentralT from '../../numeric/distributions/noncentral-t.js';
import * as normal from '../../numeric/distributions/normal.js';
import * as studentT from '../../numeric/distributions/student-t.js';
import { noncentralityOfT } from '../../numeric/noncentrality/index.js';
import { findRoot, requireConverged } from '../../numeric/optimize/index.js';
import { need } from '../../support/need.js';

/** The test whose power is meant. */
export interface PlannedTest {
  /**
   * Probability of rejecting where there is no effect.
   * @defaultValue 0.05
   */
  readonly alpha?: number;
  /**
   * `'greater'` tests against effects above 0 only.
   * @defaultValue `'two-sided'`
   */
  readonly alternative?: 'two-sided' | 'greater';
  /**
   * `'noncentral-t'` is exact for normal outcomes; `'shifted-t'` is Bloom's multiplier, the sum of two quantiles of t, as PowerUp! has it.
   * @defaultValue `'noncentral-t'`
   */
  readonly distribution?: 'noncentral-t' | 'shifted-t';
  /**
   * Whether a two-sided test that rejects on the side where the effect is not counts as power (as in R's pwr) or does not (as in
   * `power.t.test` and in Bloom's multiplier, which never counts it).
   * @defaultValue `true` for a two-sided test and `'noncentral-t'`; nothing else has that side
   */
  readonly countWrongSide?: boolean;
}

/** A test with nothing left open. */
export type StatedTest = Required<PlannedTest>;

/**
 * Fills in what is not said.
 *
 * @throws {@link EfficacyError} `invalid_argument`
 */
export function statedTest(options: PlannedTest, who: string): StatedTest {
  const { alpha = 0.05, alternative = 'two-sided', distribution = 'noncentral-t' } = options;
  const hasWrongSide = alternative === 'two-sided' && distribution === 'noncentral-t';
  const { countWrongSide = hasWrongSide } = options;
  need(alpha > 0 && alpha < 1, 'invalid_argument', who, 'alpha between 0 and 1, such as 0.05', alpha);
  const fits = ['two-sided', 'greater'].includes(alternative);
  need(fits, 'invalid_argument', who, "the alternative 'two-sided' or 'greater'", alternative);
  const known = ['noncentral-t', 'shifted-t'].includes(distribution);
  need(known, 'invalid_argument', who, "the distribution 'noncentral-t' or 'shifted-t'", distribution);
  const fitsSide = hasWrongSide || !countWrongSide;
  const what = "countWrongSide false but for a two-sided test and 'noncentral-t': nothing else has that side";
  need(fitsSide, 'invalid_argument', who, what, countWrongSide);
  return { alpha, alternative, distribution, countWrongSide };
}

/** How a test is said in a result. */
export function methodOfTest({ alpha, alternative, distribution, countWrongSide }: StatedTest): string {
  const both = countWrongSide ? ', both sides counted' : '';
  return `${alternative} test at ${alpha}, ${distribution}${both}`;
}

/** The statistic beyond which the test rejects. */
export function criticalValue(
  { alpha, alternative }: Pick<StatedTest, 'alpha' | 'alternative'>,
  df: number | null,
): number {
  const tail = alternative === 'two-sided' ? alpha / 2 : alpha;
  return df === null ? normal.isf(tail) : studentT.isf(tail, df);
}

/**
 * Probability that the test rejects.
 *
 * @param noncentrality - the effect in standard errors
 */
export function powerAt(noncentrality: number, df: number | null, test: StatedTest): number {
  const critical = criticalValue(test, df);
  const shift = test.alternative === 'two-sided' ? Math.abs(noncentrality) : noncentrality;
  if (test.distribution === 'shifted-t') return upperTail(critical - shift, df);
  const right = noncentralT.sf(critical, df ?? Infinity, shift);
  return test.countWrongSide ? right + noncentralT.cdf(-critical, df ?? Infinity, shift) : right;
}

/**
 * The effect in standard errors at which the test has this power.
 *
 * @param power - above that of no effect
 */
export function noncentralityFor(power: number, df: number | null, test: StatedTest, who: string): number {
  const least = powerAt(0, df, test);
  need(
    power > least && power < 1,
    'invalid_argument',
    who,
    `a power below 1 and above ${least}, that of no effect`,
    power,
  );
  const critical = criticalValue(test, df);
  if (test.distribution === 'shifted-t') return critical + upperQuantile(1 - power, df);
  const oneSide = noncentralityOfT(critical, df ?? Infinity, 1 - power).ncp;
  if (!test.countWrongSide) return oneSide;
  // The other side adds a little, or nothing that a double can hold: the root is at the one that one side alone asks for, or below.
  return requireConverged(findRoot((ncp) => powerAt(ncp, df, test) - power, 0, 2 * Math.max(oneSide, 1e-3))).root;
}

const upperTail = (t: number, df: number | null): number => (df === null ? normal.sf(t) : studentT.sf(t, df));
const upperQuantile = (p: number, df: number | null): number => (df === null ? normal.isf(p) : studentT.isf(p, df));
