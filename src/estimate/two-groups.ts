import { type Moments, momentsOfSample, type Sample, variance } from '../aggregate/moments.js';
import { EfficacyError } from '../support/errors.js';

/** The moments of both arms, each with two values or more. */
export interface TwoGroups {
  readonly treatment: Moments;
  readonly control: Moments;
}

/**
 * Both arms as moments.
 *
 * @param who - the public function, for messages
 * @throws {@link EfficacyError} `no_data` for an empty arm or one of missing values only, `too_few_observations` for one value, `not_finite`
 */
export function twoGroups(treatment: Sample, control: Sample, who: string): TwoGroups {
  const arms = {
    treatment: momentsOfSample(treatment, who, 'treatment'),
    control: momentsOfSample(control, who, 'control'),
  };
  const { treatment: t, control: c } = arms;
  if (t.n >= 2 && c.n >= 2) return arms;
  throw new EfficacyError(
    t.n === 0 || c.n === 0 ? 'no_data' : 'too_few_observations',
    `${who} needs at least 2 observations in each arm; got ${t.n} in treatment and ${c.n} in control`,
    { nTreatment: t.n, nControl: c.n },
  );
}

/**
 * Pooled standard deviation of two groups, in the unit of the values.
 *
 * @throws {@link EfficacyError} `zero_variance` when neither group varies
 */
export function pooledSd({ treatment, control }: TwoGroups, who: string): number {
  const df = treatment.n + control.n - 2;
  const m2 = treatment.m2 + control.m2;
  const pooled = Math.sqrt(m2 < Number.POSITIVE_INFINITY ? m2 / df : treatment.m2 / df + control.m2 / df);
  if (pooled > 0) return pooled;
  throw new EfficacyError(
    'zero_variance',
    `${who} needs a variance above 0; every value of treatment is ${treatment.mean} and every value of control is ${control.mean}; the raw difference is ${treatment.mean - control.mean}`,
    { treatment: treatment.mean, control: control.mean, variance: variance(treatment) },
  );
}
