// Packages of R in the same run, where Rscript and the package are there; otherwise their stored figures, under a name that says so.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { answer } from './answers.mjs';

const script = fileURLToPath(new URL('./peers.R', import.meta.url));

const found = (name) =>
  spawnSync('Rscript', ['-e', `stopifnot(requireNamespace("${name}"), requireNamespace("data.table"))`]).status === 0;

/** Rows of a clustered trial as CSV, unless the file is there. */
function csvOf({ school, treated, pre, post, rows }, clusters) {
  const path = `${tmpdir()}/efficacy-bench-trial-${rows}-${clusters}.csv`;
  if (existsSync(path)) return path;
  const lines = Array.from({ length: rows }, (_, i) => `${school[i]},${treated[i]},${pre[i]},${post[i]}`);
  writeFileSync(path, `school,treated,pre,post\n${lines.join('\n')}\n`);
  return path;
}

/**
 * Engines of a line: a package of R on the rows of a trial.
 *
 * @param stored - { milliseconds, columns }: what it said where it was run
 * @param more - settings of the engine, such as { slow: true }
 */
export function peer(name, trial, clusters, stored, more = {}) {
  const read = ({ columns }) => answer([0, 1, 2], columns);
  if (!found(name)) return { [`${name}, as stored`]: { milliseconds: stored.milliseconds, run: () => stored, read } };
  const run = () => JSON.parse(execFileSync('Rscript', [script, name, csvOf(trial(), clusters)], { encoding: 'utf8' }));
  return { [name]: { prepare: () => csvOf(trial(), clusters), run, read, ...more } };
}
