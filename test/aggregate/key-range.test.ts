import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutKeys, placeOfSlot, placeSlots, placesOfRange, sizesInRange } from '../../src/aggregate/key-range.js';
import { type Rows, slotCount } from '../../src/aggregate/rows.js';
import { missingCode } from '../../src/index.js';

const rowsWith = (keys: readonly ArrayLike<number>[], sizes: readonly number[]): Rows => ({
  columns: [],
  weights: null,
  keys: keys.map((codes) => Uint32Array.from(codes)),
  sizes,
});

const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });

/** Some sizes and a range of one of the keys. */
const range = sizes.chain((all) =>
  fc.integer({ min: 0, max: all.length - 1 }).chain((key) =>
    fc
      .tuple(fc.integer({ min: 0, max: (all[key] as number) - 1 }), fc.integer({ min: 1, max: all[key] as number }))
      .filter(([first, end]) => first < end)
      .map(([first, end]) => ({ all, range: { key, first, end } })),
  ),
);

/** Takes a slot apart into codes, the last key counting fastest. */
function codesOf(slot: number, radix: readonly number[]): number[] {
  const codes: number[] = [];
  let rest = slot;
  for (const size of [...radix].reverse()) {
    codes.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return codes;
}

describe('a slot of a range', () => {
  property.prop([range])('has among all slots the place of its codes', ({ all, range: { key, first, end } }) => {
    const own = sizesInRange(all, { key, first, end });
    const places = placesOfRange(all, { key, first, end });
    for (let slot = 0; slot < slotCount(own); slot++) {
      const expected = codesOf(slot, own).map((code, j) => (j === key ? code + first : code));

      expect(codesOf(placeOfSlot(slot, places), all)).toEqual(expected);
    }
  });

  property.prop([range, fc.integer({ min: 1, max: 3 })])(
    'has its numbers copied there',
    ({ all, range: one }, width) => {
      const slots = slotCount(sizesInRange(all, one));
      const places = placesOfRange(all, one);
      // A worker has room behind its last slot, for rows without a group.
      const from = Float64Array.from({ length: (slots + 1) * width }, (_, i) => i + 1);
      const into = new Float64Array(slotCount(all) * width);
      placeSlots(from, slots, into, width, places);
      const expected = new Float64Array(into.length);
      for (let i = 0; i < slots * width; i++) {
        expected[placeOfSlot(Math.floor(i / width), places) * width + (i % width)] = i + 1;
      }

      expect(into).toEqual(expected);
    },
  );
});

describe('a key is cut', () => {
  const codes = fc.array(fc.oneof(fc.integer({ min: 0, max: 8 }), fc.constant(missingCode)), { maxLength: 60 });

  property.prop([codes, fc.integer({ min: 1, max: 7 })])(
    'into ranges without gaps, none of them empty',
    (key, wanted) => {
      const ranges = cutKeys(rowsWith([key], [9]), key.length, wanted);

      expect(ranges.length).toBeLessThanOrEqual(wanted);
      expect(ranges.map(({ first }) => first)).toEqual([0, ...ranges.slice(0, -1).map(({ end }) => end)]);
      expect(ranges.at(-1)?.end).toBe(9);
      expect(ranges.every(({ first, end }) => first < end)).toBe(true);
    },
  );

  test('so that each range has about as many rows, however uneven the groups', () => {
    const rows = 100_000;
    const key = Uint32Array.from({ length: rows }, (_, row) => Math.floor(1000 * (row / rows) ** 3));
    const ranges = cutKeys(rowsWith([new Uint32Array(rows), key], [2, 1000]), rows, 4);
    const shares = ranges.map(({ first, end }) => key.filter((code) => code >= first && code < end).length / rows);

    expect(ranges.every((one) => one.key === 1)).toBe(true);
    for (const share of shares) expect(Math.abs(share - 0.25)).toBeLessThan(0.11); // the first code alone has a tenth
  });

  test('not at all where there is none', () => {
    expect(cutKeys(rowsWith([], []), 10, 3)).toHaveLength(1);
  });
});
