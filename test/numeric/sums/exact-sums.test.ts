import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  addDigits,
  addExact,
  addExactProduct,
  type ExactSums,
  exactComoment,
  exactDigits,
  exactMeanOf,
  exactSum,
  exactSums,
  mergeExact,
  roundExact,
  settleExact,
} from '../../../src/numeric/sums/index.js';
import { anyDouble, column, score, spread } from './numbers.js';
import { isNearest, unit, unitsOf } from './rational.js';

const refused = (code: string) => expect.objectContaining({ code });

function sumOf(values: readonly number[]): ExactSums {
  const sums = exactSums(1);
  for (const x of values) addExact(sums, 0, x);
  return sums;
}

/** The value that digits stand for, as units of 2^-2208. */
function unitsIn([exponent = 0, ...digits]: readonly number[]): bigint {
  return digits.reduce((sum, d, k) => sum + (BigInt(d) << BigInt(32 * k + exponent + 2208)), 0n);
}

/** Terms of a sum: numbers, and products of any size. */
const term = fc.oneof(
  fc.tuple(anyDouble),
  fc.tuple(anyDouble, anyDouble),
  fc.tuple(score, score),
  fc.tuple(spread(40)),
);
const terms = fc.array(term, { maxLength: 30 });

function addTerms(list: readonly (readonly number[])[], sums: ExactSums = exactSums(1), i = 0): ExactSums {
  for (const [x, y] of list) {
    if (y === undefined) addExact(sums, i, x!);
    else addExactProduct(sums, i, x!, y);
  }
  return sums;
}

const exactUnits = (list: readonly (readonly number[])[]): bigint =>
  list.reduce((sum, [x, y]) => sum + unitsOf(x!) * unitsOf(y ?? 1), 0n) << 60n;

describe('exact sums side by side', () => {
  test('start at 0', () => {
    expect(roundExact(exactSums(2), 1)).toBe(0);
    expect(exactDigits(exactSums(2), 1)).toEqual([]);
  });

  test('do not touch each other', () => {
    const sums = exactSums(3);
    for (const x of [1e300, 1, 1e-300, 1e308, -1e300]) addExact(sums, 1, x);
    expect([0, 1, 2].map((i) => roundExact(sums, i))).toEqual([0, 1e308, 0]);
  });

  property.prop([terms])('hold every bit of numbers and products of any size', (list) => {
    expect(unitsIn(exactDigits(addTerms(list), 0))).toBe(exactUnits(list));
  });

  property.prop([terms, fc.integer({ min: 1, max: 6 })])(
    'give the same digits however the terms are cut into parts and in whatever order those are merged',
    (list, parts) => {
      const cut = exactSums(parts);
      list.forEach((one, i) => {
        addTerms([one], cut, i % parts);
      });
      const merged = exactSums(2);
      for (let i = parts - 1; i >= 0; i--) mergeExact(merged, 1, cut, i);
      expect(exactDigits(merged, 1)).toEqual(exactDigits(addTerms(list), 0));
    },
  );

  test('hold every bit through more additions than pass between two carries', () => {
    const x = -(2 ** 1000) * (2 - 2 ** -52); // all bits in use, and too large for the four cells
    const n = 2 ** 22 + 1;
    const sums = exactSums(1);
    for (let i = 0; i < n; i++) addExact(sums, 0, x);
    expect(unitsIn(exactDigits(sums, 0))).toBe((BigInt(x) * BigInt(n)) << 2208n);
  });

  test('merging leaves the merged part as it was', () => {
    const from = sumOf([1e300, 1, 1e-300]);
    const before = structuredClone(from);
    const into = sumOf([1e308]);
    mergeExact(into, 0, from, 0);
    mergeExact(into, 0, from, 0);
    expect(from).toEqual(before);
    expect(roundExact(into, 0)).toBe(exactSum([1e308, 1e300, 1e300]));
  });

  property.prop([terms])('a sum merged with itself is doubled', (list) => {
    const sums = addTerms(list);
    mergeExact(sums, 0, sums, 0);
    expect(unitsIn(exactDigits(sums, 0))).toBe(2n * exactUnits(list));
  });

  test('survive being sent to a worker', () => {
    const sums = sumOf([1e300, 1, -1e300, 1e-300]);
    expect(roundExact(structuredClone(sums), 0)).toBe(1);
  });
});

describe('digits', () => {
  test('are the base-2^32 digits of the value, lowest first, with the sign of the value', () => {
    expect(exactDigits(sumOf([1]), 0)).toEqual([0, 1]);
    expect(exactDigits(sumOf([-0.5]), 0)).toEqual([-32, -(2 ** 31)]);
    expect(exactDigits(sumOf([2 ** 32, 1]), 0)).toEqual([0, 1, 1]);
    expect(exactDigits(sumOf([2 ** 64, -1]), 0)).toEqual([0, 2 ** 32 - 1, 2 ** 32 - 1]);
    expect(exactDigits(sumOf([-(2 ** 64), 1]), 0)).toEqual([0, -(2 ** 32 - 1), -(2 ** 32 - 1)]);
  });

  property.prop([terms])('read back, through JSON, give the same digits', (list) => {
    const digits = exactDigits(addTerms(list), 0);
    const read = exactSums(1);
    addDigits(read, 0, JSON.parse(JSON.stringify(digits)));
    expect(exactDigits(read, 0)).toEqual(digits);
  });

  test.each([
    ['half a digit', [0, 0.5]],
    ['a digit of 2^32', [0, 2 ** 32]],
    ['a digit that is not a number', [0, Number.NaN]],
    ['an exponent off the grid', [1, 1]],
    ['an exponent below the range', [-2240, 1]],
    ['digits above the range', [2112, 1]],
  ])('%s is refused', (_, digits) => {
    expect(() => addDigits(exactSums(1), 0, digits)).toThrow(refused('invalid_argument'));
  });
});

describe('what is made from exact sums', () => {
  const rows = fc.array(fc.tuple(score, score), { minLength: 1, maxLength: 40 });

  function sumsOf(pairs: readonly (readonly [number, number])[]): ExactSums {
    const sums = exactSums(3);
    for (const [x, y] of pairs) {
      addExact(sums, 0, x);
      addExact(sums, 1, y);
      addExactProduct(sums, 2, x, y);
    }
    return sums;
  }

  /** Sum of products of deviations, as a fraction of units of 2^-2148. */
  function exactProducts(pairs: readonly (readonly [number, number])[]): { n: bigint; d: bigint } {
    const count = BigInt(pairs.length);
    const sum = (of: (pair: readonly [number, number]) => bigint) => pairs.reduce((s, pair) => s + of(pair), 0n);
    const products = sum(([x, y]) => unitsOf(x) * unitsOf(y));
    return { n: products * count - sum(([x]) => unitsOf(x)) * sum(([, y]) => unitsOf(y)), d: count * unit * unit };
  }

  property.prop([rows])('the co-moment is the double nearest to the exact one', (pairs) => {
    expect(isNearest(exactComoment(sumsOf(pairs), 0, 1, 2, pairs.length), exactProducts(pairs))).toBe(true);
  });

  property.prop([fc.array(fc.tuple(spread(300), spread(300)), { minLength: 1, maxLength: 12 })])(
    'the co-moment is the nearest double for values of very different sizes as well',
    (pairs) => {
      expect(isNearest(exactComoment(sumsOf(pairs), 0, 1, 2, pairs.length), exactProducts(pairs))).toBe(true);
    },
  );

  property.prop([fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 20 })])(
    'the co-moment does not notice a shift of 2^40 by which a plain formula would lose everything',
    (values) => {
      const at = (shift: number) =>
        exactComoment(sumsOf(values.map((x) => [x + shift, x + shift])), 0, 0, 2, values.length);
      expect(at(2 ** 40)).toBe(at(0));
    },
  );

  test('the co-moment of equal values is 0', () => {
    expect(exactComoment(sumsOf(Array(7).fill([0.1, 0.1])), 0, 0, 2, 7)).toBe(0);
  });

  property.prop([column.filter((xs) => xs.length > 0)])('the mean is the nearest double', (values) => {
    const units = values.reduce((sum, x) => sum + unitsOf(x), 0n);
    const mean = { n: units, d: unit * BigInt(values.length) };
    expect(isNearest(exactMeanOf(sumOf(values), 0, values.length), mean)).toBe(true);
  });

  test('counts that are 0 or not whole are refused', () => {
    expect(() => exactMeanOf(exactSums(1), 0, 0)).toThrow(refused('no_data'));
    expect(() => exactMeanOf(exactSums(1), 0, 1.5)).toThrow(refused('invalid_argument'));
    expect(() => exactComoment(exactSums(1), 0, 0, 0, 0)).toThrow(refused('no_data'));
    expect(() => exactComoment(exactSums(1), 0, 0, 0, Number.NaN)).toThrow(refused('invalid_argument'));
  });
});

describe('the one form of a sum', () => {
  const cellsOf = (values: readonly number[]): readonly number[] => {
    const sums = exactSums(1);
    for (const x of values) addExact(sums, 0, x);
    settleExact(sums, 0);
    return [...sums.cells];
  };
  const step = fc
    .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -60, max: 20 }))
    .map(([m, e]) => m * 2 ** e);

  property.prop([fc.array(step, { maxLength: 12 })])(
    'does not depend on the order in which it was added up',
    (values) => {
      const forwards = cellsOf(values);
      expect(cellsOf([...values].reverse())).toEqual(forwards);
      expect(cellsOf([...values].sort((a, b) => a - b))).toEqual(forwards);
    },
  );

  test('where a sum lies half way between two doubles, what comes behind decides', () => {
    const half = 2 ** -53;
    for (const tiny of [2 ** -120, -(2 ** -120)])
      for (const one of [1, 1 + 2 ** -52, -1]) {
        const ways = [
          [one, half, tiny],
          [tiny, half, one],
          [one + 2 * half, -half, tiny],
          [half, tiny, one],
        ].map(cellsOf);
        for (const way of ways) expect(way).toEqual(ways[0]);
      }
  });
});
