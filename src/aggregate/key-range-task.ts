import { missingCode } from '../columns/column.js';
import type { PoolTask } from '../support/pool/pool-task.js';
import type { RowsToSum } from './block-sums-task.js';
import { type KeyRange, sizesInRange } from './key-range.js';
import { type Rows, slotCount } from './rows.js';
import { memoryOfSums, type SentSums, sentSums } from './sent-sums.js';
import { addToSums, isExact, newSums } from './sums-of-rows.js';

/** Rows that are chosen at a time: small enough for the nearest cache. */
const chunkRows = 2048;

/**
 * Sums all rows of the groups in a range of one key: for many groups, whose sums would take long to be added block by block. Each worker
 * looks at that key of all rows, and at the rest of its own.
 */
export const keyRangeTask: PoolTask<RowsToSum, KeyRange, SentSums> = {
  name: 'key-range',
  begin: ({ rows, rowCount, weighting, precision, blockRows }) => {
    const room = roomForRows(rows, Math.min(rowCount, blockRows));
    return (range) => {
      const own: Rows = { ...room, sizes: sizesInRange(rows.sizes, range) };
      const sums = newSums(precision, rows.columns.length, slotCount(own.sizes), weighting, blockRows);
      for (let row = 0; row < rowCount; row += blockRows) {
        const chosen = chooseRows(rows, row, Math.min(rowCount, row + blockRows), range, own);
        // The blocks are those of all rows, whether they are chosen or not.
        if (!isExact(sums)) sums.rows = row;
        addToSums(sums, own, 0, chosen);
      }
      return sentSums(sums);
    };
  },
  outputMoves: memoryOfSums,
};

function roomForRows({ columns, weights, keys }: Rows, count: number): Omit<Rows, 'sizes'> {
  return {
    columns: columns.map(() => new Float64Array(count)),
    weights: weights === null ? null : new Float64Array(count),
    keys: keys.map(() => new Uint32Array(count)),
  };
}

/** Copies the rows that are in a range, one after another, and returns how many they are. */
function chooseRows(rows: Rows, from: number, stop: number, range: KeyRange, to: Rows): number {
  const numbers = new Uint32Array(chunkRows + 1);
  let at = 0;
  for (let row = from; row < stop; row += chunkRows) {
    const chosen = chooseOfChunk(rows.keys[range.key]!, row, Math.min(stop, row + chunkRows), range, numbers);
    rows.columns.forEach((column, i) => {
      gather(column, numbers, chosen, to.columns[i]!, at);
    });
    if (rows.weights !== null && to.weights !== null) gather(rows.weights, numbers, chosen, to.weights, at);
    rows.keys.forEach((key, j) => {
      gatherCodes(key, j === range.key ? range.first : 0, numbers, chosen, to.keys[j]!, at);
    });
    at += chosen;
  }
  return at;
}

/**
 * Writes the numbers of rows that are in a range, and returns how many they are. Every number is written, and the next one over it unless
 * it was wanted: a jump that cannot be foreseen takes longer. Rows without a code are in the first range, which counts them.
 */
function chooseOfChunk(
  key: Uint32Array,
  from: number,
  stop: number,
  { first, end }: KeyRange,
  numbers: Uint32Array,
): number {
  const last = end - first - 1;
  const missing = first === 0 ? 1 : 0;
  let chosen = 0;
  for (let row = from; row < stop; row++) {
    const code = key[row]!;
    const place = (code - first) | 0;
    numbers[chosen] = row;
    chosen += ((place | (last - place)) >>> 31) ^ 1;
    if (code === missingCode) chosen += missing;
  }
  return chosen;
}

function gather(column: Float64Array, numbers: Uint32Array, count: number, to: Float64Array, at: number): void {
  for (let c = 0; c < count; c++) to[at + c] = column[numbers[c]!]!;
}

function gatherCodes(
  key: Uint32Array,
  first: number,
  numbers: Uint32Array,
  count: number,
  to: Uint32Array,
  at: number,
): void {
  for (let c = 0; c < count; c++) {
    const code = key[numbers[c]!]!;
    to[at + c] = code === missingCode ? missingCode : code - first;
  }
}
