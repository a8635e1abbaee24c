import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fc, test as law } from '@fast-check/vitest';
import type { GroupedComoments } from 'efficacy';
import { afterAll, describe, expect, test } from 'vitest';
import { aggregateCsvText } from '../../../src/ingest/aggregate/aggregate-csv-text.js';
import { type AggregateCsvOptions, aggregateFormat } from '../../../src/ingest/aggregate/options.js';
import { aggregateCsv } from '../../../src/ingest/node/aggregate-csv.js';
import { aggregateCsvParallel } from '../../../src/ingest/node/aggregate-csv-parallel.js';
import type { Progress } from '../../../src/support/pool/progress.js';
import { type WorkerPool, workerPool } from '../../../src/support/pool/worker-pool.js';
import { bitsOf } from '../../aggregate/parallel-rows.js';
import { rejectionOf } from '../../errors.js';
import { watchedPool, workerFileOf } from '../../support/pool/watched-pool.js';

const folder = mkdtempSync(join(tmpdir(), 'efficacy-'));
const worker = await workerFileOf(new URL('../../../src/worker.ts', import.meta.url));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, text: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** The rows of a file in pieces, read in this thread: the same code that a worker runs. */
const here = workerPool({ size: 1 });
function inPieces(
  text: string,
  options: AggregateCsvOptions,
  pieceBytes: number,
  pool: WorkerPool = here,
): Promise<GroupedComoments | null> {
  const format = aggregateFormat(options, 'aggregateCsv', 'the text');
  return aggregateCsvParallel(options, { path: written('pieces.csv', text), format, pool, pieceBytes });
}

const cell = fc.constantFrom('1', '2.5', '-3', '', '1e3', '"7"', ' 8 ');
const label = fc.constantFrom('a', 'b', '', 'é', '"c,c"', '"d\nd,1\n"', '"e""\ne"', '"\n\n"');
const end = fc.constantFrom('\n', '\r\n');
const row = fc.tuple(label, label, cell, cell, end).map(([g, h, x, y, stop]) => `${g},${h},${x},${y}${stop}`);
const plans = fc.record({
  by: fc.constantFrom([], ['g'], ['h', 'g']),
  of: fc.constantFrom(['x'], ['y', 'x']),
  precision: fc.constantFrom('double' as const, 'exact' as const),
});

describe('a file in pieces', () => {
  law.prop([fc.array(row, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 90 }), plans, fc.boolean()], {
    numRuns: 1000,
  })('has the bits of the whole, wherever it is cut, inside of quotes too', async (rows, bytes, plan, open) => {
    const text = `g,h,x,y\n${rows.join('')}${open ? 'a,b,1,2' : ''}`;

    expect(await inPieces(text, plan, bytes)).toEqual(aggregateCsvText(text, plan));
  });

  law.prop([fc.array(row, { maxLength: 20 }), fc.array(row, { maxLength: 20 }), fc.integer({ min: 1, max: 60 })])(
    'with something wrong in it is left to one thread',
    async (before, after, bytes) => {
      for (const wrong of ['a,b,1\n', 'a,b,one,2\n', 'a,"b"b,1,2\n', 'a,b\u0000,1,2\n']) {
        const text = `g,h,x,y\n${before.join('')}${wrong}${after.join('')}`;

        expect(await inPieces(text, { by: ['g'], of: ['x'] }, bytes)).toBe(null);
      }
    },
  );

  test('with a quote that is never closed is left to one thread', async () => {
    const options = { by: ['g'], of: ['x'] };
    expect(await inPieces(`g,x\n"a,1\n${'b,2\n'.repeat(100)}`, options, 16)).toBe(null);
  });

  test('with weights that are wrong is left to one thread', async () => {
    const options = { by: ['g'], of: ['x'], weights: { column: 'w', kind: 'frequency' as const } };
    expect(await inPieces('g,x,w\na,1,1\na,2,1.5\n', options, 8)).toBe(null);
    expect(await inPieces('g,x,w\na,1,1\na,2,3\n', options, 8)).toEqual(
      aggregateCsvText('g,x,w\na,1,1\na,2,3\n', options),
    );
  });
});

describe('on workers', () => {
  test.each(['double', 'exact'] as const)(
    'a file has the bits of one thread, however many they are: %s',
    async (precision) => {
      const options = { by: ['school', 'arm'], of: ['pre', 'post'], precision };
      const text = someText(20_000);
      const whole = bitsOf(aggregateCsvText(text, options));
      for (const size of [2, 3]) {
        const { pool, started } = watchedPool(size, worker);
        const parts = await inPieces(text, options, 2 ** 16, pool);

        expect(parts && bitsOf(parts)).toEqual(whole);
        expect(started.length).toBe(size);
      }
    },
  );
});

/** Rows of schools of which new ones come again and again. */
function someText(rows: number, last = ''): string {
  const lines = Array.from({ length: rows }, (_, r) => {
    const school = (r * 7919) % (40 + (r >> 10));
    return `"School ${school}",${r % 3 === 0 ? 't' : 'c'},${(r % 997) / 8},${r % 50 === 0 ? '' : r / 7}\n`;
  });
  return `school,arm,pre,post\n${lines.join('')}${last}`;
}

/** 9 MB: enough to be shared out without being told to. */
const largeText = (last = ''): string => someText(230_000, last);

describe('a large file', () => {
  const text = largeText();
  const path = written('large.csv', text);
  const asked = { by: ['school', 'arm'], of: ['pre', 'post'] };

  test('has the bits of one thread, and tells how many bytes are read, from none to all', async () => {
    const whole = bitsOf(aggregateCsvText(text, asked));
    for (const size of [1, 2]) {
      const told: Progress[] = [];
      const { pool, started } = watchedPool(size, worker);
      const parts = await aggregateCsv(path, { ...asked, pool, onProgress: (progress) => told.push(progress) });

      expect(bitsOf(parts)).toEqual(whole);
      expect(started.length).toBe(size === 1 ? 0 : size);
      const done = told.map((progress) => progress.done);
      const total = Buffer.byteLength(text);

      expect(told.every((progress) => progress.phase === 'read' && progress.total === total)).toBe(true);
      expect([done[0], done.at(-1)]).toEqual([0, total]);
      expect(done).toEqual([...done].sort((a, b) => a - b));
    }
  });

  test('with a bad cell is read again, and the error is that of one thread', async () => {
    const bad = written('bad.csv', largeText('x,t,1,?\n'));
    const phases = new Set<string>();
    const { pool } = watchedPool(2, worker);
    const options = { ...asked, csv: { name: 'the file' } };
    const alone = await rejectionOf(aggregateCsv(bad, { ...options, workers: 1 }));
    const error = await rejectionOf(
      aggregateCsv(bad, { ...options, pool, onProgress: ({ phase }) => void phases.add(phase) }),
    );

    expect(error).toMatchObject({ code: 'invalid_number', message: alone.message, detail: alone.detail });
    expect([...phases]).toEqual(['read', 'read-again']);
  });

  test('is given up when a worker is killed: one typed error, and nothing left running', async () => {
    const { pool, started, running } = watchedPool(2, worker);
    const asking = aggregateCsv(path, { ...asked, pool, onProgress: () => void started[1]?.terminate() });

    expect((await rejectionOf(asking)).code).toBe('worker_failed');
    expect(running()).toBe(0);
  });

  test('is given up when it is aborted', async () => {
    for (const size of [1, 2]) {
      const { pool, running } = watchedPool(size, worker);
      const controller = new AbortController();
      const asking = aggregateCsv(path, {
        ...asked,
        pool,
        signal: controller.signal,
        onProgress: ({ done }) => done > 0 && controller.abort(),
      });

      expect(await rejectionOf(asking)).toMatchObject({ code: 'aborted', name: 'EfficacyError' });
      expect(running()).toBe(0);
      expect((await rejectionOf(aggregateCsv(path, { ...asked, pool, signal: AbortSignal.abort() }))).code).toBe(
        'aborted',
      );
    }
  });

  test('and compressed or a stream is read by one thread, which can be aborted too', async () => {
    const zipped = written('large.csv.gz', gzipSync(text));
    const whole = aggregateCsvText(text, asked);
    const told: Progress[] = [];

    expect(await aggregateCsv(zipped, { ...asked, onProgress: (progress) => told.push(progress) })).toEqual(whole);
    expect(told[0]).toEqual({ phase: 'read', done: 0, total: null });
    expect(told.at(-1)?.done).toBe(Buffer.byteLength(text));
    expect((await rejectionOf(aggregateCsv(zipped, { ...asked, signal: AbortSignal.abort() }))).code).toBe('aborted');

    const controller = new AbortController();
    async function* stalled(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode(text.slice(0, 5000));
      setTimeout(() => controller.abort(), 5);
      await new Promise(() => undefined);
    }
    const asking = aggregateCsv(stalled(), { ...asked, signal: controller.signal });
    expect((await rejectionOf(asking)).code).toBe('aborted');
  });

  test('is not read beyond the bound', async () => {
    const { pool } = watchedPool(2, worker);
    expect((await rejectionOf(aggregateCsv(path, { ...asked, pool, maxBytes: 2 ** 23 }))).code).toBe('wrong_file');
  });

  test('by a pool and a number of workers is refused', async () => {
    const { pool } = watchedPool(2, worker);
    expect((await rejectionOf(aggregateCsv(path, { ...asked, pool, workers: 2 }))).code).toBe('invalid_argument');
  });
});
