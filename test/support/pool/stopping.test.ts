import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { workerPool } from '../../../src/support/pool/worker-pool.js';
import { rejectionOf } from '../../errors.js';
import { failing, square } from './tasks.js';
import { watchedPool, workerFile } from './watched-pool.js';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const long = upTo(6).map((x) => ({ x, milliseconds: 20_000 }));
const short = upTo(400).map((x) => ({ x, milliseconds: 5 }));

/** Milliseconds until a promise is settled. */
async function timeOf(promise: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await promise.catch(() => undefined);
  return performance.now() - start;
}

describe('abort', () => {
  test('before the start: nothing begins', async () => {
    const { pool, started } = watchedPool(2);
    const error = await rejectionOf(
      pool.run(square, null, long, { signal: AbortSignal.abort('enough'), who: 'squares' }),
    );

    expect(error.code).toBe('aborted');
    expect(error.message).toMatch(/^squares was aborted/);
    expect(error.detail).toEqual({ reason: 'enough' });
    expect(started).toEqual([]);
  });

  test('in the middle of a long piece: at once, with nothing left running', async () => {
    const { pool, running } = watchedPool(2);
    await pool.run(square, null, [{ x: 1 }, { x: 2 }]);
    const controller = new AbortController();
    const run = pool.run(square, null, long, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await new Promise((resolve) => controller.signal.addEventListener('abort', resolve));

    expect(await timeOf(run)).toBeLessThan(5_000); // a piece takes 20 seconds
    expect((await rejectionOf(run)).code).toBe('aborted');
    expect(running()).toBe(0);
  });

  test('in this thread: between two pieces', async () => {
    const pool = workerPool({ size: 1 });
    const controller = new AbortController();
    const run = pool.run(square, null, short, { signal: controller.signal });
    setTimeout(() => controller.abort(), 20);

    expect(await timeOf(run)).toBeLessThan(1_000);
    expect((await rejectionOf(run)).code).toBe('aborted');
  });

  test.each([1, 2])('while it waits for an input that does not come, with size %i', async (size) => {
    const { pool } = watchedPool(size);
    let returned = false;
    const never: AsyncIterable<{ x: number }> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => undefined),
        return: async () => {
          returned = true;
          return { done: true, value: undefined };
        },
      }),
    };
    const error = await rejectionOf(pool.run(square, null, never, { signal: AbortSignal.timeout(20) }));

    expect(error.code).toBe('aborted');
    expect(error.detail['reason']).toMatch(/TimeoutError/);
    expect(returned).toBe(true);
  });

  test('while it waits for its turn: the run before goes on', async () => {
    const { pool } = watchedPool(2);
    const before = pool.run(square, null, short.slice(0, 40));
    const waiting = pool.run(square, null, short, { signal: AbortSignal.timeout(10) });
    const after = pool.run(square, null, [{ x: 3 }]);

    expect((await rejectionOf(waiting)).code).toBe('aborted');
    expect(await before).toHaveLength(40);
    expect(await after).toEqual([9]);
  });

  test('leaves a pool that can be used again', async () => {
    const { pool } = watchedPool(2);
    await rejectionOf(pool.run(square, null, long, { signal: AbortSignal.timeout(20) }));

    expect(await pool.run(square, null, [{ x: 2 }, { x: 3 }])).toEqual([4, 9]);
  });

  test('leaves no listener on the signal', async () => {
    const { pool } = watchedPool(2);
    const { signal } = new AbortController();
    const listeners = new Set<unknown>();
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners.add(args[1]);
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listeners.delete(args[1]);
      removeEventListener.apply(signal, args);
    };
    await pool.run(square, null, short.slice(0, 10), { signal });
    await new Promise((resolve) => setTimeout(resolve));

    expect(listeners.size).toBe(0);
  });
});

describe('who stops taking outputs', () => {
  test('stops the workers, and the pool can be used again', async () => {
    const { pool, running } = watchedPool(2);
    for await (const output of pool.each(square, null, [{ x: 1 }, ...long])) {
      expect(output).toBe(1);
      break;
    }

    expect(running()).toBe(0);
    expect(await pool.run(square, null, [{ x: 2 }])).toEqual([4]);
  });

  test('by closing the pool gets one error', async () => {
    const { pool, running } = watchedPool(2);
    const run = pool.run(square, null, long);
    setTimeout(() => pool.close(), 50);

    expect((await rejectionOf(run)).code).toBe('aborted');
    expect(running()).toBe(0);
  });
});

describe('an error in a task', () => {
  test.each([1, 3])('that is typed arrives as it was thrown, with size %i', async (size) => {
    const { pool } = watchedPool(size);
    const error = await rejectionOf(pool.run(failing, { 4: 'typed' }, upTo(10)));

    expect(error.code).toBe('zero_variance');
    expect(error.message).toBe('failing met piece 4');
    expect(error.detail).toEqual({ piece: 4 });
  });

  test.each([1, 3])('of any other kind is a failure of the worker that names it, with size %i', async (size) => {
    const { pool } = watchedPool(size);
    const error = await rejectionOf(pool.run(failing, { 4: 'plain' }, upTo(10)));

    expect(error.code).toBe('worker_failed');
    expect(error.detail).toEqual({ task: 'failing', reason: 'RangeError: no room for piece 4' });
  });

  test('of several is that of the first piece, whichever comes first', async () => {
    const { pool } = watchedPool(3);
    for (let run = 0; run < 5; run++) {
      const error = await rejectionOf(pool.run(failing, { 3: 'typed', 4: 'typed', 5: 'typed' }, upTo(10)));

      expect(error.detail).toEqual({ piece: 3 });
    }
  });

  test('about an output that cannot be sent says so', async () => {
    const { pool } = watchedPool(2);
    const error = await rejectionOf(pool.run(failing, { 1: 'unsendable' }, upTo(3)));

    expect(error.code).toBe('worker_failed');
    expect(error.detail['reason']).toMatch(/could not be cloned/);
  });

  test('about an input that cannot be sent says so', async () => {
    const { pool } = watchedPool(2);
    const inputs = [{ x: 1 }, { x: 2, milliseconds: (() => 3) as unknown as number }];

    expect((await rejectionOf(pool.run(square, null, inputs))).code).toBe('worker_failed');
    expect(await pool.run(square, null, [{ x: 2 }])).toEqual([4]);
  });

  test('about a task that the worker does not serve names those that it does', async () => {
    const { pool } = watchedPool(2);
    const error = await rejectionOf(pool.run({ ...square, name: 'cube' }, null, [{ x: 1 }, { x: 2 }]));

    expect(error.code).toBe('worker_failed');
    expect(error.detail).toEqual({ task: 'cube', served: ['square', 'tally', 'failing', 'doubling'] });
  });

  test('leaves a pool that can be used again', async () => {
    const { pool } = watchedPool(2);
    await rejectionOf(pool.run(failing, { 1: 'typed' }, upTo(50)));

    expect(await pool.run(failing, {}, upTo(5))).toEqual(upTo(5));
  });
});

describe('a worker that is lost', () => {
  test.each([
    ['exit', {}],
    ['memory', { maxOldGenerationSizeMb: 48 }],
    ['loose', {}],
  ])('by %s is one typed error, and the others are ended', async (how, limits) => {
    const { pool, running } = watchedPool(3, workerFile, limits);
    const error = await rejectionOf(pool.run(failing, { 5: how }, upTo(2_000)));

    expect(error.code).toBe('worker_failed');
    expect(error.message).toMatch(/^workerPool lost a worker/);
    expect(running()).toBe(0);
    expect(await pool.run(failing, {}, upTo(5))).toEqual(upTo(5));
  });

  test('from outside in the middle of a piece is one typed error, and the others are ended', async () => {
    const { pool, started, running } = watchedPool(2);
    const run = pool.run(square, null, long);
    setTimeout(() => started[1]?.terminate(), 80);

    expect((await rejectionOf(run)).code).toBe('worker_failed');
    expect(running()).toBe(0);
  });

  test('while idle is replaced', async () => {
    const { pool, started, running } = watchedPool(2);
    await pool.run(square, null, [{ x: 1 }, { x: 2 }]);
    await started[0]?.terminate();

    expect(await pool.run(square, null, [{ x: 3 }, { x: 4 }])).toEqual([9, 16]);
    expect(running()).toBe(2);
  });

  test('before it began, for want of its file, is one typed error', async () => {
    const pool = workerPool({ size: 2, factory: () => new Worker(new URL('./nowhere.mjs', import.meta.url)) });
    const error = await rejectionOf(pool.run(square, null, [{ x: 1 }, { x: 2 }]));

    expect(error.code).toBe('worker_failed');
    expect(error.detail['reason']).toMatch(/nowhere\.mjs/);
  });

  test('because the factory throws is one typed error', async () => {
    const pool = workerPool({
      size: 2,
      factory: () => {
        throw new Error('workers are forbidden here');
      },
    });
    const error = await rejectionOf(pool.run(square, null, [{ x: 1 }, { x: 2 }]));

    expect(error.code).toBe('worker_failed');
    expect(error.detail['reason']).toMatch(/workers are forbidden here/);
  });
});
