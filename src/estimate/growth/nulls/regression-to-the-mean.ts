import * as normal from '../../../numeric/distributions/normal.js';
import { EfficacyError } from '../../../support/errors.js';
import { need } from '../../../support/need.js';

/** The population from which students were selected by their first score. */
export interface SelectedFrom {
  /** Mean and SD of all first scores, in points; the SD is above 0. */
  readonly before: { readonly mean: number; readonly sd: number };
  /**
   * The same of later scores, without the product.
   * @defaultValue those before: a population that does not grow
   */
  readonly after?: { readonly mean: number; readonly sd: number };
  /** Correlation of first and later scores in the population, -1 to 1. */
  readonly correlation: number;
  /**
   * Who was selected: those whose first scores have this mean, or, from a normal distribution, all below or all above a score.
   */
  readonly selected: { readonly mean: number } | { readonly below: number } | { readonly above: number };
}

/** What the selected would have gained anyway. */
export interface RegressionToTheMean {
  readonly kind: 'regression-to-the-mean';
  /** Mean first score of the selected. */
  readonly selectedMean: number;
  /** Gain of the selected without any product, in points. */
  readonly expectedGain: number;
  /** The part of it that is regression to the mean alone. */
  readonly regression: number;
  /** The part of it that the whole population grew. */
  readonly populationGain: number;
}

/**
 * The gain that students selected for low or high first scores make without any product: the null that every claim about "our lowest
 * students" must beat.
 *
 * @returns (μ₂ - μ₁) + (ρ σ₂/σ₁ - 1)(x̄ - μ₁), in points
 * @throws {@link EfficacyError} `out_of_domain`, `not_finite`
 *
 * @example
 * regressionToTheMean({ before: { mean: 200, sd: 15 }, correlation: 0.8, selected: { mean: 180 } }).expectedGain; // 4 points, by chance alone
 *
 * @see Galton (1886), J. Anthropological Institute 15, 246-263; Davis (1976), American J. Epidemiology 104(5), 493-498.
 */
export function regressionToTheMean(from: SelectedFrom): RegressionToTheMean {
  const who = 'regressionToTheMean';
  const { before, after = before, correlation, selected } = from;
  for (const { mean, sd } of [before, after]) {
    need(Number.isFinite(mean), 'not_finite', who, 'finite means', mean);
    need(sd > 0 && sd < Number.POSITIVE_INFINITY, 'out_of_domain', who, 'standard deviations above 0', sd);
  }
  need(Math.abs(correlation) <= 1, 'out_of_domain', who, 'a correlation from -1 to 1', correlation);
  const selectedMean = meanOf(selected, before, who);
  const regression = ((correlation * after.sd) / before.sd - 1) * (selectedMean - before.mean);
  const populationGain = after.mean - before.mean;
  return {
    kind: 'regression-to-the-mean',
    selectedMean,
    expectedGain: populationGain + regression,
    regression,
    populationGain,
  };
}

function meanOf(
  selected: SelectedFrom['selected'],
  { mean, sd }: { readonly mean: number; readonly sd: number },
  who: string,
): number {
  const [end] = Object.values(selected) as number[];
  need(Number.isFinite(end), 'not_finite', who, 'a finite score that selects', end);
  if ('mean' in selected) return selected.mean;
  // The mean of a normal distribution cut at z: the density over the tail (the inverse Mills ratio).
  const z = 'below' in selected ? (selected.below - mean) / sd : (mean - selected.above) / sd;
  const share = normal.cdf(z);
  if (!(share > 0)) {
    throw new EfficacyError('out_of_domain', `${who} needs a selection that leaves somebody; ${end} leaves nobody`);
  }
  const distance = (sd * normal.density(z)) / share;
  return 'below' in selected ? mean - distance : mean + distance;
}
