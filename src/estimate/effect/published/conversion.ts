import { EfficacyError } from '../../../support/errors.js';
import type { Note } from '../../../support/notes.js';
import type { EffectInterval } from '../means/effect-limits.js';
import type { Printed, RoundedFigure } from './printed.js';
import type { ArmSizes, PublishedSource } from './sources.js';

/** An effect before its correction, and what its standard error and interval are made of. */
export interface Converted {
  readonly d: number;
  /** Variance of d where there is no effect; null where the source tells nothing of it. */
  readonly baseVariance: number | null;
  /** The other term of the variance is g² / this; null where the base is all there is. */
  readonly sizeDivisor: number | null;
  /** The observed t, for noncentral limits. */
  readonly t: number;
  /** Degrees of freedom; null for the normal. */
  readonly df: number | null;
}

/**
 * What the effect is in standard deviations of: of the outcome pooled over both arms, of the changes of one group, of the logistic distribution
 * that the event is a cut through, or of the outcome of two arms of one size, through phi.
 */
export type PublishedStandardizer = 'pooled' | 'change' | 'logistic' | 'phi';

/** A source made ready: its printed figures, and the effect as a function of them. */
export interface Conversion {
  readonly figures: readonly RoundedFigure[];
  /** Monotone in each figure, so that its extremes over their ranges lie at the corners. */
  readonly convert: (...figures: readonly number[]) => Converted;
  readonly interval: EffectInterval;
  /** Which small-sample correction makes sense: log odds ratios have none. */
  readonly correctable: boolean;
  readonly formula: string;
  readonly standardizer: PublishedStandardizer;
  /** Of the squared standard error; null where there is none. */
  readonly varianceFormula: string | null;
  readonly nTreatment: number | null;
  readonly nControl: number | null;
  readonly notes: readonly Note[];
}

/** One kind of source. */
export type From<F extends PublishedSource['from']> = Extract<PublishedSource, { readonly from: F }>;

/** The public function, for messages. */
export const who = 'publishedEffect';

/** Refuses arms whose sizes are missing or below 2. */
export function checkSizes({ nTreatment, nControl }: ArmSizes): ArmSizes {
  if (Number.isSafeInteger(nTreatment) && Number.isSafeInteger(nControl) && nTreatment >= 2 && nControl >= 2)
    return { nTreatment, nControl };
  throw new EfficacyError(
    'too_few_observations',
    `${who} needs the sizes of both arms, 2 units or more each; got ${nTreatment} in treatment and ${nControl} in control`,
    { nTreatment, nControl },
  );
}

/** The sign that a statistic without one needs. @throws {@link EfficacyError} `missing_sign` */
export function signOf(sign: unknown, statistic: string): 1 | -1 {
  if (sign === 1 || sign === -1) return sign;
  throw new EfficacyError(
    'missing_sign',
    `${who} needs the sign of the effect: a ${statistic} does not have one; give sign 1 where the treatment arm has the higher mean, -1 where the control arm has; got ${String(sign)}`,
    { statistic },
  );
}

/** Refuses a figure: `refuse('df', 'degrees of freedom above 1', df)`. */
export function refuse(name: string, needed: string, got: Printed): never {
  throw new EfficacyError('invalid_argument', `${who} needs ${needed} as ${name}; got ${got}`, { [name]: got });
}
