import { factorColumnOf, type Table } from '../../columns/table.js';
import { fitLinear } from '../../estimate/regression/fit-linear.js';
import { type WaldTestOptions, waldTest } from '../../estimate/regression/wald-test.js';
import { type TreatmentColumn, twoArms } from '../../estimate/trial/two-arms.js';
import { EfficacyError, type EfficacyErrorCode } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { type Arm, armOfRow } from '../arm-of-row.js';

/** A joint test that no covariate tells the arms apart. */
export interface OmnibusBalance {
  /** Which record this is. */
  readonly kind: 'omnibus-balance';
  /** F. */
  readonly statistic: number;
  /** Covariate columns tested. */
  readonly numeratorDf: number;
  /** Of F; null for chi-squared. */
  readonly denominatorDf: number | null;
  /** Null, with a note, where too few degrees of freedom are left. */
  readonly pValue: number | null;
  /** Rows that lack no covariate. */
  readonly n: number;
  /** Clusters that were allowed for; null without. */
  readonly clusters: number | null;
  /** What was done. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/** What the joint test is about. */
export interface OmnibusOptions {
  /** The column of the arms and the two labels that are compared. */
  readonly treatment: TreatmentColumn;
  /** Columns before the treatment, numeric or labels. */
  readonly covariates: readonly string[];
  /** What was assigned together. */
  readonly cluster?: string;
  /** Blocks within which units were assigned. */
  readonly block?: string;
}

/** What goes wrong in data that are too small or too regular to be tested, and in no wrong call. */
const untestable: readonly EfficacyErrorCode[] = [
  'too_few_clusters',
  'too_few_observations',
  'zero_variance',
  'collinear',
  'no_data',
];

/**
 * Regresses the arm on all covariates (within blocks) and tests that none has a coefficient: F with HC2, with clusters the approximate
 * Hotelling test with CR2.
 *
 * @returns the test, or a note that says why the data allow none
 * @throws {@link EfficacyError} `column_not_found`, `wrong_column_type`, `invalid_argument`
 */
export function omnibusBalance(
  table: Table,
  { treatment, covariates, cluster, block }: OmnibusOptions,
  who: string,
): OmnibusBalance | Note {
  const labels = [cluster, block].filter((name) => name !== undefined);
  const design = {
    terms: covariates,
    ...(cluster === undefined ? {} : { cluster }),
    ...(block === undefined ? {} : { absorb: block }),
  };
  return orNote(untestable, () => {
    const { table: arms, indicator } = twoArms(table, treatment, [...covariates, ...labels], undefined, who);
    if (cluster !== undefined && fewestClusters(arms, treatment, cluster, who) < 2) {
      return noTest('an arm with a single cluster cannot be told from that cluster');
    }
    const model = { ...design, outcome: indicator };
    // Blocks that are absorbed take the intercept with them.
    const slopes = fitLinear(arms, model).coefficients.slice(block === undefined ? 1 : 0);
    // A covariate that is balanced to the last digit in every cluster has a coefficient of 0 without any error.
    const tested = slopes.filter(({ standardError }) => (standardError ?? 0) > 0).map(({ term }) => ({ [term]: 1 }));
    if (tested.length === 0) return noTest('no covariate varies about its balance');
    // What the model asks for was there, so that what may still fail is a covariance that is singular but for rounding.
    return orNote([...untestable, 'invalid_argument'], () => jointTest(arms, { ...model, contrasts: tested }));
  });
}

/** Clusters of the arm that has fewer of them. */
function fewestClusters(table: Table, treatment: TreatmentColumn, cluster: string, who: string): number {
  const armOf = armOfRow(table, treatment, who);
  const { codes } = factorColumnOf(table, cluster, who);
  const rowsOf = (arm: Arm): number[] => [...codes.keys()].filter((row) => armOf(row) === arm);
  const counts = (['treatment', 'control'] as const).map((arm) => new Set(rowsOf(arm).map((row) => codes[row])).size);
  return Math.min(...counts);
}

function jointTest(arms: Table, options: WaldTestOptions): OmnibusBalance {
  const test = waldTest(arms, options);
  const { statistic, numeratorDf, denominatorDf, pValue, n, clusters, notes } = test;
  const method = `joint test of the covariates in a regression of the arm on them: ${test.method}`;
  return { kind: 'omnibus-balance', statistic, numeratorDf, denominatorDf, pValue, n, clusters, method, notes };
}

/** What a function makes, or a note that says why not where it fails with one of these codes. */
function orNote(codes: readonly EfficacyErrorCode[], make: () => OmnibusBalance | Note): OmnibusBalance | Note {
  try {
    return make();
  } catch (error) {
    if (error instanceof EfficacyError && codes.includes(error.code)) return noTest(error.message);
    throw error;
  }
}

const noTest = (why: string): Note => ({
  code: 'no_omnibus_test',
  message: `No joint test of the covariates: ${why}.`,
});
