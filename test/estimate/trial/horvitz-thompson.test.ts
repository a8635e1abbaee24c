import { describe, expect, test } from 'vitest';
import { type HorvitzThompsonOptions, horvitzThompson } from '../../../src/estimate/trial/horvitz-thompson.js';
import { fromColumns } from '../../../src/index.js';
import { errorOf } from '../../errors.js';

const options: HorvitzThompsonOptions = { outcome: 'y', treatment: { column: 'arm', treated: 't', control: 'c' } };
/** What eight pupils would score without and with the product. */
const without = [12, 10, 15, 11, 9, 8, 14, 12];
const effect = [2, 0, 5, 1, 3, 4, 1, 0];
const school = ['a', 'a', 'a', 'b', 'b', 'c', 'd', 'd'];
const trueEffect = 16 / 8;

/** Every way to choose who is treated. */
const subsets = (n: number): boolean[][] =>
  Array.from({ length: 2 ** n }, (_, code) => Array.from({ length: n }, (_x, i) => ((code >> i) & 1) === 1));
const size = (chosen: readonly boolean[]): number => chosen.filter((c) => c).length;

/** Mean of estimates and of their variances over assignments with their chances. */
function expected(
  assignments: readonly { readonly chosen: readonly boolean[]; readonly chance: number }[],
  gains: readonly number[],
  more: Partial<HorvitzThompsonOptions> = {},
  columns: Record<string, readonly (string | number)[]> = {},
): { readonly mean: number; readonly variance: number; readonly stated: number } {
  let [total, mean, squares, stated] = [0, 0, 0, 0];
  for (const { chosen, chance } of assignments) {
    const y = without.map((v, i) => v + (chosen[i] ? (gains[i] as number) : 0));
    const table = fromColumns({ arm: chosen.map((c) => (c ? 't' : 'c')), y, ...columns } as Parameters<
      typeof fromColumns
    >[0]);
    const found = horvitzThompson(table, { ...options, ...more });
    total += chance;
    mean += chance * found.estimate;
    squares += chance * found.estimate ** 2;
    stated += chance * found.standardError ** 2;
  }
  return { mean: mean / total, variance: squares / total - (mean / total) ** 2, stated: stated / total };
}

describe('over all assignments that could have been', () => {
  const half = subsets(8)
    .filter((chosen) => size(chosen) === 3)
    .map((chosen) => ({ chosen, chance: 1 }));

  test('the mean is the effect and the variance is not understated, with fixed numbers', () => {
    const { mean, variance, stated } = expected(half, effect);

    expect(mean).toBeCloseTo(trueEffect, 12);
    expect(stated).toBeGreaterThan(variance);
  });

  test('and it is exact where the effect is the same for all', () => {
    const { variance, stated } = expected(
      half,
      without.map(() => 4),
    );

    expect(stated).toBeCloseTo(variance, 12);
  });

  test('with clusters of unequal sizes too, where the plain difference is biased', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const assignments = subsets(4)
      .filter((chosen) => size(chosen) === 2)
      .map((chosen) => ({ chosen: school.map((s) => chosen[ids.indexOf(s)] === true), chance: 1 }));
    const { mean, variance, stated } = expected(assignments, effect, { cluster: 'school' }, { school });

    expect(mean).toBeCloseTo(trueEffect, 12);
    expect(stated).toBeGreaterThan(0.99 * variance);
  });

  test('within blocks of unequal shares', () => {
    const block = ['p', 'p', 'p', 'p', 'q', 'q', 'q', 'q'];
    const assignments = subsets(8)
      .filter((chosen) => size(chosen.slice(0, 4)) === 2 && size(chosen.slice(4)) === 2)
      .map((chosen) => ({ chosen, chance: 1 }));
    const { mean, variance, stated } = expected(assignments, effect, { block: 'block' }, { block });

    expect(mean).toBeCloseTo(trueEffect, 12);
    expect(stated).toBeGreaterThan(variance);
  });

  test('with draws of unequal chances, up to the assignments that leave an arm empty', () => {
    const chances = without.map((_, i) => 0.35 + 0.05 * i);
    const drawn = subsets(8).map((chosen) => ({
      chosen,
      chance: chosen.reduce((p, c, i) => p * (c ? (chances[i] as number) : 1 - (chances[i] as number)), 1),
    }));
    const proper = drawn.filter(({ chosen }) => size(chosen) > 0 && size(chosen) < 8);
    const lost = drawn.filter((d) => !proper.includes(d));
    const { mean, variance, stated } = expected(proper, effect, { probability: 'chance' }, { chance: chances });
    // What the two assignments that are refused would have added, by the formula.
    const kept = proper.reduce((sum, { chance }) => sum + chance, 0);
    const refused = lost.reduce((sum, { chosen, chance }) => {
      const one = without.reduce((s, v, i) => {
        const p = chances[i] as number;
        return s + (chosen[i] ? (v + (effect[i] as number)) / p : -v / (1 - p));
      }, 0);
      return sum + chance * (one / 8);
    }, 0);

    expect(mean * kept + refused).toBeCloseTo(trueEffect, 12);
    expect(stated).toBeGreaterThan(variance);
  });
});

describe('what has no answer', () => {
  const y = without;
  const arm = ['t', 'c', 't', 'c', 't', 'c', 't', 'c'];
  const of = (columns: Record<string, readonly (string | number)[]>, more: Partial<HorvitzThompsonOptions>) =>
    errorOf(() =>
      horvitzThompson(fromColumns({ arm, y, ...columns } as Parameters<typeof fromColumns>[0]), {
        ...options,
        ...more,
      }),
    ).code;

  test.each([
    ['a chance of 1', {}, { probability: 1 }, 'out_of_domain'],
    [
      'a chance of 0 for one unit',
      { p: [0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5] },
      { probability: 'p' },
      'out_of_domain',
    ],
    ['chances and blocks', { block: arm.map(() => 'b') }, { probability: 0.5, block: 'block' }, 'invalid_argument'],
    [
      'two chances in a cluster',
      { k: ['a', 'b', 'a', 'b', 'c', 'd', 'c', 'd'], p: [0.4, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5] },
      { probability: 'p', cluster: 'k' },
      'unbalanced_design',
    ],
    [
      'a cluster with both arms',
      { k: ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd'] },
      { cluster: 'k' },
      'unbalanced_design',
    ],
    ['a block with one arm', { b: arm }, { block: 'b' }, 'unbalanced_design'],
    ['a block of two', { b: ['1', '1', '2', '2', '3', '3', '4', '4'] }, { block: 'b' }, 'too_few_observations'],
  ] as const)('%s', (_, columns, more, code) => {
    expect(of(columns, more)).toBe(code);
  });
});
