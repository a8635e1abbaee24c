// How often intervals hold the truth. Bundles the simulations with tsup, which the build uses anyway, and runs them.
//
//   npm run simulate                                    prints the tables of docs/coverage.md
//   npm run simulate -- --write                         writes them
//   npm run simulate -- --write means                   writes one section (a file of sections/) and leaves the others
//   npm run simulate -- --trials 500 means              a quick version of one section
//   npm run simulate -- --figures /tmp/figures means    writes the trials for R; then
//   Rscript scripts/simulate/reference.R /tmp/figures means   makes reference/means.json, R's coverage in these trials
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'simulate-'));
try {
  const entries = ['main.ts', ...readdirSync(at('sections')).map((name) => `sections/${name}`)].map(at);
  const tsup = at('../../node_modules/tsup/dist/cli-default.js');
  const options = ['--no-config', '--format', 'esm', '--target', 'node20', '--out-dir', out];
  execFileSync(process.execPath, [tsup, ...entries, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(join(out, 'package.json'), '{ "type": "module" }');
  const { status } = spawnSync(process.execPath, [join(out, 'main.js'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, SIMULATE_ROOT: at('../..') },
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(out, { recursive: true });
}
