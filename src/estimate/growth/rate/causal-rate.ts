import type { GroupedComoments } from '../../../aggregate/grouped-comoments.js';
import type { Table } from '../../../columns/table.js';
import { need } from '../../../support/need.js';
import { fitInstrumented } from '../../regression/fit-instrumented.js';
import { fitLinear, type LinearFit } from '../../regression/fit-linear.js';
import { growthData } from './growth-data.js';
import { distinctNotes, notesOfClusters, notesOfMinutes, notesOfScale } from './growth-notes.js';
import type { CausalRateOptions } from './growth-options.js';
import type { GrowthPerMinute } from './growth-result.js';
import { figureOfCoefficient, slopeOf } from './marginal-rate.js';
import { observedDoses } from './observed-doses.js';
import { rateOf, unitOf } from './rate-of-means.js';

/** Effect of assignment on the gain over its effect on minutes. */
export function causalRate(from: Table | GroupedComoments, options: CausalRateOptions, who: string): GrowthPerMinute {
  const { level = 0.95, sd, cluster, within, covariates = [] } = options;
  need(options.arm !== undefined, 'invalid_argument', who, 'an arm: who was assigned the product', options.arm);
  const data = growthData(from, options, who);
  const { source, gain, minutes } = data;
  const doses = observedDoses(data, who);
  const indicator = data.indicator!;
  const inference = {
    level,
    ...(within !== undefined && { absorb: within }),
    ...(cluster !== undefined && { cluster }),
  };
  const effectOn = (outcome: string): LinearFit =>
    fitLinear(source, { outcome, terms: [indicator, ...covariates], ...inference });
  const [onGain, onMinutes] = [effectOn(gain), effectOn(minutes)].map((fit) => slopeOf(fit, indicator, who));
  const fit = fitInstrumented(source, {
    outcome: gain,
    endogenous: [minutes],
    instruments: [indicator],
    covariates,
    ...inference,
  });
  const slope = slopeOf(fit, minutes, who);
  const meanMinutes = figureOfCoefficient(onMinutes!);
  return {
    kind: 'growth-per-minute',
    estimand: 'causal',
    interpretation: 'causal among compliers',
    headline: 'slope',
    estimate: slope.estimate,
    standardError: slope.standardError,
    df: slope.df,
    interval: slope.interval,
    unit: unitOf(options.scale),
    method: fit.method,
    scale: options.scale,
    raw: null,
    excess: null,
    slope: rateOf(figureOfCoefficient(slope), fit.andersonRubin?.confidenceSet ?? null, sd),
    expectedGrowth: null,
    totalEffect: figureOfCoefficient(onGain!),
    meanMinutes,
    doses,
    nControl: fit.n - doses.students,
    clusters: fit.clusters,
    notes: distinctNotes([
      ...data.notes,
      ...notesOfScale(options.scale),
      {
        code: 'compliers',
        message:
          'The rate is an average over the minutes that assignment changed, of those whose minutes it changed; it holds if assignment acts on scores through minutes alone.',
      },
      ...fit.notes,
      ...notesOfClusters(fit.clusters),
      ...notesOfMinutes(meanMinutes),
    ]),
  };
}
