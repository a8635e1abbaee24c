import { fc, test as property } from '@fast-check/vitest';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { addOddRows, nothingLeftOut } from '../../src/aggregate/odd-rows.js';
import { enoughRows, kernelFor, type RowKernel } from '../../src/aggregate/row-kernel.js';
import { missingCode } from '../../src/index.js';
import { scoreNear } from '../arbitraries/scores.js';

type Row = typeof row extends fc.Arbitrary<infer R> ? R : never;

/** Rows of two keys, up to 17 columns and a weight; more than one chunk's worth is made by adding them several times. */
const row = fc.record({
  school: fc.constantFrom(0, 1, 2, 3, missingCode),
  arm: fc.constantFrom(0, 1, missingCode),
  values: fc.array(fc.oneof({ weight: 9, arbitrary: scoreNear(400) }, fc.constant(Number.NaN), fc.constant(-1e308)), {
    minLength: 17,
    maxLength: 17,
  }),
  weight: fc.constantFrom(0, 0.3, 1, 7),
});
const someRows = fc.array(row, { minLength: 1, maxLength: 50 });
const sizes = [4, 2];

/** Everything that two chunks of the same rows leave behind. */
function sumsBy(kernel: RowKernel, rows: readonly Row[], k: number): unknown {
  const left = nothingLeftOut(k);
  const keys = [Uint32Array.from(rows, (r) => r.school), Uint32Array.from(rows, (r) => r.arm)];
  const seen: unknown[] = [];
  for (let time = 0; time < 2; time++) {
    for (let i = 0; i < k; i++) kernel.columns[i]!.set(rows.map((r) => r.values[i]! / (time + 1)));
    kernel.weights?.set(rows.map((r) => r.weight));
    seen.push(kernel.fillSlots(keys, sizes, 0, rows.length), [...kernel.slots.subarray(0, rows.length)]);
    const odds = kernel.add(rows.length);
    if (odds > 0) addOddRows(kernel, left, false, odds);
  }
  const { values } = kernel.cells;
  return { seen, left, cells: [...values.subarray(0, (values.length / 9) * 8)] };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the kernel in WebAssembly', () => {
  property.prop([someRows, fc.integer({ min: 1, max: 17 }), fc.boolean()], { numRuns: 1000 })(
    'leaves the bits of the one in JavaScript, for any number of columns, with and without weights',
    (rows, k, weighted) => {
      const fast = kernelFor(enoughRows, k, weighted, 8, null);
      expect(fast.isFast).toBe(true);
      expect(sumsBy(fast, rows, k)).toEqual(sumsBy(kernelFor(1, k, weighted, 8, null), rows, k));
    },
  );

  property.prop([someRows, fc.integer({ min: 1, max: 3 })])(
    'leaves the same bits when cells are more than the cache holds',
    (rows, k) => {
      const fast = kernelFor(enoughRows, k, false, 8, null);
      const wide = kernelFor(enoughRows, k, false, 2 ** 16, null);
      const stride = fast.cells.values.length / 9;
      sumsBy(fast, rows, k);
      sumsBy(wide, rows, k);
      expect([...wide.cells.values.subarray(0, 8 * stride)]).toEqual([...fast.cells.values.subarray(0, 8 * stride)]);
    },
  );

  test('is done without where a page forbids it', () => {
    class Forbidden {
      constructor() {
        throw new Error('unsafe-eval');
      }
    }
    vi.stubGlobal('WebAssembly', { Module: Forbidden, Memory: Forbidden, Instance: Forbidden });
    expect(kernelFor(enoughRows, 18, false, 8, null).isFast).toBe(false);
    vi.stubGlobal('WebAssembly', undefined);
    expect(kernelFor(enoughRows, 2, false, 8, null).isFast).toBe(false);
  });
});
