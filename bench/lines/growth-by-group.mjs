// W1 and W3: for each group the number of complete rows, means and variances of pre, post, gain and minutes, two covariances, and
// gain per minute. The library takes co-moments of three columns; what is asked of the gain follows from them.
import * as aq from 'arquero';
import { sampleCovariance, mean as sampleMean, sum as sampleSum, sampleVariance } from 'simple-statistics';
import { answer, answerOfRows } from '../answers.mjs';
import { sizes } from '../data.mjs';
import { query } from '../duckdb.mjs';
import { groupComoments } from '../library.mjs';

/** The key of a group as one number. */
const keyOf = (by, codeOf) => by.reduce((key, name) => key * sizes[name] + codeOf(name), 0);

/** The statistics that were asked for, from co-moments. */
function growthOf({ n, means, products }) {
  const [pre, post, minutes] = means;
  const [vPre, cPrePost, vPost, cPreMinutes, cPostMinutes, vMinutes] = products;
  const column = (of) => {
    const values = new Float64Array(n.length);
    for (let g = 0; g < n.length; g++) values[g] = of(g);
    return values;
  };
  const over = (product) => column((g) => (n[g] > 1 ? product(g) / (n[g] - 1) : Number.NaN));
  return [
    n,
    pre,
    over((g) => vPre[g]),
    post,
    over((g) => vPost[g]),
    column((g) => post[g] - pre[g]),
    over((g) => vPost[g] + vPre[g] - 2 * cPrePost[g]),
    minutes,
    over((g) => vMinutes[g]),
    over((g) => cPrePost[g]),
    over((g) => cPostMinutes[g] - cPreMinutes[g]),
    column((g) => (post[g] - pre[g]) / minutes[g]),
  ];
}

/** Groups without complete rows are in no other engine's answer. */
function fromEfficacy({ comoments: { n, keys }, statistics }, by) {
  const groups = Array.from(n, (_, g) => g).filter((g) => n[g] > 0);
  // Levels are numbers of 8 digits: see tableOf.
  const codes = keys.map(({ levels, codes: of }) => groups.map((g) => Number(levels[of[g]]) - 1e7));
  return answer(
    groups.map((_, at) => keyOf(by, (name) => codes[by.indexOf(name)][at])),
    statistics.map((column) => groups.map((g) => column[g])),
  );
}

const sql = (by) => `select ${by.join(', ')}, count(*), avg(pre), var_samp(pre), avg(post), var_samp(post),
  avg(post - pre), var_samp(post - pre), avg(minutes), var_samp(minutes), covar_samp(pre, post), covar_samp(post - pre, minutes),
  sum(post - pre) / sum(minutes)
  from t where pre is not null and post is not null and minutes is not null group by ${by.join(', ')}`;

const numberOf = (x) => (x === null ? Number.NaN : Number(x));

async function fromDuckdb(result, by) {
  const rows = await result.getRows();
  return answerOfRows(
    rows.map((row) => [keyOf(by, (name) => Number(row[by.indexOf(name)])), ...row.slice(by.length).map(numberOf)]),
  );
}

function arquero(data, by) {
  return arqueroGrowth(
    aq.table(Object.fromEntries([...by, 'pre', 'post', 'minutes'].map((name) => [name, data[name]]))),
    by,
  );
}

export function arqueroGrowth(table, by) {
  return table
    .filter((d) => aq.op.is_finite(d.pre) && aq.op.is_finite(d.post) && aq.op.is_finite(d.minutes))
    .derive({ gain: (d) => d.post - d.pre })
    .groupby(...by)
    .rollup({
      n: aq.op.count(),
      pre: aq.op.mean('pre'),
      vPre: aq.op.variance('pre'),
      post: aq.op.mean('post'),
      vPost: aq.op.variance('post'),
      gain: aq.op.mean('gain'),
      vGain: aq.op.variance('gain'),
      minutes: aq.op.mean('minutes'),
      vMinutes: aq.op.variance('minutes'),
      c1: aq.op.covariance('pre', 'post'),
      c2: aq.op.covariance('gain', 'minutes'),
      rate: (d) => aq.op.sum(d.gain) / aq.op.sum(d.minutes),
    });
}

export const fromArquero = (table, by) =>
  answerOfRows(
    table.objects().map((row) => {
      const { n, pre, vPre, post, vPost, gain, vGain, minutes, vMinutes, c1, c2, rate } = row;
      return [keyOf(by, (name) => row[name]), n, pre, vPre, post, vPost, gain, vGain, minutes, vMinutes, c1, c2, rate];
    }),
  );

/** One array a group and column, then one call a statistic. */
export function simpleStatistics(data, by) {
  const groups = new Map();
  for (let i = 0; i < data.rows; i++) {
    const [pre, post, minutes] = [data.pre[i], data.post[i], data.minutes[i]];
    if (Number.isNaN(pre + post + minutes)) continue;
    const key = keyOf(by, (name) => data[name][i]);
    let group = groups.get(key);
    if (group === undefined) {
      group = { pre: [], post: [], gain: [], minutes: [] };
      groups.set(key, group);
    }
    group.pre.push(pre);
    group.post.push(post);
    group.gain.push(post - pre);
    group.minutes.push(minutes);
  }
  const variance = (values) => (values.length > 1 ? sampleVariance(values) : Number.NaN);
  const covariance = (x, y) => (x.length > 1 ? sampleCovariance(x, y) : Number.NaN);
  return answerOfRows(
    [...groups].map(([key, { pre, post, gain, minutes }]) => [
      key,
      pre.length,
      ...[pre, post, gain, minutes].flatMap((values) => [sampleMean(values), variance(values)]),
      covariance(pre, post),
      covariance(gain, minutes),
      sampleSum(gain) / sampleSum(minutes),
    ]),
  );
}

/** What one would write without a library: a Map of objects by a text key, with Welford's updates. */
export function naiveGroups() {
  const groups = new Map();
  const add = (text, key, pre, post, minutes) => {
    let g = groups.get(text);
    if (g === undefined) {
      g = { key, n: 0, pre: 0, post: 0, gain: 0, minutes: 0 };
      Object.assign(g, { vPre: 0, vPost: 0, vGain: 0, vMinutes: 0, c1: 0, c2: 0, sumGain: 0, sumMinutes: 0 });
      groups.set(text, g);
    }
    const gain = post - pre;
    g.n++;
    const [dPre, dPost, dGain, dMinutes] = [pre - g.pre, post - g.post, gain - g.gain, minutes - g.minutes];
    g.pre += dPre / g.n;
    g.post += dPost / g.n;
    g.gain += dGain / g.n;
    g.minutes += dMinutes / g.n;
    g.vPre += dPre * (pre - g.pre);
    g.vPost += dPost * (post - g.post);
    g.vGain += dGain * (gain - g.gain);
    g.vMinutes += dMinutes * (minutes - g.minutes);
    g.c1 += dPre * (post - g.post);
    g.c2 += dGain * (minutes - g.minutes);
    g.sumGain += gain;
    g.sumMinutes += minutes;
  };
  return { groups, add };
}

export const rowsOfGroups = (groups) =>
  answerOfRows(
    [...groups.values()].map((g) => {
      const over = (x) => (g.n > 1 ? x / (g.n - 1) : Number.NaN);
      const spread = [g.pre, over(g.vPre), g.post, over(g.vPost), g.gain, over(g.vGain), g.minutes, over(g.vMinutes)];
      return [g.key, g.n, ...spread, over(g.c1), over(g.c2), g.sumGain / g.sumMinutes];
    }),
  );

function naive(data, by) {
  const { add, groups } = naiveGroups();
  for (let i = 0; i < data.rows; i++) {
    const [pre, post, minutes] = [data.pre[i], data.post[i], data.minutes[i]];
    if (Number.isNaN(pre) || Number.isNaN(post) || Number.isNaN(minutes)) continue;
    const text = by.map((name) => data[name][i]).join('|');
    const key = groups.has(text) ? 0 : keyOf(by, (name) => data[name][i]);
    add(text, key, pre, post, minutes);
  }
  return rowsOfGroups(groups);
}

/** A line of the table: the same question to all engines. `slow` ones are asked once. */
function growthLine(id, title, by) {
  const of = ['pre', 'post', 'minutes'];
  const efficacy = (options) => ({
    run: ({ table }) => {
      const comoments = groupComoments(table, { by, of, ...options });
      return { comoments, statistics: growthOf(comoments) };
    },
    read: (result) => fromEfficacy(result, by),
  });
  const duckdb = (threads) => ({
    threads,
    run: ({ connection }) => query(connection, sql(by)),
    read: (result) => fromDuckdb(result, by),
  });
  return {
    id,
    title,
    engines: {
      'duckdb, 1 thread': duckdb(1),
      efficacy: efficacy({}),
      'efficacy, exact': efficacy({ precision: 'exact' }),
      'duckdb, 2 threads': duckdb(2),
      arquero: { slow: true, run: ({ data }) => arquero(data, by), read: (table) => fromArquero(table, by) },
      'simple-statistics': { slow: true, run: ({ data }) => simpleStatistics(data, by) },
      'Map of objects': { slow: true, run: ({ data }) => naive(data, by) },
    },
  };
}

export const lines = [
  growthLine('W1', 'growth by school and arm (8,000 groups)', ['school', 'arm']),
  growthLine('W3', 'growth by four keys (208,000 groups)', ['school', 'grade', 'subject', 'arm']),
];
