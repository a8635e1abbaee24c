import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// Bundles the simulations with tsup, which the build uses anyway, and runs them.
const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = at('../../node_modules/.cache/simulate');
const quiet = { stdio: ['ignore', 'ignore', 'inherit'] };
execFileSync(
  process.execPath,
  [
    at('../../node_modules/tsup/dist/cli-default.js'),
    at('main.ts'),
    '--no-config',
    '--format',
    'esm',
    '--out-dir',
    out,
  ],
  quiet,
);
execFileSync(process.execPath, [`${out}/main.js`, ...process.argv.slice(2)], { stdio: 'inherit' });
