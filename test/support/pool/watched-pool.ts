import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import { type WorkerPool, workerPool } from '../../../src/support/pool/worker-pool.js';

/** A module and all that it imports as one file that a worker of Node.js can load. */
export async function workerFileOf(source: URL): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'pool-')), 'worker.mjs');
  const entryPoints = [fileURLToPath(source)];
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'silent' });
  return outfile;
}

/** The worker that serves the tasks of tasks.ts. */
export const workerFile: string = await workerFileOf(new URL('./worker.ts', import.meta.url));

/** A pool, and what became of its workers. */
export interface WatchedPool {
  readonly pool: WorkerPool;
  readonly started: Worker[];
  /** How many have not ended. */
  running(): number;
}

/**
 * A pool of up to `size` worker threads that run this file; closed when the test is over.
 *
 * @param limits - of the memory of a worker, for tests of what becomes of one that has no more. Only for them: where memory is short, Node.js 20
 *   collects garbage all the time, and now and then breaks down when a worker that is busy is ended in the middle of it.
 */
export function watchedPool(size: number, file: string = workerFile, limits: ResourceLimits = {}): WatchedPool {
  const started: Worker[] = [];
  let ended = 0;
  const factory = (): Worker => {
    const worker = new Worker(file, { execArgv: [], resourceLimits: limits });
    started.push(worker);
    worker.on('exit', () => {
      ended++;
    });
    return worker;
  };
  const pool = workerPool({ size, factory });
  onTestFinished(() => pool.close());
  return { pool, started, running: () => started.length - ended };
}
