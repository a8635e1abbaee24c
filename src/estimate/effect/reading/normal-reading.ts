import type { Sample } from '../../../aggregate/moments.js';
import type { Interval } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import type { Estimate } from '../../estimate.js';
import { type StandardizedMeanDifference, standardizedMeanDifference } from '../means/standardized-mean-difference.js';

/** Options of the readings of d as shares of normal distributions. */
export interface OverlapOptions {
  /** Confidence level, above 0 and below 1. @defaultValue 0.95 */
  readonly level?: number;
}

/** A share of two normal distributions of equal spread, as d standard deviations between their means make it. */
export interface NormalOverlap extends Estimate {
  /** Limits of d, read in the same way. */
  readonly interval: Interval;
  /** The limits of d, read in the same way. */
  readonly intervalMethod: 'noncentral-t';
  /** Cohen's d, in pooled standard deviations, not bias-corrected. */
  readonly d: number;
  /** What has to hold for the reading. */
  readonly model: string;
}

/** The model of all readings of two groups. */
export const equalNormals = 'both groups normal with the same standard deviation';

/** Cohen's d, for a reading of it. */
export function dOf(
  who: string,
  treatment: Sample,
  control: Sample,
  { level = 0.95 }: OverlapOptions,
): StandardizedMeanDifference {
  return standardizedMeanDifference(treatment, control, 'none', { level }, who);
}

type WithLimits = { readonly estimate: number; readonly standardError: number; readonly interval: Interval };

/** A reading that rises with d. */
export function signedReading(
  kind: string,
  name: string,
  unit: string,
  model: string,
  of: (d: number) => number,
  slope: number,
  { estimate: d, standardError, interval }: WithLimits,
): NormalOverlap {
  return {
    kind,
    estimate: of(d),
    standardError: slope * standardError,
    df: null,
    interval: { lower: of(interval.lower), upper: of(interval.upper), level: interval.level },
    intervalMethod: 'noncentral-t',
    unit,
    method: `${name} from d, ${model}; limits of d by the noncentral t distribution`,
    d,
    model,
    notes: [],
  };
}

/** A reading of the size of d, whatever its sign. */
export function sizeReading(
  kind: string,
  name: string,
  of: (d: number) => number,
  { estimate: d, interval }: WithLimits,
): NormalOverlap {
  const ends = [of(interval.lower), of(interval.upper)];
  if (interval.lower < 0 && interval.upper > 0) ends.push(of(0));
  return {
    kind,
    estimate: of(d),
    standardError: null,
    df: null,
    interval: { lower: Math.min(...ends), upper: Math.max(...ends), level: interval.level },
    intervalMethod: 'noncentral-t',
    unit: 'share',
    method: `${name} from the size of d, ${equalNormals}; limits of d by the noncentral t distribution`,
    d,
    model: equalNormals,
    notes: [sizeOnly],
  };
}

const sizeOnly: Note = {
  code: 'no_standard_error',
  message: 'This is a function of the size of d with a kink at 0, so only its limits are given.',
};
