// W2: the statistics of W1 straight from a CSV file. Nobody keeps the rows.
import { answer, answerOfRows } from '../answers.mjs';
import { sizes } from '../data.mjs';

const { aggregateCsv } = await import(new URL('../../dist/ingest/node/aggregate-csv.js', import.meta.url).href);
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

const duckdb = (threads) => ({
  threads,
  run: ({ connection, csv }) => connection.run(sql(csv)),
  read: fromDuckdb,
});

export const lines = [
  {
    id: 'W2',
    title: 'CSV file to moments by school and arm',
    engines: {
      efficacy: { run: ({ csv }) => aggregateCsv(csv, { by, of: ['pre', 'post', 'minutes'] }), read: fromEfficacy },
      'DuckDB, 1 thread': duckdb(1),
      'DuckDB, 2 threads': duckdb(2),
    },
  },
];
