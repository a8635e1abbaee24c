import type { GroupedComoments } from '../../../aggregate/grouped-comoments.js';
import { makeTable, numericColumnOf, type Table } from '../../../columns/table.js';
import { need } from '../../../support/need.js';
import { fitInstrumented } from '../../regression/fit-instrumented.js';
import { type Coefficient, fitLinear } from '../../regression/fit-linear.js';
import { withCombination } from './comoment-columns.js';
import { freeName, type GrowthData, growthData } from './growth-data.js';
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
  const effectOn = (outcome: string, on: Table | GroupedComoments = source): Coefficient =>
    slopeOf(fitLinear(on, { outcome, terms: [indicator, ...covariates], ...inference }), indicator, who);
  const [onGain, onMinutes] = [effectOn(gain), effectOn(minutes)];
  const fit = fitInstrumented(source, {
    outcome: gain,
    endogenous: [minutes],
    instruments: [indicator],
    covariates,
    ...inference,
  });
  const slope = slopeOf(fit, minutes, who);
  const meanMinutes = figureOfCoefficient(onMinutes);
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
    totalEffect: figureOfCoefficient(onGain),
    meanMinutes,
    covariance: covarianceOfEffects(data, onGain, onMinutes, effectOn, who),
    doses,
    nControl: fit.n - doses.students,
    clusters: fit.clusters,
    notes: distinctNotes([
      ...data.notes,
      ...notesOfScale(options.scale),
      {
        code: 'compliers',
        message:
          'The rate is an average over the minutes that assignment changed, of those whose minutes it changed; it holds if assignment was at random and acts on scores through minutes alone.',
      },
      ...fit.notes,
      ...notesOfClusters(fit.clusters),
      ...notesOfMinutes(meanMinutes),
    ]),
  };
}

/** Covariance of two effects that are linear in their outcomes: from the variances of both and of their sum, each in units of its standard error. */
function covarianceOfEffects(
  { source, gain, minutes }: GrowthData,
  { standardError: a }: Coefficient,
  { standardError: b }: Coefficient,
  effectOn: (outcome: string, on: Table | GroupedComoments) => Coefficient,
  who: string,
): number | null {
  if (a === null || b === null) return null;
  if (!(a > 0 && b > 0)) return 0;
  const [c, d] = [1 / a, 1 / b];
  const name = source.kind === 'table' ? freeName(source, 'gain and minutes') : `${gain} and ${minutes}`;
  const summed =
    source.kind === 'table'
      ? withSum(source, name, [gain, c], [minutes, d], who)
      : withCombination(source, name, [gain, c], [minutes, d], who);
  const { standardError } = effectOn(name, summed);
  return standardError === null ? null : (a * b * (standardError * standardError - 2)) / 2;
}

function withSum(
  table: Table,
  name: string,
  [x, c]: readonly [column: string, factor: number],
  [y, d]: readonly [column: string, factor: number],
  who: string,
): Table {
  const [first, second] = [x, y].map((column) => numericColumnOf(table, column, who).values);
  const values = first!.map((value, i) => c * value + d * second![i]!);
  return makeTable([...table.columns, [name, { kind: 'numeric', values }]]);
}
