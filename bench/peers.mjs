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
  return engineOf(name, () => [csvOf(trial(), clusters)], stored, more);
}

/** The same for a package that fits a curve to each of many samples of some rows; answers one column. */
export function curvePeer(name, rows, samples, stored, more = {}) {
  const files = () => {
    const path = (what) => `${tmpdir()}/efficacy-bench-curve-${what}.csv`;
    writeFileSync(
      path('rows'),
      `dose,response\n${Array.from(rows.dose, (x, i) => `${x},${rows.response[i]}\n`).join('')}`,
    );
    writeFileSync(
      path('samples'),
      samples()
        .map((sample) => `${Array.from(sample, (i) => i + 1).join(',')}\n`)
        .join(''),
    );
    return [path('rows'), path('samples')];
  };
  return engineOf(name, files, stored, more);
}

function engineOf(name, files, stored, more) {
  const read = ({ columns }) =>
    answer(
      columns[0].map((_, i) => i),
      columns,
    );
  if (!found(name)) return { [`${name}, as stored`]: { milliseconds: stored.milliseconds, run: () => stored, read } };
  const run = () => JSON.parse(execFileSync('Rscript', [script, name, ...files()], { encoding: 'utf8' }));
  return { [name]: { prepare: files, run, read, ownProcess: true, ...more } };
}
