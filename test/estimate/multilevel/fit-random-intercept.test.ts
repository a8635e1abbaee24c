import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aggregateFromJson, aggregateToJson } from '../../../src/aggregate.js';
import { clusterSums } from '../../../src/estimate/multilevel/cluster-sums.js';
import {
  type FitRandomInterceptOptions,
  fitRandomIntercept,
  type RandomInterceptFit,
} from '../../../src/estimate/multilevel/fit-random-intercept.js';
import { atRatio } from '../../../src/estimate/multilevel/likelihood.js';
import { fitLinear } from '../../../src/estimate/regression/fit-linear.js';
import { linearInput } from '../../../src/estimate/regression/linear-input.js';
import { solveModel } from '../../../src/estimate/regression/model.js';
import { fromColumns, groupComoments, type Table } from '../../../src/index.js';
import { randomStream } from '../../../src/numeric/random/index.js';
import { errorOf } from '../../errors.js';
import { relativeError } from '../../tolerances.js';

const options: FitRandomInterceptOptions = { outcome: 'y', terms: ['z', 'x'], cluster: 'cluster' };

interface Columns {
  readonly cluster: string[];
  readonly z: number[];
  readonly x: number[];
  readonly y: number[];
}

/** Clusters of these sizes, every other one treated. */
function columns(seed: number, sizes: readonly number[], between = 1): Columns {
  const draws = randomStream(seed);
  const out: Columns = { cluster: [], z: [], x: [], y: [] };
  sizes.forEach((size, g) => {
    const u = between * draws.normal();
    for (let i = 0; i < size; i++) {
      const x = draws.normal();
      out.cluster.push(`k${g}`);
      out.z.push(g % 2);
      out.x.push(x);
      out.y.push(20 + 2 * (g % 2) + x + u + draws.normal());
    }
  });
  return out;
}

const figures = (fit: RandomInterceptFit): number[] => [
  fit.clusterVariance,
  fit.residualVariance,
  fit.iccInterval.lower,
  fit.iccInterval.upper,
  fit.logLikelihood as number,
  ...fit.coefficients.flatMap(({ estimate, standardError, df }) => [estimate, standardError as number, df as number]),
];
const expectSame = (a: RandomInterceptFit, b: RandomInterceptFit, within = 1e-9): void => {
  const wanted = figures(b);
  figures(a).forEach((x, i) => {
    expect(Math.abs(x - wanted[i]!)).toBeLessThanOrEqual(within * Math.max(1, Math.abs(wanted[i]!)));
  });
};

describe('equal clusters have closed forms', () => {
  const [G, n] = [8, 6];
  const data = columns(5, Array(G).fill(n), 2);
  const fit = fitRandomIntercept(fromColumns({ ...data }), { ...options, terms: ['z'] });
  const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length;
  const means = Array.from({ length: G }, (_, g) => mean(data.y.slice(g * n, (g + 1) * n)));
  const within = data.y.reduce((sum, y, i) => sum + (y - means[Math.floor(i / n)]!) ** 2, 0) / (G * (n - 1));
  const arm = [0, 1].map((z) => means.filter((_, g) => g % 2 === z));
  const ofMeans = arm.reduce((sum, m) => sum + m.reduce((s, v) => s + (v - mean(m)) ** 2, 0), 0) / (G - 2);

  test('variances are those of the analysis of variance', () => {
    expect(relativeError(fit.residualVariance, within)).toBeLessThan(1e-12);
    expect(relativeError(fit.clusterVariance, ofMeans - within / n)).toBeLessThan(1e-11);
  });

  test.each(['satterthwaite', 'kenward-roger', 'between-within'] as const)(
    'the effect is that of a t test of the means of clusters on G - 2 degrees of freedom: %s',
    (dfRule) => {
      const effect = fitRandomIntercept(fromColumns({ ...data }), { ...options, terms: ['z'], dfRule })
        .coefficients[1]!;

      expect(effect.estimate).toBeCloseTo(mean(arm[1]!) - mean(arm[0]!), 11);
      expect(effect.standardError).toBeCloseTo(Math.sqrt((ofMeans * 4) / G), 11);
      expect(effect.df).toBeCloseTo(G - 2, 8);
    },
  );
});

describe('what is kept of clusters is enough', () => {
  const table = fromColumns({ ...columns(6, [3, 9, 4, 4, 7, 2, 5, 11]) });
  const of = ['y', 'z', 'x'];
  const fit = fitRandomIntercept(table, options);

  test('co-moments by cluster', () => {
    expectSame(fitRandomIntercept(groupComoments(table, { by: ['cluster'], of }), options), fit);
  });

  test('through JSON, and grouped more finely', () => {
    const halves = makeHalves(table);
    const finer = groupComoments(halves, { by: ['half', 'cluster'], of });
    const stored = aggregateFromJson(JSON.parse(JSON.stringify(aggregateToJson(finer))));

    expectSame(fitRandomIntercept(stored as typeof finer, options), fit);
  });

  function makeHalves({ columns: all, rowCount }: Table): Table {
    const values = Object.fromEntries(
      [...all].map(([name, c]) => [
        name,
        c.kind === 'numeric' ? [...c.values] : Array.from(c.codes, (code) => c.levels[code]!),
      ]),
    );
    return fromColumns({ ...values, half: Array.from({ length: rowCount }, (_, i) => `h${i % 2}`) });
  }
});

describe('laws', () => {
  const sizes = fc.array(fc.integer({ min: 2, max: 9 }), { minLength: 6, maxLength: 12 });

  prop.prop([sizes, fc.integer({ min: 1, max: 1e6 })], { numRuns: 40 })(
    'shifting and scaling the outcome moves coefficients and variances as they must',
    (clusters, seed) => {
      const data = columns(seed, clusters);
      const one = fitRandomIntercept(fromColumns({ ...data }), options);
      const two = fitRandomIntercept(fromColumns({ ...data, y: data.y.map((y) => 1000 - 3 * y) }), options);

      expect(two.coefficients[1]!.estimate).toBeCloseTo(-3 * one.coefficients[1]!.estimate, 8);
      expect(two.coefficients[1]!.df).toBeCloseTo(one.coefficients[1]!.df!, 5);
      expect(two.clusterVariance).toBeCloseTo(9 * one.clusterVariance, 8);
      expect(two.icc).toBeCloseTo(one.icc, 9);
      expect(two.iccInterval.upper).toBeCloseTo(one.iccInterval.upper, 8);
    },
  );

  prop.prop([sizes, fc.integer({ min: 1, max: 1e6 })], { numRuns: 40 })(
    'no ratio of variances on a fine grid is likelier than the one found',
    (clusters, seed) => {
      const table = fromColumns({ ...columns(seed, clusters) });
      const sums = clusterSums(solveModel(linearInput(table, options, false, 'test'), options, 'test'));
      for (const estimator of ['REML', 'ML'] as const) {
        const { logLikelihood, icc, singular } = fitRandomIntercept(table, { ...options, estimator });
        const others = Array.from({ length: 400 }, (_, i) => atRatio(sums, (i / (400 - i)) ** 2, estimator).deviance);

        expect(icc === 0).toBe(singular);
        expect(-2 * logLikelihood!).toBeLessThanOrEqual(Math.min(...others) + 1e-9);
      }
    },
  );

  test('clusters in any order give the same', () => {
    const data = columns(9, [3, 9, 4, 4, 7, 2]);
    const order = data.y.map((_, i) => (i * 11) % data.y.length);
    const moved = Object.fromEntries(
      Object.entries(data).map(([name, values]) => [name, order.map((i) => values[i])]),
    ) as unknown as Columns;

    expectSame(
      fitRandomIntercept(fromColumns({ ...moved }), options),
      fitRandomIntercept(fromColumns({ ...data }), options),
    );
  });

  test('a singular fit has the estimates of a regression without clusters', () => {
    const data = columns(2, Array(10).fill(5), 0);
    // Every cluster with the same residuals: less spread between than chance gives.
    const y = data.y.map((_, i) => 2 * data.z[i]! + data.x[i]! + [-2, -1, 0, 1, 2][i % 5]!);
    const x = data.x.map((_, i) => (i % 5) ** 2 - 6);
    const table = fromColumns({ ...data, x, y });
    const fit = fitRandomIntercept(table, options);
    const plain = fitLinear(table, { outcome: 'y', terms: ['z', 'x'], vcov: 'classical' });

    expect([fit.clusterVariance, fit.icc, fit.singular]).toEqual([0, 0, true]);
    fit.coefficients.forEach(({ estimate, standardError, df }, i) => {
      expect(estimate).toBeCloseTo(plain.coefficients[i]!.estimate, 12);
      expect(standardError).toBeCloseTo(plain.coefficients[i]!.standardError!, 12);
      expect(df).toBe(plain.residualDf);
    });
    expect(fit.notes.map(({ code }) => code)).toEqual(['singular_fit']);
  });
});

describe('columns and weights', () => {
  test('a collinear column is dropped by name, a label column becomes 0/1 columns', () => {
    const data = columns(7, [4, 5, 6, 4, 5, 6, 7, 8]);
    const table = fromColumns({ ...data, twice: data.x.map((x) => 2 * x), grade: data.x.map((_, i) => `g${i % 3}`) });
    const fit = fitRandomIntercept(table, {
      ...options,
      terms: ['z', 'x', 'twice', 'grade'],
      reference: { grade: 'g1' },
    });

    expect(fit.dropped).toEqual(['twice']);
    expect(fit.coefficients.map(({ term }) => term)).toEqual(['(intercept)', 'z', 'x', 'grade=g0', 'grade=g2']);
  });

  test('a count is that many rows', () => {
    const data = columns(8, [4, 5, 6, 4, 5, 6]);
    const count = data.y.map((_, i) => 1 + (i % 3));
    const repeat = <T>(values: readonly T[]): T[] => values.flatMap((v, i) => Array<T>(count[i]!).fill(v));
    const repeated = fromColumns({
      cluster: repeat(data.cluster),
      z: repeat(data.z),
      x: repeat(data.x),
      y: repeat(data.y),
    });
    const weights = { column: 'count', kind: 'frequency' } as const;

    expectSame(
      fitRandomIntercept(fromColumns({ ...data, count }), { ...options, weights }),
      fitRandomIntercept(repeated, options),
    );
  });

  test('precision weights from co-moments: all but the likelihood', () => {
    const data = columns(8, [4, 5, 6, 4, 5, 6]);
    const table = fromColumns({ ...data, w: data.y.map((_, i) => 0.5 + (i % 4)) });
    const weights = { column: 'w', kind: 'precision' } as const;
    const stored = groupComoments(table, { by: ['cluster'], of: ['y', 'z', 'x'], weights });
    const fit = fitRandomIntercept(stored, options);

    expect(fit.coefficients).toEqual(fitRandomIntercept(table, { ...options, weights }).coefficients);
    expect([fit.logLikelihood, fit.aic, fit.bic]).toEqual([null, null, null]);
    expect(fit.notes.map(({ code }) => code)).toContain('no_likelihood');
  });

  test('sampling weights are refused, and what else does is named', () => {
    const data = columns(8, [4, 5, 6, 4]);
    const table = fromColumns({ ...data, w: data.y.map(() => 2) });
    const weights = { column: 'w', kind: 'sampling' } as const;

    expect(errorOf(() => fitRandomIntercept(table, { ...options, weights })).message).toContain('CR2');
    expect(
      errorOf(() =>
        fitRandomIntercept(groupComoments(table, { by: ['cluster'], of: ['y', 'z', 'x'], weights }), options),
      ).code,
    ).toBe('invalid_argument');
  });
});

describe('what has no answer', () => {
  const data = columns(3, [4, 5, 6, 4, 5, 6]);
  const codeOf = (given: object, others: Partial<FitRandomInterceptOptions> = {}): string =>
    errorOf(() => fitRandomIntercept(fromColumns({ ...data, ...given }), { ...options, ...others })).code;

  test('each cluster a single row; one cluster in all; fewer clusters than coefficients between them', () => {
    expect(codeOf({ cluster: data.y.map((_, i) => `k${i}`) })).toBe('too_few_observations');
    expect(codeOf({ cluster: data.y.map(() => 'k') })).toBe('too_few_clusters');
    expect(codeOf({ cluster: data.z.map((z) => `arm ${z}`) })).toBe('too_few_clusters');
  });

  test('a single cluster in one arm: no standard error of the effect, or an error where that is all', () => {
    const z = data.cluster.map((k) => Number(k === 'k3'));
    const fit = fitRandomIntercept(fromColumns({ ...data, z }), options);

    expect(fit.coefficients.map(({ standardError }) => standardError === null)).toEqual([false, true, false]);
    expect(fit.notes.map(({ code }) => code)).toContain('too_few_clusters');
    expect(codeOf({ z }, { terms: ['z'] })).toBe('too_few_clusters');
  });

  test('an outcome that does not vary within clusters, or only as the terms do, or not at all', () => {
    expect(codeOf({ y: data.cluster.map((k) => Number(k.slice(1)) ** 2) })).toBe('zero_variance');
    expect(codeOf({ y: data.x.map((x, i) => 3 * x + Number(data.cluster[i]!.slice(1)) ** 2) })).toBe('zero_variance');
    expect(codeOf({ y: data.x.map(() => 7) })).toBe('zero_variance');
  });

  test('fewer rows than clusters and coefficients within them', () => {
    const few = { cluster: ['a', 'a', 'b', 'c', 'd'], z: [0, 0, 1, 0, 1], x: [1, 2, 3, 5, 4], y: [1, 3, 2, 5, 9] };

    expect(errorOf(() => fitRandomIntercept(fromColumns(few), options)).code).toBe('too_few_observations');
  });

  test('Kenward and Roger without REML, a rule or an estimator that is none, co-moments without the clusters', () => {
    expect(codeOf({}, { estimator: 'ML', dfRule: 'kenward-roger' })).toBe('invalid_argument');
    expect(codeOf({}, { dfRule: 'residual' as never })).toBe('invalid_argument');
    expect(codeOf({}, { estimator: 'MCMC' as never })).toBe('invalid_argument');
    expect(codeOf({}, { level: 95 })).toBe('invalid_argument');
    const byArm = groupComoments(fromColumns({ ...data, arm: data.z.map(String) }), {
      by: ['arm'],
      of: ['y', 'x', 'z'],
    });
    expect(errorOf(() => fitRandomIntercept(byArm, options)).message).toContain('grouped by "arm"');
  });
});
