import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';

/** A browser to test with, or null: named by the variable CHROMIUM, else Debian's. */
const chromium = ((): string | null => {
  const name = process.env['CHROMIUM'] ?? 'chromium';
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return name;
  } catch {
    return null;
  }
})();

/** Sends back what each check found. Without shared memory only the first can be asked. */
const page = `<script type="module">
import { groupComoments } from './dist/aggregate/group-comoments.js';
import { groupComomentsParallel } from './dist/aggregate/group-comoments-parallel.js';
import { fromColumns } from './dist/ingest/from-columns.js';
import { workerPool } from './dist/support/pool/worker-pool.js';

const rows = 200_000;
const school = Array.from({ length: rows }, (_, row) => 's' + ((row * 7919) % 30_011));
const table = fromColumns({ school, x: Array.from({ length: rows }, (_, row) => Math.sin(row)) });
// So many columns that the sums of all groups are shared out by groups.
const asked = { by: ['school'], of: Array(8).fill('x') };
const codeOf = (promise) => promise.then(() => 'none', (error) => error.code ?? String(error));
const found = {};
try {
  let started = 0;
  const factory = () => {
    started++;
    return new Worker('./dist/worker.js', { type: 'module' });
  };
  const pool = workerPool({ size: 3, factory });
  const alone = groupComoments(table, asked);
  const parallel = await groupComomentsParallel(table, { ...asked, pool });
  found.sameBits = parallel.products.every((column, i) => column.every((x, g) => Object.is(x, alone.products[i][g])));
  found.started = started;
  found.isolated = crossOriginIsolated;
  if (crossOriginIsolated) {
    const own = await groupComomentsParallel(table, { ...asked, workers: 3 });
    found.ownFactory = own.means[0].every((x, g) => Object.is(x, alone.means[0][g]));
    const signal = AbortSignal.timeout(20);
    found.aborted = await codeOf(groupComomentsParallel(table, { ...asked, pool, precision: 'exact', signal }));
    found.again = (await groupComomentsParallel(table, { ...asked, pool })).groupCount;
    const nowhere = workerPool({ size: 3, factory: () => new Worker('./nowhere.js', { type: 'module' }) });
    found.nowhere = await codeOf(groupComomentsParallel(table, { ...asked, pool: nowhere }));
  }
} catch (error) {
  found.error = String(error);
}
await fetch('./found', { method: 'POST', body: JSON.stringify(found) });
</script>`;

const root = new URL('../../', import.meta.url);
let server: Server;
let isolated = true;
let told: (found: unknown) => void = () => undefined;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (isolated) {
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    }
    if (request.method === 'POST') {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        response.end();
        told(JSON.parse(body));
      });
    } else if (pathname === '/') {
      response.setHeader('Content-Type', 'text/html').end(page);
    } else {
      try {
        const file = readFileSync(fileURLToPath(new URL(`.${pathname}`, root)));
        response.setHeader('Content-Type', 'text/javascript').end(file);
      } catch {
        response.writeHead(404).end();
      }
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.close();
});

async function visit(): Promise<unknown> {
  const found = new Promise((resolve) => {
    told = resolve;
  });
  const { port } = server.address() as AddressInfo;
  const profile = `--user-data-dir=${mkdtempSync(join(tmpdir(), 'chromium-'))}`;
  const options = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', profile];
  const browser: ChildProcess = spawn(chromium ?? '', [...options, `http://127.0.0.1:${port}/`], { stdio: 'ignore' });
  onTestFinished(
    () =>
      new Promise((resolve) => {
        browser.on('exit', () => resolve());
        browser.kill();
      }),
  );
  return found;
}

describe.skipIf(chromium === null)('in a browser (skipped where there is no chromium)', () => {
  test('Web Workers give the bits of one thread, stop, and fail by typed errors', async () => {
    isolated = true;

    expect(await visit()).toEqual({
      sameBits: true,
      started: 3,
      isolated: true,
      ownFactory: true,
      aborted: 'aborted',
      again: 30_011,
      nowhere: 'worker_failed',
    });
  });

  test('a page that is not cross-origin isolated does it in its own thread', async () => {
    isolated = false;

    expect(await visit()).toEqual({ sameBits: true, started: 0, isolated: false });
  });
});
