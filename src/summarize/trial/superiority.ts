import type { Table } from '../../columns/table.js';
import { numericColumnOf } from '../../columns/table.js';
import { type BenefitBounds, benefitBounds } from '../../estimate/benefit-bounds.js';
import { varghaDelaneyA } from '../../estimate/effect/ranks/vargha-delaney-a.js';
import * as normal from '../../numeric/distributions/normal.js';
import type { Interval } from '../../support/interval.js';
import type { TrialDesign } from './design.js';
import type { PooledEffect } from './pooled-effect.js';

/** The effect as a statement about two pupils drawn at random, one from each arm: not the share of pupils who gained. */
export interface Superiority {
  /** Probability that the pupil of the treatment arm has the higher outcome: Φ(g/√2), from the effect of assignment. */
  readonly estimate: number;
  /** The limits of g, read in the same way; null where g has none. */
  readonly interval: Interval | null;
  /** Share of all pairs of pupils, ties counted half, without blocks, covariates or weights; null with weights. */
  readonly observed: number | null;
  /** What it is the probability of, and by what model. */
  readonly method: string;
}

/** Bounds on the share of pupils who benefit, from the outcomes of both arms; null with weights. */
export function shareWhoBenefit(
  sample: Table,
  { outcome, weights, higherIsBetter = true }: TrialDesign,
  treatedCount: number,
  level: number,
  who: string,
): BenefitBounds | null {
  if (weights !== undefined) return null;
  const { values } = numericColumnOf(sample, outcome, who);
  return benefitBounds(values.subarray(0, treatedCount), values.subarray(treatedCount), { higherIsBetter, level });
}

/**
 * Probability of superiority.
 *
 * @see McGraw & Wong (1992), Psychological Bulletin 111(2), 361-365; Vargha & Delaney (2000), J. Educ. Behav. Stat. 25(2), 101-132.
 */
export function superiority(
  sample: Table,
  { outcome, weights }: TrialDesign,
  treatedCount: number,
  { estimate, interval }: PooledEffect,
  who: string,
): Superiority {
  const { values } = numericColumnOf(sample, outcome, who);
  const of = (g: number): number => normal.cdf(g * Math.SQRT1_2);
  return {
    estimate: of(estimate),
    interval: interval && { lower: of(interval.lower), upper: of(interval.upper), level: interval.level },
    observed:
      weights === undefined
        ? varghaDelaneyA(values.subarray(0, treatedCount), values.subarray(treatedCount)).estimate
        : null,
    method:
      'probability that of two pupils drawn at random, one from each arm, the one of the treatment arm has the higher outcome; normal outcomes of equal spread, from g',
  };
}
