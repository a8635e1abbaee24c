import { variance } from '../../../aggregate/moments.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import type { Estimate } from '../../estimate.js';
import { fisherLimits } from '../variance/fisher-limits.js';
import { type PairCounts, pairCounts } from './pair-counts.js';

/**
 * Where the standard error of the interval comes from: the spread of each arm's placements among the other (Brunner & Munzel; any two
 * distributions, ties included), or the variance that holds when both arms have the same distribution without ties (R's effectsize).
 */
export type DominanceVariance = 'placements' | 'equal-distributions';

/** Options of the measures made of ranks. */
export interface DominanceOptions {
  /** Where the standard error comes from. @defaultValue `'placements'` */
  readonly variance?: DominanceVariance;
  /** Confidence level, above 0 and below 1. @defaultValue 0.95 */
  readonly level?: number;
}

/** A comparison of two arms by which of them has the greater values. Any increasing transformation of the scores leaves it alone. */
export interface Dominance extends Estimate {
  /** Where the standard error comes from. */
  readonly varianceMethod: DominanceVariance;
  /** Quantiles of t or of the normal distribution around Fisher's z of the difference of probabilities. */
  readonly intervalMethod: 'fisher-z';
  /** Pairs, one value of each arm, in which treatment is greater. */
  readonly greater: number;
  /** Pairs in which treatment is less. */
  readonly less: number;
  /** Pairs with equal values. */
  readonly ties: number;
  /** Units of the treatment arm. */
  readonly nTreatment: number;
  /** Units of the control arm. */
  readonly nControl: number;
}

/** What sets one measure of dominance apart from another: it is `offset + scale` times the difference of probabilities. */
export interface DominanceScale {
  readonly kind: string;
  readonly name: string;
  readonly unit: string;
  readonly offset: number;
  readonly scale: number;
}

/** The measure with its limits. */
export function dominance(
  who: string,
  { kind, name, unit, offset, scale }: DominanceScale,
  treatment: ArrayLike<number>,
  control: ArrayLike<number>,
  options: DominanceOptions,
): Dominance {
  const { variance: varianceMethod = 'placements', level = 0.95 } = options;
  checkLevel(who, level);
  if (varianceMethod !== 'placements' && varianceMethod !== 'equal-distributions') {
    throw new EfficacyError(
      'invalid_argument',
      `${who} knows the variances "placements" and "equal-distributions"; got ${String(varianceMethod)}`,
      { variance: String(varianceMethod) },
    );
  }
  const counts = pairCounts(who, treatment, control);
  const delta = (counts.greater - counts.less) / (counts.greater + counts.less + counts.ties);
  const spread = (varianceMethod === 'placements' ? byPlacements : byEqualDistributions)(counts, delta);
  const rescale = (x: number): number => offset + scale * x;
  const limits = 'note' in spread ? null : fisherLimits(delta, spread.error / (1 - delta ** 2), spread.df, level);
  return {
    kind,
    estimate: rescale(delta),
    standardError: 'note' in spread ? null : scale * spread.error,
    df: 'note' in spread ? null : spread.df,
    interval: limits && { lower: rescale(limits.lower), upper: rescale(limits.upper), level },
    unit,
    method: `${name}; ${varianceMethod === 'placements' ? 'variance of placements' : 'variance under equal distributions'}; Fisher's z interval`,
    varianceMethod,
    intervalMethod: 'fisher-z',
    greater: counts.greater,
    less: counts.less,
    ties: counts.ties,
    nTreatment: treatment.length,
    nControl: control.length,
    notes: 'note' in spread ? [spread.note] : [],
  };
}

/** A standard error of the difference of probabilities with its degrees of freedom, or why there is none. */
type Spread = { readonly error: number; readonly df: number | null } | { readonly note: Note };

/** @see Brunner & Munzel (2000), Biometrical Journal 42(1), 17-25. */
function byPlacements({ ofTreatment, ofControl }: PairCounts, delta: number): Spread {
  if (Math.abs(delta) === 1) return { note: separated };
  if (ofTreatment.n < 2 || ofControl.n < 2) return { note: tooFew };
  const t = variance(ofTreatment) / ofTreatment.n;
  const c = variance(ofControl) / ofControl.n;
  if (t + c === 0) return { note: allTied };
  const df = (t + c) ** 2 / (t ** 2 / (ofTreatment.n - 1) + c ** 2 / (ofControl.n - 1));
  return { error: 2 * Math.sqrt(t + c), df };
}

/** @see Kerby (2014), Comprehensive Psychology 3, 1; Wilcoxon's variance without ties. */
function byEqualDistributions({ ofTreatment, ofControl }: PairCounts, delta: number): Spread {
  if (Math.abs(delta) === 1) return { note: separated };
  const onFisherScale = Math.sqrt((ofTreatment.n + ofControl.n + 1) / (3 * ofTreatment.n * ofControl.n));
  return { error: onFisherScale * (1 - delta ** 2), df: null };
}

/** Why an effect of 1 has no interval. */
export const separated: Note = {
  code: 'complete_separation',
  message: 'Every comparison goes the same way, so the standard error and the interval are not defined.',
};

const tooFew: Note = {
  code: 'no_standard_error',
  message: 'An arm has a single value, so the spread of its placements and the interval are not defined.',
};

const allTied: Note = {
  code: 'no_standard_error',
  message: 'All values are tied, so the spread of placements is 0 and the interval is not defined.',
};
