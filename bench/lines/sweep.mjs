// How the time for a row depends on the number of columns and groups, on the order of the keys, and on missing values: the library alone.
import { codes, tableOf, uniform } from '../data.mjs';
import { groupComoments } from '../library.mjs';

const columnCounts = [1, 3, 8, 16];
const groupCounts = [10, 1000, 100_000];
const orders = ['shuffled', 'sorted'];
const shares = [0, 0.02];

/** Nanoseconds for a row, for every combination; each is checked by the number of rows that it used. */
export function sweep(rows, repetitions = 3) {
  const next = uniform(11);
  const values = Array.from({ length: 16 }, () =>
    Float64Array.from({ length: rows }, () => Math.round(next() * 1000) / 10),
  );
  const gaps = values.map((column) => column.map((x) => (next() < 0.02 ? Number.NaN : x)));
  const results = [];
  for (const groups of groupCounts) {
    const shuffled = codes(rows, groups);
    const keys = { shuffled, sorted: shuffled.toSorted() };
    for (const order of orders) {
      for (const missing of shares) {
        const columns = missing === 0 ? values : gaps;
        const named = Object.fromEntries(columns.map((column, i) => [`x${i}`, column]));
        const table = tableOf({ key: keys[order], ...named });
        for (const k of columnCounts) {
          const of = Array.from({ length: k }, (_, i) => `x${i}`);
          const times = Array.from({ length: repetitions }, () => {
            const start = performance.now();
            const { n, leftOut } = groupComoments(table, { by: ['key'], of });
            const time = performance.now() - start;
            if (n.reduce((sum, x) => sum + x, leftOut.incomplete) !== rows) throw new Error('rows were lost');
            return time;
          }).sort((a, b) => a - b);
          results.push({ columns: k, groups, order, missing, nanoseconds: (times[times.length >> 1] * 1e6) / rows });
        }
      }
    }
  }
  return results;
}
