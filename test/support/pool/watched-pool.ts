import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import { type WorkerPool, workerPool } from '../../../src/support/pool/worker-pool.js';

/** The worker that serves the tasks of tasks.ts, in one file that Node.js can load. */
export const workerFile: string = join(mkdtempSync(join(tmpdir(), 'pool-')), 'worker.mjs');

await build({
  entryPoints: [fileURLToPath(new URL('./worker.ts', import.meta.url))],
  outfile: workerFile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  logLevel: 'silent',
});

/** A pool, and what became of its workers. */
export interface WatchedPool {
  readonly pool: WorkerPool;
  readonly started: Worker[];
  /** How many have not ended. */
  running(): number;
}

/** A pool of up to `size` worker threads that serve the tasks of tasks.ts; closed when the test is over. */
export function watchedPool(size: number): WatchedPool {
  const started: Worker[] = [];
  let ended = 0;
  const factory = (): Worker => {
    const worker = new Worker(workerFile, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 48 } });
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
