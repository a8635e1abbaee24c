import { expect } from 'vitest';
import { parseCsv, type Table } from '../../../src/index.js';
import { type ReferenceCase, referenceCases, referenceData } from '../../reference.js';
import { tolerance } from '../../tolerances.js';

/** Every estimate of a trial that R computed. */
export const trialCases: readonly ReferenceCase[] = referenceCases('b_rct');

/** More of them, made for what the first file leaves open. */
export const extraCases: readonly ReferenceCase[] = referenceCases('b_rct_extra');

/** Which cases are shown by which test, by their ids. Each case belongs to exactly one, or is left out for a reason. */
export const shownBy: Readonly<Record<string, RegExp>> = {
  'estimate/regression/fit-linear.reference.test.ts':
    /^b\.(lm\.|clubSandwich\.coef_test\.|vcovHC\.|fe\.(w|cross|cross\.w)\.CR|counts\.|interact\.)/,
  'estimate/regression/wald-test.reference.test.ts': /^b\.(clubSandwich\.Wald\.|fe\.w\.Wald\.)/,
  'estimate/regression/fit-instrumented.reference.test.ts': /^b\.(iv|ar|first_stage)\./,
  'estimate/trial/design.reference.test.ts': /^b\.(dim|lin|ht)\./,
};

/** Cases that nothing here computes, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  'b.vcovCL.two_way.school_trial': 'covariances by two crossed sets of clusters are not offered yet',
};

/** Tests within the Wald cases that are not offered, and why. */
export const leftOutTests: Readonly<Record<string, string>> = {
  HTB: 'HTZ and HTA answer the same question, and no published form of it that was tried gives the reference values',
};

// The renames are those of the cases' "about": x1 is the pretest, x2 the second covariate, cluster the school, block the district.
const number = { x1: 'number', x2: 'number', y: 'number', weight: 'number' } as const;

/** 300 students assigned within 12 blocks. `z` is a number. */
export const students: Table = parseCsv(referenceData('student_trial.csv').replace('"pre","female"', '"x1","x2"'), {
  columns: { ...number, z: 'number', z2: 'number', uptake: 'number', hours: 'number', passed: 'number', id: 'number' },
});

/** The same students with the block named as cluster, as the instrumented cases have it. */
export const clusteredStudents: Table = parseCsv(
  referenceData('student_trial.csv').replace('"block"', '"cluster"').replace('"pre","female"', '"x1","x2"'),
  { columns: { ...number, z: 'number', z2: 'number', uptake: 'number', hours: 'number', id: 'number' } },
);

const schoolColumns = '"student","district","school","class","arm","pre","frl","ell","minutes","post"';
const schoolCsv = referenceData('school_trial.csv').replace(
  schoolColumns,
  '"student","block","cluster","class","z","x1","x2","ell","minutes","y"',
);

/** 1,068 students in 40 schools, which were assigned within 10 districts. `z` is a number. */
export const schools: Table = parseCsv(schoolCsv, { columns: { ...number, z: 'number', student: 'number' } });

/** The same students with the arm as a label. */
export const schoolsByArm: Table = parseCsv(schoolCsv, { columns: number });

/** The students with the arm as a label. */
export const studentsByArm: Table = parseCsv(
  referenceData('student_trial.csv').replace('"pre","female"', '"x1","x2"'),
  {
    columns: { ...number },
  },
);

/** Expects a number as R has it, to the tolerance of inference; below a thousandth by its absolute error. */
export function expectClose(actual: number | null | undefined, wanted: number, what = ''): void {
  const error = Math.abs((actual ?? Number.NaN) - wanted) / Math.max(1e-3, Math.abs(wanted));
  expect(error, `${what}: ${actual} for ${wanted}`).toBeLessThanOrEqual(tolerance.inference);
}

/** Expects columns of R's table of coefficients. */
export function expectCoefficients(
  coefficients: readonly {
    readonly estimate: number;
    readonly standardError: number | null;
    readonly df: number | null;
    readonly pValue: number | null;
    readonly interval: { readonly lower: number; readonly upper: number } | null;
  }[],
  // biome-ignore lint/suspicious/noExplicitAny: what R printed
  expected: any,
): void {
  expect(coefficients).toHaveLength(expected.estimate.length);
  coefficients.forEach((coefficient, i) => {
    expectClose(coefficient.estimate, expected.estimate[i], 'estimate');
    expectClose(coefficient.standardError, expected.se[i], 'standard error');
    expectClose(coefficient.df, expected.df[i], 'df');
    if (expected.p !== undefined) expectClose(coefficient.pValue, expected.p[i], 'p');
    if (expected.ci_low === undefined) return;
    expectClose(coefficient.interval?.lower, expected.ci_low[i], 'lower');
    expectClose(coefficient.interval?.upper, expected.ci_high[i], 'upper');
  });
}
