import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignArms } from '../../../src/estimate/randomization/assign-arms.js';
import {
  type RandomizationTest,
  type RandomizationTestOptions,
  randomizationTest,
} from '../../../src/estimate/randomization/randomization-test.js';
import { factorColumn, makeTable, numericColumn, type Table } from '../../../src/index.js';
import { randomStream } from '../../../src/numeric/random/index.js';
import { rejectionOf } from '../../errors.js';
import { referenceCases } from '../../reference.js';
import { watchedPool, workerFileOf } from '../../support/pool/watched-pool.js';
import { tolerance } from '../../tolerances.js';

const treatment = { column: 'arm', treated: 't', control: 'c' };
const base: RandomizationTestOptions = { outcome: 'y', treatment };

interface Columns {
  readonly y: readonly (number | null)[];
  readonly z: readonly number[];
  readonly block?: readonly string[];
  readonly cluster?: readonly string[];
  readonly x?: readonly number[];
}

function tableOf({ y, z, block, cluster, x }: Columns): Table {
  return makeTable([
    ['arm', factorColumn(z.map((t) => (t === 1 ? 't' : 'c')))],
    ['y', numericColumn(y)],
    ...(block === undefined ? [] : [['block', factorColumn(block)] as const]),
    ...(cluster === undefined ? [] : [['cluster', factorColumn(cluster)] as const]),
    ...(x === undefined ? [] : [['x', numericColumn(x)] as const]),
  ]);
}

const run = (columns: Columns, more: Partial<RandomizationTestOptions> = {}): Promise<RandomizationTest> =>
  randomizationTest(tableOf(columns), { ...base, ...more });

const near = (actual: number | null | undefined, wanted: number, within: number = tolerance.closedForm): void => {
  expect(Math.abs((actual ?? Number.NaN) - wanted)).toBeLessThanOrEqual(within * Math.max(1, Math.abs(wanted)));
};

/** All subsets of k of n, written in the plainest way. */
function subsets(n: number, k: number): number[][] {
  if (k === 0) return [[]];
  if (k > n) return [];
  return [...subsets(n - 1, k), ...subsets(n - 1, k - 1).map((rest) => [...rest, n - 1])];
}

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
const difference = (y: readonly number[], chosen: readonly number[]): number =>
  mean(chosen.map((i) => y[i] as number)) - mean(y.filter((_, i) => !chosen.includes(i)));

describe('all assignments of a small trial are looked at', () => {
  const cases = referenceCases('g_inference').filter(({ id }) => id.startsWith('g.randomization'));

  test.each(cases)('$id', async ({ input, expected }) => {
    const more = input.block === undefined ? {} : { block: 'block' };
    const found = await run(input, more);
    const greater = await run(input, { ...more, alternative: 'greater', interval: false });

    near(found.statistic, expected.observed);
    near(found.estimate, expected.observed);
    expect(found.exact).toBe(true);
    expect(found.assignments).toBe(expected.assignments);
    near(found.pValue, expected.p_two_sided_abs);
    near(greater.pValue, expected.p_greater);
    if (expected.p_less === undefined) return;
    near((await run(input, { alternative: 'less', interval: false })).pValue, expected.p_less);
    near(found.nullSd, expected.sd_randomization);
  });

  const ranked = referenceCases('g_inference').filter(({ id }) => /^g\.wilcox\.exact\..*two\.sided/.test(id));

  test('ranks give the exact p-value of Wilcoxon in R', async () => {
    const short = ranked.find(({ id }) => id.includes('short'));
    const source = referenceCases('g_inference').find(({ id }) => id === 'g.t.welch.short.two.sided');
    const { x, y } = source?.input ?? { x: [], y: [] };
    const found = await run(
      { y: [...x, ...y], z: [...x.map(() => 1), ...y.map(() => 0)] },
      { statistic: 'ranks', exactUpTo: 1e6 },
    );

    near(found.pValue, short?.expected.p);
    near(found.estimate, short?.expected.estimate[0], 1e-8);
  });
});

describe('the interval holds the effects that the test does not reject', () => {
  const z = [1, 1, 1, 1, 0, 0, 0, 0, 0];
  const y = [7.2, 9.1, 8.4, 6.9, 5.5, 6.1, 7.7, 4.2, 5.9];
  const pOf = (effect: number): number => {
    const untreated = y.map((value, i) => value - effect * (z[i] as number));
    const observed = Math.abs(difference(untreated, [0, 1, 2, 3]));
    const all = subsets(9, 4).map((chosen) => Math.abs(difference(untreated, chosen)));
    return all.filter((d) => d >= observed - 1e-12).length / all.length;
  };

  test.each(['difference', 'studentized', 'ranks'] as const)(
    '%s: p is above 5 % inside and not outside',
    async (statistic) => {
      const { interval } = await run({ y, z }, { statistic });
      const shifted = (effect: number) =>
        run({ y: y.map((v, i) => v - effect * (z[i] as number)), z }, { statistic, interval: false });
      const [lower, upper] = [interval?.lower ?? Number.NaN, interval?.upper ?? Number.NaN];

      for (const effect of [lower + 1e-6, upper - 1e-6, (lower + upper) / 2])
        expect((await shifted(effect)).pValue).toBeGreaterThan(0.05);
      for (const effect of [lower - 1e-6, upper + 1e-6])
        expect((await shifted(effect)).pValue).toBeLessThanOrEqual(0.05);
    },
  );

  test('and its ends are where a plain search finds them', async () => {
    const { interval } = await run({ y, z });

    expect(pOf((interval?.lower ?? 0) + 1e-7)).toBeGreaterThan(0.05);
    expect(pOf((interval?.lower ?? 0) - 1e-7)).toBeLessThanOrEqual(0.05);
    expect(pOf((interval?.upper ?? 0) - 1e-7)).toBeGreaterThan(0.05);
    expect(pOf((interval?.upper ?? 0) + 1e-7)).toBeLessThanOrEqual(0.05);
  });

  test('of ranks are the exact limits of R where p-values are exact', async () => {
    const source = referenceCases('g_inference').find(({ id }) => id === 'g.t.welch.short.two.sided');
    const wilcox = referenceCases('g_inference').find(({ id }) => id === 'g.wilcox.exact.short.two.sided');
    const { x, y: other } = source?.input ?? { x: [], y: [] };
    const { interval } = await run(
      { y: [...x, ...other], z: [...x.map(() => 1), ...other.map(() => 0)] },
      { statistic: 'ranks', exactUpTo: 1e6 },
    );

    near(interval?.lower, wilcox?.expected.ci[0], 1e-8);
    near(interval?.upper, wilcox?.expected.ci[1], 1e-8);
  });

  test('a p-value of just 1 - level is a rejection, whatever the rounding of 1 - level', async () => {
    // Of 20 assignments the two most extreme are 10 %: with them rejected, the interval at 90 % has ends.
    const { pValue, interval } = await run({ y: [7, 8, 9, 1, 2, 3], z: [1, 1, 1, 0, 0, 0] }, { level: 0.9 });

    expect(pValue).toBe(0.1);
    expect(interval?.lower).toBeGreaterThan(0);
  });

  test('with a covariate that is nearly the arm has no end: no effect is too large for it', async () => {
    const x = z.map((t, i) => t + 1e-3 * Math.sin(7 * i));
    const { estimate, interval, notes } = await run({ y, z, x }, { covariates: ['x'] });

    expect(Math.abs(estimate)).toBeGreaterThan(100);
    expect(interval).toBeNull();
    expect(notes.map(({ code }) => code)).toEqual(['interval_unbounded']);
  });

  test('with a covariate that is near the arm may be in pieces: then there is no interval, and all effects not rejected are in one', async () => {
    const arm = [1, 1, 1, 1, 0, 0, 0, 0];
    const x = [6, 4, 6, 6, 4, 4, 4, 0];
    const outcome = [11, 5, 10, 7, 4, 8, 9, 0];
    const restOn = (v: readonly number[]): number[] => {
      const slope =
        x.reduce((s, a, i) => s + (a - 4.25) * (v[i] as number), 0) / x.reduce((s, a) => s + (a - 4.25) ** 2, 0);
      return v.map((value, i) => value - slope * (x[i] as number));
    };
    const p = (effect: number): number => {
      const rest = restOn(outcome.map((value, i) => value - effect * (arm[i] as number)));
      const all = subsets(8, 4).map((chosen) => Math.abs(difference(rest, chosen)));
      return all.filter((d) => d >= Math.abs(difference(rest, [0, 1, 2, 3])) - 1e-10).length / 70;
    };
    const found = await run({ y: outcome, z: arm, x }, { covariates: ['x'], level: 0.9 });
    const pieces = found.confidenceSet?.pieces ?? [];

    expect(found.interval).toBeNull();
    expect(found.notes.map(({ code }) => code)).toEqual(['interval_in_pieces']);
    expect(pieces).toHaveLength(3);
    for (let effect = -60.1; effect < 60; effect += 0.5) {
      const kept = pieces.some(({ lower, upper }) => (lower ?? -Infinity) < effect && effect < (upper ?? Infinity));
      expect(kept).toBe(p(effect) > 0.1);
    }
  });

  test('of ranks needs ranks that fall with an effect, which a covariate that is near the arm may turn round', async () => {
    // The arm less x within blocks is -.05, -.05 and .11 in block b: an effect that is taken out moves the treated up there.
    const pairs = { y: [0, 2, 3, 2, 1], z: [1, 0, 1, 1, 0], x: [0, 1, 0, 0, 2], block: ['a', 'a', 'b', 'b', 'b'] };
    const error = await rejectionOf(run(pairs, { statistic: 'ranks', block: 'block', covariates: ['x'] }));

    expect(error.code).toBe('collinear');
    expect((await run(pairs, { block: 'block', covariates: ['x'] })).estimate).toBeTypeOf('number');
  });

  test('a one-sided test has one end', async () => {
    const { interval, confidenceSet, notes } = await run({ y, z }, { alternative: 'greater' });

    expect(interval).toBeNull();
    expect(confidenceSet?.pieces[0]?.upper).toBeNull();
    expect(confidenceSet?.pieces[0]?.lower).toBeGreaterThan(0);
    expect(notes.map(({ code }) => code)).toEqual(['interval_one_sided']);
  });

  test('five pairs cannot reject anything at 5 %: no end, and notes', async () => {
    const block = ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd', 'e', 'e'];
    const found = await run(
      { y: [9, 1, 8, 2, 9, 3, 7, 1, 8, 0], z: [1, 0, 1, 0, 1, 0, 1, 0, 1, 0], block },
      { block: 'block' },
    );

    expect(found.pValue).toBe(2 / 32);
    expect(found.confidenceSet?.pieces).toEqual([{ lower: null, upper: null }]);
    expect(found.notes.map(({ code }) => code)).toEqual(['interval_unbounded']);
  });
});

describe('designs', () => {
  test('clusters move as a whole', async () => {
    const cluster = ['a', 'a', 'b', 'b', 'b', 'c', 'd', 'd', 'e', 'f'];
    const z = [1, 1, 0, 0, 0, 1, 0, 0, 1, 0];
    const y = [5, 6, 2, 3, 1, 7, 3, 2, 9, 1];
    const found = await run({ y, z, cluster }, { cluster: 'cluster' });
    const members = ['a', 'b', 'c', 'd', 'e', 'f'].map((label) => cluster.flatMap((c, i) => (c === label ? [i] : [])));
    const all = subsets(6, 3).map((chosen) =>
      difference(
        y,
        chosen.flatMap((c) => members[c] as number[]),
      ),
    );
    const observed = difference(y, [0, 1, 5, 8]);

    near(found.statistic, observed);
    expect(found.assignments).toBe(20);
    near(found.pValue, all.filter((d) => Math.abs(d) >= Math.abs(observed) - 1e-10).length / 20);
    expect(found.units).toEqual({ treatment: 3, control: 3 });
  });

  test('clusters within blocks move within them', async () => {
    const cluster = [...'aabbbcddeefghh'];
    const block = [...'ppppppppqqqqqq'];
    const z = [1, 1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0];
    const y = [5, 6, 2, 3, 1, 7, 3, 2, 9, 8, 4, 2, 3, 1];
    const rowsOf = (labels: readonly string[]): number[] =>
      cluster.flatMap((label, i) => (labels.includes(label) ? [i] : []));
    /** Differences of both blocks, weighted by their rows. */
    const weighted = (chosen: readonly number[]): number =>
      ['p', 'q'].reduce((sum, b) => {
        const members = block.flatMap((label, i) => (label === b ? [i] : []));
        const own = members.flatMap((i, at) => (chosen.includes(i) ? [at] : []));
        return (
          sum +
          (members.length / 14) *
            difference(
              members.map((i) => y[i] as number),
              own,
            )
        );
      }, 0);
    const all = subsets(4, 2).flatMap((p) =>
      subsets(4, 1).map((q) =>
        weighted(rowsOf([...p.map((i) => 'abcd'.charAt(i)), ...q.map((i) => 'efgh'.charAt(i))])),
      ),
    );
    const found = await run({ y, z, cluster, block }, { block: 'block', cluster: 'cluster' });
    const observed = weighted(rowsOf(['a', 'c', 'e']));

    near(found.statistic, observed);
    expect(found.assignments).toBe(24);
    near(found.pValue, all.filter((d) => Math.abs(d) >= Math.abs(observed) - 1e-10).length / 24);
  });

  test('the studentized difference is over the standard error of Neyman', async () => {
    const y = [7.2, 9.1, 8.4, 5.5, 6.1, 7.7, 4.2];
    const z = [1, 1, 1, 0, 0, 0, 0];
    const variance = (v: readonly number[]): number => v.reduce((s, x) => s + (x - mean(v)) ** 2, 0) / (v.length - 1);
    const t = (chosen: readonly number[]): number => {
      const [a, b] = [chosen.map((i) => y[i] as number), y.filter((_, i) => !chosen.includes(i))];
      return difference(y, chosen) / Math.sqrt(variance(a) / a.length + variance(b) / b.length);
    };
    const found = await run({ y, z }, { statistic: 'studentized' });

    near(found.statistic, t([0, 1, 2]));
    near(found.pValue, subsets(7, 3).filter((c) => Math.abs(t(c)) >= Math.abs(t([0, 1, 2])) - 1e-10).length / 35);
  });

  test('rerandomized: only balanced assignments count', async () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8];
    const y = [3, 5, 4, 6, 9, 7, 8, 11];
    const z = [1, 0, 0, 1, 1, 0, 0, 1];
    const spread = (2 / 4) * (42 / 7); // (1/4 + 1/4) of the variance of x
    const balanced = subsets(8, 4).filter((chosen) => difference(x, chosen) ** 2 / spread <= 0.3);
    const observed = difference(y, [0, 3, 4, 7]);
    const found = await run({ y, z, x }, { rerandomized: { covariates: ['x'], threshold: 0.3 }, interval: false });

    expect(found.distance).toBeCloseTo(0, 12);
    expect(found.possible).toBe(70);
    expect(found.assignments).toBe(balanced.length);
    near(
      found.pValue,
      balanced.filter((c) => Math.abs(difference(y, c)) >= Math.abs(observed) - 1e-10).length / balanced.length,
    );
  });

  test('covariates are taken out before the arms are compared', async () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8];
    const y = [3, 5, 4, 6, 9, 7, 8, 11];
    const slope = x.reduce((s, v, i) => s + (v - 4.5) * (y[i] as number), 0) / 42;
    const rest = y.map((v, i) => v - slope * (x[i] as number));
    const found = await run({ y, z: [1, 0, 0, 1, 1, 0, 1, 0], x }, { covariates: ['x'] });

    near(found.statistic, difference(rest, [0, 3, 4, 6]));
    near(
      found.pValue,
      subsets(8, 4).filter((c) => Math.abs(difference(rest, c)) >= Math.abs(found.statistic) - 1e-10).length / 70,
    );
  });

  test.each([
    [[2, 1, 2, 1, 3, 3, 1, 3], [3, 4, 2, 2, 3, 3, 0, 3], 28 / 70],
    [[1, 1, 0, 2, 3, 0, 0, 1], [2, 4, 1, 3, 3, 0, 0, 3], 8 / 70],
  ])('residuals that rounding parts share their rank: x %j, y %j', async (x, y, p) => {
    // Residuals times 8 Σ (x - m)² are whole numbers here, so that their ties are exact.
    const sum = (values: readonly number[]): number => values.reduce((s, v) => s + v, 0);
    const products = (a: readonly number[], b: readonly number[]): number =>
      8 * sum(a.map((v, i) => v * (b[i] as number))) - sum(a) * sum(b);
    const whole = y.map((v, i) => v * products(x, x) - products(x, y) * (x[i] as number));
    const ranks = whole.map((v) => sum(whole.map((w) => Number(w < v) + Number(w === v) / 2)));
    const far = (chosen: readonly number[]): number => Math.abs(difference(ranks, chosen));
    const found = await run({ y, x, z: [1, 1, 1, 1, 0, 0, 0, 0] }, { covariates: ['x'], statistic: 'ranks' });

    near(subsets(8, 4).filter((chosen) => far(chosen) >= far([0, 1, 2, 3]) - 1e-9).length / 70, p);
    near(found.pValue, p);
  });

  test('what assignArms says of its design is what the test needs', async () => {
    const draws = randomStream(5);
    const x = Array.from({ length: 40 }, () => draws.normal());
    const school = x.map((_, i) => `s${i % 4}`);
    const roster = makeTable([
      ['x', numericColumn(x)],
      ['school', factorColumn(school)],
    ]);
    const made = assignArms(roster, { seed: 3, block: 'school', rerandomize: { covariates: ['x'], acceptance: 0.1 } });
    const trial = makeTable([
      ...roster.columns,
      ['arm', factorColumn(made.arm)],
      ['y', numericColumn(x.map((v, i) => v + draws.normal() + 3 * Number(made.arm[i] === 'treatment')))],
    ]);
    const found = await randomizationTest(trial, {
      outcome: 'y',
      treatment: { column: 'arm', treated: 'treatment', control: 'control' },
      ...made.design,
      seed: 8,
      draws: 499,
      level: 0.99,
    });

    near(found.distance, made.design.rerandomized?.distance ?? Number.NaN);
    expect(found.pValue).toBe(1 / 500);
    expect(found.interval?.lower).toBeLessThan(3);
    expect(found.interval?.upper).toBeGreaterThan(3);
  });
});

describe('random assignments', () => {
  const draws = randomStream(11);
  const y = Array.from({ length: 60 }, (_, i) => draws.normal() + (i % 2) * 0.5);
  const z = y.map((_, i) => i % 2);
  const options: Partial<RandomizationTestOptions> = { seed: 42, draws: 2_000 };

  test('come from the seed alone, and p is (b + 1)/(m + 1)', async () => {
    const [a, b] = [await run({ y, z }, options), await run({ y, z }, options)];

    expect(a).toEqual(b);
    expect(a.exact).toBe(false);
    expect(a.seed).toBe(42);
    expect(Number.isInteger(Math.round(a.pValue * 2001 * 1e6) / 1e6)).toBe(true);
  });

  test.each([
    [55, 26, 3560597348629860],
    [56, 24, 4355031703297275],
    [56, 28, 7648690600760440],
    [57, 28, null],
  ])('of %i units with %i treated are few of exactly %d', async (n, treated, possible) => {
    const all = Array.from({ length: n }, (_, i) => i);
    const found = await run({ y: all, z: all.map((i) => Number(i < treated)) }, { seed: 1, draws: 1, interval: false });

    expect(found.possible).toBe(possible);
  });

  test('come near to all assignments', async () => {
    const few = { y: y.slice(0, 14), z: z.slice(0, 14) };
    const all = await run(few, { interval: false });
    const some = await run(few, { interval: false, exactUpTo: 100, seed: 1, draws: 20_000 });

    expect(all.exact).toBe(true);
    expect(Math.abs(all.pValue - some.pValue)).toBeLessThan(4 * some.pValueError);
    near(some.nullSd, all.nullSd ?? Number.NaN, 0.02);
  });

  test('give the same answer with any number of workers', async () => {
    const file = await workerFileOf(new URL('../../../src/worker.ts', import.meta.url));
    const pools = [watchedPool(2, file), watchedPool(3, file)];
    for (const statistic of ['studentized', 'ranks'] as const) {
      const here = await run({ y, z }, { ...options, statistic, workers: 1 });
      for (const { pool } of pools) expect(await run({ y, z }, { ...options, statistic, pool })).toEqual(here);
    }
    expect(pools.map(({ started }) => started.length)).toEqual([2, 3]);
  });

  test('tell how far they are, and stop when told', async () => {
    const seen: [string, number][] = [];
    const control = new AbortController();
    const error = await rejectionOf(
      run(
        { y, z },
        {
          ...options,
          statistic: 'ranks',
          signal: control.signal,
          onProgress: ({ phase, done }) => {
            seen.push([phase, done]);
            if (phase === 'interval' && done > 5) control.abort();
          },
        },
      ),
    );

    expect(error.code).toBe('aborted');
    expect(seen.slice(0, 5)).toEqual([0, 1, 2, 3, 4].map((done) => ['test', done]));
    const interval = seen.flatMap(([phase, done]) => (phase === 'interval' ? [done] : []));
    expect(interval).toEqual([...interval].sort((a, b) => a - b));
  });
});

describe('rerandomized and drawn', () => {
  const draws = randomStream(21);
  const x = Array.from({ length: 24 }, () => draws.normal());
  const roster = makeTable([['x', numericColumn(x)]]);
  const made = assignArms(roster, { seed: 4, rerandomize: { covariates: ['x'], acceptance: 0.05 } });
  const z = made.arm.map((arm) => Number(arm === 'treatment'));
  const y = x.map((v, i) => 2 * v + draws.normal() + (z[i] as number));
  const { rerandomized } = made.design;

  test.each(['difference', 'studentized', 'ranks'] as const)(
    '%s: the interval is that of the test',
    async (statistic) => {
      const options = { rerandomized, statistic, seed: 9, draws: 999 };
      const { interval, pValue } = await run({ y, z, x }, options);
      const [lower, upper] = [interval?.lower ?? Number.NaN, interval?.upper ?? Number.NaN];
      const shifted = async (effect: number): Promise<number> => {
        const less = y.map((v, i) => v - effect * (z[i] as number));
        return (await run({ y: less, z, x }, { ...options, interval: false })).pValue;
      };

      expect(await shifted(0)).toBe(pValue);
      expect(await shifted(lower + 1e-6)).toBeGreaterThan(0.05);
      expect(await shifted(lower - 1e-6)).toBeLessThanOrEqual(0.05);
      expect(await shifted(upper + 1e-6)).toBeLessThanOrEqual(0.05);
    },
  );

  test('the balance that was sought makes the interval narrower', async () => {
    const [with_, without] = [
      await run({ y, z, x }, { rerandomized, seed: 9, draws: 999 }),
      await run({ y, z, x }, { seed: 9, draws: 999 }),
    ];

    expect(with_.nullSd ?? Number.NaN).toBeLessThan(without.nullSd ?? 0);
  });
});

test('the interval covers a planted effect as often as its level says', async () => {
  const draws = randomStream(63);
  for (const [statistic, more] of [
    ['difference', {}],
    ['ranks', {}],
    ['studentized', { cluster: 'cluster' }],
  ] as const) {
    let covered = 0;
    for (let trial = 0; trial < 100; trial++) {
      const cluster = Array.from({ length: 24 }, (_, i) => `c${i % 8}`);
      const shared = Array.from({ length: 8 }, () => draws.normal());
      const arms = [...draws.sample(8, 4)];
      const z = cluster.map((_, i) => Number(arms.includes(i % 8)));
      const y = z.map((t, i) => 2 * t + (shared[i % 8] as number) + draws.normal());
      const rows = 'cluster' in more ? y.keys() : [0, 1, 2, 3, 4, 5, 6, 7].values();
      const kept = [...rows];
      const pick = <T>(values: readonly T[]): T[] => kept.map((i) => values[i] as T);
      const columns = { y: pick(y), z: pick(z), cluster: pick(cluster) };
      const { confidenceSet } = await run(columns, { ...more, statistic, level: 0.9 });
      const { lower, upper } = confidenceSet?.pieces[0] ?? { lower: Number.NaN, upper: Number.NaN };
      covered += Number((lower ?? -1e9) <= 2 && 2 <= (upper ?? 1e9));
    }

    // 70 assignments: the test can keep 90 %, or a seventieth or two more.
    expect(covered / 100).toBeGreaterThan(0.9 - 4 * Math.sqrt(0.09 / 100));
    expect(covered / 100).toBeLessThan(1);
  }
});

describe('laws', () => {
  const values = fc
    .array(fc.integer({ min: 0, max: 60 }), { minLength: 8, maxLength: 8 })
    .filter((v) => new Set(v).size > 2);
  const statistic = fc.constantFrom('difference', 'ranks' as const);
  const z = [1, 0, 1, 1, 0, 0, 1, 0];

  test('shifting the treated shifts the estimate and the interval; swapping the arms turns them', async () => {
    await fc.assert(
      fc.asyncProperty(values, statistic, async (y, name) => {
        const found = await run({ y, z }, { statistic: name });
        const shifted = await run({ y: y.map((v, i) => v + 100 * (z[i] as number)), z }, { statistic: name });
        const swapped = await run({ y, z: z.map((t) => 1 - t) }, { statistic: name });

        near(shifted.estimate, found.estimate + 100, 1e-8);
        near(shifted.interval?.lower, (found.interval?.lower ?? Number.NaN) + 100, 1e-7);
        near(swapped.estimate, -found.estimate, 1e-8);
        near(swapped.pValue, found.pValue);
        near(swapped.interval?.upper, -(found.interval?.lower ?? Number.NaN), 1e-7);
      }),
      { numRuns: 25 },
    );
  });

  test('under the hypothesis the p-value is at most alpha in at most a share alpha of assignments', async () => {
    const y = [3, 5, 4, 6, 9, 7, 8, 11];
    for (const name of ['difference', 'studentized', 'ranks'] as const) {
      const all = subsets(8, 4).map((chosen) => y.map((_, i) => Number(chosen.includes(i))));
      const p = await Promise.all(
        all.map(async (z) => (await run({ y, z }, { statistic: name, interval: false })).pValue),
      );
      for (const alpha of [0.05, 0.1, 0.5])
        expect(p.filter((value) => value <= alpha).length / p.length).toBeLessThanOrEqual(alpha);
    }
  });
});

describe('odd data', () => {
  const codeOf = async (columns: Columns, more: Partial<RandomizationTestOptions> = {}): Promise<string> =>
    (await rejectionOf(run(columns, more))).code;
  const y = [1, 2, 3, 4];
  const z = [1, 0, 1, 0];
  const many = { y: Array.from({ length: 30 }, (_, i) => i), z: Array.from({ length: 30 }, (_, i) => i % 2) };

  test.each([
    ['every outcome the same', { y: [3, 3, 3, 3], z }, {}, 'zero_variance'],
    ['an outcome beyond the range of squares', { y: [1e200, 2, 3, 4], z }, {}, 'overflow'],
    ['all missing in an arm', { y: [null, 2, null, 4], z }, {}, 'no_data'],
    ['one unit in an arm, studentized', { y, z: [1, 0, 0, 0] }, { statistic: 'studentized' }, 'too_few_observations'],
    ['nothing within the arms, studentized', { y: [2, 1, 2, 1], z }, { statistic: 'studentized' }, 'zero_variance'],
    ['a block with one arm', { y, z, block: ['a', 'a', 'b', 'c'] }, { block: 'block' }, 'unbalanced_design'],
    ['a cluster in both arms', { y, z, cluster: ['a', 'a', 'b', 'c'] }, { cluster: 'cluster' }, 'unbalanced_design'],
    ['no seed where assignments are drawn', many, {}, 'invalid_argument'],
    ['an unknown statistic', { y, z }, { statistic: 'median' as 'ranks' }, 'invalid_argument'],
    ['no draws', many, { seed: 1, draws: 0 }, 'invalid_argument'],
    ['a covariate that is the arm', { y, z, x: z }, { covariates: ['x'] }, 'collinear'],
    [
      'an assignment that would not have passed',
      { y, z: [1, 1, 0, 0], x: [1, 2, 3, 4] },
      { rerandomized: { covariates: ['x'], threshold: 0.1 } },
      'unbalanced_design',
    ],
  ] as const)('%s', async (_, columns, more, code) => {
    expect(await codeOf(columns, more)).toBe(code);
  });

  test('one unit in an arm: the test stands, and says how small p can be', async () => {
    const found = await run({ y: [9, 1, 2, 3], z: [1, 0, 0, 0] });

    expect(found.pValue).toBe(1 / 4);
    expect(found.notes.map(({ code }) => code)).toEqual(['few_assignments', 'interval_unbounded']);
  });

  test('missing outcomes are counted by arm', async () => {
    const found = await run({ y: [9, null, 2, 3, 5, 6], z: [1, 0, 0, 0, 1, 1] });

    expect([found.nTreatment, found.nControl]).toEqual([3, 2]);
    expect(found.notes[0]?.code).toBe('outcomes_missing');
    expect(found.notes[0]?.message).toContain('0 treated, 1 control');
  });

  test('blocks with one arm are left out where that is wanted', async () => {
    const found = await run(
      { y: [9, 1, 7, 3, 5], z: [1, 0, 1, 0, 1], block: ['a', 'a', 'b', 'b', 'c'] },
      { block: 'block', oneArmedBlocks: 'drop' },
    );

    expect(found.blocks).toBe(2);
    expect(found.notes.map(({ code }) => code)).toContain('one_armed_blocks');
  });

  test('no figure is NaN or infinite', async () => {
    const found = await run({ y: [9, 1, 7, 3, 1, 1], z: [1, 0, 1, 0, 1, 0] }, { statistic: 'studentized' });

    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});
