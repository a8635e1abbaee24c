import { createHash } from 'node:crypto';
import { type GroupedComoments, makeTable, missingCode, type Table } from '../../src/index.js';
import { exactDigits } from '../../src/numeric/sums/index.js';

/** Numbers between 0 and 1, the same each time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Rows of schools of very different means and sizes, some without a label, a score or a weight.
 *
 * @param schools - few of them make few groups, many make many
 * @param sorted - by school, so that most schools start in a late block
 */
export function schoolRows(rowCount: number, schools: number, sorted = false): Table {
  const random = numbers(rowCount + schools);
  const school = new Uint32Array(rowCount);
  const arm = new Uint32Array(rowCount);
  const [pre, post, hours, count] = Array.from({ length: 4 }, () => new Float64Array(rowCount)) as Float64Array[];
  for (let row = 0; row < rowCount; row++) {
    // Small numbers are more frequent, so that schools differ in size.
    const s = sorted ? Math.floor((row * schools) / rowCount) : Math.floor(random() * random() * schools);
    school[row] = random() < 0.001 ? missingCode : s;
    arm[row] = random() < 0.001 ? missingCode : random() < 0.3 ? 1 : 0;
    pre![row] = random() < 0.02 ? Number.NaN : 1e4 * (s % 7) + Math.round(random() * 1e4) / 100;
    post![row] = random() < 0.001 ? Number.NaN : pre![row]! + random();
    hours![row] = 10 ** (-6 * random());
    count![row] = Math.floor(3 * random());
  }
  if (!sorted) for (let row = 0; row < rowCount; row++) if (school[row] === 5) pre![row] = Number.NaN;
  const levels = (prefix: string, n: number): string[] => Array.from({ length: n }, (_, i) => `${prefix}${i}`);
  return makeTable([
    ['school', { kind: 'factor', codes: school, levels: levels('s', schools) }],
    ['arm', { kind: 'factor', codes: arm, levels: levels('a', 2) }],
    ['pre', { kind: 'numeric', values: pre! }],
    ['post', { kind: 'numeric', values: post! }],
    ['hours', { kind: 'numeric', values: hours! }],
    ['count', { kind: 'numeric', values: count! }],
  ]);
}

/** Exact sums are compared by so many of their digits. */
const sampledSums = 600;

/** Everything that a record says, so that two of them can be compared bit by bit; exact sums by the digits of a sample of them. */
export function bitsOf({ exact, ...record }: GroupedComoments): unknown {
  const bits = (values: Float64Array): string => {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return `${values.length} numbers ${createHash('sha256').update(bytes).digest('hex')}`;
  };
  const sums = (exact?.cells.length ?? 0) / 4;
  const step = Math.ceil(sums / sampledSums);
  return {
    ...record,
    keys: record.keys.map(({ codes, levels }) => Array.from(codes, (code) => levels[code]).join()),
    n: bits(record.n),
    weight: bits(record.weight),
    means: record.means.map(bits),
    products: record.products.map(bits),
    columnN: record.columnN.map(bits),
    exact: exact && Array.from({ length: Math.floor(sums / step) }, (_, i) => exactDigits(exact, i * step)),
  };
}
