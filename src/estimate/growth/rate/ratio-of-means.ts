import type { GroupedComoments } from '../../../aggregate/grouped-comoments.js';
import type { Table } from '../../../columns/table.js';
import {
  columnsOfExpectation,
  expectationOf,
  expectedGrowthOf,
  notesOfExpectation,
  withExpectation,
} from './expected-growth.js';
import { growthData } from './growth-data.js';
import { distinctNotes, notesOfClusters, notesOfMinutes, notesOfScale } from './growth-notes.js';
import type { RatioOfMeansOptions } from './growth-options.js';
import type { GrowthPerMinute, GrowthRate } from './growth-result.js';
import { covarianceOfTwo } from './mean-vector.js';
import { coefficients, meansOfArms } from './means-of-arms.js';
import { observedDoses } from './observed-doses.js';
import { figureOf, rateOf, ratioFigure, unitOf } from './rate-of-means.js';

/** Sum of gains over sum of minutes of all who were assigned the product, raw and beyond what was expected. */
export function ratioOfMeans(
  from: Table | GroupedComoments,
  options: RatioOfMeansOptions,
  who: string,
): GrowthPerMinute {
  const { level = 0.95, sd, cluster } = options;
  const expectation = expectationOf(options, who);
  const data = growthData(from, options, who);
  const doses = observedDoses(data, who);
  const columns = [data.gain, data.minutes, ...columnsOfExpectation(expectation)];
  const { vector, nControl, clusters } = meansOfArms(data, columns, options, who);
  const means = withExpectation(vector, expectation, 2);
  const [gain, minutes, beyond] = [coefficients(means, [1]), coefficients(means, [0, 1]), coefficients(means, [1], -1)];
  const rate = (numerator: readonly number[]): GrowthRate => {
    const { confidenceSet, ...figure } = ratioFigure(numerator, minutes, means, level, who);
    return rateOf(figure, confidenceSet, sd);
  };
  const raw = rate(gain);
  const excess = expectation === null ? null : rate(beyond);
  const { estimate, standardError, df, interval } = excess ?? raw;
  const meanMinutes = figureOf(minutes, means, level);
  const variance = cluster === undefined ? 'by students' : `by ${clusters} clusters (${cluster})`;
  return {
    kind: 'growth-per-minute',
    estimand: 'ratio-of-means',
    interpretation: 'descriptive',
    headline: excess === null ? 'raw' : 'excess',
    estimate,
    standardError,
    df,
    interval,
    unit: unitOf(options.scale),
    method: `sum of gains over sum of minutes of all assigned; linearized variance ${variance}, Fieller's set beside`,
    scale: options.scale,
    raw,
    excess,
    slope: null,
    expectedGrowth: expectedGrowthOf(expectation, means),
    totalEffect: expectation === null ? null : figureOf(beyond, means, level),
    meanMinutes,
    covariance: expectation === null ? null : covarianceOfTwo(beyond, minutes, means),
    doses,
    nControl,
    clusters,
    notes: distinctNotes([
      ...data.notes,
      ...notesOfScale(options.scale),
      ...notesOfClusters(clusters),
      ...notesOfExpectation(expectation),
      ...notesOfMinutes(meanMinutes),
    ]),
  };
}
