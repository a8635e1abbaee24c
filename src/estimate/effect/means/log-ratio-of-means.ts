import { type Moments, type Sample, variance } from '../../../aggregate/moments.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { TestedEstimate } from '../../estimate.js';
import { tInference } from '../../t-inference.js';
import { twoGroups } from '../../two-groups.js';
import { type Pairs, pairedMoments } from '../change/paired-moments.js';

/** Options of {@link logRatioOfMeans}. */
export interface LogRatioOptions {
  /** Confidence level, above 0 and below 1. @defaultValue 0.95 */
  readonly level?: number;
}

/** A logarithm of a ratio, estimated with the normal distribution. */
export interface LogRatio extends TestedEstimate {
  /** Of the estimate, in `unit`. */
  readonly standardError: number;
  /** The reference distribution is the normal. */
  readonly df: null;
  /** Confidence limits, in `unit`. */
  readonly interval: Interval;
  /** How the limits were made. */
  readonly intervalMethod: 'normal';
  /** The formula of the squared standard error. */
  readonly varianceFormula: string;
}

/**
 * Log ratio of the means of two groups, for outcomes with a true zero, such as minutes, words or items.
 *
 * @param treatment - values, moments, or n, mean and sd, of the outcome, with a mean above 0
 * @param control - the same for the control group, in the same unit
 * @returns ln(treatment mean / control mean); its exponential minus 1 is the relative change
 * @throws {@link EfficacyError} `out_of_domain` for a mean that is not above 0, `too_few_observations`, `zero_variance`, `no_data`
 *
 * @example
 * logRatioOfMeans([12, 15, 19], [11, 12, 13]).estimate; // 0.245
 *
 * @see Hedges, Gurevitch & Curtis (1999), Ecology 80(4), 1150-1156, eq. 1.
 */
export function logRatioOfMeans(treatment: Sample, control: Sample, options: LogRatioOptions = {}): LogRatio {
  const who = 'logRatioOfMeans';
  const { treatment: t, control: c } = twoGroups(treatment, control, who);
  const square = relativeSquare(who, 'treatment', t) + relativeSquare(who, 'control', c);
  return logRatio(who, 'log-ratio-of-means', Math.log(t.mean / c.mean), square, 's₁²/(n₁ m₁²) + s₂²/(n₂ m₂²)', options);
}

/**
 * Log ratio of the means of the same units after and before.
 *
 * @param pairs - values before and after, or what a paper prints of them
 * @returns ln(mean after / mean before)
 * @throws {@link EfficacyError} as {@link logRatioOfMeans}, and `length_mismatch`
 *
 * @example
 * logRatioOfPairedMeans({ before: [10, 12, 15], after: [13, 13, 18] }).estimate; // 0.173
 *
 * @see Lajeunesse (2011), Ecology 92(11), 2049-2055, eq. 6.
 */
export function logRatioOfPairedMeans(pairs: Pairs, options: LogRatioOptions = {}): LogRatio {
  const who = 'logRatioOfPairedMeans';
  const { n, before, after, correlation } = pairedMoments(pairs, who);
  const one = relativeSquare(who, 'before', before);
  const two = relativeSquare(who, 'after', after);
  const square = one + two - 2 * (correlation ?? 0) * Math.sqrt(one * two);
  const formula = 's₁²/(n m₁²) + s₂²/(n m₂²) - 2 r s₁ s₂/(n m₁ m₂)';
  return logRatio(who, `log-ratio-of-paired-means`, Math.log(after.mean / before.mean), square, formula, options, n);
}

/** The squared standard error of a mean, relative to the mean. */
function relativeSquare(who: string, name: string, group: Moments): number {
  if (!(group.mean > 0)) {
    throw new EfficacyError('out_of_domain', `${who} needs means above 0; that of ${name} is ${group.mean}`, {
      group: name,
      mean: group.mean,
    });
  }
  return variance(group) / group.n / group.mean ** 2;
}

/** The record of a logarithm of a ratio with its normal interval. */
export function logRatio(
  who: string,
  kind: string,
  estimate: number,
  squaredError: number,
  varianceFormula: string,
  { level = 0.95 }: LogRatioOptions,
  pairs?: number,
): LogRatio {
  checkLevel(who, level);
  if (!(squaredError > 0 && Number.isFinite(squaredError) && Number.isFinite(estimate))) {
    throw new EfficacyError('zero_variance', `${who} needs values that vary, within the range of numbers`, {
      squaredError: String(squaredError),
    });
  }
  const standardError = Math.sqrt(squaredError);
  return {
    kind,
    estimate,
    standardError,
    df: null,
    ...tInference(estimate, standardError, null, level),
    unit: 'log ratio',
    intervalMethod: 'normal',
    method: `${kind.replaceAll('-', ' ')}${pairs === undefined ? '' : ` of ${pairs} pairs`}; delta method; normal interval`,
    varianceFormula,
    notes: [],
  };
}
