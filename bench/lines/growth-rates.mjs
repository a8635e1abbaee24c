// G1: growth for a minute of use by school and grade, with its linearized standard error: from rows, and from stored co-moments alone.
import { answer, answerOfRows } from '../answers.mjs';
import { sizes } from '../data.mjs';
import { query } from '../duckdb.mjs';
import { groupComoments, growthRatesByGroup } from '../library.mjs';

const by = ['school', 'grade'];
const of = ['pre', 'post', 'minutes'];
const options = { scale: 'vertical', gain: { after: 'post', before: 'pre' }, minutes: 'minutes', by, expected: 5 };

/** Levels are numbers of 8 digits: see tableOf. */
const read = ({ keys: [school, grade], n, rate, standardError }) =>
  answer(
    Array.from(n, (_, g) => {
      const [s, r] = [school, grade].map(({ levels, codes }) => Number(levels[codes[g]]) - 1e7);
      return s * sizes.grade + r;
    }),
    [n, rate, standardError],
  );

const sql = `with g as (select school, grade, count(*) n, avg(post - pre) - 5 a, avg(minutes) m, var_samp(post - pre) vg,
    covar_samp(post - pre, minutes) c, var_samp(minutes) vm
  from t where pre is not null and post is not null and minutes is not null group by school, grade)
  select school, grade, n, a / m, sqrt((vg - 2 * (a / m) * c + (a / m) * (a / m) * vm) / n) / m from g`;

/** What one would write without a library: sums by a text key, and once more for the spread around each ratio. */
function naive({ rows, school, grade, pre, post, minutes }) {
  const groups = new Map();
  const complete = (i) => !Number.isNaN(pre[i] + post[i] + minutes[i]);
  for (let i = 0; i < rows; i++) {
    if (!complete(i)) continue;
    const text = `${school[i]}|${grade[i]}`;
    let g = groups.get(text);
    if (g === undefined) {
      g = { key: school[i] * sizes.grade + grade[i], n: 0, gain: 0, minutes: 0, squares: 0 };
      groups.set(text, g);
    }
    g.n++;
    g.gain += post[i] - pre[i] - 5;
    g.minutes += minutes[i];
  }
  for (let i = 0; i < rows; i++) {
    if (!complete(i)) continue;
    const g = groups.get(`${school[i]}|${grade[i]}`);
    g.squares += (post[i] - pre[i] - 5 - (g.gain / g.minutes) * minutes[i]) ** 2;
  }
  return answerOfRows(
    [...groups.values()].map(({ key, n, gain, minutes: used, squares }) => [
      key,
      n,
      gain / used,
      Math.sqrt((squares / (n - 1)) * n) / used,
    ]),
  );
}

let stored = null;
export const lines = [
  {
    id: 'G1',
    title: 'growth a minute with its standard error by school and grade (52,000 groups)',
    engines: {
      'duckdb, 1 thread': {
        threads: 1,
        run: ({ connection }) => query(connection, sql),
        read: async (result) =>
          answerOfRows(
            (await result.getRows()).map(([s, r, ...figures]) => [
              Number(s) * sizes.grade + Number(r),
              ...figures.map((x) => (x === null ? Number.NaN : Number(x))),
            ]),
          ),
      },
      efficacy: { run: ({ table }) => growthRatesByGroup(groupComoments(table, { by, of }), options), read },
      'efficacy, from stored co-moments': {
        prepare: ({ table }) => {
          stored ??= groupComoments(table, { by, of });
        },
        run: () => growthRatesByGroup(stored, options),
        read,
      },
      'Map of objects': { slow: true, run: ({ data }) => naive(data) },
    },
  },
];
