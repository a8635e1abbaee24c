import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import {
  type GroupComomentsParallelOptions,
  groupComomentsParallel,
} from '../../src/aggregate/group-comoments-parallel.js';
import type { Precision } from '../../src/aggregate/grouped-comoments.js';
import { groupingOf } from '../../src/aggregate/grouping.js';
import { sumRowsParallel } from '../../src/aggregate/sum-rows-parallel.js';
import { addToSums, comomentsOfSums, newSums, type SumsOfRows } from '../../src/aggregate/sums-of-rows.js';
import { sharedTable } from '../../src/columns/shared-table.js';
import {
  factorColumn,
  type GroupComomentsOptions,
  groupComoments,
  makeTable,
  numericColumn,
  type Table,
  type Weights,
} from '../../src/index.js';
import type { Progress } from '../../src/support/pool/progress.js';
import { rowsOf, scoreNear, tableOfRows, valueNames } from '../arbitraries/scores.js';
import { errorOf, rejectionOf } from '../errors.js';
import { watchedPool, workerFileOf } from '../support/pool/watched-pool.js';
import { bitsOf, schoolRows } from './parallel-rows.js';

const file = await workerFileOf(new URL('../../src/worker.ts', import.meta.url));

const fewGroups = sharedTable(schoolRows(1_100_000, 40));
const manyGroups = sharedTable(schoolRows(140_000, 66_000));
const sorted = sharedTable(schoolRows(1_060_000, 300, true));
/** A block of doubles has a million rows, a piece of exact sums fewer: these are cut either way. */
const fewRows = sharedTable(schoolRows(263_000, 40));
const tables: Readonly<Record<string, Table>> = { fewGroups, manyGroups, sorted };

const scores: GroupComomentsOptions = { by: ['school', 'arm'], of: ['pre', 'post', 'hours'] };

describe('any number of workers gives the bits of one thread', () => {
  const plain = { weighted: false, countsRows: false };
  const weighting = {
    frequency: { weighted: true, countsRows: true },
    sampling: { weighted: true, countsRows: false },
  };
  const small = fc.record({
    rows: rowsOf(2, 3, scoreNear(400), 60),
    k: fc.integer({ min: 1, max: 3 }),
    weights: fc.constantFrom<'frequency' | 'sampling' | null>('frequency', 'sampling', null),
    precision: fc.constantFrom<Precision>('double', 'exact'),
    blockRows: fc.integer({ min: 1, max: 40 }),
    sharing: fc.record({
      mostBytesAdded: fc.constantFrom(0, 2 ** 21),
      mostBytesOfTwo: fc.constant(2 ** 30),
      copiesForTwo: fc.constant(true),
      fewestRows: fc.constant(0),
      exactPieceRows: fc.integer({ min: 1, max: 40 }),
    }),
    which: fc.constantFrom(0, 1, 2),
  });

  test('whatever the rows, however long blocks are and however work is shared out', async () => {
    const pools = [2, 3, 4].map((size) => watchedPool(size, file));
    const law = fc.asyncProperty(small, async ({ rows, k, weights, precision, blockRows, sharing, which }) => {
      const table = tableOfRows(rows, 2, 3);
      const grouping = groupingOf(table, ['school', 'arm'], 1, 'test');
      const columns = valueNames(k).map((name) => (table.columns.get(name) as { values: Float64Array }).values);
      const w = weights && Float64Array.from(rows, (_, row) => (row * 7) % 4);
      const input = { columns, weights: w, keys: grouping.keys, sizes: grouping.sizes };
      const weighed = weights === null ? plain : weighting[weights];
      const work = {
        rows: input,
        rowCount: rows.length,
        slots: grouping.slots,
        weighting: weighed,
        precision,
        blockRows,
      };
      const plan = { by: grouping.by, of: valueNames(k), weightKind: weights, missing: 'omit' } as const;
      const bits = (sums: SumsOfRows) => bitsOf(comomentsOfSums(plan, grouping, sums, 'test'));
      const alone = newSums(precision, k, grouping.slots, weighed, blockRows);
      addToSums(alone, input, 0, rows.length);
      const parallel = await sumRowsParallel(work, pools[which]!.pool, {}, 'test', sharing);

      expect(bits(parallel)).toEqual(bits(alone));
    });
    await fc.assert(law, { numRuns: 1000 });
    expect(pools.map(({ started }) => started.length)).toEqual([2, 3, 4]);
  });

  const optionsWith = (...precision: Precision[]) =>
    fc.record({
      by: fc.constantFrom(['school'], ['school', 'arm'], ['arm', 'school']),
      of: fc.constantFrom(['pre'], ['post', 'hours'], ['pre', 'post', 'hours']),
      weights: fc.constantFrom<Weights | null>(
        { column: 'count', kind: 'frequency' },
        { column: 'hours', kind: 'sampling' },
        null,
      ),
      precision: fc.constantFrom(...precision),
    });

  test.each([
    ['few groups of many rows', fewGroups, optionsWith('double')],
    ['sorted rows', sorted, optionsWith('double')],
    ['few groups, exactly', fewRows, optionsWith('exact')],
    ['many groups', manyGroups, optionsWith('double', 'exact')],
  ])('whatever is asked of %s', async (_, table, options) => {
    const pools = [1, 2, 3, 5].map((size) => watchedPool(size, file));
    const law = fc.asyncProperty(options, fc.constantFrom(1, 2, 3), async ({ weights, ...rest }, which) => {
      const asked = { ...rest, ...(weights && { weights }) };
      const parallel = await groupComomentsParallel(table, { ...asked, pool: pools[which]!.pool });

      expect(bitsOf(parallel)).toEqual(bitsOf(groupComoments(table, asked)));
    });
    await fc.assert(law, { numRuns: 3 });
    expect(pools.slice(1).some(({ started }) => started.length > 1)).toBe(true);
  });

  test('with as many columns as the kernels have not', async () => {
    const { pool, started } = watchedPool(3, file);
    const of = Array.from({ length: 9 }, (_, i) => ['pre', 'post', 'hours'][i % 3] as string);
    for (const table of [fewGroups, manyGroups]) {
      const parallel = await groupComomentsParallel(table, { by: ['school'], of, pool });

      expect(bitsOf(parallel)).toEqual(bitsOf(groupComoments(table, { by: ['school'], of })));
    }
    expect(started.length).toBe(3);
  });

  test('with so many combinations of labels that they are looked up', async () => {
    const { pool, started } = watchedPool(3, file);
    const rows = 140_000;
    const key = (k: number) => factorColumn(Array.from({ length: rows }, (_, row) => `k${(row * k) % 9973}`));
    const table = makeTable([
      ['a', key(17)],
      ['b', key(7919)],
      ['c', key(31)],
      ['x', numericColumn(Array.from({ length: rows }, (_, row) => Math.sin(row)))],
    ]);
    const asked = { by: ['a', 'b', 'c'], of: ['x', 'x', 'x', 'x'] };
    const parallel = await groupComomentsParallel(table, { ...asked, pool });

    expect(parallel.groupCount).toBe(9973);
    expect(bitsOf(parallel)).toEqual(bitsOf(groupComoments(table, asked)));
    expect(started.length).toBeLessThanOrEqual(2);
  });

  test.each<Partial<GroupComomentsOptions>>([{ by: [] }, { by: ['arm'], of: ['pre'] }])('for %o', async (other) => {
    const { pool } = watchedPool(2, file);
    const asked = { ...scores, ...other };

    expect(bitsOf(await groupComomentsParallel(fewGroups, { ...asked, pool }))).toEqual(
      bitsOf(groupComoments(fewGroups, asked)),
    );
  });

  test('of a table in memory of this thread, which is left as it was', async () => {
    const { pool } = watchedPool(3, file);
    const table = schoolRows(140_000, 66_000);
    const before = bitsOf(groupComoments(table, scores));

    expect(bitsOf(await groupComomentsParallel(table, { ...scores, pool }))).toEqual(before);
    expect(bitsOf(groupComoments(table, scores))).toEqual(before);
  });

  test('of two workers costs less than to copy the columns for them: they are not started', async () => {
    const { pool, started } = watchedPool(2, file);
    const table = schoolRows(300_000, 40);

    expect(bitsOf(await groupComomentsParallel(table, { ...scores, precision: 'exact', pool }))).toEqual(
      bitsOf(groupComoments(table, { ...scores, precision: 'exact' })),
    );
    expect(started).toEqual([]);
  });

  test('of few rows or none, without starting a worker', async () => {
    const { pool, started } = watchedPool(2, file);
    for (const rows of [0, 1, 1000]) {
      const table = schoolRows(rows, 40);

      expect(bitsOf(await groupComomentsParallel(table, { ...scores, pool }))).toEqual(
        bitsOf(groupComoments(table, scores)),
      );
    }
    expect(started).toEqual([]);
  });
});

describe('without workers or shared memory', () => {
  test.each([0, 1])('%i workers are this thread', async (workers) => {
    const parallel = await groupComomentsParallel(fewGroups, { ...scores, workers });

    expect(bitsOf(parallel)).toEqual(bitsOf(groupComoments(fewGroups, scores)));
  });

  test('a page that is not cross-origin isolated gets the same answer from this thread', async () => {
    const { pool, started } = watchedPool(2, file);
    const table = schoolRows(140_000, 66_000);
    vi.stubGlobal('SharedArrayBuffer', undefined);
    try {
      expect(errorOf(() => sharedTable(table)).code).toBe('invalid_argument');
      const parallel = await groupComomentsParallel(table, { ...scores, pool });

      expect(bitsOf(parallel)).toEqual(bitsOf(groupComoments(table, scores)));
    } finally {
      vi.unstubAllGlobals();
    }
    expect(started).toEqual([]);
  });
});

describe('a shared table', () => {
  test('has the same columns in shared memory, and those that are there stay', () => {
    const table = schoolRows(100, 3);
    const shared = sharedTable(table);
    const buffers = [...shared.columns.values()].map((c) => (c.kind === 'numeric' ? c.values : c.codes).buffer);

    expect(buffers.every((buffer) => buffer instanceof SharedArrayBuffer)).toBe(true);
    expect([...shared.columns.keys()]).toEqual([...table.columns.keys()]);
    expect(bitsOf(groupComoments(shared, scores))).toEqual(bitsOf(groupComoments(table, scores)));
    expect(sharedTable(shared).columns).toEqual(shared.columns);
    expect(
      [...sharedTable(shared).columns.values()].map((c) => (c.kind === 'numeric' ? c.values : c.codes).buffer),
    ).toEqual(buffers);
  });

  test('keeps where its rows stood and what the reader noticed', () => {
    const origin = { lines: { rows: [0], offsets: [2] }, notes: [{ code: 'bom', message: 'It began with a mark.' }] };
    const { lines, notes } = sharedTable(makeTable([['x', numericColumn([1])]], origin));

    expect({ lines, notes }).toEqual(origin);
  });
});

describe('progress', () => {
  test.each(Object.entries(tables))('of %s goes from no row to all, and never back', async (_, table) => {
    for (const size of [1, 3]) {
      const { pool } = watchedPool(size, file);
      const told: Progress[] = [];
      await groupComomentsParallel(table, { ...scores, pool, onProgress: (progress) => told.push(progress) });
      const done = told.filter(({ phase }) => phase === 'aggregate').map((progress) => progress.done);

      expect(done[0]).toBe(0);
      expect(done.at(-1)).toBe(table.rowCount);
      expect(done).toEqual([...done].sort((a, b) => a - b));
      expect(told.every(({ total }) => total === table.rowCount)).toBe(true);
    }
  });
});

describe('what goes wrong', () => {
  const failure = (table: Table, options: Partial<GroupComomentsParallelOptions>) =>
    rejectionOf(groupComomentsParallel(table, { ...scores, ...options }));

  test('is what groupComoments says, by its own name', async () => {
    const { pool } = watchedPool(2, file);
    const asked = { ...scores, missing: 'refuse' } as const;
    const alone = errorOf(() => groupComoments(manyGroups, asked));
    const parallel = await failure(manyGroups, { ...asked, pool });

    expect(parallel.code).toBe('not_finite');
    expect(parallel.message).toBe(alone.message.replace('groupComoments', 'groupComomentsParallel'));
    expect(parallel.detail).toEqual(alone.detail);
    expect((await failure(manyGroups, { of: ['age'], pool })).code).toBe('column_not_found');
    expect((await failure(manyGroups, { of: [], pool })).code).toBe('invalid_argument');
  });

  test('in a worker comes back typed', async () => {
    const { pool, running } = watchedPool(3, file);
    const rows = 300_000;
    const table = makeTable([
      ['x', numericColumn(Array.from({ length: rows }, (_, row) => (row === rows - 1 ? 1e-290 : 1)))],
      ['w', numericColumn(Array.from({ length: rows }, () => 0.5))],
    ]);
    const error = await failure(table, {
      by: [],
      of: ['x'],
      weights: { column: 'w', kind: 'sampling' },
      precision: 'exact',
      pool,
    });

    expect(error.code).toBe('out_of_domain');
    expect(error.detail).toEqual({ weight: 0.5, value: 1e-290 });
    expect(running()).toBe(2);
  });

  test('a pool and a number of workers are refused together', async () => {
    const { pool } = watchedPool(2, file);

    expect((await failure(fewGroups, { pool, workers: 2 })).code).toBe('invalid_argument');
    expect((await failure(fewGroups, { workers: -1 })).code).toBe('invalid_argument');
  });

  test('a worker killed in the middle is one typed error, and nothing is left running', async () => {
    for (const table of [fewRows, manyGroups]) {
      const { pool, started, running } = watchedPool(3, file);
      const options = { ...scores, precision: 'exact' as const, pool };
      const asked = groupComomentsParallel(table, options);
      const kill = setInterval(() => started[1]?.terminate(), 5);
      const error = await rejectionOf(asked);
      clearInterval(kill);

      expect(error.code).toBe('worker_failed');
      expect(running()).toBe(0);
      expect(bitsOf(await groupComomentsParallel(table, options))).toEqual(bitsOf(groupComoments(table, options)));
    }
  });

  test.each(Object.entries(tables))(
    'an abort of %s before, and in every phase, leaves nothing running',
    async (_, table) => {
      const { pool, running, started } = watchedPool(2, file);
      const options = { ...scores, precision: 'exact' as const, pool };

      expect((await failure(table, { ...options, signal: AbortSignal.abort() })).code).toBe('aborted');
      expect(started).toEqual([]);

      for (const phase of ['find-groups', 'aggregate']) {
        const controller = new AbortController();
        let asked = false;
        const aborted = groupComomentsParallel(table, {
          ...options,
          precision: phase === 'aggregate' ? 'exact' : 'double',
          signal: controller.signal,
          onProgress: (progress) => {
            if (progress.phase !== phase || asked) return;
            asked = true;
            setTimeout(() => controller.abort());
          },
        });
        const error = await aborted.then(
          () => null,
          (reason: unknown) => reason,
        );
        if (error === null) {
          expect(phase).toBe('find-groups'); // all groups were in the first block
          continue;
        }
        expect(error).toMatchObject({ name: 'EfficacyError', code: 'aborted' });
        expect(running()).toBe(0);
      }
    },
  );
});
