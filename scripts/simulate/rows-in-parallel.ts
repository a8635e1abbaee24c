import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { type Coverage, type CoverageSection, coverageOf } from './harness.js';
import { seed } from './seed.js';

interface Row {
  readonly section: string;
  readonly row: number;
  readonly trials: number;
}

/** In a worker: simulates the rows that are asked for, of sections that it has read itself. */
export function serveRows(sections: readonly CoverageSection[]): void {
  parentPort?.on('message', ({ section, row, trials }: Row) => {
    const design = sections.find(({ id }) => id === section)?.designs[row];
    if (design === undefined) throw new Error(`no row ${row} in ${section}`);
    parentPort?.postMessage(coverageOf(design, trials, seed));
  });
}

/** All rows of the sections, on every core; a row is what its seed makes it, whoever simulates it. */
export async function coverageInParallel(
  sections: readonly CoverageSection[],
  trials: number,
): Promise<readonly (readonly Coverage[])[]> {
  if (!isMainThread) throw new Error('rows are given out by the main thread');
  const results: Coverage[][] = sections.map(() => []);
  const waiting = sections.flatMap(({ id, designs }, s) => designs.map((_, row) => ({ section: id, row, trials, s })));
  const worker = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const thread = new Worker(new URL('./main.js', import.meta.url), { argv: process.argv.slice(2) });
      let task = waiting.shift();
      const next = (): void => {
        if (task !== undefined) thread.postMessage(task);
        else thread.terminate().then(() => resolve(), reject);
      };
      thread.on('message', (coverage: Coverage) => {
        if (task !== undefined) (results[task.s] as Coverage[])[task.row] = coverage;
        task = waiting.shift();
        next();
      });
      thread.on('error', reject);
      next();
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), waiting.length) }, worker));
  return results;
}
