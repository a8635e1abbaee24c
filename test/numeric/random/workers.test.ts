import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { workerFileOf } from '../../support/pool/watched-pool.js';
import { drawsOf } from './draws.js';

interface Drawn {
  readonly stratum: number;
  readonly replicate: number;
  readonly draws: number[];
}

const jobs = [3, 0, 11].flatMap((stratum) => Array.from({ length: 20 }, (_, b) => [stratum, b] as const));
const key = (stratum: number, replicate: number): string => `${stratum}, ${replicate}`;
const file = workerFileOf(new URL('./draws.ts', import.meta.url));

/** The draws of all replicates, made by so many threads, each of which takes the next replicate when it is ready. */
async function drawnBy(threads: number, order: readonly (readonly [number, number])[]): Promise<Map<string, number[]>> {
  const source = await file;
  const waiting = [...order];
  const drawn = new Map<string, number[]>();
  const one = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(source);
      onTestFinished(async () => void (await worker.terminate()));
      let made = 0;
      const next = (): void => {
        const job = waiting.shift();
        if (job) worker.postMessage(job);
        else resolve(made);
      };
      worker.on('error', reject);
      worker.on('message', ({ stratum, replicate, draws }: Drawn) => {
        made++;
        drawn.set(key(stratum, replicate), draws);
        next();
      });
      next();
    });
  const made = await Promise.all(Array.from({ length: threads }, one));
  // Each took part.
  expect(Math.min(...made)).toBeGreaterThan(0);
  return drawn;
}

test('replicates draw the same numbers here, on one worker, on two and on three, in any order', async () => {
  const here = new Map(jobs.map(([stratum, b]) => [key(stratum, b), drawsOf(stratum, b)]));
  expect(new Set([...here.values()].map(String)).size).toBe(jobs.length);
  expect(await drawnBy(1, jobs)).toEqual(here);
  expect(await drawnBy(2, jobs)).toEqual(here);
  expect(await drawnBy(3, jobs.toReversed())).toEqual(here);
});
