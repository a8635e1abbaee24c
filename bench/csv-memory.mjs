// `node bench/csv-memory.mjs`: aggregates CSV files of 50 MB and of 1 GB in processes with a heap of 256 MB, and tells the peak resident
// memory of each: it must not grow with the rows, and stay under 100 MB.
import { execFileSync } from 'node:child_process';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { uniform } from './data.mjs';

const [, self, path] = process.argv;

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
  const { groupCount } = await aggregateCsv(path, { by: ['school', 'arm'], of: ['pre', 'post'] });
  process.stdout.write(`${groupCount} groups, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`);
} else {
  const rows = Array.from({ length: 8 }, (_, i) => someRows(uniform(i + 1)));
  for (const megabytes of [50, 1000]) {
    const file = `${tmpdir()}/efficacy-memory-${megabytes}.csv`;
    writeFileSync(file, 'school,arm,pre,post\n');
    for (let bytes = 0, i = 0; bytes < megabytes * 1e6; i++) {
      appendFileSync(file, rows[i % rows.length]);
      bytes += rows[i % rows.length].length;
    }
    const told = execFileSync(
      process.execPath,
      ['--max-old-space-size=256', fileURLToPath(new URL(self, 'file:')), file],
      { encoding: 'utf8' },
    );
    console.log(`${megabytes} MB: ${told}`);
    rmSync(file);
  }
}
