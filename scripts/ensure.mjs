// Makes sure that what a command needs is there: `node scripts/ensure.mjs` installs the dependencies,
// `node scripts/ensure.mjs build` builds too. Does nothing where nothing changed.
// Plain JavaScript with no dependencies, because it runs before anything is installed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const filesUnder = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`);

const fingerprint = (files) => {
  const hash = createHash('sha256').update(process.version);
  for (const file of [...files].sort()) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
};

const run = (command, args) => {
  // npm is a script on Windows and needs a shell there; the arguments are all our own.
  execFileSync(command, args, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
};

const ensure = (stamp, files, make) => {
  const wanted = fingerprint(files);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  make();
  writeFileSync(stamp, wanted);
};

// The lock file changes whenever a dependency does.
ensure('node_modules/.stamp', ['package-lock.json'], () => {
  console.error('Installing dependencies (once)...');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
});

if (process.argv.includes('build')) {
  const inputs = [...filesUnder('src'), 'package.json', 'tsconfig.json', 'tsconfig.build.json', 'tsup.config.ts'];
  ensure('dist/.stamp', inputs, () => {
    console.error('Building...');
    run('npm', ['run', 'build', '--silent']);
  });
}
