import type { Table } from '../../columns/table.js';
import { fitLinear } from '../../estimate/regression/fit-linear.js';
import { waldTest } from '../../estimate/regression/wald-test.js';
import { type TreatmentColumn, twoArms } from '../../estimate/trial/two-arms.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';

/** A joint test that no covariate tells the arms apart. */
export interface OmnibusBalance {
  readonly kind: 'omnibus-balance';
  /** F. */
  readonly statistic: number;
  /** Covariate columns tested. */
  readonly numeratorDf: number;
  readonly denominatorDf: number | null;
  readonly pValue: number | null;
  /** Rows that lack no covariate. */
  readonly n: number;
  readonly clusters: number | null;
  readonly method: string;
  readonly notes: readonly Note[];
}

/** What the joint test is about. */
export interface OmnibusOptions {
  readonly treatment: TreatmentColumn;
  /** Columns before the treatment, numeric or labels. */
  readonly covariates: readonly string[];
  /** What was assigned together. */
  readonly cluster?: string;
  /** Blocks within which units were assigned. */
  readonly block?: string;
}

/** What goes wrong in data that are too small or too regular to be tested, and in no wrong call. */
const untestable = ['too_few_clusters', 'too_few_observations', 'zero_variance', 'collinear', 'no_data'];

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
  try {
    const labels = [cluster, block].filter((name) => name !== undefined);
    const { table: arms, indicator } = twoArms(table, treatment, [...covariates, ...labels], undefined, who);
    const model = {
      outcome: indicator,
      terms: covariates,
      ...(cluster === undefined ? {} : { cluster }),
      ...(block === undefined ? {} : { absorb: block }),
    };
    const fit = fitLinear(arms, model);
    // Blocks that are absorbed take the intercept with them.
    const tested = fit.coefficients.slice(block === undefined ? 1 : 0).map(({ term }) => ({ [term]: 1 }));
    if (tested.length === 0) return noTest('no covariate varies');
    const test = waldTest(arms, { ...model, contrasts: tested });
    const { statistic, numeratorDf, denominatorDf, pValue, n, clusters, notes } = test;
    const method = `joint test of the covariates in a regression of the arm on them: ${test.method}`;
    return { kind: 'omnibus-balance', statistic, numeratorDf, denominatorDf, pValue, n, clusters, method, notes };
  } catch (error) {
    if (error instanceof EfficacyError && untestable.includes(error.code)) return noTest(error.message);
    throw error;
  }
}

const noTest = (why: string): Note => ({
  code: 'no_omnibus_test',
  message: `No joint test of the covariates: ${why}.`,
});
