import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { addFirstRows, firstRows, noRow, shiftsAt } from '../../src/aggregate/first-rows.js';
import { missingCode } from '../../src/index.js';

const row = fc.record({
  code: fc.constantFrom(0, 1, 2, 3, missingCode),
  x: fc.constantFrom(1, 2, Number.NaN),
  y: fc.constantFrom(3, 4, Number.NaN),
  w: fc.constantFrom(0, 1),
});

property.prop([fc.array(row, { maxLength: 30 }), fc.nat(30), fc.boolean()])(
  'the shift of a group is its first complete row of a weight above 0, wherever the rows are cut',
  (rows, at, weighted) => {
    const data = {
      columns: [Float64Array.from(rows, ({ x }) => x), Float64Array.from(rows, ({ y }) => y)],
      weights: weighted ? Float64Array.from(rows, ({ w }) => w) : null,
      keys: [Uint32Array.from(rows, ({ code }) => code)],
      sizes: [4],
    };
    const cut = Math.min(at, rows.length);
    const first = firstRows(data, 4, 0, cut);
    addFirstRows(first, firstRows(data, 4, cut, rows.length));
    const expected = [0, 1, 2, 3].map((group) =>
      rows.findIndex(({ code, x, y, w }) => code === group && x + y > 0 && (w > 0 || !weighted)),
    );

    expect([...first]).toEqual(expected.map((found) => (found < 0 ? noRow : found)));

    const { values } = shiftsAt(first, data);
    const stride = values.length / 5;
    const shifts = expected.map((found) => (found < 0 ? [Number.NaN, Number.NaN] : [rows[found]?.x, rows[found]?.y]));

    expect([0, 1, 2, 3].map((group) => [...values.subarray(group * stride, group * stride + 2)])).toEqual(shifts);
  },
);
