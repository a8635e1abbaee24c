import { type Moments, type Sample, variance } from '../../../aggregate/moments.js';
import { EfficacyError } from '../../../support/errors.js';
import { twoGroups } from '../../two-groups.js';
import { type LogRatio, type LogRatioOptions, logRatio } from './log-ratio-of-means.js';

/**
 * Log ratio of the standard deviations of two groups: did the product spread students out or bring them together?
 *
 * @param treatment - values, moments, or n, mean and sd, of the outcome
 * @param control - the same for the control group, in the same unit
 * @returns ln(SD of treatment / SD of control), corrected for the bias of small groups
 * @throws {@link EfficacyError} `zero_variance` naming the arm, `too_few_observations`, `no_data`
 *
 * @example
 * logVariabilityRatio([12, 15, 19], [11, 12, 13]).estimate; // 1.26
 *
 * @see Nakagawa et al. (2015), Methods in Ecology and Evolution 6(2), 143-152, eq. 5 and 6.
 */
export function logVariabilityRatio(treatment: Sample, control: Sample, options: LogRatioOptions = {}): LogRatio {
  const who = 'logVariabilityRatio';
  const { treatment: t, control: c } = twoGroups(treatment, control, who);
  const estimate = logSd(who, 'treatment', t) - logSd(who, 'control', c);
  const formula = '1/(2 (n₁ - 1)) + 1/(2 (n₂ - 1))';
  return logRatio(who, 'log-variability-ratio', estimate, half(t) + half(c), formula, options);
}

/**
 * Log ratio of the coefficients of variation of two groups: of their standard deviations relative to their means.
 *
 * @param treatment - values, moments, or n, mean and sd, of an outcome with a true zero, with a mean above 0
 * @param control - the same for the control group, in the same unit
 * @returns ln(CV of treatment / CV of control), corrected for the bias of small groups; means and SDs are taken as uncorrelated
 * @throws {@link EfficacyError} `out_of_domain` for a mean that is not above 0, `zero_variance`, `too_few_observations`, `no_data`
 *
 * @example
 * logCoefficientOfVariationRatio([12, 15, 19], [11, 12, 13]).estimate; // 1.01
 *
 * @see Nakagawa et al. (2015), Methods in Ecology and Evolution 6(2), 143-152, eq. 11 and 12 without correlations.
 */
export function logCoefficientOfVariationRatio(
  treatment: Sample,
  control: Sample,
  options: LogRatioOptions = {},
): LogRatio {
  const who = 'logCoefficientOfVariationRatio';
  const { treatment: t, control: c } = twoGroups(treatment, control, who);
  const cv = (arm: string, group: Moments): number => logSd(who, arm, group) - logMean(who, arm, group);
  const relative = (group: Moments): number => variance(group) / group.n / group.mean ** 2;
  const estimate = cv('treatment', t) - cv('control', c);
  const square = relative(t) + relative(c) + half(t) + half(c);
  const formula = 's₁²/(n₁ m₁²) + s₂²/(n₂ m₂²) + 1/(2 (n₁ - 1)) + 1/(2 (n₂ - 1))';
  return logRatio(who, 'log-coefficient-of-variation-ratio', estimate, square, formula, options);
}

/** Variance, and bias with the opposite sign, of the logarithm of a standard deviation. */
const half = (group: Moments): number => 1 / (2 * (group.n - 1));

function logSd(who: string, arm: string, group: Moments): number {
  if (group.m2 > 0) return Math.log(variance(group)) / 2 + half(group);
  throw new EfficacyError('zero_variance', `${who} needs values that vary; every value of ${arm} is ${group.mean}`, {
    arm,
    value: group.mean,
  });
}

function logMean(who: string, arm: string, group: Moments): number {
  if (group.mean > 0) return Math.log(group.mean);
  throw new EfficacyError('out_of_domain', `${who} needs means above 0; that of ${arm} is ${group.mean}`, {
    arm,
    mean: group.mean,
  });
}
