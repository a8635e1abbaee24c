import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AssignArmsOptions,
  type Assignment,
  assignArms,
} from '../../../src/estimate/randomization/assign-arms.js';
import { matchPairs } from '../../../src/estimate/randomization/match-pairs.js';
import { factorColumn, fromColumns, makeTable, type Table } from '../../../src/index.js';
import * as chiSquared from '../../../src/numeric/distributions/chi-squared.js';
import { randomStream } from '../../../src/numeric/random/index.js';
import { errorOf } from '../../errors.js';

const draws = randomStream(1);
const n = 60;
const columns = {
  student: Array.from({ length: n }, (_, i) => `s${String(i).padStart(2, '0')}`),
  school: Array.from({ length: n }, (_, i) => `school ${i % 7}`),
  class: Array.from({ length: n }, (_, i) => `class ${i % 7}.${i % 3}`),
  pre: Array.from({ length: n }, () => draws.normal()),
  age: Array.from({ length: n }, () => 10 + draws.normal()),
};
const roster = fromColumns(columns);

const tally = (labels: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
};

const ofSchool = ({ arm }: Assignment, school: string): readonly string[] =>
  arm.filter((_, i) => columns.school[i] === school);

describe('numbers in the arms', () => {
  test('are equal without a word', () => {
    expect(tally(assignArms(roster, { seed: 1 }).arm)).toEqual({ treatment: 30, control: 30 });
  });

  test('follow shares of two or more arms', () => {
    const found = assignArms(roster, { seed: 1, arms: ['a', 'b', 'c'], shares: [0.5, 0.3, 0.2] });

    expect(found.arms.map(({ units }) => units)).toEqual([30, 18, 12]);
  });

  test('follow sizes', () => {
    expect(tally(assignArms(roster, { seed: 1, sizes: [7, 53] }).arm)).toEqual({ treatment: 7, control: 53 });
  });

  test('are kept in every block, up to one unit by chance', () => {
    for (let seed = 0; seed < 20; seed++) {
      const found = assignArms(roster, { seed, block: 'school' });
      for (const school of new Set(columns.school)) {
        const arms = ofSchool(found, school);
        expect(Math.abs(2 * arms.filter((arm) => arm === 'treatment').length - arms.length)).toBeLessThanOrEqual(1);
      }
    }
  });

  test('vary where each unit is drawn by itself', () => {
    const counts = Array.from(
      { length: 40 },
      (_, seed) => assignArms(roster, { seed, procedure: 'bernoulli', shares: [0.3, 0.7] }).arms[0]?.units ?? 0,
    );
    const mean = counts.reduce((sum, count) => sum + count, 0) / 40;

    expect(new Set(counts).size).toBeGreaterThan(5);
    expect(Math.abs(mean - 18)).toBeLessThan(4 * Math.sqrt((60 * 0.3 * 0.7) / 40));
  });

  test('count clusters where clusters are assigned', () => {
    const found = assignArms(roster, { seed: 3, cluster: 'class', block: 'school' });
    const arms = new Map<string, Set<string>>();
    columns.class.forEach((label, i) => {
      arms.set(label, (arms.get(label) ?? new Set()).add(found.arm[i] as string));
    });

    expect([...arms.values()].every((set) => set.size === 1)).toBe(true);
    expect(found.units).toBe(21);
    expect(found.arms.map(({ rows }) => rows).reduce((a, b) => a + b)).toBe(n);
  });

  test('a share of a block that is no whole number is met on the average', () => {
    const three = fromColumns({ x: ['a', 'b', 'c'] });
    const counts = Array.from({ length: 3000 }, (_, seed) => assignArms(three, { seed }).arms[0]?.units ?? 0);

    expect(new Set(counts)).toEqual(new Set([1, 2]));
    expect(Math.abs(counts.reduce((sum, c) => sum + c, 0) / 3000 - 1.5)).toBeLessThan(4 * (0.5 / Math.sqrt(3000)));
  });
});

test('each unit has its share as chance of an arm', () => {
  const four = fromColumns({ id: ['a', 'b', 'c', 'd'], block: ['p', 'p', 'q', 'q'] });
  for (const more of [{}, { block: 'block' }, { procedure: 'bernoulli' }] as const) {
    const counts = [0, 0, 0, 0];
    for (let seed = 0; seed < 2000; seed++) {
      assignArms(four, { seed, ...more }).arm.forEach((arm, i) => {
        counts[i] = (counts[i] as number) + Number(arm === 'treatment');
      });
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(500));
  }
});

describe('the seed', () => {
  test('decides, and is in the result', () => {
    expect(assignArms(roster, { seed: 9, block: 'school' })).toEqual(assignArms(roster, { seed: 9, block: 'school' }));
    expect(assignArms(roster, { seed: 9 }).arm).not.toEqual(assignArms(roster, { seed: 10 }).arm);
    expect(assignArms(roster, { seed: 9 }).seed).toBe(9);
  });

  test('gives these arms on every machine', () => {
    const eight = fromColumns({ id: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] });
    const stream = randomStream(2026);
    stream.uniform(); // the rounding of shares
    const order = stream.shuffle([0, 1, 2, 3, 4, 5, 6, 7]);
    const first = new Set(order.slice(0, 4));

    expect(assignArms(eight, { seed: 2026, id: 'id' }).arm).toEqual(
      Array.from({ length: 8 }, (_, i) => (first.has(i) ? 'treatment' : 'control')),
    );
  });

  prop.prop([fc.shuffledSubarray([...Array(n).keys()], { minLength: n, maxLength: n })], { numRuns: 40 })(
    'with ids the order of the rows does not matter',
    (order) => {
      const pick = <T>(values: readonly T[]): T[] => order.map((i) => values[i] as T);
      const shuffled = fromColumns({
        student: pick(columns.student),
        school: pick(columns.school),
        class: pick(columns.class),
        pre: pick(columns.pre),
        age: pick(columns.age),
      });
      for (const options of [
        { seed: 4, id: 'student', block: 'school' },
        { seed: 4, cluster: 'class', block: 'school' },
        { seed: 4, id: 'student', rerandomize: { covariates: ['pre'], acceptance: 0.2 } },
      ] satisfies AssignArmsOptions[]) {
        expect(assignArms(shuffled, options).arm).toEqual(pick(assignArms(roster, options).arm));
      }
    },
  );
});

describe('rerandomization', () => {
  const covariates = ['pre', 'age'];
  /** Written out: n p (1 - p) d' S^-1 d for two covariates. */
  const distanceOf = (arm: readonly string[]): number => {
    const x = [columns.pre, columns.age];
    const mean = (v: readonly number[]): number => v.reduce((s, a) => s + a, 0) / v.length;
    const d = x.map(
      (v) => mean(v.filter((_, i) => arm[i] === 'treatment')) - mean(v.filter((_, i) => arm[i] === 'control')),
    );
    const cov = (a: readonly number[], b: readonly number[]): number =>
      a.reduce((s, v, i) => s + (v - mean(a)) * ((b[i] as number) - mean(b)), 0) / (n - 1);
    const [[a, b], [, c]] = x.map((u) => x.map((v) => cov(u, v))) as [[number, number], [number, number]];
    const [p, q] = d as [number, number];
    return ((n / 4) * (c * p * p - 2 * b * p * q + a * q * q)) / (a * c - b * b);
  };

  test('takes the first draw below the threshold, and says how near and how long', () => {
    const found = assignArms(roster, { seed: 6, rerandomize: { covariates, acceptance: 0.05 } }).design.rerandomized;
    const { arm } = assignArms(roster, { seed: 6, rerandomize: { covariates, acceptance: 0.05 } });

    expect(found?.distance).toBeCloseTo(distanceOf(arm), 10);
    expect(found?.distance).toBeLessThanOrEqual(chiSquared.quantile(0.05, 2));
    expect(found?.threshold).toBeCloseTo(-2 * Math.log(0.95), 10);
    expect(found?.acceptance).toBeCloseTo(0.05, 10);
    expect(found?.df).toBe(2);
    expect(found?.draws).toBeGreaterThan(0);
  });

  test('accepts as often as it says', () => {
    let total = 0;
    for (let seed = 0; seed < 200; seed++) {
      total +=
        assignArms(roster, { seed, rerandomize: { covariates, acceptance: 0.1 } }).design.rerandomized?.draws ?? 0;
    }

    // 200 waiting times of mean 10 and SD 9.5
    expect(Math.abs(total / 200 - 10)).toBeLessThan((4 * 9.5) / Math.sqrt(200));
  });

  test('leaves out collinear covariates, and balances within blocks and clusters', () => {
    const double = fromColumns({ ...columns, twice: columns.pre.map((v) => 2 * v) });
    const one = assignArms(double, { seed: 2, rerandomize: { covariates: ['pre', 'twice'], acceptance: 0.1 } });
    const blocked = assignArms(roster, { seed: 2, block: 'school', rerandomize: { covariates, acceptance: 0.1 } });
    const clustered = assignArms(roster, { seed: 2, cluster: 'class', rerandomize: { covariates, acceptance: 0.1 } });

    expect(one.design.rerandomized?.df).toBe(1);
    expect(blocked.design.rerandomized?.distance).toBeLessThan(chiSquared.quantile(0.1, 2));
    expect(clustered.design.rerandomized?.distance).toBeLessThan(chiSquared.quantile(0.1, 2));
  });

  test.each([0.1, 1 / 3, 98.6])(
    'a covariate that is %f everywhere in a block is none there, whatever its rounding',
    (c) => {
      const each = columns.school.map((label) => c * (1 + Number(label.slice(7))));
      const flat = fromColumns({ ...columns, each, same: columns.pre.map(() => c) });
      const found = assignArms(flat, {
        seed: 2,
        block: 'school',
        rerandomize: { covariates: ['same', 'each', 'pre'] },
      });

      expect(found.design.rerandomized?.df).toBe(1);
      expect(matchPairs(flat, { covariates: ['same', 'pre'] }).df).toBe(1);
      expect(matchPairs(flat, { covariates: ['each', 'pre'], within: 'school' }).df).toBe(1);
      for (const run of [
        () => assignArms(flat, { seed: 2, block: 'school', rerandomize: { covariates: ['each'] } }),
        () => matchPairs(flat, { covariates: ['same'] }),
      ])
        expect(errorOf(run).code).toBe('zero_variance');
    },
  );
});

describe('pairs', () => {
  const values = { id: ['a', 'b', 'c', 'd', 'e', 'f'], x: [1, 9, 5.1, 1.2, 5, 8.5] };

  test('are of units that are alike', () => {
    const { pairs, leftOver, pair } = matchPairs(fromColumns(values), { covariates: ['x'], id: 'id' });

    expect(pairs.map(({ units }) => units)).toEqual([
      ['a', 'd'],
      ['b', 'f'],
      ['c', 'e'],
    ]);
    expect(leftOver).toEqual([]);
    expect(pair).toEqual(['pair 1', 'pair 2', 'pair 3', 'pair 1', 'pair 3', 'pair 2']);
  });

  test('become blocks of one treated and one control', () => {
    const { pair } = matchPairs(roster, { covariates: ['pre', 'age'], id: 'student' });
    const { arm } = assignArms(makeTable([...roster.columns, ['pair', factorColumn(pair)]]), {
      seed: 8,
      id: 'student',
      block: 'pair',
    });

    for (const label of new Set(pair))
      expect(arm.filter((_, i) => pair[i] === label).sort()).toEqual(['control', 'treatment']);
  });

  test('of an odd number leave one over, and of a group stay in it', () => {
    const odd = fromColumns({ id: ['a', 'b', 'c', 'd', 'e'], x: [1, 2, 100, 11, 10], g: ['p', 'p', 'q', 'q', 'q'] });
    const found = matchPairs(odd, { covariates: ['x'], id: 'id', within: 'g' });

    expect(found.leftOver).toEqual(['c']);
    expect(found.pair).toEqual(['p pair 1', 'p pair 1', null, 'q pair 1', 'q pair 1']);
    expect(found.notes.map(({ code }) => code)).toEqual(['left_over']);
  });

  test('of clusters go by their means', () => {
    const found = matchPairs(roster, { covariates: ['pre'], cluster: 'class' });

    expect(found.pairs).toHaveLength(10);
    expect(found.leftOver).toHaveLength(1);
  });

  const few = fc.array(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 })), {
    minLength: 4,
    maxLength: 8,
  });

  /** The least total distance of all pairings, one unit left over where their number is odd. */
  const best = (points: readonly number[], d: (i: number, j: number) => number): number => {
    if (points.length < 2) return 0;
    const [first, ...rest] = points as [number, ...number[]];
    const without = points.length % 2 === 1 ? best(rest, d) : Number.POSITIVE_INFINITY;
    return Math.min(
      without,
      ...rest.map(
        (other) =>
          d(first, other) +
          best(
            rest.filter((p) => p !== other),
            d,
          ),
      ),
    );
  };

  prop.prop([few])('exchanged are no worse than greedy, and no better than the best', (points) => {
    fc.pre(new Set(points.map(([x]) => x)).size > 2 && new Set(points.map(([, y]) => y)).size > 2);
    const x = points.map(([v]) => v);
    const y = points.map(([, v]) => v);
    const table = fromColumns({ x, y });
    const greedy = matchPairs(table, { covariates: ['x', 'y'], method: 'greedy' });
    const exchanged = matchPairs(table, { covariates: ['x', 'y'] });
    const mean = (v: readonly number[]): number => v.reduce((s, a) => s + a, 0) / v.length;
    const cov = (a: readonly number[], b: readonly number[]): number =>
      a.reduce((s, v, i) => s + (v - mean(a)) * ((b[i] as number) - mean(b)), 0) / (a.length - 1);
    const [a, b, c] = [cov(x, x), cov(x, y), cov(y, y)];
    fc.pre(a * c - b * b > 1e-6 * a * c);
    const d = (i: number, j: number): number => {
      const [p, q] = [(x[i] as number) - (x[j] as number), (y[i] as number) - (y[j] as number)];
      return Math.sqrt((c * p * p - 2 * b * p * q + a * q * q) / (a * c - b * b));
    };
    const least = best([...x.keys()], d);

    expect(exchanged.totalDistance).toBeLessThanOrEqual(greedy.totalDistance + 1e-9);
    expect(exchanged.totalDistance).toBeGreaterThanOrEqual(least - 1e-9);
    // Two pairs and nobody left: exchanges see all pairings there are.
    if (points.length === 4) expect(exchanged.totalDistance).toBeCloseTo(least, 9);
  });
});

describe('wrong use', () => {
  const codeOf = (table: Table, options: Partial<AssignArmsOptions>): string =>
    errorOf(() => assignArms(table, { seed: 1, ...options })).code;

  test.each([
    ['no seed', { seed: undefined as unknown as number }, 'invalid_argument'],
    ['a seed that is no whole number', { seed: 1.5 }, 'invalid_argument'],
    ['one arm', { arms: ['a'] }, 'invalid_argument'],
    ['shares that do not add to 1', { shares: [0.5, 0.4] }, 'invalid_argument'],
    ['sizes that do not add to the units', { sizes: [10, 10] }, 'invalid_argument'],
    ['sizes with blocks', { sizes: [30, 30], block: 'school' }, 'invalid_argument'],
    ['an id that comes twice', { id: 'school' }, 'duplicate_row'],
    ['an id beside clusters', { id: 'student', cluster: 'class' }, 'invalid_argument'],
    ['a cluster in two blocks', { cluster: 'school', block: 'class' }, 'unbalanced_design'],
    ['rerandomizing three arms', { arms: ['a', 'b', 'c'], rerandomize: { covariates: ['pre'] } }, 'invalid_argument'],
    ['rerandomizing by nothing', { rerandomize: { covariates: [] } }, 'invalid_argument'],
    ['a label as covariate', { rerandomize: { covariates: ['school'] } }, 'wrong_column_type'],
    [
      'a threshold that nothing meets',
      { rerandomize: { covariates: ['pre'], threshold: 1e-14, maxDraws: 50 } },
      'convergence_failed',
    ],
  ] as const)('%s', (_, options, code) => {
    expect(codeOf(roster, options as Partial<AssignArmsOptions>)).toBe(code);
  });

  test('missing ids, blocks and covariates', () => {
    const gaps = fromColumns({ id: ['a', null], x: [1, null], y: [2, 2] });

    expect(codeOf(gaps, { id: 'id' })).toBe('no_data');
    expect(codeOf(gaps, { block: 'id' })).toBe('no_data');
    expect(codeOf(gaps, { rerandomize: { covariates: ['x'] } })).toBe('no_data');
    expect(codeOf(gaps, { rerandomize: { covariates: ['y'] } })).toBe('zero_variance');
    expect(errorOf(() => matchPairs(gaps, { covariates: ['y'] })).code).toBe('zero_variance');
    expect(errorOf(() => matchPairs(fromColumns({ x: [1] }), { covariates: ['x'] })).code).toBe('too_few_observations');
  });

  test('an arm or a block that got nobody is a note', () => {
    const one = assignArms(fromColumns({ x: ['a'] }), { seed: 1 });
    const alone = assignArms(fromColumns({ b: ['p', 'q', 'q'] }), { seed: 1, block: 'b' });

    expect(one.notes.map(({ code }) => code)).toEqual(['empty_arm']);
    expect(alone.notes.map(({ code }) => code)).toEqual(['blocks_without_an_arm']);
  });
});
