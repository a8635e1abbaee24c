import { makeTable, numericColumnOf, type Table } from '../../../columns/table.js';
import { EfficacyError } from '../../../support/errors.js';
import { need } from '../../../support/need.js';
import {
  columnsOfExpectation,
  type Expectation,
  expectationOf,
  expectedGrowthOf,
  notesOfExpectation,
  withExpectation,
} from './expected-growth.js';
import { freeName, type GrowthData, growthData } from './growth-data.js';
import { distinctNotes, notesOfClusters, notesOfScale } from './growth-notes.js';
import type { MeanOfRatiosOptions } from './growth-options.js';
import type { Figure, GrowthPerMinute, ObservedDoses } from './growth-result.js';
import { combination, covarianceOfTwo, type MeanVector } from './mean-vector.js';
import { coefficients, meansOfArms } from './means-of-arms.js';
import { observedDoses } from './observed-doses.js';
import { figureOf, rateOf, unitOf } from './rate-of-means.js';

/** The mean over students of gain over minutes, raw and with the expected growth taken off each gain. */
export function meanOfRatios(from: Table, options: MeanOfRatiosOptions, who: string): GrowthPerMinute {
  const { level = 0.95, sd, cluster } = options;
  const expectation = expectationOf(options, who);
  const data = growthData(from, options, who);
  const doses = observedDoses(data, who);
  refuseFewMinutes(doses, options.leastMinutes, who);
  const { source, ratios } = withRatios(data, expectation, who);
  const columns = [data.gain, data.minutes, ...ratios, ...columnsOfExpectation(expectation)];
  const { vector, nControl, clusters } = meansOfArms({ ...data, source }, columns, options, who);
  const means = withExpectation(vector, expectation, columns.length - 1);
  const raw = rateOf(figureOf(coefficients(means, [0, 0, 1]), means, level), null, sd);
  const excess = expectation === null ? null : rateOf(excessOf(expectation, means, level), null, sd);
  const { estimate, standardError, df, interval } = excess ?? raw;
  const [beyond, minutes] = [coefficients(means, [1], -1), coefficients(means, [0, 1])];
  const variance = cluster === undefined ? 'by students' : `by ${clusters} clusters (${cluster})`;
  return {
    kind: 'growth-per-minute',
    estimand: 'mean-of-ratios',
    interpretation: 'descriptive',
    headline: expectation === null ? 'raw' : 'excess',
    estimate,
    standardError,
    df,
    interval,
    unit: unitOf(options.scale),
    method: `mean of the students' own rates; variance ${variance}`,
    scale: options.scale,
    raw,
    excess,
    slope: null,
    expectedGrowth: expectedGrowthOf(expectation, means),
    totalEffect: expectation === null ? null : figureOf(beyond, means, level),
    meanMinutes: figureOf(minutes, means, level),
    covariance: expectation === null ? null : covarianceOfTwo(beyond, minutes, means),
    doses,
    nControl,
    clusters,
    notes: distinctNotes([
      ...data.notes,
      ...notesOfScale(options.scale),
      ...notesOfClusters(clusters),
      ...notesOfExpectation(expectation),
    ]),
  };
}

/** mean(gain/minutes) - expected · mean(1/minutes), linearized in its three means; by a norm the mean of what each student gained beyond it. */
function excessOf(expectation: Expectation, means: MeanVector, level: number): Figure {
  if (expectation?.from === 'norm') return figureOf(coefficients(means, [0, 0, 0, 1]), means, level);
  const last = coefficients(means, [], 1);
  const inverse = coefficients(means, [0, 0, 0, 1]);
  const [expected, meanInverse] = [combination(last, means), combination(inverse, means)];
  const gradient = coefficients(means, [0, 0, 1, -expected], -meanInverse);
  const shifted = figureOf(gradient, means, level);
  // The linear form counts expected · mean(1/minutes) twice.
  const constant = expected * meanInverse;
  const { interval } = shifted;
  return {
    ...shifted,
    estimate: shifted.estimate + constant,
    interval: interval && { ...interval, lower: interval.lower + constant, upper: interval.upper + constant },
  };
}

function refuseFewMinutes({ least, mean }: ObservedDoses, stated: number | undefined, who: string): void {
  need(stated === undefined || stated > 0, 'invalid_argument', who, 'leastMinutes above 0', stated);
  const limit = stated ?? mean / 10;
  if (least !== null && least > 0 && least >= limit) return;
  throw new EfficacyError(
    'out_of_domain',
    `${who} takes a mean of ratios only where everybody has minutes well above 0: the fewest are ${least}, below ${limit}; a student with next to none has a rate without bound that decides the mean. Use estimand 'ratio-of-means'`,
    { least, limit },
  );
}

/** Adds gain over minutes, and 1 over minutes or what is beyond the norm over minutes; 0 for controls, who are not asked for theirs. */
function withRatios(
  { source, gain, minutes, indicator }: GrowthData,
  expectation: Expectation,
  who: string,
): { readonly source: Table; readonly ratios: readonly string[] } {
  const table = source as Table;
  const [gains, used] = [gain, minutes].map((name) => numericColumnOf(table, name, who).values);
  const treated = indicator === null ? null : numericColumnOf(table, indicator, who).values;
  const over = (top: (i: number) => number): Float64Array =>
    used!.map((m, i) => (treated !== null && treated[i] === 0 ? 0 : top(i) / m));
  const byNorm = expectation?.from === 'norm' ? expectation : null;
  const first = byNorm === null ? null : numericColumnOf(table, byNorm.before, who).values;
  const beyond = (i: number): number => gains![i]! - byNorm!.intercept - byNorm!.slope * first![i]!;
  const ratios = [
    freeName(table, `${gain} a minute`),
    freeName(table, byNorm === null ? `1/${minutes}` : `${gain} beyond the norm a minute`),
  ];
  const columns = makeTable([
    ...table.columns,
    [ratios[0]!, { kind: 'numeric', values: over((i) => gains![i]!) }],
    [ratios[1]!, { kind: 'numeric', values: over(byNorm === null ? () => 1 : beyond) }],
  ]);
  return { source: columns, ratios };
}
