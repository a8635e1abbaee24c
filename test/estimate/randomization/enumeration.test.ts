import { describe, expect, test } from 'vitest';
import { armSizes } from '../../../src/estimate/randomization/arm-sizes.js';
import { randomizationTest } from '../../../src/estimate/randomization/randomization-test.js';
import { factorColumn, makeTable, numericColumn } from '../../../src/index.js';
import { type RandomStream, randomStream } from '../../../src/numeric/random/index.js';
import { distanceOf, enumeratedTest, type SmallTrial, type Statistic } from '../../oracle/enumerated-assignments.js';

/** Blocks of 4 to 5 (or 2 to 4) clusters of one to three rows, some without an outcome, whole numbers with ties. */
function smallTrial(draws: RandomStream, { blocks, pairs, rows, missing, balanced }: Shape): SmallTrial {
  const [y, z, block, cluster, x]: [(number | null)[], number[], string[], string[], [number, number][]] = [
    [],
    [],
    [],
    [],
    [],
  ];
  for (let b = 0; b < blocks; b++) {
    const units = pairs ? 2 + draws.integer(3) : 4 + draws.integer(2);
    const treated = pairs ? 1 + draws.integer(units - 1) : 2 + draws.integer(units - 3);
    for (const [u, place] of draws.permutation(units).entries()) {
      const own: [number, number] = [draws.integer(6), draws.normal()];
      for (let r = 0, n = 1 + draws.integer(rows); r < n; r++) {
        y.push(draws.uniform() < missing ? null : draws.integer(6));
        z.push(Number(place < treated));
        block.push(`b${b}`);
        cluster.push(`c${b}.${u}`);
        x.push(own);
      }
    }
  }
  const trial = { y, z, block, cluster, balance: balanced ? { x, threshold: 0 } : null };
  if (trial.balance === null) return trial;
  const made = distanceOf(trial, new Set(cluster.filter((_, i) => z[i] === 1)));
  return { ...trial, balance: { x, threshold: 1.2 * made + 1e-6 } };
}

interface Shape {
  readonly blocks: number;
  /** Whether an arm of a block may have a single cluster. */
  readonly pairs: boolean;
  /** Rows of a cluster at most. */
  readonly rows: number;
  /** Share of rows without an outcome. */
  readonly missing: number;
  readonly balanced: boolean;
}

const tableOf = ({ y, z, block, cluster, balance }: SmallTrial) =>
  makeTable([
    ['arm', factorColumn(z.map((t) => (t === 1 ? 't' : 'c')))],
    ['y', numericColumn(y)],
    ['block', factorColumn(block)],
    ['cluster', factorColumn(cluster)],
    ...[0, 1].map((j) => [`x${j}`, numericColumn(y.map((_, i) => balance?.x[i]?.[j] ?? 0))] as const),
  ]);

/** Whether each block has both arms among those with an outcome, and the outcome varies. */
function isUsable({ y, z, block }: SmallTrial): boolean {
  const seen = y.flatMap((value, i) => (value === null ? [] : [i]));
  const arms = new Set(seen.map((i) => `${block[i]} ${z[i]}`));
  return arms.size === 2 * new Set(block).size && new Set(seen.map((i) => y[i])).size > 1;
}

describe('is what writing out all assignments gives', () => {
  const shapes: readonly (readonly [string, Shape])[] = [
    ['rows', { blocks: 1, pairs: false, rows: 1, missing: 0, balanced: false }],
    ['blocks of unequal size', { blocks: 2, pairs: false, rows: 1, missing: 0, balanced: false }],
    ['pairs and blocks with one unit of an arm', { blocks: 3, pairs: true, rows: 1, missing: 0, balanced: false }],
    ['clusters in blocks, rows missing', { blocks: 2, pairs: false, rows: 3, missing: 0.1, balanced: false }],
    ['clusters in pairs', { blocks: 3, pairs: true, rows: 3, missing: 0, balanced: false }],
    ['rerandomized blocks', { blocks: 2, pairs: false, rows: 1, missing: 0, balanced: true }],
    ['rerandomized clusters, some lost', { blocks: 2, pairs: false, rows: 1, missing: 0.2, balanced: true }],
  ];

  for (const statistic of ['difference', 'studentized', 'ranks'] as const satisfies readonly Statistic[]) {
    test.each(shapes)(`of a ${statistic}: %s`, async (_, shape) => {
      const draws = randomStream(20_261_128);
      let compared = 0;
      while (compared < 8) {
        const trial = smallTrial(draws, shape);
        if (!isUsable(trial)) continue;
        const wanted = enumeratedTest(trial, statistic, 0);
        if (!Number.isFinite(wanted.statistic)) continue;
        const level = 0.8;
        const found = await randomizationTest(tableOf(trial), {
          outcome: 'y',
          treatment: { column: 'arm', treated: 't', control: 'c' },
          block: 'block',
          cluster: 'cluster',
          statistic,
          level,
          ...(trial.balance && { rerandomized: { covariates: ['x0', 'x1'], threshold: trial.balance.threshold } }),
        });

        expect(found.statistic).toBeCloseTo(wanted.statistic, 9);
        expect(found.assignments).toBe(wanted.assignments);
        expect(found.pValue).toBeCloseTo(wanted.pValue, 12);
        if (wanted.distance !== null) expect(found.distance).toBeCloseTo(wanted.distance, 9);
        for (const { lower, upper } of found.confidenceSet?.pieces ?? []) {
          for (const [end, outwards] of [[lower, -1e-6] as const, [upper, 1e-6] as const]) {
            if (end === null) continue;
            expect(enumeratedTest(trial, statistic, end - outwards).pValue).toBeGreaterThan(1 - level + 1e-12);
            expect(enumeratedTest(trial, statistic, end + outwards).pValue).toBeLessThanOrEqual(1 - level + 1e-12);
          }
        }
        compared++;
      }
    });
  }
});

test('shares whose sum rounds up give no arm a unit too many', () => {
  expect(0.1 + 0.2).toBeGreaterThan(0.3);
  expect(armSizes(10, [0.1, 0.2, 0.7], 0)).toEqual([1, 2, 7]);
});
