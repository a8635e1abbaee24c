// `node bench/csv-memory.mjs`: aggregates CSV files of 100 MB and of 1 GB in processes with a heap of 256 MB, by one thread and by two
// workers, and tells the peak resident memory of each, also in docs/bench/csv-memory.json: it must not grow with the rows.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { uniform } from './data.mjs';
import { peakMegabytes } from './peak.mjs';

const [, self, path, workers] = process.argv;

/** A megabyte or so of students, names and quotes included. */
function someRows(next) {
  const lines = [];
  for (let i = 0; i < 20_000; i++) {
    const school = String(Math.floor(next() * 4000)).padStart(4, '0');
    const post = next() < 0.02 ? '' : (400 * next()).toFixed(2);
    lines.push(`"School ${school}",${next() < 0.5 ? 'treatment' : 'control'},${(400 * next()).toFixed(2)},${post}\n`);
  }
  return lines.join('');
}

if (path !== undefined) {
  const { aggregateCsv } = await import(new URL('../dist/ingest/node/aggregate-csv.js', import.meta.url).href);
  const options = { by: ['school', 'arm'], of: ['pre', 'post'], workers: Number(workers) };
  const { groupCount, n, leftOut } = await aggregateCsv(path, options);
  const rows = n.reduce((sum, x) => sum + x, leftOut.incomplete);
  process.stdout.write(JSON.stringify({ rows, groupCount, peakMegabytes: peakMegabytes() }));
} else {
  const some = Array.from({ length: 8 }, (_, i) => someRows(uniform(i + 1)));
  const results = [];
  for (const megabytes of [100, 1000]) {
    const file = `${tmpdir()}/efficacy-memory-${megabytes}.csv`;
    writeFileSync(file, 'school,arm,pre,post\n');
    let rows = 0;
    for (let bytes = 0, i = 0; bytes < megabytes * 1e6; i++) {
      appendFileSync(file, some[i % some.length]);
      bytes += some[i % some.length].length;
      rows += 20_000;
    }
    for (const workers of [1, 2]) {
      const asked = ['--max-old-space-size=256', fileURLToPath(new URL(self, 'file:')), file, String(workers)];
      const told = JSON.parse(execFileSync(process.execPath, asked, { encoding: 'utf8' }));
      if (told.rows !== rows) throw new Error(`${rows} rows were written, ${told.rows} aggregated`);
      results.push({ megabytes, workers, ...told });
      console.log(JSON.stringify(results.at(-1)));
    }
    rmSync(file);
  }
  const out = fileURLToPath(new URL('../docs/bench/', import.meta.url));
  mkdirSync(out, { recursive: true });
  writeFileSync(`${out}/csv-memory.json`, `${JSON.stringify({ node: process.version, results }, null, 2)}\n`);
}
