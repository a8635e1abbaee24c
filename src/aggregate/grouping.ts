import { type FactorColumn, missingCode } from '../columns/column.js';
import { factorColumnOf, type Table } from '../columns/table.js';
import { codesOfGroups, newGroupNumbers, numberedGroups, numberGroups } from './group-numbers.js';
import { fillSlots, slotCount } from './rows.js';

/** How the rows of a table fall into slots, and which labels each slot stands for. */
export interface Grouping {
  readonly by: readonly string[];
  readonly columns: readonly FactorColumn[];
  /** Keys and sizes as `Rows` have them. */
  readonly keys: readonly Uint32Array[];
  readonly sizes: readonly number[];
  readonly slots: number;
  /** For each column the code of each of some slots. */
  readonly codesOf: (slots: Uint32Array) => Uint32Array[];
}

/** A table of slots may have this many numbers (128 MB) before combinations that rows have are looked up instead. */
const mostNumbers = 2 ** 24;

/**
 * Finds a way to number the groups: one slot for each combination of labels where those are few beside the rows, else one for each
 * combination that rows have.
 *
 * @param width - how many numbers are kept of each slot
 * @throws {@link EfficacyError} `column_not_found`, `wrong_column_type`
 */
export function groupingOf(table: Table, by: readonly string[], width: number, who: string): Grouping {
  const columns = by.map((name) => factorColumnOf(table, name, who));
  const sizes = columns.map((column) => column.levels.length);
  const keys = columns.map((column) => column.codes);
  const slots = slotCount(sizes);
  const few = slots <= Math.max(1024, 2 * table.rowCount) && slots * width <= mostNumbers;
  if (by.length < 2 || few) {
    return { by, columns, keys, sizes, slots, codesOf: (chosen) => digitsOf(chosen, sizes) };
  }
  return numbered(by, columns, table.rowCount);
}

/** One slot for each combination that rows have. */
function numbered(by: readonly string[], columns: readonly FactorColumn[], rowCount: number): Grouping {
  const words = wordsOf(columns.map((column) => column.levels.length));
  const keys = words.map(([first, end]) => join(columns.slice(first, end), rowCount));
  const numbers = newGroupNumbers(words.length);
  const ids = new Uint32Array(rowCount);
  numberGroups(numbers, keys, 0, ids, rowCount);
  const members = codesOfGroups(numbers);
  const slots = numberedGroups(numbers);
  const codesOf = (chosen: Uint32Array): Uint32Array[] =>
    words.flatMap(([first, end], w) => {
      const word = chosen.map((slot) => members[w]![slot]!);
      return digitsOf(
        word,
        columns.slice(first, end).map((column) => column.levels.length),
      );
    });
  return { by, columns, keys: [ids], sizes: [slots], slots, codesOf };
}

/** Neighbouring keys, as ranges, as many together as one 32-bit number can tell apart. */
function wordsOf(sizes: readonly number[]): (readonly [number, number])[] {
  const words: [number, number][] = [];
  let product = Number.POSITIVE_INFINITY;
  sizes.forEach((size, j) => {
    product *= size;
    if (product < missingCode) words[words.length - 1]![1] = j + 1;
    else {
      words.push([j, j + 1]);
      product = size;
    }
  });
  return words;
}

function join(columns: readonly FactorColumn[], rowCount: number): Uint32Array {
  if (columns.length === 1) return columns[0]!.codes;
  const joined = new Uint32Array(rowCount);
  const keys = { keys: columns.map((column) => column.codes), sizes: columns.map((column) => column.levels.length) };
  fillSlots(keys, 0, joined, rowCount, missingCode);
  return joined;
}

/** Takes slots apart into codes, the last key counting fastest. */
function digitsOf(slots: Uint32Array, sizes: readonly number[]): Uint32Array[] {
  const digits = sizes.map(() => new Uint32Array(slots.length));
  for (let g = 0; g < slots.length; g++) {
    let rest = slots[g]!;
    for (let j = sizes.length - 1; j >= 0; j--) {
      const size = sizes[j]!;
      const above = Math.floor(rest / size);
      digits[j]![g] = rest - above * size;
      rest = above;
    }
  }
  return digits;
}
