import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { randomStream } from '../../src/numeric/random/index.js';
import {
  type Coverage,
  type CoverageSection,
  complaint,
  coverageTable,
  type Figures,
  type ReferenceCoverage,
} from './harness.js';
import { coverageInParallel, serveRows } from './rows-in-parallel.js';
import { seed } from './seed.js';

// The tables of docs/coverage.md; run.mjs says how to call it.
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    trials: { type: 'string', default: '10000' },
    write: { type: 'boolean', default: false },
    figures: { type: 'string' },
  },
});
const trials = Number(options.trials);

const root = process.env['SIMULATE_ROOT'] ?? '.';
const documentFile = `${root}/docs/coverage.md`;
const sections = await sectionsBeside();
const chosen = sections.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
checkUse();
if (!isMainThread) serveRows(sections);
else if (options.figures === undefined) await tables();
else for (const section of chosen) writeFigures(section, options.figures);

function checkUse(): void {
  const unknown = positionals.filter((id) => !sections.some((section) => section.id === id));
  if (unknown.length > 0) {
    throw new Error(`no section ${unknown.join(', ')}; there are ${sections.map(({ id }) => id).join(', ')}`);
  }
  if (!(Number.isInteger(trials) && trials > 0))
    throw new Error(`--trials needs a whole number, got ${options.trials}`);
  if (options.write && trials !== 10_000) throw new Error('--write is for 10,000 trials; leave out --trials');
}

/** Every file of sections/, bundled beside this one. */
async function sectionsBeside(): Promise<readonly CoverageSection[]> {
  const files = readdirSync(new URL('./sections/', import.meta.url)).filter((name) => name.endsWith('.js'));
  const modules = await Promise.all(
    files.map(
      (name) => import(new URL(`./sections/${name}`, import.meta.url).href) as Promise<{ section: CoverageSection }>,
    ),
  );
  return modules.map(({ section }) => section).sort((a, b) => a.order - b.order);
}

async function tables(): Promise<void> {
  const made = madeBy(); // names the revision that is simulated, not one that comes meanwhile
  const wrong: string[] = [];
  const coverages = await coverageInParallel(chosen, trials);
  const parts = chosen.map(({ id, title, about }, s) => {
    const rows = coverages[s] as readonly Coverage[];
    const references = referencesOf(id);
    for (const row of rows) {
      const what = complaint(row, references[row.name]);
      if (what !== null) wrong.push(`${row.name}: ${what}`);
    }
    return `## ${title}\n\n${about}\n\n${made}\n\n${coverageTable(rows, references)}`;
  });
  if (options.write) writeFileSync(documentFile, documentWith(parts));
  else console.log([introduction(), ...parts].join('\n'));
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) process.exitCode = 1;
}

/** The document with these parts new and the other ones as they are, in the order of the sections. */
function documentWith(parts: readonly string[]): string {
  const titleOf = (part: string): string => part.slice(0, part.indexOf('\n'));
  const known = existsSync(documentFile)
    ? readFileSync(documentFile, 'utf8')
        .split(/\n(?=## )/)
        .slice(1)
    : [];
  const byTitle = new Map([...known, ...parts].map((part) => [titleOf(part), `${part.trimEnd()}\n`]));
  const inOrder = sections.flatMap(({ title }) => byTitle.get(`## ${title}`) ?? []);
  return [introduction(), ...inOrder].join('\n');
}

/** How often R's intervals held the truth in the same trials: made by reference.R, kept in the repository. */
function referencesOf(id: string): Readonly<Record<string, ReferenceCoverage>> {
  const file = `${root}/scripts/simulate/reference/${id}.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** A table of figures for each row that R can do, and a list of them: what reference.R reads. */
function writeFigures({ id, designs }: CoverageSection, folder: string): void {
  mkdirSync(`${folder}/${id}`, { recursive: true });
  const listed = designs
    .filter(({ reference }) => reference !== undefined)
    .map(({ name, reference, truth, trial }, i) => {
      const figuresOf = (k: number): [string, number][] => spread(trial(randomStream(seed, k)).figures());
      const header = figuresOf(0).map(([column]) => column);
      const lines = Array.from({ length: trials }, (_, k) =>
        figuresOf(k)
          .map(([, value]) => value)
          .join(','),
      );
      const file = `${i}.csv`;
      writeFileSync(`${folder}/${id}/${file}`, [header.join(','), ...lines].join('\n'));
      return { name, reference, truth, file };
    });
  writeFileSync(`${folder}/${id}/rows.json`, JSON.stringify(listed));
}

function spread(figures: Figures): [string, number][] {
  return Object.entries(figures).flatMap(([name, value]): [string, number][] =>
    typeof value === 'number' ? [[name, value]] : Array.from(value, (x, i) => [`${name}${i + 1}`, x]),
  );
}

/** When and by what a section was made. */
function madeBy(): string {
  const git = (...args: string[]): string => execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', 'src', 'scripts/simulate') === '' ? '' : ', changed';
  const revision = `${git('log', '-1', '--format=%h', '--', 'src', 'scripts/simulate')}${changed}`;
  return `Made on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node} at revision ${revision}.`;
}

function introduction(): string {
  return `# How often intervals hold the truth

A 95 % interval should hold the true value in 95 of 100 trials. Each row is ${String(trials).replace(/\B(?=(\d{3})+$)/g, ',')} simulated trials of one estimator under one design, each
trial from its own stream of random numbers (seed ${seed}), so that the table depends on the seed alone. Its own chance error is
${(100 * Math.sqrt((0.95 * 0.05) / trials)).toFixed(2)} points. \`npm run simulate -- --write\` makes it, section by section if they are named, and fails where a row
breaks its rule; the tests hold a quick version of every row.

- \`exact\`: covers at its level by theory, and must lie between 94.35 and 95.65.
- \`approximate\`: must cover 93 or more, and as often as R's interval in the same trials within .65, or lie nearer to 95 than R's; where R has no
  such interval, between 94.35 and 95.65.
- \`reproduced\`: R's own formula, offered for comparison with it; must cover as often as R's within .65, however little that is.

"Too low" and "too high" say on which side the interval missed; "without" counts trials that had no interval, which count as misses. "R covers"
is the coverage of R's interval in the very same trials, by the package that the last column names, or by "formula": an independent R
program of the published formula where no package at hand has one; "of 1000" says that it is of so many trials, the first, where R is slow. Sets
without an end cover on that side.
`;
}
