// W2: the statistics of W1 straight from a CSV file. Nobody keeps the rows.
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import * as aq from 'arquero';
import { answer, answerOfRows } from '../answers.mjs';
import { sizes } from '../data.mjs';
import { aggregateCsv, workerPool } from '../library.mjs';
import { arqueroGrowth, fromArquero, naiveGroups, rowsOfGroups, simpleStatistics } from './growth-by-group.mjs';

const by = ['school', 'arm'];
const keyOf = (school, arm) => school * sizes.arm + arm;

/** n, mean and variance of pre, post, gain and minutes, two covariances and gain per minute, of the groups that have rows. */
function fromEfficacy({ n, keys, means, products }) {
  const [pre, post, minutes] = means;
  const [vPre, cPrePost, vPost, cPreMinutes, cPostMinutes, vMinutes] = products;
  const groups = Array.from(n, (_, g) => g).filter((g) => n[g] > 0);
  const column = (of) => groups.map(of);
  const over = (product) => column((g) => (n[g] > 1 ? product(g) / (n[g] - 1) : Number.NaN));
  const codes = keys.map((key) => groups.map((g) => Number(key.levels[key.codes[g]])));
  return answer(
    groups.map((_, at) => keyOf(codes[0][at], codes[1][at])),
    [
      column((g) => n[g]),
      column((g) => pre[g]),
      over((g) => vPre[g]),
      column((g) => post[g]),
      over((g) => vPost[g]),
      column((g) => post[g] - pre[g]),
      over((g) => vPost[g] + vPre[g] - 2 * cPrePost[g]),
      column((g) => minutes[g]),
      over((g) => vMinutes[g]),
      over((g) => cPrePost[g]),
      over((g) => cPostMinutes[g] - cPreMinutes[g]),
      column((g) => (post[g] - pre[g]) / minutes[g]),
    ],
  );
}

const sql = (csv) => `select school, arm, count(*), avg(pre), var_samp(pre), avg(post), var_samp(post), avg(post - pre),
  var_samp(post - pre), avg(minutes), var_samp(minutes), covar_samp(pre, post), covar_samp(post - pre, minutes), sum(post - pre) / sum(minutes)
  from read_csv('${csv}', header = true, auto_detect = false, delim = ',', quote = '"', columns = {school: 'VARCHAR', grade: 'VARCHAR',
  subject: 'VARCHAR', arm: 'VARCHAR', pre: 'DOUBLE', post: 'DOUBLE', minutes: 'DOUBLE'})
  where pre is not null and post is not null and minutes is not null group by school, arm`;

async function fromDuckdb(result) {
  const rows = await result.getRows();
  const number = (x) => (x === null ? Number.NaN : Number(x));
  return answerOfRows(rows.map(([school, arm, ...rest]) => [keyOf(Number(school), Number(arm)), ...rest.map(number)]));
}

const duckdb = (threads, file) => ({
  threads,
  run: (given) => given.connection.run(sql(given[file])),
  read: fromDuckdb,
});

/** What one would write without a library: a line at a time, its fields, a Map of objects. */
async function naive(csv) {
  const { add, groups } = naiveGroups();
  let first = true;
  for await (const line of createInterface({ input: createReadStream(csv), crlfDelay: Number.POSITIVE_INFINITY })) {
    const [school, , , arm, pre, post, minutes] = line.split(',');
    if (!first && pre !== '' && post !== '' && minutes !== '')
      add(`${school}|${arm}`, keyOf(Number(school), Number(arm)), Number(pre), Number(post), Number(minutes));
    first = false;
  }
  return rowsOfGroups(groups);
}

/** A table of the whole file, with numbers where they are needed. */
const withArquero = async (csv) => aq.fromCSV(await readFile(csv, 'utf8'), { parse: { school: Number, arm: Number } });

/** Columns for simple-statistics, which has no reader of its own. */
async function withSimpleStatistics(csv) {
  const table = await withArquero(csv);
  const column = (name) => table.array(name);
  const numbers = (name) => Float64Array.from(column(name), (x) => x ?? Number.NaN);
  const [pre, post, minutes] = ['pre', 'post', 'minutes'].map(numbers);
  return simpleStatistics({ rows: pre.length, school: column('school'), arm: column('arm'), pre, post, minutes }, by);
}

const pool = workerPool({ size: 2 });
const of = ['pre', 'post', 'minutes'];
const efficacy = (file, options) => ({
  run: (given) => aggregateCsv(given[file], { by, of, ...options }),
  read: fromEfficacy,
});

const line = (id, title, file, slow) => ({
  id,
  title,
  engines: {
    'duckdb, 1 thread': duckdb(1, file),
    efficacy: efficacy(file, { workers: 1 }),
    'efficacy, 2 workers': efficacy(file, { pool }),
    'efficacy, exact': efficacy(file, { workers: 1, precision: 'exact' }),
    'duckdb, 2 threads': duckdb(2, file),
    ...slow,
  },
});

export const lines = [
  line('W2', 'CSV file to growth by school and arm', 'csv', {}),
  line('W2s', 'CSV file of a tenth of the rows, the same', 'smallCsv', {
    arquero: {
      slow: true,
      run: async ({ smallCsv }) => arqueroGrowth(await withArquero(smallCsv), by),
      read: (table) => fromArquero(table, by),
    },
    'arquero and simple-statistics': { slow: true, run: ({ smallCsv }) => withSimpleStatistics(smallCsv) },
    'lines, Map of objects': { slow: true, run: ({ smallCsv }) => naive(smallCsv) },
  }),
];
