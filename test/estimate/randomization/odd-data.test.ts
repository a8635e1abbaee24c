import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leeBounds } from '../../../src/estimate/missing/lee-bounds.js';
import { manskiBounds } from '../../../src/estimate/missing/manski-bounds.js';
import { responseWeights } from '../../../src/estimate/missing/response-weights.js';
import { assignArms } from '../../../src/estimate/randomization/assign-arms.js';
import { matchPairs } from '../../../src/estimate/randomization/match-pairs.js';
import { randomizationTest } from '../../../src/estimate/randomization/randomization-test.js';
import { factorColumn, makeTable, numericColumn, type Table } from '../../../src/index.js';
import { EfficacyError } from '../../../src/support/errors.js';

const row = fc.record({
  arm: fc.constantFrom('t', 'c', 'x'),
  y: fc.option(fc.constantFrom(0, 1, 1, 2, 2.5, 10, 1e6), { freq: 5 }),
  x: fc.option(fc.constantFrom(0, 1, 3, 3, 7), { freq: 9 }),
  block: fc.option(fc.constantFrom('p', 'q'), { freq: 9 }),
  cluster: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { freq: 9 }),
});
const treatment = { column: 'arm', treated: 't', control: 'c' };

/** A result that is plain JSON without NaN and infinities, or a typed error. */
async function soundOrRefused(make: () => unknown): Promise<void> {
  try {
    const result = await make();
    const numbers: number[] = [];
    JSON.stringify(result, (_, value: unknown) => {
      if (typeof value === 'number') numbers.push(value);
      return value;
    });
    expect(numbers.filter((value) => !Number.isFinite(value))).toEqual([]);
  } catch (error) {
    expect(error).toBeInstanceOf(EfficacyError);
  }
}

test('whatever the rows, an answer without NaN or a typed error', async () => {
  const law = fc.asyncProperty(
    fc.array(row, { minLength: 1, maxLength: 20 }),
    fc.constantFrom('difference', 'studentized', 'ranks' as const),
    fc.constantFrom({}, { block: 'block' }, { cluster: 'cluster' }, { block: 'block', cluster: 'cluster' }),
    fc.constantFrom<'refuse' | 'drop'>('refuse', 'drop'),
    fc.constantFrom([], ['x']),
    async (rows, statistic, design, oneArmedBlocks, covariates) => {
      const table: Table = makeTable([
        ['arm', factorColumn(rows.map((r) => r.arm))],
        ['y', numericColumn(rows.map((r) => r.y))],
        ['x', numericColumn(rows.map((r) => r.x))],
        ['block', factorColumn(rows.map((r) => r.block))],
        ['cluster', factorColumn(rows.map((r) => r.cluster))],
      ]);
      const common = { outcome: 'y', treatment };
      await soundOrRefused(() =>
        randomizationTest(table, {
          ...common,
          ...design,
          statistic,
          oneArmedBlocks,
          covariates,
          seed: 1,
          exactUpTo: 300,
          draws: 99,
        }),
      );
      await soundOrRefused(() => leeBounds(table, common));
      await soundOrRefused(() => leeBounds(table, { ...common, tightenBy: 'block', trimming: 'quantile' }));
      await soundOrRefused(() => manskiBounds(table, { ...common, range: { lower: 0, upper: 1e6 } }));
      await soundOrRefused(() => responseWeights(table, { ...common, terms: ['x', 'block'] }));
      await soundOrRefused(() => matchPairs(table, { covariates: ['x'] }));
      await soundOrRefused(() =>
        assignArms(table, { seed: 1, ...design, rerandomize: { covariates: ['x'], maxDraws: 50 } }),
      );
    },
  );
  await fc.assert(law, { numRuns: 150 });
});
