import type { Moments } from '../../aggregate/moments.js';
import type { Table } from '../../columns/table.js';
import { adjustedHedgesG } from '../../estimate/effect/means/adjusted-hedges-g.js';
import { hedgesG } from '../../estimate/effect/means/hedges-g.js';
import type { TestedEstimate } from '../../estimate/estimate.js';
import { differenceInMeans } from '../../estimate/trial/difference-in-means.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import type { TrialDesign } from './design.js';
import { designFit } from './design-fit.js';
import type { PooledEffect } from './pooled-effect.js';

/** The effect of assignment in points and in standard deviations. */
export interface EffectOfAssignment {
  readonly intentToTreat: TestedEstimate;
  readonly hedgesG: PooledEffect;
  readonly method: string;
  readonly notes: readonly Note[];
}

/** The estimate that the design asks for. */
export function effectOfAssignment(
  sample: Table,
  arms: { readonly treatment: Moments; readonly control: Moments },
  design: TrialDesign,
  adjustedFor: readonly string[],
  who: string,
): EffectOfAssignment {
  const { block, cluster, weights, level = 0.95 } = design;
  if (block === undefined && cluster === undefined && weights === undefined && adjustedFor.length === 0) {
    requireSpread(arms, who);
    const difference = differenceInMeans(arms.treatment, arms.control, { level });
    const g = hedgesG(arms.treatment, arms.control, { level });
    return {
      intentToTreat: { ...difference, kind: 'intent-to-treat' },
      hedgesG: g,
      method: sentences(difference.method, g.method),
      notes: [],
    };
  }
  const { fit, effect } = designFit(sample, design.outcome, design, adjustedFor, who);
  const { estimate, standardError, df, statistic, pValue, interval } = effect;
  const lone = fit.notes.find(({ code }) => code === 'too_few_clusters');
  if (standardError === null && lone !== undefined) {
    throw new EfficacyError('too_few_clusters', `${who} needs at least 2 clusters in each arm. ${lone.message}`);
  }
  if (standardError === null || df === null) {
    throw new EfficacyError(
      'too_few_observations',
      `${who} needs more rows than coefficients and blocks; got ${fit.n} rows and no residual degrees of freedom`,
      {
        n: fit.n,
      },
    );
  }
  // What least squares leaves of an outcome that the columns determine is rounding, and so would be any test of it.
  if (standardError === 0 || (fit.rSquared !== null && 1 - fit.rSquared < 1e-13 * fit.n)) {
    throw new EfficacyError(
      'zero_variance',
      `${who} needs a variance above 0 within arms; the fit leaves no residual, and the difference is ${estimate}`,
      { estimate },
    );
  }
  const adjusted = adjustedFor.length === 0 ? '' : `, adjusted for ${adjustedFor.join(', ')}`;
  const g = adjustedHedgesG({ estimate, standardError, df }, arms.treatment, arms.control, { level });
  const method = `${fit.method}${adjusted}`;
  return {
    intentToTreat: {
      kind: 'intent-to-treat',
      estimate,
      standardError,
      df,
      statistic,
      pValue,
      interval,
      unit: 'points',
      method,
      notes: [],
    },
    hedgesG: g,
    method: sentences(method, g.method),
    notes: fit.notes,
  };
}

/** Refuses arms from which no standard error can be had, in the name of the summary. */
function requireSpread(
  { treatment, control }: { readonly treatment: Moments; readonly control: Moments },
  who: string,
): void {
  if (treatment.n < 2 || control.n < 2) {
    throw new EfficacyError(
      'too_few_observations',
      `${who} needs at least 2 units in each arm; got ${treatment.n} in treatment and ${control.n} in control`,
      { nTreatment: treatment.n, nControl: control.n },
    );
  }
  if (treatment.m2 + control.m2 > 0) return;
  throw new EfficacyError(
    'zero_variance',
    `${who} needs a variance above 0 within arms; every outcome of treatment is ${treatment.mean} and every outcome of control is ${control.mean}`,
    { treatment: treatment.mean, control: control.mean },
  );
}

const sentences = (...parts: readonly string[]): string =>
  parts.map((part) => `${part.slice(0, 1).toUpperCase()}${part.slice(1)}.`).join(' ');
