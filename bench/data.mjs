// Seeded data of the field: students in schools and arms, scores to one decimal, minutes, 2 % of the scores missing.

import { once } from 'node:events';
import { createWriteStream, existsSync, renameSync } from 'node:fs';

export const schools = 4000;
export const sizes = { school: schools, grade: 13, subject: 2, arm: 2 };

/** Uniform numbers from a seed (Marsaglia's xorshift with 32 bits): the same data on every machine. */
export function uniform(seed) {
  let x = seed >>> 0 || 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}

/** The columns of `rows` students as typed arrays; missing is NaN. */
export function students(rows, { seed = 20_260_919, missing = 0.02 } = {}) {
  const next = uniform(seed);
  const keys = {};
  for (const [name, size] of Object.entries(sizes)) keys[name] = codes(rows, size, next);
  const pre = new Float64Array(rows);
  const post = new Float64Array(rows);
  const minutes = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const ability = (next() + next() + next() - 1.5) * 30 + (keys.school[i] % 50);
    pre[i] = tenth(200 + ability + (next() - 0.5) * 20);
    minutes[i] = Math.floor(next() * 2000) + 1;
    post[i] = next() < missing ? Number.NaN : tenth(205 + ability + (next() - 0.5) * 20 + minutes[i] / 400);
  }
  return { rows, ...keys, pre, post, minutes };
}

/** Codes from 0 to below `size`, all equally likely. */
export function codes(rows, size, next = uniform(7)) {
  const result = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) result[i] = next() * size;
  return result;
}

const tenth = (x) => Math.round(x * 10) / 10;

/** The table of the library over such columns: typed arrays of 32-bit codes become labels. */
export function tableOf(columns) {
  const entries = Object.entries(columns)
    .filter(([, values]) => ArrayBuffer.isView(values))
    .map(([name, values]) => [name, values instanceof Uint32Array ? factor(values) : { kind: 'numeric', values }]);
  const rowCount = entries[0][1].values?.length ?? entries[0][1].codes.length;
  return { kind: 'table', rowCount, columns: new Map(entries), lines: null, notes: [] };
}

function factor(values) {
  let most = -1;
  for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i];
  // Labels of one length, so that their order is that of the codes.
  return { kind: 'factor', codes: values, levels: Array.from({ length: most + 1 }, (_, i) => String(1e7 + i)) };
}

/** Writes the students as CSV, with an empty cell for a missing value, unless the file is there. */
export async function writeCsv(data, path) {
  if (existsSync(path)) return path;
  const out = createWriteStream(`${path}.part`);
  const names = ['school', 'grade', 'subject', 'arm', 'pre', 'post', 'minutes'];
  const columns = names.map((name) => data[name]);
  out.write(`${names.join(',')}\n`);
  for (let from = 0; from < data.rows; from += 50_000) {
    let text = '';
    for (let i = from; i < Math.min(data.rows, from + 50_000); i++) {
      for (let c = 0; c < columns.length; c++) {
        const value = columns[c][i];
        text += (c === 0 ? '' : ',') + (Number.isNaN(value) ? '' : value);
      }
      text += '\n';
    }
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  renameSync(`${path}.part`, path);
  return path;
}

/** A trial whose schools are assigned, every other one to treatment: label codes and numbers. */
export function clusteredTrial(rows, clusters) {
  const next = uniform(4711);
  const own = Float64Array.from({ length: clusters }, () => 20 * next());
  const school = codes(rows, clusters, next);
  const treated = Float64Array.from(school, (code) => code % 2);
  const pre = Float64Array.from(school, (code) => tenth(200 + own[code] + 60 * next()));
  const post = pre.map((x, i) => tenth(0.7 * x + 5 * treated[i] + own[school[i]] + 40 * next()));
  return { rows, school, treated, pre, post };
}
