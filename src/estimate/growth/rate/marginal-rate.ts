import type { GroupedComoments } from '../../../aggregate/grouped-comoments.js';
import { selectRows } from '../../../columns/complete-rows.js';
import { makeTable, numericColumnOf, type Table } from '../../../columns/table.js';
import { EfficacyError } from '../../../support/errors.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { type Coefficient, fitLinear, type LinearFit } from '../../regression/fit-linear.js';
import {
  columnsOfExpectation,
  expectationOf,
  expectedGrowthOf,
  notesOfExpectation,
  withExpectation,
} from './expected-growth.js';
import { freeName, type GrowthData, growthData } from './growth-data.js';
import { distinctNotes, notesOfClusters, notesOfScale } from './growth-notes.js';
import type { MarginalRateOptions } from './growth-options.js';
import type { Figure, GrowthPerMinute, ObservedDoses } from './growth-result.js';
import { covarianceOfTwo } from './mean-vector.js';
import { coefficients, meansOfArms } from './means-of-arms.js';
import { observedDoses } from './observed-doses.js';
import { figureOf, rateOf, unitOf } from './rate-of-means.js';

const selection: Note = {
  code: 'selected_minutes',
  message: 'Students chose their minutes: what made them use more may have made them grow more.',
};

/** Slope of gains over minutes among those who were assigned the product. */
export function marginalRate(
  from: Table | GroupedComoments,
  options: MarginalRateOptions,
  who: string,
): GrowthPerMinute {
  const { level = 0.95, sd, cluster, within, dose, covariates = [] } = options;
  const expectation = expectationOf(options, who);
  const data = growthData(from, options, who);
  const doses = observedDoses(data, who);
  const columns = [data.gain, data.minutes, ...columnsOfExpectation(expectation)];
  const means = meansOfArms(data, columns, options, who);
  const vector = withExpectation(means.vector, expectation, 2);
  const assigned = treatedOnly(data, options);
  const regress = (source: Table | GroupedComoments, terms: readonly string[]): LinearFit =>
    fitLinear(source, {
      outcome: data.gain,
      terms: [...terms, ...covariates],
      level,
      ...(within !== undefined && { absorb: within }),
      ...(cluster !== undefined && { cluster }),
    });
  const centred = dose === undefined ? null : withParabola(assigned, data.minutes, dose, doses, who);
  const terms = centred?.terms ?? [data.minutes];
  const line = regress(centred?.table ?? assigned, terms);
  const slope = slopeOf(line, terms[0]!, who);
  const [beyond, minutes] = [coefficients(vector, [1], -1), coefficients(vector, [0, 1])];
  return {
    kind: 'growth-per-minute',
    estimand: 'marginal',
    interpretation: 'association',
    headline: 'slope',
    estimate: slope.estimate,
    standardError: slope.standardError,
    df: slope.df,
    interval: slope.interval,
    unit: unitOf(options.scale),
    method: `slope of gains over minutes${dose === undefined ? '' : ` at ${dose} minutes of a parabola`}; ${line.method}`,
    scale: options.scale,
    raw: null,
    excess: null,
    slope: rateOf(figureOfCoefficient(slope), null, sd),
    expectedGrowth: expectedGrowthOf(expectation, vector),
    totalEffect: expectation === null ? null : figureOf(beyond, vector, level),
    meanMinutes: figureOf(minutes, vector, level),
    covariance: expectation === null ? null : covarianceOfTwo(beyond, minutes, vector),
    doses,
    nControl: means.nControl,
    clusters: means.clusters,
    notes: distinctNotes([
      selection,
      ...data.notes,
      ...line.notes,
      ...notesOfScale(options.scale),
      ...notesOfClusters(means.clusters),
      ...notesOfExpectation(expectation),
    ]),
  };
}

/** The coefficient of a term, which must not be dropped. */
export function slopeOf(
  { coefficients: all, dropped }: Pick<LinearFit, 'coefficients' | 'dropped'>,
  term: string,
  who: string,
): Coefficient {
  const found = all.find((one) => one.term === term);
  if (found !== undefined) return found;
  throw new EfficacyError(
    'collinear',
    `${who} needs minutes that vary among the students compared, beyond what blocks and covariates tell; they do not`,
    { dropped },
  );
}

/** A coefficient as a figure. */
export function figureOfCoefficient({ estimate, standardError, df, interval }: Coefficient): Figure {
  return { estimate, standardError, df, interval };
}

function treatedOnly({ source, indicator }: GrowthData, { arm }: MarginalRateOptions): Table | GroupedComoments {
  if (indicator === null || arm === undefined) return source;
  if (source.kind === 'table') {
    const treated = numericColumnOf(source, indicator, 'treatedOnly').values;
    const rows = Uint32Array.from(treated.keys()).filter((row) => treated[row] === 1);
    return selectRows(source, [...source.columns.keys()], rows);
  }
  const treated = source.means[source.of.indexOf(indicator)]!;
  // Groups without rows are left out by the regression.
  const n = source.n.map((x, g) => x * treated[g]!);
  return { ...source, n, weight: source.weight.map((x, g) => x * treated[g]!) };
}

/** Minutes from the dose on, and their squares: the slope at the dose is then a coefficient. */
function withParabola(
  source: Table | GroupedComoments,
  minutes: string,
  dose: number,
  { least, most }: ObservedDoses,
  who: string,
): { readonly table: Table; readonly terms: readonly string[] } {
  if (source.kind !== 'table' || least === null || most === null) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs the rows for a slope at a dose; co-moments give that of a line`,
      { dose },
    );
  }
  need(
    dose >= least && dose <= most,
    'out_of_domain',
    who,
    `a dose within the minutes observed, ${least} to ${most}`,
    dose,
  );
  const values = numericColumnOf(source, minutes, who).values.map((m) => m - dose);
  const from = `${minutes} from ${dose} on`;
  const terms = [freeName(source, from), freeName(source, `squared ${from}`)];
  const table = makeTable([
    ...source.columns,
    [terms[0]!, { kind: 'numeric', values }],
    [terms[1]!, { kind: 'numeric', values: values.map((x) => x * x) }],
  ]);
  return { table, terms };
}
