// How right and how fast the distribution functions are, beside the npm packages that offer them, on one grid of true values.
// `npm run bench:accuracy` prints the table; `-- --write` puts it into docs/accuracy.md.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import jstat from 'jstat';
import * as rmath from 'lib-r-math.js';
import * as simple from 'simple-statistics';
import * as ours from '../dist/numeric.js';

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const files = ['h_distributions_exact', 'distributions_extra', 'noncentral_extra'];
const cases = files.flatMap((file) => read(`../test/reference/cases/${file}.json`).cases);
const number = (x) => (x === 'Inf' ? Number.POSITIVE_INFINITY : x === '-Inf' ? Number.NEGATIVE_INFINITY : Number(x));

/** A grid: arguments, and the true lower and upper value for each. */
function gridOf(id) {
  const { columns, rows } = cases.find((c) => c.id === id);
  const lower = columns.indexOf('lower');
  return rows.map((row) => ({
    args: row.slice(0, lower).map(number),
    truths: [number(row[lower]), number(row[lower + 1])],
  }));
}

const j = jstat.jStat;
const r = rmath;
const both = (d) => [d.cdf, d.sf];
const inverses = (d) => [d.quantile, d.isf];
/** A lower tail and, as its users would write it, 1 minus that. */
const complement = (f) => [f, (...args) => 1 - f(...args)];
/** A quantile and, at the upper tail, the quantile of 1 minus it. */
const mirrored = (f) => [f, (p, ...rest) => f(1 - p, ...rest)];

/** For sums that go from count to count: not asked beyond 10,000, where minutes would pass. */
const few =
  (f) =>
  (k, ...rest) =>
    k > 1e4 ? Number.NaN : f(k, ...rest);

/** For each library a function of a row's arguments that gives the lower and the upper tail, as well as it can. */
const tails = [
  {
    name: 'normal',
    id: 'h.pnorm',
    efficacy: both(ours.normal),
    jstat: complement((x) => j.normal.cdf(x, 0, 1)),
    'lib-r-math': [(x) => r.pnorm(x), (x) => r.pnorm(x, 0, 1, false)],
    'simple-statistics': complement((x) => simple.cumulativeStdNormalProbability(x)),
  },
  {
    name: "Student's t",
    id: 'h.pt',
    efficacy: both(ours.studentT),
    jstat: [(t, df) => j.studentt.cdf(t, df), (t, df) => j.studentt.cdf(-t, df)],
    'lib-r-math': [(t, df) => r.pt(t, df), (t, df) => r.pt(t, df, undefined, false)],
  },
  {
    name: 'chi-squared',
    id: 'h.pchisq',
    efficacy: both(ours.chiSquared),
    jstat: complement((x, df) => j.chisquare.cdf(x, df)),
    'lib-r-math': [(x, df) => r.pchisq(x, df), (x, df) => r.pchisq(x, df, undefined, false)],
  },
  {
    name: 'F',
    id: 'h.pf',
    efficacy: both(ours.fisherF),
    jstat: complement((f, a, b) => j.centralF.cdf(f, a, b)),
    'lib-r-math': [(f, a, b) => r.pf(f, a, b), (f, a, b) => r.pf(f, a, b, undefined, false)],
  },
  {
    name: 'beta',
    id: 'h.pbeta',
    efficacy: both(ours.beta),
    jstat: complement((x, a, b) => j.beta.cdf(x, a, b)),
    'lib-r-math': [(x, a, b) => r.pbeta(x, a, b), (x, a, b) => r.pbeta(x, a, b, undefined, false)],
  },
  {
    name: 'binomial',
    id: 'binomial',
    efficacy: both(ours.binomial),
    jstat: complement((k, n, p) => j.binomial.cdf(k, n, p)),
    'lib-r-math': [(k, n, p) => r.pbinom(k, n, p), (k, n, p) => r.pbinom(k, n, p, false)],
  },
  {
    name: 'Poisson',
    id: 'poisson',
    efficacy: both(ours.poisson),
    jstat: complement(few((k, mean) => j.poisson.cdf(k, mean))),
    'lib-r-math': [(k, mean) => r.ppois(k, mean), (k, mean) => r.ppois(k, mean, false)],
  },
  {
    name: 'hypergeometric',
    id: 'hypergeometric',
    efficacy: both(ours.hypergeometric),
    jstat: complement(few((k, marked, unmarked, draws) => j.hypgeom.cdf(k, marked + unmarked, marked, draws))),
    'lib-r-math': [(k, m, n, draws) => r.phyper(k, m, n, draws), (k, m, n, draws) => r.phyper(k, m, n, draws, false)],
  },
  {
    name: 'noncentral t',
    id: 'x.pt_noncentral.h_grid',
    efficacy: both(ours.noncentralT),
    jstat: complement((t, df, ncp) => j.noncentralt.cdf(t, df, ncp)),
    'lib-r-math': [(t, df, ncp) => r.pt(t, df, ncp), (t, df, ncp) => r.pt(t, df, ncp, false)],
  },
  {
    name: 'noncentral chi-squared',
    id: 'x.pchisq_noncentral',
    efficacy: both(ours.noncentralChiSquared),
    'lib-r-math': [(x, df, ncp) => r.pchisq(x, df, ncp), (x, df, ncp) => r.pchisq(x, df, ncp, false)],
  },
  {
    name: 'noncentral F',
    id: 'x.pf_noncentral',
    efficacy: both(ours.noncentralF),
    'lib-r-math': [(f, a, b, ncp) => r.pf(f, a, b, ncp), (f, a, b, ncp) => r.pf(f, a, b, ncp, false)],
  },
  {
    name: 'studentized range',
    id: 'x.ptukey',
    efficacy: both(ours.studentizedRange),
    jstat: complement((q, groups, df) => j.tukey.cdf(q, groups, df)),
    'lib-r-math': [(q, groups, df) => r.ptukey(q, groups, df), (q, groups, df) => r.ptukey(q, groups, df, 1, false)],
  },
];

/** The same for quantiles at a lower and an upper tail probability. */
const quantiles = [
  {
    name: 'normal',
    id: 'normal.quantile',
    efficacy: inverses(ours.normal),
    jstat: mirrored((p) => j.normal.inv(p, 0, 1)),
    'lib-r-math': [(p) => r.qnorm(p), (p) => r.qnorm(p, 0, 1, false)],
    'simple-statistics': mirrored((p) => simple.probit(p)),
  },
  {
    name: "Student's t",
    id: 't.quantile',
    efficacy: inverses(ours.studentT),
    jstat: mirrored((p, df) => j.studentt.inv(p, df)),
    'lib-r-math': [(p, df) => r.qt(p, df), (p, df) => r.qt(p, df, undefined, false)],
  },
  {
    name: 'chi-squared',
    id: 'chi_squared.quantile',
    efficacy: inverses(ours.chiSquared),
    jstat: mirrored((p, df) => j.chisquare.inv(p, df)),
    'lib-r-math': [(p, df) => r.qchisq(p, df), (p, df) => r.qchisq(p, df, undefined, false)],
  },
  {
    name: 'F',
    id: 'f.quantile',
    efficacy: inverses(ours.fisherF),
    jstat: mirrored((p, a, b) => j.centralF.inv(p, a, b)),
    'lib-r-math': [(p, a, b) => r.qf(p, a, b), (p, a, b) => r.qf(p, a, b, undefined, false)],
  },
  {
    name: 'beta',
    id: 'beta.quantile',
    efficacy: inverses(ours.beta),
    jstat: mirrored((p, a, b) => j.beta.inv(p, a, b)),
    'lib-r-math': [(p, a, b) => r.qbeta(p, a, b), (p, a, b) => r.qbeta(p, a, b, undefined, false)],
  },
];

const libraries = ['efficacy', 'jstat', 'lib-r-math', 'simple-statistics'];

/** Median and worst relative error, false zeros and non-numbers on both sides of a grid. True values nearer to 0 than 1e-300 are left out. */
function score(sides, grid) {
  const errors = [];
  let zeros = 0;
  let none = 0;
  for (const { args, truths } of grid) {
    truths.forEach((truth, side) => {
      if (!(Math.abs(truth) > 1e-300)) return;
      let value = Number.NaN;
      try {
        value = sides[side](...args);
      } catch {
        // counted as no number
      }
      if (!Number.isFinite(value)) none++;
      else if (value === 0) zeros++;
      else errors.push(Math.abs((value - truth) / truth));
    });
  }
  errors.sort((a, b) => a - b);
  return { worst: errors.at(-1), median: errors[errors.length >> 1], zeros, none, count: errors.length + zeros + none };
}

/** Nanoseconds a call on the lower side of the grid, median of interleaved rounds. */
function speed(candidates, grid) {
  const inputs = grid.map(({ args }) => args).filter((args) => args.every(Number.isFinite));
  const times = candidates.map(() => []);
  const repeats = Math.ceil(500 / inputs.length);
  let sink = 0;
  const began = performance.now();
  for (let round = 0; round < 15 && (round === 0 || performance.now() - began < 3000); round++) {
    candidates.forEach((sides, i) => {
      const start = process.hrtime.bigint();
      for (let again = 0; again < repeats; again++) {
        for (const args of inputs) {
          try {
            sink += sides[0](...args);
          } catch {
            // its time counts
          }
        }
      }
      times[i].push(Number(process.hrtime.bigint() - start) / (repeats * inputs.length));
    });
  }
  if (sink === 0.1234) console.error(sink);
  return times.map((list) => list.sort((a, b) => a - b)[list.length >> 1]);
}

const scientific = (x) => (x === undefined ? '' : x === 0 ? '0' : x.toExponential(1));

/** The lines of the two tables, of errors and of times. */
function compare(functions) {
  const accuracy = [];
  const timing = [];
  for (const f of functions) {
    const grid = gridOf(f.id);
    const present = libraries.filter((name) => f[name] !== undefined);
    for (const name of present) {
      const s = score(f[name], grid);
      accuracy.push(
        `| ${f.name} | ${name} | ${scientific(s.median)} | ${scientific(s.worst)} | ${s.zeros} | ${s.none} | ${s.count} |`,
      );
    }
    const times = speed(
      present.map((name) => f[name]),
      grid,
    );
    const cells = libraries.map((name) => (present.includes(name) ? Math.round(times[present.indexOf(name)]) : ''));
    timing.push(`| ${f.name} | ${cells.join(' | ')} |`);
  }
  return { accuracy: accuracy.join('\n'), timing: timing.join('\n') };
}

/** Bytes of a minified bundle of some exports, with what each file of the build takes in it. */
function bundled(exports) {
  const { outputFiles, metafile } = buildSync({
    stdin: {
      contents: `export ${exports} from './numeric.js'`,
      resolveDir: fileURLToPath(new URL('../dist/', import.meta.url)),
    },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    metafile: true,
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  return { bytes: outputFiles[0].contents.length, files: Object.entries(inputs) };
}

/** Bytes by folder of the numeric layer, the largest first. */
function byRoom({ files }) {
  const rooms = new Map();
  for (const [path, { bytesInOutput }] of files) {
    const room = /numeric\/([a-z]+)\//.exec(path)?.[1] ?? 'errors, checks, the rest';
    rooms.set(room, (rooms.get(room) ?? 0) + bytesInOutput);
  }
  return [...rooms].sort(([, one], [, other]) => other - one);
}

const kB = (bytes) => (bytes / 1000).toFixed(2);
const whole = bundled('*');
const alone = Object.entries(ours)
  .filter(([, one]) => typeof one === 'object' && 'cdf' in one)
  .map(([name]) => `| \`${name}\` | ${kB(bundled(`{ ${name} }`).bytes)} |`);

// The peers complain on the console about arguments that they do not take.
const { warn } = console;
console.warn = () => {};
const ofTails = compare(tails);
const ofQuantiles = compare(quantiles);
console.warn = warn;

let revision = 'unknown';
try {
  revision = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
} catch {
  // not a checkout
}
const versions = ['jstat', 'lib-r-math.js', 'simple-statistics'].map(
  (name) => `${name} ${read(`./node_modules/${name}/package.json`).version}`,
);
const text = `# Accuracy, speed and size of the distribution functions

Made by \`npm run bench:accuracy -- --write\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, revision ${revision}, ${cpus()[0]?.model ?? 'unknown processor'}.
Peers: ${versions.join(', ')}. Where a peer has no upper tail, it is 1 minus its lower one, as its users would write it.
stdlib is not here: it is not among the packages of the benchmarks.

The grids and their true values (mpmath, 40 digits and more) are in \`test/reference/cases/\`: ${files.map((file) => `\`${file}.json\``).join(', ')}. True
values nearer to 0 than 1e-300 are left out. "False zeros": 0 where the truth is not. "No number": NaN, an infinity, or an exception.
Errors are relative; those of false zeros would be 1, and are not in the columns of errors.

## Both tails

| distribution | library | median error | worst error | false zeros | no number | of |
| --- | --- | ---: | ---: | ---: | ---: | ---: |
${ofTails.accuracy}

jstat adds up Poisson and hypergeometric probabilities one by one: beyond a count of 10,000 it is not asked, and counts as no number.
simple-statistics has a table of the normal distribution only; for noncentral t jstat and R have algorithm AS 243.

## Quantiles

At a lower and at an upper tail probability; jstat and simple-statistics take 1 minus the latter.

| distribution | library | median error | worst error | false zeros | no number | of |
| --- | --- | ---: | ---: | ---: | ---: | ---: |
${ofQuantiles.accuracy}

## Time of a lower tail, in nanoseconds

Median of up to 15 interleaved rounds (fewer where they take more than 3 seconds) over the same grids; compare within a line.

| distribution | ${libraries.join(' | ')} |
| --- | ${libraries.map(() => '---:').join(' | ')} |
${ofTails.timing}

## Time of a quantile, in nanoseconds

| distribution | ${libraries.join(' | ')} |
| --- | ${libraries.map(() => '---:').join(' | ')} |
${ofQuantiles.timing}

## Size

Minified, in kB, by esbuild. All of \`efficacy/numeric\` is ${kB(whole.bytes)}, of which 1.1 are the names of its exports:

| part | kB |
| --- | ---: |
${byRoom(whole)
  .map(([room, bytes]) => `| ${room} | ${kB(bytes)} |`)
  .join('\n')}

The aim was 40. It is missed by what the optimizers need to tell an answer from where they stopped (edges, poles, inflections, collinear
parameters), by what makes every argument either an answer or an error that says what to do, and by the coefficients and expansions that hold
12 digits at the ends of the domains; none of these is to be had back without giving one of them up. A bundle takes only what is imported:

| one distribution alone | kB |
| --- | ---: |
${alone.join('\n')}

The aim was 6 for one. Noncentral F takes the incomplete beta function with all its expansions and the Poisson mixture on top of it; Student's t
and F go over it by the search for a quantile near either end of the odds.
`;
console.log(text);
if (process.argv.includes('--write'))
  writeFileSync(fileURLToPath(new URL('../docs/accuracy.md', import.meta.url)), text);
