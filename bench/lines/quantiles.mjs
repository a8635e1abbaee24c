// W4: the tenth, fiftieth and ninetieth percentile of post for each school.
import * as aq from 'arquero';
import { quantile } from 'simple-statistics';
import { answer, answerOfRows } from '../answers.mjs';
import { query } from '../duckdb.mjs';
import { groupQuantiles } from '../library.mjs';

const probabilities = [0.1, 0.5, 0.9];

function simpleStatistics(data) {
  const groups = new Map();
  for (let i = 0; i < data.rows; i++) {
    if (Number.isNaN(data.post[i])) continue;
    const values = groups.get(data.school[i]);
    if (values === undefined) groups.set(data.school[i], [data.post[i]]);
    else values.push(data.post[i]);
  }
  return answerOfRows([...groups].map(([school, values]) => [school, ...quantile(values, probabilities)]));
}

const duckdb = (threads) => ({
  threads,
  run: ({ connection }) =>
    query(
      connection,
      `select school, quantile_cont(post, [${probabilities}]) from t where post is not null group by school`,
    ),
  read: async (result) =>
    answerOfRows((await result.getRows()).map(([school, list]) => [Number(school), ...list.items])),
});

export const lines = [
  {
    id: 'W4',
    title: 'p10, median, p90 of post by school',
    engines: {
      'duckdb, 1 thread': duckdb(1),
      efficacy: {
        run: ({ table }) => groupQuantiles(table, { by: ['school'], of: 'post', probabilities }),
        read: ({ keys, quantiles }) =>
          answer(
            Array.from(keys[0].codes, (code) => Number(keys[0].levels[code]) - 1e7),
            quantiles,
          ),
      },
      'duckdb, 2 threads': duckdb(2),
      arquero: {
        slow: true,
        run: ({ data: { school, post } }) =>
          aq
            .table({ school, post })
            .filter((d) => !aq.op.is_nan(d.post))
            .groupby('school')
            .rollup({ a: aq.op.quantile('post', 0.1), b: aq.op.quantile('post', 0.5), c: aq.op.quantile('post', 0.9) }),
        read: (table) => answerOfRows(table.objects().map(({ school, a, b, c }) => [school, a, b, c])),
      },
      'simple-statistics': {
        slow: true,
        // Its quantiles follow another definition: they lie on a value beside ours.
        tolerance: 0.1,
        run: ({ data }) => simpleStatistics(data),
      },
    },
  },
];
