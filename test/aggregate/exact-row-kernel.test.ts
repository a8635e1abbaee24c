import { fc, test as property } from '@fast-check/vitest';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  addExactRows,
  exactTotalsOf,
  growExactAccumulation,
  newExactAccumulation,
} from '../../src/aggregate/add-exact-rows.js';
import { addExactRow, exactWidth } from '../../src/aggregate/exact-cells.js';
import { exactKernel } from '../../src/aggregate/exact-row-kernel.js';
import { isComplete } from '../../src/aggregate/odd-rows.js';
import type { Rows } from '../../src/aggregate/rows.js';
import { missingCode } from '../../src/index.js';
import { exactDigits } from '../../src/numeric/sums/exact-digits.js';
import { type ExactSums, exactSums } from '../../src/numeric/sums/index.js';

const slots = 4;

/** Values near the limits' own digits, and others that no limit fits. */
const value = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3000, max: 3000 }).map((x) => x / 10) },
  { weight: 3, arbitrary: fc.double({ min: -256, max: 256, noNaN: true }) },
  fc.double({ noDefaultInfinity: true }),
  fc.constantFrom(0, -0, Number.NaN, 5e-324, 2 ** -52, 256, -256, 257, 1e200, -1e200, 1e308, 2 ** -1022),
);
const row = fc.record({
  school: fc.constantFrom(0, 1, 2, 3, missingCode),
  values: fc.array(value, { minLength: 5, maxLength: 5 }),
});
const limits = fc.array(fc.constantFrom(8, 8, 8, 10, 0, -300, 400), { minLength: 1, maxLength: 5 });

/** Every sum with all its bits, and how many rows each slot has. */
const bits = (sums: ExactSums, rows: Iterable<number>): unknown => [
  Array.from({ length: sums.cells.length / 4 }, (_, i) => exactDigits(sums, i)),
  [...rows].slice(0, slots),
];

/** The same row by row. */
function slowly({ columns, keys }: Rows): unknown {
  const width = exactWidth(columns.length, false);
  const sums = exactSums(slots * width);
  const rows = Array.from({ length: slots }, () => 0);
  keys[0]!.forEach((slot, q) => {
    if (slot === missingCode || !isComplete(columns, null, q)) return;
    rows[slot]! += 1;
    addExactRow(sums, slot * width, columns, q);
  });
  return bits(sums, rows);
}

function rowsOf(school: ArrayLike<number>, columns: readonly ArrayLike<number>[]): Rows {
  return {
    columns: columns.map((column) => Float64Array.from(column)),
    weights: null,
    keys: [Uint32Array.from(school)],
    sizes: [slots],
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the exact kernel', () => {
  property.prop([fc.array(row, { minLength: 1, maxLength: 40 }), limits], { numRuns: 1000 })(
    'leaves every bit that the same rows leave one by one',
    (list, exponents) => {
      const k = exponents.length;
      const rows = rowsOf(
        list.map(({ school }) => school),
        exponents.map((_, i) => list.map(({ values }) => values[i]!)),
      );
      const kernel = exactKernel(exponents, slots)!;
      rows.columns.forEach((column, i) => {
        kernel.columns[i]!.set(column);
      });
      kernel.fillSlots(rows.keys, rows.sizes, 0, list.length);
      const width = exactWidth(k, false);
      const sums = exactSums(slots * width);
      const used = new Float64Array(slots);
      const [odds] = kernel.add(list.length);
      for (const q of kernel.odd.subarray(0, odds)) {
        const slot = kernel.slots[q]!;
        if (slot === slots || !isComplete(rows.columns, null, q)) continue;
        used[slot]! += 1;
        addExactRow(sums, slot * width, rows.columns, q);
      }
      for (let slot = 0; slot < slots; slot++) used[slot]! += kernel.empty(slot, sums, slot * width);
      expect(bits(sums, used)).toEqual(slowly(rows));
    },
  );

  test('passes by only what its limits do not fit', () => {
    const kernel = exactKernel([8, 8], slots)!;
    const values = [0.1, 199.9, 256, -256, 256.1, 1e-30, Number.NaN, Number.POSITIVE_INFINITY, 0];
    for (const column of kernel.columns) column.set(values);
    kernel.fillSlots([new Uint32Array(values.length)], [slots], 0, values.length);
    const [odds] = kernel.add(values.length);
    expect([...kernel.odd.subarray(0, odds)]).toEqual([4, 5, 6, 7]);
  });

  const largest = 256 - 2 ** -45;
  const wide = Array.from({ length: 20_000 }, (_, i) =>
    i % 9_000 > 8_000 ? 2 ** 300 : i % 97 === 5 ? Number.NaN : i / 7,
  );
  test.each([
    ['of the largest size in one group', wide.map(() => 1), [wide.map(() => largest), wide.map(() => -largest)]],
    [
      'whose size changes',
      wide.map((_, i) => (i % 5 === 4 ? missingCode : i % 3)),
      [wide, wide.map((x) => 1 / (1 + x))],
    ],
  ])('leaves every bit of more rows than a cell may have, %s', (_, school, columns) => {
    const rows = rowsOf(school, columns);
    const add = (): unknown => {
      const sums = newExactAccumulation(2, 2, { weighted: false, countsRows: false });
      growExactAccumulation(sums, slots);
      addExactRows(sums, rows, 0, 10_000);
      addExactRows(sums, rows, 10_000, school.length);
      return bits(exactTotalsOf(sums), sums.rows);
    };
    expect(add()).toEqual(slowly(rows));
    vi.stubGlobal('WebAssembly', undefined);
    expect(add()).toEqual(slowly(rows));
  });
});
