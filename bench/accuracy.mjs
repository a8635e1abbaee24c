// How right and how fast the distribution functions are, beside the npm packages that offer them, on one grid of true values.
// `npm run bench:accuracy` prints the table; `-- --write` puts it into docs/accuracy.md.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import jstat from 'jstat';
import * as rmath from 'lib-r-math.js';
import * as simple from 'simple-statistics';
import * as ours from '../dist/numeric/index.js';

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const cases = read('../test/reference/cases/h_distributions_exact.json').cases;
const rowsOf = (id) => cases.find((c) => c.id === id).rows;

const j = jstat.jStat;
const r = rmath;
/** For each library a function of a row's arguments that gives the lower and the upper tail, as well as it can. */
const functions = [
  {
    name: 'normal',
    id: 'h.pnorm',
    efficacy: [(x) => ours.normal.cdf(x), (x) => ours.normal.sf(x)],
    jstat: [(x) => j.normal.cdf(x, 0, 1), (x) => 1 - j.normal.cdf(x, 0, 1)],
    'lib-r-math': [(x) => r.pnorm(x), (x) => r.pnorm(x, 0, 1, false)],
    'simple-statistics': [
      (x) => simple.cumulativeStdNormalProbability(x),
      (x) => 1 - simple.cumulativeStdNormalProbability(x),
    ],
  },
  {
    name: "Student's t",
    id: 'h.pt',
    efficacy: [(t, df) => ours.studentT.cdf(t, df), (t, df) => ours.studentT.sf(t, df)],
    jstat: [(t, df) => j.studentt.cdf(t, df), (t, df) => j.studentt.cdf(-t, df)],
    'lib-r-math': [(t, df) => r.pt(t, df), (t, df) => r.pt(t, df, undefined, false)],
  },
  {
    name: 'chi-squared',
    id: 'h.pchisq',
    efficacy: [(x, df) => ours.chiSquared.cdf(x, df), (x, df) => ours.chiSquared.sf(x, df)],
    jstat: [(x, df) => j.chisquare.cdf(x, df), (x, df) => 1 - j.chisquare.cdf(x, df)],
    'lib-r-math': [(x, df) => r.pchisq(x, df), (x, df) => r.pchisq(x, df, undefined, false)],
  },
  {
    name: 'F',
    id: 'h.pf',
    efficacy: [(f, a, b) => ours.fisherF.cdf(f, a, b), (f, a, b) => ours.fisherF.sf(f, a, b)],
    jstat: [(f, a, b) => j.centralF.cdf(f, a, b), (f, a, b) => 1 - j.centralF.cdf(f, a, b)],
    'lib-r-math': [(f, a, b) => r.pf(f, a, b), (f, a, b) => r.pf(f, a, b, undefined, false)],
  },
  {
    name: 'beta',
    id: 'h.pbeta',
    efficacy: [(x, a, b) => ours.beta.cdf(x, a, b), (x, a, b) => ours.beta.sf(x, a, b)],
    jstat: [(x, a, b) => j.beta.cdf(x, a, b), (x, a, b) => 1 - j.beta.cdf(x, a, b)],
    'lib-r-math': [(x, a, b) => r.pbeta(x, a, b), (x, a, b) => r.pbeta(x, a, b, undefined, false)],
  },
  {
    name: 'noncentral t',
    id: 'h.pt_noncentral',
    efficacy: [(t, df, ncp) => ours.noncentralT.cdf(t, df, ncp), (t, df, ncp) => ours.noncentralT.sf(t, df, ncp)],
    jstat: [(t, df, ncp) => j.noncentralt.cdf(t, df, ncp), (t, df, ncp) => 1 - j.noncentralt.cdf(t, df, ncp)],
    'lib-r-math': [(t, df, ncp) => r.pt(t, df, ncp), (t, df, ncp) => r.pt(t, df, ncp, false)],
  },
];

const libraries = ['efficacy', 'jstat', 'lib-r-math', 'simple-statistics'];

/** Worst relative error, false zeros and non-numbers over both tails of a grid. True values below 1e-300 are left out. */
function score(tails, rows) {
  const errors = [];
  let zeros = 0;
  let none = 0;
  for (const row of rows) {
    const truths = row.slice(-2).map(Number);
    const args = row
      .slice(0, -2)
      .map((x) => (x === 'Inf' ? Number.POSITIVE_INFINITY : x === '-Inf' ? Number.NEGATIVE_INFINITY : Number(x)));
    truths.forEach((truth, side) => {
      if (!(truth > 1e-300)) return;
      let value = Number.NaN;
      try {
        value = tails[side](...args);
      } catch {
        // counted as no number
      }
      if (!Number.isFinite(value)) none++;
      else if (value === 0) zeros++;
      else errors.push(Math.abs(value - truth) / truth);
    });
  }
  errors.sort((a, b) => a - b);
  return { worst: errors.at(-1), median: errors[errors.length >> 1], zeros, none, count: errors.length + zeros + none };
}

/** Nanoseconds a call over the grid, median of interleaved rounds. */
function speed(candidates, rows) {
  const inputs = rows.map((row) => row.slice(0, -2).map(Number)).filter((row) => row.every(Number.isFinite));
  const times = candidates.map(() => []);
  let sink = 0;
  for (let round = 0; round < 15; round++) {
    candidates.forEach((tails, i) => {
      const start = process.hrtime.bigint();
      for (let again = 0; again < 5; again++) {
        for (const args of inputs) {
          try {
            sink += tails[0](...args);
          } catch {
            // its time counts
          }
        }
      }
      times[i].push(Number(process.hrtime.bigint() - start) / (5 * inputs.length));
    });
  }
  if (sink === 0.1234) console.error(sink);
  return times.map((list) => list.sort((a, b) => a - b)[list.length >> 1]);
}

const quiet = console.warn;
console.warn = () => {};
const scientific = (x) => (x === undefined ? '' : x === 0 ? '0' : x.toExponential(1));
const accuracy = [];
const timing = [];
for (const f of functions) {
  const rows = rowsOf(f.id);
  const present = libraries.filter((name) => f[name] !== undefined);
  const scores = Object.fromEntries(present.map((name) => [name, score(f[name], rows)]));
  const times = speed(
    present.map((name) => f[name]),
    rows,
  );
  for (const name of present) {
    const s = scores[name];
    accuracy.push(
      `| ${f.name} | ${name} | ${scientific(s.median)} | ${scientific(s.worst)} | ${s.zeros} | ${s.none} | ${s.count} |`,
    );
  }
  timing.push(
    `| ${f.name} | ${libraries.map((name) => (present.includes(name) ? Math.round(times[present.indexOf(name)]) : '')).join(' | ')} |`,
  );
}
console.warn = quiet;

let revision = 'unknown';
try {
  revision = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
} catch {
  // not a checkout
}
const versions = ['jstat', 'lib-r-math.js', 'simple-statistics'].map(
  (name) => `${name} ${read(`./node_modules/${name}/package.json`).version}`,
);
const text = `# Accuracy and speed of the distribution functions

Made by \`npm run bench:accuracy -- --write\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, revision ${revision}, ${cpus()[0]?.model ?? 'unknown processor'}.
Peers: ${versions.join(', ')}. Where a peer has no upper tail, it is 1 minus its lower one, as its users would write it.

## Relative error on both tails

The grid and its true values (40 digits, mpmath) are \`test/reference/cases/h_distributions_exact.json\`; values below 1e-300 are left out. "False zeros": 0
where the truth is not. "No number": NaN, an infinity, or an exception.

| distribution | library | median error | worst error | false zeros | no number | of |
| --- | --- | ---: | ---: | ---: | ---: | ---: |
${accuracy.join('\n')}

simple-statistics has a table of the normal distribution only; the other packages have no noncentral t beside jstat's and R's algorithm AS 243.

## Time of a lower tail, in nanoseconds

Median of 15 interleaved rounds over the same grid; compare within a line.

| distribution | ${libraries.join(' | ')} |
| --- | ${libraries.map(() => '---:').join(' | ')} |
${timing.join('\n')}
`;
console.log(text);
if (process.argv.includes('--write'))
  writeFileSync(fileURLToPath(new URL('../docs/accuracy.md', import.meta.url)), text);
