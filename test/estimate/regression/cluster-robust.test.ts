import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FitLinearOptions, fitLinear, type LinearFit } from '../../../src/estimate/regression/fit-linear.js';
import { fromColumns, groupComoments, type Table } from '../../../src/index.js';
import { errorOf } from '../../errors.js';
import { denseCr } from './dense-cr.js';

const school = ['a', 'a', 'a', 'b', 'b', 'b', 'b', 'c', 'c', 'd', 'd', 'd', 'e', 'e', 'f', 'f', 'f', 'f'];
const treated = [0, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1];

/** Baselines, outcomes to one decimal and weights of 18 pupils. */
const pupils = fc.record({
  pre: fc.array(
    fc.integer({ min: 0, max: 400 }).map((k) => k / 10),
    { minLength: 18, maxLength: 18 },
  ),
  post: fc.array(
    fc.integer({ min: 0, max: 400 }).map((k) => k / 10),
    { minLength: 18, maxLength: 18 },
  ),
  weight: fc.array(
    fc.integer({ min: 2, max: 30 }).map((k) => k / 10),
    { minLength: 18, maxLength: 18 },
  ),
});
/** Some spread in each, so that nothing is nearly collinear or exactly fitted. */
const varied = pupils.filter(({ pre, post }) => [pre, post].every((v) => new Set(v).size > 9));

const options: FitLinearOptions = {
  outcome: 'post',
  terms: ['treated', 'pre'],
  cluster: 'school',
  dfRule: 'satterthwaite',
};
const weights = { column: 'weight', kind: 'precision' } as const;

function expectDense(fit: LinearFit, dense: ReturnType<typeof denseCr>): void {
  fit.coefficients.forEach((coefficient, i) => {
    const variance = dense.vcov[i]?.[i] as number;
    expect(Math.abs((coefficient.standardError ?? 0) / Math.sqrt(variance) - 1)).toBeLessThan(1e-8);
    expect(Math.abs((coefficient.df ?? 0) / (dense.df[i] as number) - 1)).toBeLessThan(1e-7);
    expect(coefficient.df).toBeGreaterThan(1 - 1e-9); // a trace squared is at least the sum of squares of a semidefinite matrix
  });
}

describe.each(['CR0', 'CR2', 'CR3'] as const)(
  '%s from cross-products is that of matrices as large as the rows',
  (vcov) => {
    prop.prop([varied], { numRuns: 25 })('without weights', ({ pre, post }) => {
      const x = treated.map((z, i) => [1, z, pre[i] as number]);
      const fit = fitLinear(fromColumns({ school, treated, pre, post }), { ...options, vcov });

      expectDense(
        fit,
        denseCr(
          x,
          post,
          post.map(() => 1),
          school,
          vcov,
        ),
      );
    });

    prop.prop([varied], { numRuns: 25 })('with weights', ({ pre, post, weight }) => {
      const x = treated.map((z, i) => [1, z, pre[i] as number]);
      const fit = fitLinear(fromColumns({ school, treated, pre, post, weight }), { ...options, vcov, weights });

      expectDense(fit, denseCr(x, post, weight, school, vcov));
    });
  },
);

const pre = [31, 42, 35, 38, 29, 44, 40, 33, 37, 36, 30, 41, 39, 28, 34, 43, 27, 32];
const post = [35, 50, 41, 44, 30, 52, 49, 36, 41, 40, 39, 50, 42, 33, 37, 55, 30, 36];
const weight = pre.map((_, i) => 0.5 + ((i * 7) % 5) / 4);
const table: Table = fromColumns({ school, treated, pre, post, weight });
const standardErrors = (fit: LinearFit): readonly (number | null)[] => fit.coefficients.map((c) => c.standardError);

describe('weights', () => {
  test('that are all equal change nothing, whatever they are', () => {
    for (const vcov of ['CR0', 'CR2', 'CR3'] as const) {
      const even = fromColumns({ school, treated, pre, post, weight: pre.map(() => 3.7) });
      const [weighted, plain] = [
        fitLinear(even, { ...options, vcov, weights }),
        fitLinear(table, { ...options, vcov }),
      ];
      weighted.coefficients.forEach((c, i) => {
        expect(c.standardError).toBeCloseTo(plain.coefficients[i]?.standardError ?? Number.NaN, 10);
        expect(c.df).toBeCloseTo(plain.coefficients[i]?.df ?? Number.NaN, 8);
      });
    }
  });

  test('of 0 leave the row out, and it is counted', () => {
    const some = weight.map((w, i) => (i === 5 || i === 9 ? 0 : w));
    const without = (values: readonly (number | string)[]) => values.filter((_, i) => i !== 5 && i !== 9);
    const fit = fitLinear(fromColumns({ school, treated, pre, post, weight: some }), { ...options, weights });
    const rest = fromColumns({
      school: without(school) as string[],
      treated: without(treated) as number[],
      pre: without(pre) as number[],
      post: without(post) as number[],
      weight: without(weight) as number[],
    });

    expect(standardErrors(fit)).toEqual(standardErrors(fitLinear(rest, { ...options, weights })));
    expect(fit.notes[0]).toEqual({ code: 'zero_weight', message: 'Rows left out because their weight is 0: 2.' });
  });

  test('that are not counts need the rows for CR2: co-moments under them say so, and give CR1S', () => {
    const stored = groupComoments(table, { by: ['school'], of: ['treated', 'pre', 'post'], weights });
    const error = errorOf(() => fitLinear(stored, options));

    expect(error.code).toBe('invalid_argument');
    expect(error.message).toContain('CR1S takes these');
    const fromStored = fitLinear(stored, { ...options, vcov: 'CR1S', dfRule: 'clusters-1' });
    const fromRows = fitLinear(table, { ...options, vcov: 'CR1S', dfRule: 'clusters-1', weights });
    standardErrors(fromStored).forEach((se, i) => {
      expect(se).toBeCloseTo(standardErrors(fromRows)[i] ?? Number.NaN, 10);
    });
  });

  test('that are counts do not: their co-moments give CR2', () => {
    const count = pre.map((_, i) => 1 + (i % 3));
    const counted = fromColumns({ school, treated, pre, post, count });
    const kind = { column: 'count', kind: 'frequency' } as const;
    const stored = groupComoments(counted, { by: ['school'], of: ['treated', 'pre', 'post'], weights: kind });
    const fit = fitLinear(stored, options);

    standardErrors(fit).forEach((se, i) => {
      expect(se).toBeCloseTo(standardErrors(fitLinear(counted, { ...options, weights: kind }))[i] ?? Number.NaN, 10);
    });
  });
});

test('CR3 is the spread of the fits that leave one cluster out', () => {
  const whole = fitLinear(table, { ...options, vcov: 'CR3' });
  const spread = [...new Set(school)].reduce((sum, left) => {
    const keep = <T>(values: readonly T[]): T[] => values.filter((_, i) => school[i] !== left);
    const rest = fromColumns({ treated: keep(treated), pre: keep(pre), post: keep(post) });
    const fit = fitLinear(rest, { outcome: 'post', terms: ['treated', 'pre'], vcov: 'classical' });
    return sum + ((fit.coefficients[1]?.estimate ?? 0) - (whole.coefficients[1]?.estimate ?? 0)) ** 2;
  }, 0);

  expect(whole.coefficients[1]?.standardError).toBeCloseTo(Math.sqrt(spread), 10);
});

test('degrees of freedom that have no meaning, and names that are none, are refused', () => {
  const wrong = (more: object): string =>
    errorOf(() => fitLinear(table, { ...options, ...more } as FitLinearOptions)).message;
  expect(wrong({ vcov: 'HC9' })).toContain('knows the covariances "classical", "HC0"');
  expect(wrong({ dfRule: 'welch' })).toContain('got "welch"');
  expect(errorOf(() => fitLinear(table, { ...options, vcov: 'HC2' })).message).toContain(
    'cluster-robust covariances only',
  );
  const many = {
    ...options,
    terms: ['treated', 'pre', 'pre:treated', 'weight', 'weight:pre'],
    vcov: 'CR1p',
    dfRule: 'clusters-k',
  } as const;
  expect(errorOf(() => fitLinear(table, many)).code).toBe('too_few_clusters');
});
