import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const dist = new URL('../../dist/', import.meta.url);

/** Runs a program that imports the built package as its users do; it must end by itself. */
function run(program: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const code = `import { fromColumns, groupComoments, groupComomentsParallel, workerPool } from '${dist.href}node.js';
const rows = 200_000;
const school = Array.from({ length: rows }, (_, row) => 's' + ((row * 7919) % 30_011));
const x = Array.from({ length: rows }, (_, row) => Math.sin(row));
const table = fromColumns({ school, x });
const asked = { by: ['school'], of: ['x', 'x', 'x'] };
${program}`;
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '-e', code], { timeout: 30_000 }, (error, output, problems) => {
      resolve({
        code: error === null ? 0 : ((error.code as unknown as number | null) ?? null),
        output: output + problems,
      });
    });
  });
}

describe('a program that uses the built package', () => {
  test('was built', () => {
    expect(existsSync(fileURLToPath(new URL('worker.js', dist)))).toBe(true);
  });

  test('aggregates on worker threads by default, and ends by itself', async () => {
    const { code, output } = await run(`
const { means } = await groupComomentsParallel(table, { ...asked, workers: 3 });
const alone = groupComoments(table, asked);
console.log(means[0].every((mean, g) => Object.is(mean, alone.means[0][g])));`);

    expect(output).toBe('true\n');
    expect(code).toBe(0);
  });

  test('ends by itself with a pool that is idle and was not closed', async () => {
    const { code, output } = await run(`
const pool = workerPool({ size: 3 });
console.log((await groupComomentsParallel(table, { ...asked, pool })).groupCount);`);

    expect(output).toBe('30011\n');
    expect(code).toBe(0);
  });

  test('is kept alive by its workers as long as they work', async () => {
    const { code, output } = await run(`
const pool = workerPool({ size: 3 });
await groupComomentsParallel(table, { ...asked, pool });
groupComomentsParallel(table, { ...asked, pool }).then(({ groupCount }) => console.log(groupCount));`);

    expect(output).toBe('30011\n');
    expect(code).toBe(0);
  });

  test('ends by itself after an abort', async () => {
    const { code, output } = await run(`
const signal = AbortSignal.timeout(20);
const error = await groupComomentsParallel(table, { ...asked, workers: 3, precision: 'exact', signal }).catch((e) => e);
console.log(error.code);`);

    expect(output).toBe('aborted\n');
    expect(code).toBe(0);
  });
});
