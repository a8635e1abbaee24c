import { moments, variance } from '../../../aggregate/moments.js';
import { factorColumn } from '../../../columns/column.js';
import { selectRows } from '../../../columns/complete-rows.js';
import { makeTable, numericColumnOf, type Table } from '../../../columns/table.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import { needRecord } from '../../effect/needs.js';
import type { Estimate } from '../../estimate.js';
import { fitLinear } from '../../regression/fit-linear.js';
import type { FTest } from '../../regression/instrument-tests.js';
import { termColumns } from '../../regression/terms.js';
import { waldTest } from '../../regression/wald-test.js';
import { type BandEdges, bandedDose, type DoseCuts } from './band-edges.js';
import { type ChosenDose, type ChosenDoseColumns, chosenDose, needNames } from './chosen-dose.js';

/** Which columns are banded, and how. */
export interface DoseBandsOptions extends ChosenDoseColumns {
  /** Cuts as stated, or a number of natural breaks. Doses of 0 have a band of their own beside these. */
  readonly bands: DoseCuts;
  /** What students were like before the start: numeric or label columns whose balance is told. */
  readonly covariates?: readonly string[];
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** Students of a band of dose. */
export interface DoseBand extends BandEdges {
  readonly n: number;
  /** Of all students. */
  readonly share: number;
  /** Mean dose. */
  readonly meanDose: number;
  /** Mean response, in its unit: a description, not what the dose did. */
  readonly response: Estimate;
}

/** A covariate over the bands. */
export interface BandBalance {
  /** Column, or `column=label` for a label. */
  readonly covariate: string;
  /** For each band the mean. */
  readonly mean: readonly number[];
  /** For each band the standard deviation; null for a single student. */
  readonly sd: readonly (number | null)[];
  /** For each band its mean less that of the first, in standard deviations within bands; null where nothing varies within. */
  readonly fromFirst: readonly (number | null)[];
  /** Test that the bands have one mean; null, with a note, where there is none. */
  readonly test: FTest | null;
}

/** Response by bands of dose, and how unlike their students are. */
export interface DoseBands {
  /** Which result this is. */
  readonly kind: 'dose-bands';
  /** Students chose their dose: what differs between bands need not come from it. */
  readonly estimand: 'association';
  /** In ascending order. */
  readonly bands: readonly DoseBand[];
  /** For each covariate. */
  readonly balance: readonly BandBalance[];
  /** Share of the spread of doses above 0 that natural breaks put between bands; null for stated cuts. */
  readonly spreadBetween: number | null;
  readonly n: number;
  /** Clusters; null without. */
  readonly clusters: number | null;
  /** What was done. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/**
 * Mean response by bands of dose, and how the students of the bands differed before they started.
 *
 * A band is closed below and open above, so that who has just a recommended dose has met it; 0 is a band of its own.
 *
 * @param table - a row for each student, doses of 0 included
 * @param options - columns, cuts and covariates
 * @returns means in the unit of the response, with intervals by HC2, or CR2 with clusters
 * @throws {@link EfficacyError} `out_of_domain` for a dose below 0; `invalid_argument` for cuts that are none; `too_few_observations` for more
 * bands than doses; `zero_variance`, `too_few_clusters`, `no_data`, `column_not_found`, `wrong_column_type`
 *
 * @example
 * doseBands(table, { dose: 'minutes', response: 'gain', bands: { cuts: [900] }, covariates: ['pre'], cluster: 'school' }).balance;
 *
 * @see Fisher (1958), JASA 53, 789-798, for natural breaks.
 */
export function doseBands(table: Table, options: DoseBandsOptions): DoseBands {
  const who = 'doseBands';
  needRecord(options, who, 'options: { dose, response, bands }');
  const { bands, covariates = [], cluster, level = 0.95 } = options;
  checkLevel(who, level);
  needNames(covariates, who, 'covariates');
  const sample = chosenDose(table, options, covariates, who);
  const { edges, bands: places, breaks, notes } = bandedDose(sample.dose, bands, who);
  const found: Note[] = [...sample.notes, ...notes];
  const n = sample.dose.length;
  const described = edges.map((edge, k): DoseBand => {
    const rows = Uint32Array.from(sample.dose.keys()).filter((row) => places[row] === k);
    const mean = moments(Float64Array.from(rows, (row) => sample.dose[row]!)).mean;
    return {
      ...edge,
      n: rows.length,
      share: rows.length / n,
      meanDose: mean,
      response: meanOf(sample, options, rows, level, who),
    };
  });
  const balance = balanceOf(sample, covariates, places, edges.length, cluster, found, who);
  const spread = breaks !== null && breaks.total > 0 ? 1 - breaks.within / breaks.total : null;
  return {
    kind: 'dose-bands',
    estimand: 'association',
    bands: described,
    balance,
    spreadBetween: spread,
    n,
    clusters: sample.clusterCount,
    method: `${breaks === null ? 'bands as stated' : `natural breaks of the doses above 0`}; means by ${cluster === undefined ? 'HC2' : `CR2 (${cluster})`}`,
    notes: found,
  };
}

/** The mean response of some students. */
function meanOf(
  { table, response }: ChosenDose,
  { response: outcome, cluster }: DoseBandsOptions,
  rows: Uint32Array,
  level: number,
  who: string,
): Estimate {
  const { mean } = moments(Float64Array.from(rows, (row) => response[row]!));
  const base = { kind: 'mean-response', unit: 'points', method: 'mean of the band' };
  const none = { estimate: mean, standardError: null, df: null, interval: null };
  const names = [outcome, ...(cluster === undefined ? [] : [cluster])];
  try {
    const fit = fitLinear(selectRows(table, names, rows), {
      outcome,
      terms: [],
      level,
      ...(cluster === undefined ? {} : { cluster }),
    });
    const { standardError, df, interval } = fit.coefficients[0]!;
    return { ...base, estimate: mean, standardError, df, interval, method: fit.method, notes: fit.notes };
  } catch (error) {
    if (!(error instanceof EfficacyError)) throw error;
    const message = `No standard error: ${error.message.replace('fitLinear', who)}.`;
    return { ...base, ...none, notes: [{ code: 'no_standard_error', message }] };
  }
}

function balanceOf(
  { table }: ChosenDose,
  covariates: readonly string[],
  places: Uint32Array,
  count: number,
  cluster: string | undefined,
  notes: Note[],
  who: string,
): readonly BandBalance[] {
  const made = termColumns(table, covariates, {}, who);
  const band = '\u0000band'; // a name that no file has
  const banded = makeTable([
    ...made.table.columns,
    [band, factorColumn(Array.from(places, (k) => `${k}`.padStart(3, '0')))],
  ]);
  return made.terms
    .flatMap(({ names }) => names)
    .map((covariate): BandBalance => {
      const { values } = numericColumnOf(made.table, covariate, who);
      const groups = Array.from({ length: count }, (_, k) => moments(values.filter((_, row) => places[row] === k)));
      const df = groups.reduce((sum, { n }) => sum + n - 1, 0);
      const sd = Math.sqrt(groups.reduce((sum, { m2 }) => sum + m2, 0) / df);
      const first = groups[0]!.mean;
      return {
        covariate,
        mean: groups.map(({ mean }) => mean),
        sd: groups.map((group) => (group.n > 1 ? Math.sqrt(variance(group)) : null)),
        fromFirst: groups.map(({ mean }) => (sd > 0 ? (mean - first) / sd : null)),
        test: count < 2 ? null : testOf(banded, covariate, band, cluster, notes),
      };
    });
}

/** Test that bands have one mean: F, or HTZ with clusters. */
function testOf(table: Table, outcome: string, band: string, cluster: string | undefined, notes: Note[]): FTest | null {
  try {
    const { statistic, numeratorDf, denominatorDf, pValue } = waldTest(table, {
      outcome,
      terms: [band],
      zero: [band],
      ...(cluster === undefined ? { vcov: 'classical' } : { cluster }),
    });
    return denominatorDf === null || pValue === null ? null : { statistic, numeratorDf, denominatorDf, pValue };
  } catch (error) {
    if (!(error instanceof EfficacyError)) throw error;
    notes.push({
      code: 'no_balance_test',
      message: `No test of the balance of ${outcome}: too little varies for one.`,
    });
    return null;
  }
}
