// W5: for each school the cross-products of six columns, as a regression needs them.
import { answer, answerOfRows } from '../answers.mjs';
import { query } from '../duckdb.mjs';
import { groupComoments } from '../library.mjs';

const of = ['pre', 'minutes', 'treated', 'grade_n', 'subject_n', 'post'];
const pairs = of.flatMap((_, i) => of.slice(0, i + 1).map((__, j) => [i, j]));

/** Sums of products of the raw columns: what X'X and X'y with an intercept hold. */
function fromComoments({ n, means, products, keys }) {
  const raw = pairs.map(([i, j], at) =>
    Float64Array.from(n, (count, g) => products[at][g] + count * means[i][g] * means[j][g]),
  );
  const sums = means.map((mean) => mean.map((m, g) => m * n[g]));
  return answer(
    Array.from(keys[0].codes, (code) => Number(keys[0].levels[code]) - 1e7),
    [n, ...sums, ...raw],
  );
}

const columnSql = { treated: 'arm', grade_n: 'grade', subject_n: 'subject' };
const inSql = of.map((name) => columnSql[name] ?? name);
const sql = `select school, count(*), ${inSql.map((x) => `sum(${x}::double)`).join(', ')},
  ${pairs.map(([i, j]) => `sum(${inSql[i]}::double * ${inSql[j]}::double)`).join(', ')}
  from t where pre is not null and post is not null and minutes is not null group by school`;

const duckdb = (threads) => ({
  threads,
  run: ({ connection }) => query(connection, sql),
  read: async (result) => answerOfRows((await result.getRows()).map((row) => row.map(Number))),
});

export const lines = [
  {
    id: 'W5',
    title: "X'X and X'y of six columns by school (4,000 groups)",
    engines: {
      'duckdb, 1 thread': duckdb(1),
      efficacy: { run: ({ table }) => fromComoments(groupComoments(table, { by: ['school'], of })) },
      'efficacy, exact': {
        run: ({ table }) => fromComoments(groupComoments(table, { by: ['school'], of, precision: 'exact' })),
      },
      'duckdb, 2 threads': duckdb(2),
    },
  },
];
