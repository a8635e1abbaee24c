import { describe, expect, test } from 'vitest';
import { fitLogistic } from '../../../../src/estimate/regression/logistic/fit-logistic.js';
import type { FitLogisticOptions } from '../../../../src/estimate/regression/logistic/logistic-rule.js';
import { fromColumns } from '../../../../src/index.js';
import { errorOf } from '../../../errors.js';
import { referenceCases } from '../../../reference.js';
import { tolerance } from '../../../tolerances.js';

const cases = referenceCases('logistic');
const close = (
  actual: number | null | undefined,
  wanted: number,
  what: string,
  within: number = tolerance.inference,
): void => {
  const error = Math.abs((actual ?? Number.NaN) - wanted) / Math.max(1e-3, Math.abs(wanted));
  expect(error, `${what}: ${actual} for ${wanted}`).toBeLessThanOrEqual(within);
};
const models: Readonly<Record<string, Partial<FitLogisticOptions>>> = {
  interaction: { terms: ['z', 'x', 'z:x'] },
  labels: { terms: ['z', 'x', 'grade'] },
  null: { terms: [] },
  rare: { terms: ['z'] },
  counts: { weights: { column: 'count', kind: 'frequency' } },
  sampling: { weights: { column: 'w', kind: 'sampling' } },
};

describe('agrees with glm and sandwich', () => {
  test.each(cases.filter(({ id }) => id.startsWith('l.glm')))('$id', ({ id, input, expected }) => {
    const model = models[id.split('.')[2]!] ?? {};
    // sandwich takes every weight as a factor of a row's score; a count stands for rows with scores of their own.
    const types = id.endsWith('counts')
      ? (['classical', 'CR0', 'CR1'] as const)
      : id.endsWith('sampling')
        ? (['HC0', 'CR0', 'CR1'] as const)
        : (['classical', 'HC0', 'CR0', 'CR1'] as const);
    for (const vcov of types) {
      const options: FitLogisticOptions = { outcome: 'y', terms: ['z', 'x'], vcov, cluster: 'cluster', ...model };
      const fit = fitLogistic(fromColumns(input), options);

      fit.coefficients.forEach((c, i) => {
        close(c.estimate, expected.coef[i], 'estimate', 1e-9);
        close(c.oddsRatio, Math.exp(expected.coef[i]), 'odds ratio');
        close(c.standardError, Math.sqrt(expected[vcov][i][i]), vcov);
        fit.covariance[i]!.forEach((v, j) => {
          const size = Math.sqrt(expected[vcov][i][i] * expected[vcov][j][j]);
          close(v / size, expected[vcov][i][j] / size, `${vcov} ${i} ${j}`);
        });
      });
      close(fit.logLikelihood, expected.logLik, 'log likelihood', 1e-12);
      expect(fit.convergence.gradient).toBeLessThan(1e-8);
    }
  });

  test('a count is that many rows, in every covariance', () => {
    const { input } = cases.find(({ id }) => id === 'l.glm.counts')!;
    const repeat = (values: unknown[]): unknown[] => values.flatMap((v, i) => Array(input.count[i]).fill(v));
    const rows = Object.fromEntries(Object.entries(input).map(([name, values]) => [name, repeat(values as unknown[])]));
    for (const vcov of ['classical', 'HC0', 'CR1S'] as const) {
      const options: FitLogisticOptions = { outcome: 'y', terms: ['z', 'x'], cluster: 'cluster', vcov };
      const counted = fitLogistic(fromColumns(input), { ...options, ...models['counts'] });
      const repeated = fitLogistic(fromColumns(rows as Record<string, number[]>), options);

      expect([counted.n, counted.events]).toEqual([repeated.n, repeated.events]);
      counted.coefficients.forEach((c, i) => {
        close(c.standardError, repeated.coefficients[i]!.standardError!, vcov);
        close(c.pValue, repeated.coefficients[i]!.pValue!, 'p');
      });
    }
  });
});

test.each(cases.filter(({ id }) => id.startsWith('l.firth')))(
  "$id: Firth's fit and its profile",
  ({ input, expected }) => {
    const terms = 'z' in input ? ['z', 'x'] : ['x'];
    const fit = fitLogistic(fromColumns(input), { outcome: 'y', terms, penalty: 'firth' });

    close(fit.logLikelihood, expected.value, 'penalized log likelihood', 1e-11);
    fit.coefficients.forEach((c, i) => {
      close(c.estimate, expected.coef[i], 'estimate');
      close(c.standardError, expected.se[i], 'standard error');
      close(c.pValue, expected.p[i], 'p');
      close(c.interval?.lower, expected.lower[i], 'lower');
      close(c.interval?.upper, expected.upper[i], 'upper');
    });
  },
);

describe('separation is an error that names what separates', () => {
  const y = [0, 0, 0, 0, 1, 1, 1, 1];
  const fail = (columns: Record<string, (number | string)[]>, terms: string[]) =>
    errorOf(() => fitLogistic(fromColumns({ y, ...columns }), { outcome: 'y', terms }));

  test('wholly, by one term beside another', () => {
    const error = fail({ x: [1, 2, 3, 4, 5, 6, 7, 8], other: [3, 1, 4, 1, 5, 9, 2, 6] }, ['other', 'x']);

    expect(error.code).toBe('separation');
    expect(error.detail['terms']).toContain('x');
    expect(error.message).toContain("penalty: 'firth'");
  });

  test('in part, where one value meets both outcomes', () => {
    const table = fromColumns({
      y: [0, 0, 0, 0, 1, 0, 1, 1, 1, 1],
      x: [1, 2, 3, 4, 4, 4, 4, 6, 7, 8],
      noise: [2, 1, 2, 1, 2, 2, 1, 2, 2, 1],
    });
    const error = errorOf(() => fitLogistic(table, { outcome: 'y', terms: ['noise', 'x'] }));

    expect(error.code).toBe('separation');
    expect(error.detail['rising']).toEqual(['x']);
  });

  test('a label whose rows all have one outcome, and the others are not blamed', () => {
    const long = Array.from({ length: 60 }, (_, i) => i);
    const table = fromColumns({
      y: long.map((i) => (i % 3 === 0 ? 1 : i % 2)),
      grade: long.map((i) => `g${i % 3}`),
      x: long.map((i) => (i * 37) % 23),
    });
    const error = errorOf(() =>
      fitLogistic(table, { outcome: 'y', terms: ['x', 'grade'], reference: { grade: 'g1' } }),
    );

    expect(error.code).toBe('separation');
    expect(error.detail['terms']).toEqual(['grade=g0']);
  });

  test('a steep slope is none while one pair of rows overlaps', () => {
    const x = Array.from({ length: 200 }, (_, i) => i / 10);
    const outcome = x.map((v, i) => Number(i === 98 ? 1 : i === 101 ? 0 : v >= 10));
    const fit = fitLogistic(fromColumns({ x, y: outcome }), { outcome: 'y', terms: ['x'] });

    // R: coef(glm(y ~ x, binomial)) with epsilon 1e-15
    expect(fit.coefficients[1]!.estimate).toBeCloseTo(7.4567690773, 6);
  });
});

describe('what is asked wrongly', () => {
  const y = [0, 1, 0, 1, 1, 0, 1, 0];
  const x = [1, 2, 3, 4, 5, 6, 7, 8];
  const cluster = ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd'];
  const table = fromColumns({ y, x, cluster, w: x, z: [0, 0, 0, 0, 0, 0, 1, 1] });
  const codeOf = (options: Partial<FitLogisticOptions>): string =>
    errorOf(() => fitLogistic(table, { outcome: 'y', terms: ['x'], ...options })).code;

  test.each([
    [{ vcov: 'CR1' }],
    [{ vcov: 'CR2' as never, cluster: 'cluster' }],
    [{ vcov: 'classical', dfRule: 'clusters-1' }],
    [{ penalty: 'firth', cluster: 'cluster' }],
    [{ penalty: 'lasso' as never }],
    [{ weights: { column: 'w', kind: 'precision' } }],
    [{ weights: { column: 'w', kind: 'sampling' }, vcov: 'classical' }],
  ] as Partial<FitLogisticOptions>[][])('%j', (options) => {
    expect(codeOf(options!)).toBe('invalid_argument');
  });

  test('outcomes other than 0 and 1, all the same, one cluster', () => {
    expect(errorOf(() => fitLogistic(table, { outcome: 'x', terms: [] })).message).toContain('row 2 has 2');
    expect(errorOf(() => fitLogistic(fromColumns({ y: [1, 1, 1] }), { outcome: 'y', terms: [] })).code).toBe(
      'zero_variance',
    );
    expect(codeOf({ terms: ['z'], cluster: 'cluster' })).toBe('too_few_clusters');
    expect(
      fitLogistic(table, { outcome: 'y', terms: ['x', 'z'], cluster: 'cluster' }).coefficients.map(
        (c) => c.standardError === null,
      ),
    ).toEqual([false, false, true]);
  });

  test('collinear terms are dropped by name, rows without a value counted', () => {
    const more = fromColumns({ y: [...y, 1], x: [...x, null], twice: [...x.map((v) => 2 * v), 3] });
    const fit = fitLogistic(more, { outcome: 'y', terms: ['x', 'twice'] });

    expect([fit.dropped, fit.n]).toEqual([['twice'], 8]);
    expect(fit.notes.map(({ code }) => code)).toEqual(['rows_left_out', 'collinear']);
  });
});
