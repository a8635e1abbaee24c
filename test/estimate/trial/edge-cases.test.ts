import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { correlation } from '../../../src/estimate/effect/variance/correlation.js';
import { fitRandomIntercept } from '../../../src/estimate/multilevel/fit-random-intercept.js';
import { mannWhitneyTest } from '../../../src/estimate/ranks/mann-whitney-test.js';
import { fitInstrumented } from '../../../src/estimate/regression/fit-instrumented.js';
import { fitLinear } from '../../../src/estimate/regression/fit-linear.js';
import { fitLogistic } from '../../../src/estimate/regression/logistic/fit-logistic.js';
import { waldTest } from '../../../src/estimate/regression/wald-test.js';
import { differenceByDesign } from '../../../src/estimate/trial/difference-by-design.js';
import { fitLin } from '../../../src/estimate/trial/fit-lin.js';
import { differenceInMeans, fromColumns } from '../../../src/index.js';
import { errorOf } from '../../errors.js';
import { sharedPath } from '../../reference.js';

/** Rows of the table "Regression and randomised trials", each with its test below. */
const here: readonly string[] = [
  'collinear covariates',
  'treatment equals a covariate or is constant',
  'saturated fit, df = 0',
  'df below 1 (Satterthwaite)',
  'leverage 1 with HC2 (one treated unit)',
  'one cluster per arm, CR2',
  'one cluster per arm, random intercept',
  'singleton clusters, CR2',
  'singleton clusters, random intercept',
  'one cluster in all',
  'singular random-effects fit',
  'treatment constant within a block',
  'treatment varies inside a cluster',
  'cluster in two blocks',
  'perfect separation, logistic',
  'ties in rank tests',
  't test on constant data',
  'correlation with a constant',
];

const tables = sharedPath('reference/edge-cases.md');

test.skipIf(tables === null)('every row of the table is here (skipped where the table is absent)', () => {
  const section = readFileSync(tables as string, 'utf8')
    .split('## Regression and randomised trials')[1]
    ?.split('\n## ')[0];
  const rows = [...(section ?? '').matchAll(/^\| \**([^|]+?)\** \|/gm)].map((match) => match[1]);

  expect(rows.filter((row) => row !== 'case' && row !== '---').sort()).toEqual([...here].sort());
});

// The data of the table's R column.
const y = [1, 3, 2, 5, 4, 6];
const z = [0, 0, 0, 1, 1, 1];
const arm = ['c', 'c', 'c', 't', 't', 't'];
const treatment = { column: 'arm', treated: 't', control: 'c' };

describe('regression and randomised trials, row by row', () => {
  test('collinear covariates: the effect stays, the later column is dropped by name', () => {
    const x = [1, 2, 4, 3, 5, 5];
    const table = fromColumns({ y, z, x, x2: x.map((v) => 2 * v) });
    const fit = fitLinear(table, { outcome: 'y', terms: ['z', 'x', 'x2'] });

    expect(fit.dropped).toEqual(['x2']);
    expect(fit.coefficients.map(({ term }) => term)).toEqual(['(intercept)', 'z', 'x']);
    expect(fit.notes).toEqual([{ code: 'collinear', message: 'Dropped because earlier terms determine them: "x2".' }]);
  });

  test('treatment equals a covariate, or is constant: an error that names it', () => {
    const same = fromColumns({
      y: [...y, 7, 2],
      arm: [...arm, 't', 'c'],
      zz: [...z, 1, 0],
      x: [1, 2, 3, 1, 4, 5, 2, 7],
    });
    const error = errorOf(() => fitLin(same, { outcome: 'y', treatment, covariates: ['x', 'zz'] }));
    const none = fromColumns({ y, z, never: y.map(() => 0), use: y });

    expect(error.code).toBe('collinear');
    expect(error.message).toContain('"zz"');
    expect(fitLinear(none, { outcome: 'y', terms: ['never', 'z'] }).dropped).toEqual(['never']);
    expect(
      errorOf(() => fitInstrumented(none, { outcome: 'y', endogenous: ['use'], instruments: ['never'] })).code,
    ).toBe('collinear');
    expect(
      errorOf(() => differenceByDesign(fromColumns({ y, arm: y.map(() => 't') }), { outcome: 'y', treatment })).code,
    ).toBe('invalid_argument');
  });

  test('saturated fit: estimates, no standard errors, and the reason', () => {
    const fit = fitLinear(fromColumns({ y: [1, 3], x: [1, 2] }), { outcome: 'y', terms: ['x'] });

    expect(fit.coefficients.map((c) => [c.standardError, c.pValue])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(fit.notes.map(({ code, message }) => [code, message.includes('no residual degrees of freedom')])).toEqual([
      ['no_residual_df', true],
    ]);
  });

  test('degrees of freedom below 1: Lin on as many rows as coefficients is refused, a joint test of few clusters has no p', () => {
    const four = fromColumns({ y: [1, 3, 5, 4], arm: ['c', 'c', 't', 't'], x: [1, 2, 4, 5] });
    const few = fromColumns({
      cluster: ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'c'],
      x: [3, 1, 4, 1, 5, 9, 2, 6, 5],
      u: [2, 7, 1, 8, 2, 8, 1, 8, 2],
      y: [1, 4, 1, 4, 2, 1, 3, 5, 9],
    });
    const joint = waldTest(few, { outcome: 'y', terms: ['x', 'u'], cluster: 'cluster', zero: ['x', 'u'] });

    expect(errorOf(() => fitLin(four, { outcome: 'y', treatment, covariates: ['x'] })).code).toBe(
      'too_few_observations',
    );
    expect(joint.denominatorDf).toBeLessThan(1);
    expect(joint.pValue).toBeNull();
    expect(joint.notes.map(({ code }) => code)).toContain('df_below_1');
  });

  test('two clusters that are no arms: exactly 1 degree of freedom is enough for an interval', () => {
    const two = fromColumns({ cluster: ['a', 'a', 'a', 'b', 'b', 'b'], x: [1, 2, 3, 1, 2, 3], y });
    const fit = fitLinear(two, { outcome: 'y', terms: ['x'], cluster: 'cluster' });

    expect(fit.coefficients[1]?.df).toBeCloseTo(1, 6);
    expect(fit.coefficients[1]?.interval).not.toBeNull();
  });

  test('leverage 1 with HC2: one treated unit is refused, elsewhere a note names the rows', () => {
    const one = fromColumns({ y: [1, 2, 3, 4], z: [0, 0, 0, 1], arm: ['c', 'c', 'c', 't'] });
    const fit = fitLinear(one, { outcome: 'y', terms: ['z'] });

    expect(errorOf(() => differenceByDesign(one, { outcome: 'y', treatment })).code).toBe('too_few_observations');
    expect(errorOf(() => differenceInMeans([4], [1, 2, 3])).code).toBe('too_few_observations');
    expect(fit.notes.map(({ code }) => code)).toEqual(['full_leverage']);
    expect(fit.notes[0]?.message).toContain('1 ("row 4")');
  });

  describe('one cluster per arm', () => {
    const cluster = ['a', 'a', 'a', 'b', 'b', 'b'];
    const table = fromColumns({ y, z, arm, cluster, x: [1, 2, 4, 3, 5, 5] });

    test.each(['CR0', 'CR1', 'CR1S', 'CR2', 'CR3'] as const)(
      '%s is refused, not given a standard error of 1e-16',
      (vcov) => {
        expect(errorOf(() => fitLinear(table, { outcome: 'y', terms: ['z'], cluster: 'cluster', vcov })).code).toBe(
          'too_few_clusters',
        );
      },
    );

    test('by every estimator that knows the arm', () => {
      const options = { outcome: 'y', treatment, cluster: 'cluster' } as const;

      expect(errorOf(() => differenceByDesign(table, options)).code).toBe('too_few_clusters');
      expect(errorOf(() => fitLin(table, { ...options, covariates: ['x'] })).code).toBe('too_few_clusters');
    });

    test('one in a single arm: with a covariate the effect has no standard error, and a note says why', () => {
      const three = fromColumns({
        y: [...y, 4, 7, 3],
        z: [...z, 0, 0, 0],
        cluster: [...cluster, 'k', 'k', 'k'],
        x: [1, 2, 4, 3, 5, 5, 2, 6, 1],
      });
      const fit = fitLinear(three, { outcome: 'y', terms: ['z', 'x'], cluster: 'cluster' });

      expect(fit.coefficients[1]?.estimate).toBeTypeOf('number');
      expect(fit.coefficients[1]?.standardError).toBeNull();
      expect(fit.notes.map(({ code }) => code)).toContain('too_few_clusters');
    });

    test('fewer than 5 per arm: a note', () => {
      const four = fromColumns({ y, z: [0, 0, 0, 1, 1, 1], arm, cluster: ['a', 'a', 'b', 'c', 'c', 'd'] });

      expect(fitLinear(four, { outcome: 'y', terms: ['z'], cluster: 'cluster' }).notes.map(({ code }) => code)).toEqual(
        ['few_clusters'],
      );
      expect(
        differenceByDesign(four, { outcome: 'y', treatment, cluster: 'cluster' }).notes.map(({ code }) => code),
      ).toEqual(['few_clusters']);
    });
  });

  test('one cluster per arm, random intercept: refused, with a covariate too; fewer than 5 an arm a note', () => {
    const two = fromColumns({ y, z, x: [1, 2, 4, 3, 5, 5], cluster: ['a', 'a', 'a', 'b', 'b', 'b'] });
    const four = fromColumns({ y: [...y, 4, 2], z: [...z, 0, 1], cluster: ['a', 'a', 'b', 'c', 'c', 'd', 'b', 'd'] });

    for (const terms of [['z'], ['z', 'x']]) {
      expect(errorOf(() => fitRandomIntercept(two, { outcome: 'y', terms, cluster: 'cluster' })).code).toBe(
        'too_few_clusters',
      );
    }
    expect(
      fitRandomIntercept(four, { outcome: 'y', terms: ['z'], cluster: 'cluster' }).notes.map(({ code }) => code),
    ).toContain('few_clusters');
  });

  test('singleton clusters, random intercept: an error that suggests a model without clusters', () => {
    const single = fromColumns({ y, z, cluster: ['a', 'b', 'c', 'd', 'e', 'f'] });
    const error = errorOf(() => fitRandomIntercept(single, { outcome: 'y', terms: ['z'], cluster: 'cluster' }));

    expect(error.code).toBe('too_few_observations');
    expect(error.message).toContain('a model without clusters, fitLinear');
  });

  test('a singular random-effects fit: variance 0, and a note', () => {
    const even = fromColumns({ y: [1, 3, 1, 3, 2, 4, 2, 4], z: [0, 0, 0, 0, 1, 1, 1, 1], cluster: [...'aabbccdd'] });
    const fit = fitRandomIntercept(even, { outcome: 'y', terms: ['z'], cluster: 'cluster' });

    expect([fit.clusterVariance, fit.singular]).toEqual([0, true]);
    expect(fit.notes.map(({ code }) => code)).toContain('singular_fit');
  });

  test('singleton clusters: CR2 is HC2, and df are those of the table', () => {
    const single = fromColumns({ y, z, cluster: ['a', 'b', 'c', 'd', 'e', 'f'] });
    const [cr2, hc2] = (['CR2', 'HC2'] as const).map((vcov) =>
      fitLinear(single, { outcome: 'y', terms: ['z'], vcov, ...(vcov === 'CR2' && { cluster: 'cluster' }) }),
    );

    cr2?.coefficients.forEach((c, i) => {
      expect(c.standardError).toBeCloseTo(hc2?.coefficients[i]?.standardError ?? Number.NaN, 12);
    });
    expect(cr2?.coefficients[1]?.standardError).toBeCloseTo(0.8164966, 6);
    expect(cr2?.coefficients.map((c) => Math.round(c.df ?? 0))).toEqual([2, 4]);
  });

  test('one cluster in all: an error', () => {
    const all = fromColumns({ y, z, cluster: y.map(() => 'k') });

    expect(errorOf(() => fitLinear(all, { outcome: 'y', terms: ['z'], cluster: 'cluster' })).code).toBe(
      'too_few_clusters',
    );
  });

  describe('treatment constant within a block', () => {
    const block = ['p', 'p', 'p', 'p', 'q', 'q', 'r', 'r', 'r', 'r'];
    const arms = ['t', 't', 'c', 'c', 't', 't', 'c', 't', 't', 'c'];
    const table = fromColumns({ y: [...y, 3, 8, 4, 2], arm: arms, block });
    const options = { outcome: 'y', treatment, block: 'block' } as const;

    test('is an error that names the blocks', () => {
      const error = errorOf(() => differenceByDesign(table, options));

      expect(error.code).toBe('unbalanced_design');
      expect(error.message).toContain('"q"');
    });

    test('or they are dropped when asked, and counted', () => {
      const found = differenceByDesign(table, { ...options, oneArmedBlocks: 'drop' });

      expect([found.blocks, found.nTreatment, found.nControl]).toEqual([2, 4, 4]);
      expect(found.notes).toEqual([
        { code: 'one_armed_blocks', message: '1 block with one arm only left out, with 2 rows: "q".' },
      ]);
    });
  });

  test('treatment varies inside a cluster: an error for designs, not for a regression', () => {
    const table = fromColumns({ y, z, arm, cluster: ['1', '2', '3', '1', '2', '3'] });

    expect(errorOf(() => differenceByDesign(table, { outcome: 'y', treatment, cluster: 'cluster' })).code).toBe(
      'unbalanced_design',
    );
    expect(fitLinear(table, { outcome: 'y', terms: ['z'], cluster: 'cluster' }).clusters).toBe(3);
  });

  test('a cluster in two blocks: an error that names it', () => {
    const table = fromColumns({
      y: [1, 2, 3, 4, 5, 6, 7, 8],
      arm: ['c', 't', 'c', 't', 'c', 't', 'c', 't'],
      cluster: ['1', '2', '3', '4', '1', '6', '7', '8'],
      block: ['p', 'p', 'p', 'p', 'q', 'q', 'q', 'q'],
    });
    const error = errorOf(() =>
      differenceByDesign(table, { outcome: 'y', treatment, cluster: 'cluster', block: 'block' }),
    );

    expect(error.code).toBe('unbalanced_design');
    expect(error.message).toContain('"1" of "cluster" lies in "p", "q"');
  });

  test('perfect separation, logistic: an error that names the term, or a penalized fit when asked', () => {
    const overlapping = fromColumns({ passed: z, y: [1, 3, 5, 2, 4, 6] });
    const options = { outcome: 'passed', terms: ['y'] } as const;
    const separated = fromColumns({ passed: z, score: [1, 2, 3, 4, 5, 6] });
    const error = errorOf(() => fitLogistic(separated, { outcome: 'passed', terms: ['score'] }));
    const penalized = fitLogistic(separated, { outcome: 'passed', terms: ['score'], penalty: 'firth' });

    expect(error.code).toBe('separation');
    expect(error.message).toContain('"score"');
    expect(Math.abs(penalized.coefficients[1]?.estimate ?? Number.POSITIVE_INFINITY)).toBeLessThan(3);
    expect(fitLogistic(overlapping, options).coefficients[1]?.standardError).toBeLessThan(3);
  });

  test('ties in rank tests: corrected for, and the result says so', () => {
    // R: wilcox.test(c(1, 2, 2, 3), c(2, 3, 4, 4)) warns, W = 2.5 and p = 0.1341692 by the normal distribution
    const tied = mannWhitneyTest([1, 2, 2, 3], [2, 3, 4, 4]);

    expect(tied.statistic).toBe(2.5);
    expect(tied.pValue).toBeCloseTo(0.134169180128, 10);
    expect(tied.method).toContain('normal distribution, variance corrected for ties');
    expect(tied.notes.map(({ code }) => code)).toEqual(['ties']);
  });

  test('t test on constant data: an error', () => {
    expect(errorOf(() => differenceInMeans([5, 5, 5], [5, 5, 5])).code).toBe('zero_variance');
    expect(
      errorOf(() => differenceByDesign(fromColumns({ y: y.map(() => 5), arm }), { outcome: 'y', treatment })).code,
    ).toBe('zero_variance');
  });

  test('correlation with a constant: an error that names the variable', () => {
    const error = errorOf(() => correlation({ x: [1, 1, 1, 1], y: [1, 2, 3, 4] }));

    expect(error.code).toBe('zero_variance');
    expect(error.detail['variable']).toBe('x');
  });
});
