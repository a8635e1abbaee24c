import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type WorkerPool, workerPool } from '../../../src/support/pool/worker-pool.js';
import { rejectionOf } from '../../errors.js';
import { failing, square } from './tasks.js';
import { workerFile } from './watched-pool.js';

/** A thread that has what a Web Worker has, and nothing of Node.js: see browser.test.ts for real ones. */
const webFile = join(mkdtempSync(join(tmpdir(), 'pool-')), 'web.mjs');
writeFileSync(
  webFile,
  `import { parentPort } from 'node:worker_threads';
process.getBuiltinModule = undefined;
globalThis.postMessage = (message, moves) => parentPort.postMessage(message, moves);
globalThis.addEventListener = (type, listener) => parentPort.on(type, (data) => listener({ data }));
await import(${JSON.stringify(pathToFileURL(workerFile).href)});
`,
);

type Listener = (event: { readonly data?: unknown; readonly message?: string }) => void;

/** What a browser shows of a worker. */
class WebWorker {
  readonly #thread = new Worker(webFile);

  postMessage(message: unknown, moves: ArrayBuffer[]): void {
    this.#thread.postMessage(message, moves);
  }

  addEventListener(type: string, listener: Listener): void {
    this.#thread.on(type, (value) => listener(type === 'error' ? { message: value.message } : { data: value }));
  }

  terminate(): void {
    void this.#thread.terminate();
  }
}

function webPool(): WorkerPool {
  const pool = workerPool({ size: 2, factory: () => new WebWorker() });
  onTestFinished(() => pool.close());
  return pool;
}

describe('a worker with the manners of a browser', () => {
  test('gives outputs in order', async () => {
    const inputs = [5, 4, 3, 2, 1].map((x) => ({ x, milliseconds: x }));

    expect(await webPool().run(square, null, inputs)).toEqual([25, 16, 9, 4, 1]);
  });

  test('sends typed errors, and the pool can be used again', async () => {
    const pool = webPool();
    const error = await rejectionOf(pool.run(failing, { 1: 'typed' }, [0, 1, 2]));

    expect(error.code).toBe('zero_variance');
    expect(error.detail).toEqual({ piece: 1 });
    expect(await pool.run(failing, {}, [0, 1, 2])).toEqual([0, 1, 2]);
  });

  test('that breaks down is one typed error', async () => {
    const error = await rejectionOf(
      webPool().run(
        failing,
        { 1: 'loose' },
        Array.from({ length: 500 }, (_, i) => i),
      ),
    );

    expect(error.code).toBe('worker_failed');
    expect(error.detail['reason']).toMatch(/loose end/);
  });

  test('is stopped by an abort', async () => {
    const long = [1, 2, 3].map((x) => ({ x, milliseconds: 20_000 }));
    const error = await rejectionOf(webPool().run(square, null, long, { signal: AbortSignal.timeout(50) }));

    expect(error.code).toBe('aborted');
  });
});
