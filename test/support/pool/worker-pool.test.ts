import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workerPool } from '../../../src/support/pool/worker-pool.js';
import { errorOf, rejectionOf } from '../../errors.js';
import { doubling, square, tally } from './tasks.js';
import { watchedPool } from './watched-pool.js';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

describe('outputs come in the order of the inputs', () => {
  const piece = fc.record({ x: fc.integer(), milliseconds: fc.constantFrom(0, 0, 0, 1, 3) });

  test.each([0, 1, 2, 3, 5])('whatever takes how long, with size %i', async (size) => {
    const { pool } = watchedPool(size);
    const law = fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (inputs) => {
      expect(await pool.run(square, null, inputs)).toEqual(inputs.map(({ x }) => x * x));
    });
    await fc.assert(law, { numRuns: 50 });
  });

  test('of an iterable that is pulled only a little ahead of what is taken', async () => {
    const { pool } = watchedPool(2);
    let pulled = 0;
    async function* numbers() {
      for (; pulled < 50; ) yield { x: ++pulled };
    }
    let taken = 0;
    for await (const output of pool.each(square, null, numbers())) {
      expect(output).toBe((++taken) ** 2);
      expect(pulled - taken).toBeLessThanOrEqual(4);
    }
    expect(taken).toBe(50);
  });

  test('nothing in, nothing out, and no worker started', async () => {
    const { pool, started } = watchedPool(2);

    expect(await pool.run(square, null, [])).toEqual([]);
    expect(started).toEqual([]);
  });
});

describe('workers', () => {
  test('share the work and shared memory, and begin once each', async () => {
    const { pool, started } = watchedPool(3);
    const cells = new Int32Array(new SharedArrayBuffer(4 * 31));
    const threads = await pool.run(
      tally,
      { cells },
      upTo(30).map((i) => i + 1),
    );

    expect(new Set(threads).size).toBe(3);
    expect(started.length).toBe(3);
    expect([...cells]).toEqual([3, ...upTo(30).map(() => 1)]);
  });

  test('are as many as there are pieces where that is fewer, and are kept for the next run', async () => {
    const { pool, started } = watchedPool(4);
    await pool.run(square, null, [{ x: 1 }, { x: 2 }]);
    await pool.run(square, null, [{ x: 3 }, { x: 4 }]);

    expect(started.length).toBe(2);
  });

  test('take memory and give it back without a copy', async () => {
    const { pool } = watchedPool(2);
    const inputs = [Float64Array.of(1, 2), Float64Array.of(3)];

    expect(await pool.run(doubling, null, inputs)).toEqual([Float64Array.of(2, 4), Float64Array.of(6)]);
    expect(inputs.map((input) => input.byteLength)).toEqual([0, 0]);
  });

  test('do one run after another, in the order of asking', async () => {
    const { pool } = watchedPool(2);
    const order: string[] = [];
    const run = async (name: string, milliseconds: number) => {
      const outputs = await pool.run(square, null, [{ x: 2, milliseconds }, { x: 3 }]);
      order.push(name);
      return outputs;
    };

    expect(await Promise.all([run('slow', 30), run('fast', 0), run('last', 1)])).toEqual([
      [4, 9],
      [4, 9],
      [4, 9],
    ]);
    expect(order).toEqual(['slow', 'fast', 'last']);
  });
});

describe('with size 0 or 1 everything is done in this thread', () => {
  test.each([0, 1])('size %i starts no worker', async (size) => {
    const { pool, started } = watchedPool(size);
    const cells = new Int32Array(4);
    await pool.run(tally, { cells }, [1, 2, 3, 3]);

    expect(pool.size).toBe(1);
    expect(started).toEqual([]);
    expect([...cells]).toEqual([1, 1, 1, 2]);
  });

  test('and other things get their turn between pieces', async () => {
    const pool = workerPool({ size: 1 });
    let turns = 0;
    const other = setInterval(() => {
      turns++;
    }, 1);
    await pool.run(
      square,
      null,
      upTo(20).map((x) => ({ x, milliseconds: 3 })),
    );
    clearInterval(other);

    expect(turns).toBeGreaterThan(10);
  });
});

describe('progress', () => {
  test.each([1, 3])('is told from nothing to all, never back, with size %i', async (size) => {
    const { pool } = watchedPool(size);
    const told: unknown[] = [];
    await pool.run(
      square,
      null,
      upTo(3).map((x) => ({ x, milliseconds: 3 - x })),
      {
        phase: 'squares',
        onProgress: (progress) => told.push(progress),
      },
    );

    expect(told).toEqual(upTo(4).map((done) => ({ phase: 'squares', done, total: 3 })));
  });

  test('has no total where the number of inputs is not known', async () => {
    const { pool } = watchedPool(2);
    const totals: unknown[] = [];
    await pool.run(square, null, new Set([{ x: 1 }]), { onProgress: ({ total }) => totals.push(total) });

    expect(totals).toEqual([null, null]);
  });

  test('that throws stops the run with what it threw', async () => {
    const { pool, running } = watchedPool(2);
    const run = pool.run(
      square,
      null,
      upTo(9).map((x) => ({ x, milliseconds: 20 })),
      {
        onProgress: ({ done }) => {
          if (done === 2) throw new TypeError('no more');
        },
      },
    );

    await expect(run).rejects.toThrow(new TypeError('no more'));
    expect(running()).toBe(0);
  });
});

describe('a pool is refused', () => {
  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('with %d workers', (size) => {
    expect(errorOf(() => workerPool({ size })).code).toBe('invalid_argument');
  });

  test('once it was closed', async () => {
    const { pool, running } = watchedPool(2);
    await pool.run(square, null, [{ x: 1 }, { x: 2 }]);
    await pool.close();
    await pool[Symbol.asyncDispose]();

    expect(running()).toBe(0);
    expect((await rejectionOf(pool.run(square, null, [{ x: 1 }]))).code).toBe('invalid_argument');
  });
});
