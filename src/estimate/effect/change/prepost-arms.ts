import { type Moments, momentsOfSample } from '../../../aggregate/moments.js';
import { EfficacyError } from '../../../support/errors.js';
import { pooledSd } from '../../two-groups.js';
import { needRecord } from '../needs.js';

/** One arm measured before and after, as a paper prints it. */
export interface PrepostArm {
  /** Units with both measures. */
  readonly n: number;
  /** Of the measure before treatment, in points. */
  readonly before: { readonly mean: number; readonly sd: number };
  /** Of the measure after it. */
  readonly after: { readonly mean: number; readonly sd: number };
}

/** Two arms measured before and after. */
export interface PrepostArms {
  /** The arm that was treated. */
  readonly treatment: PrepostArm;
  /** The arm that it is compared with. */
  readonly control: PrepostArm;
}

/** Both arms at both times, checked. */
export interface PrepostMoments {
  readonly before: { readonly treatment: Moments; readonly control: Moments };
  readonly after: { readonly treatment: Moments; readonly control: Moments };
  readonly pooledBefore: number;
  readonly pooledAfter: number;
}

/** @throws {@link EfficacyError} `too_few_observations`, `zero_variance`, `invalid_argument` */
export function prepostMoments(arms: PrepostArms, who: string): PrepostMoments {
  const needed = 'treatment and control, each { n, before: { mean, sd }, after: { mean, sd } }';
  needRecord(arms, who, needed);
  const { treatment, control } = arms;
  for (const arm of [treatment, control]) needRecord(arm, who, needed);
  if (!(treatment.n >= 2 && control.n >= 2)) {
    throw new EfficacyError(
      'too_few_observations',
      `${who} needs at least 2 units in each arm; got ${treatment.n} in treatment and ${control.n} in control`,
      { nTreatment: treatment.n, nControl: control.n },
    );
  }
  const at = (time: 'before' | 'after') => ({
    treatment: momentsOfSample({ ...treatment[time], n: treatment.n }, who, `treatment ${time}`),
    control: momentsOfSample({ ...control[time], n: control.n }, who, `control ${time}`),
  });
  const before = at('before');
  const after = at('after');
  return { before, after, pooledBefore: pooledSd(before, who), pooledAfter: pooledSd(after, who) };
}

/** Refuses a correlation that is not strictly between -1 and 1. */
export function checkCorrelation(correlation: number, who: string): void {
  if (Number.isFinite(correlation) && correlation > -1 && correlation < 1) return;
  throw new EfficacyError(
    'invalid_argument',
    `${who} needs the correlation of before with after, between -1 and 1 (the WWC imputes .5 where none is reported); got ${correlation}`,
    { correlation },
  );
}
