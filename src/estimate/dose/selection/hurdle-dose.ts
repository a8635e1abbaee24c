import * as normal from '../../../numeric/distributions/normal.js';
import { qr, solveQr } from '../../../numeric/linalg/index.js';
import { need } from '../../../support/need.js';
import { fitProbabilities } from '../../regression/logistic/fit-probabilities.js';

/** What is taken of a dose above 0 before its normal model. */
export type DoseTransform = 'log' | 'sqrt' | 'none';

/** Rows by column, of equal length. */
export interface ScoredRows {
  readonly dose: Float64Array;
  readonly response: Float64Array;
  readonly covariates: readonly Float64Array[];
}

/** Which dose a student takes, given the covariates: none, or one above 0 that is normal after a transformation. */
export interface HurdleDose {
  /** For each row the chance of any dose; 1 throughout where nobody has none. */
  readonly use: Float64Array;
  /** For each row the mean of the transformed dose, if any. */
  readonly mean: Float64Array;
  /** Of the transformed dose around that. */
  readonly sd: number;
  /** Of the logistic model of any dose, intercept first; null where nobody has none. */
  readonly useCoefficients: readonly (number | null)[] | null;
  /** Of the model of the transformed dose, intercept first; null for a column that others determine. */
  readonly doseCoefficients: readonly (number | null)[];
}

export const transforms: Readonly<Record<DoseTransform, (dose: number) => number>> = {
  log: Math.log,
  sqrt: Math.sqrt,
  none: (dose) => dose,
};

/**
 * The two parts of a dose with a spike at 0: a logistic regression of any dose, and a normal regression of the transformed dose of those who have
 * one, its variance by n.
 *
 * @throws {@link EfficacyError} `convergence_failed` where covariates determine who has a dose, `too_few_observations`, `zero_variance`
 *
 * @see Hirano & Imbens (2004), 7.3; Imai & van Dyk (2004), JASA 99, 854-866, for propensity functions of other families.
 */
export function hurdleDose({ dose, covariates }: ScoredRows, transform: DoseTransform, who: string): HurdleDose {
  const n = dose.length;
  const users = rowsWhere(dose, (x) => x > 0);
  const k = covariates.length + 1;
  need(
    users.length > k + 2,
    'too_few_observations',
    who,
    `more than ${k + 2} students with a dose above 0`,
    users.length,
  );
  const use = new Float64Array(n).fill(1);
  let useCoefficients: readonly (number | null)[] | null = null;
  if (users.length < n) {
    const fit = fitProbabilities(
      covariates,
      dose.map((x) => Number(x > 0)),
    );
    need(
      fit?.probabilities.every((p) => p < 1 - 1e-9) === true,
      'convergence_failed',
      who,
      'students alike in the covariates with and without a dose (leave out a covariate that decides it)',
      'covariates that determine who has none',
    );
    use.set(fit!.probabilities);
    useCoefficients = fit!.coefficients;
  }
  const rows = designOf(covariates, users);
  const change = transforms[transform];
  const target = Float64Array.from(users, (i) => change(dose[i]!));
  const b = solveQr(qr(rows, users.length, k), target);
  const slopes = b.map((value) => (Number.isNaN(value) ? 0 : value));
  const mean = new Float64Array(n).fill(slopes[0]!);
  covariates.forEach((column, j) => {
    for (let i = 0; i < n; i++) mean[i]! += slopes[j + 1]! * column[i]!;
  });
  let squares = 0;
  users.forEach((i, u) => {
    squares += (target[u]! - mean[i]!) ** 2;
  });
  const sd = Math.sqrt(squares / users.length);
  need(sd > 0, 'zero_variance', who, 'doses above 0 that the covariates do not determine', 'none');
  return { use, mean, sd, useCoefficients, doseCoefficients: Array.from(b, (v) => (Number.isNaN(v) ? null : v)) };
}

/** The generalized propensity score of a row at a dose: its density there, or its chance of none. */
export function scoreAt({ use, mean, sd }: HurdleDose, transform: DoseTransform, row: number, dose: number): number {
  if (dose === 0) return 1 - use[row]!;
  return (use[row]! * normal.density((transforms[transform](dose) - mean[row]!) / sd)) / sd;
}

/** An intercept and columns of some rows, row-major. */
export function designOf(columns: readonly Float64Array[], rows: ArrayLike<number>): Float64Array {
  const k = columns.length + 1;
  const values = new Float64Array(rows.length * k);
  for (let r = 0; r < rows.length; r++) {
    values[r * k] = 1;
    for (let j = 1; j < k; j++) values[r * k + j] = columns[j - 1]![rows[r]!]!;
  }
  return values;
}

/** Numbers of the rows whose dose is such. */
export function rowsWhere(dose: Float64Array, holds: (dose: number) => boolean): Uint32Array {
  const rows = new Uint32Array(dose.length);
  let count = 0;
  for (let i = 0; i < dose.length; i++) if (holds(dose[i]!)) rows[count++] = i;
  return rows.slice(0, count);
}
