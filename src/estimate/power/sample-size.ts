import { need } from '../../support/need.js';
import { type FoundSize, findSize } from './find-size.js';
import type { DesignToSize } from './planned-design.js';
import {
  methodOfTest,
  noncentralityFor,
  type PlannedTest,
  powerAt,
  type StatedTest,
  statedTest,
} from './power-of-test.js';

/** Options of {@link sampleSizeForPower}. */
export interface SampleSizeForPowerOptions extends PlannedTest {
  /** The true effect that is to be found, treatment minus control, in SDs of the outcome. */
  readonly effect: number;
  /**
   * Probability with which it is to be found.
   * @defaultValue 0.8
   */
  readonly power?: number;
}

/** How large a trial must be, as a record. */
export interface SampleSize extends Omit<FoundSize, 'precision' | 'reached'> {
  /** Standard error of the effect under `design`, in SDs of the outcome. */
  readonly standardError: number;
  /** Degrees of freedom of the test under `design`; null for the normal distribution. */
  readonly df: number | null;
  /** The true effect that was assumed, in SDs of the outcome. */
  readonly effect: number;
  /** What was computed, in words. */
  readonly method: string;
}

/** How large a trial must be to find an effect. */
export interface SampleSizeForPower extends SampleSize {
  /** Which record this is. */
  readonly kind: 'sample-size-for-power';
  /** The power that was asked for. */
  readonly target: number;
  /** The power of `design`. */
  readonly power: number;
  /** The test that was meant, the defaults filled in. */
  readonly test: StatedTest;
}

/**
 * How many units, clusters or blocks a trial needs to find an effect with a stated probability.
 *
 * @param design - the design with `'find'` in the place of one of its sizes; the others are whole numbers
 * @param options - the effect, the power and the test
 * @returns the smallest whole number that is enough with as many treated as whole numbers allow; the exact solution beside it
 * @throws {@link EfficacyError} `invalid_argument`; `out_of_domain` where no number reaches the power, as with too few clusters however large
 *
 * @example
 * const design = { kind: 'clustered', clusters: 'find', unitsPerCluster: 50, icc: 0.2, rSquaredClusters: 0.5 } as const;
 * sampleSizeForPower(design, { effect: 0.2 }).size; // 94
 *
 * @see Cohen (1988), Statistical Power Analysis, 2.4; Dong & Maynard (2013), J. Res. Educ. Eff. 6(1), 24-67.
 */
export function sampleSizeForPower(design: DesignToSize, options: SampleSizeForPowerOptions): SampleSizeForPower {
  const who = 'sampleSizeForPower';
  const { effect, power: target = 0.8 } = options;
  const test = statedTest(options, who);
  const fits = Number.isFinite(effect) && effect !== 0 && (effect > 0 || test.alternative === 'two-sided');
  need(fits, 'invalid_argument', who, 'an effect that the test can find: not 0, and above 0 when one-sided', effect);
  noncentralityFor(target, null, test, who); // refuses a power that every design has
  const found = findSize(design, target, ({ standardError, df }) => powerAt(effect / standardError, df, test), who);
  const { precision, reached, ...sizes } = found;
  return {
    kind: 'sample-size-for-power',
    ...sizes,
    target,
    power: reached,
    effect,
    ...precision,
    test,
    method: `${design.kind} design, ${methodOfTest(test)}`,
  };
}
