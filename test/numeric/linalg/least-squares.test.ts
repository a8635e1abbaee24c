import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { leastSquares, powerColumns } from '../../../src/numeric/linalg/index.js';
import { exactLeastSquares, fractions } from '../../nist/exact.js';
import { relativeError } from '../../tolerances.js';
import { score } from '../sums/numbers.js';
import { rational, whole } from '../sums/rational.js';

const refused = (code: string) => expect.objectContaining({ code });

const rows = fc.integer({ min: 4, max: 12 }).chain((n) => {
  const column = fc.array(score, { minLength: n, maxLength: n });
  return fc.tuple(column, column, column);
});

describe('leastSquares', () => {
  test('of a line through its points has its coefficients and residuals of nothing', () => {
    const { coefficients, standardErrors, residualSumOfSquares, residualDf } = leastSquares([[1, 2, 3]], [5, 7, 9]);
    expect([...coefficients]).toEqual([3, 2]);
    expect(residualDf).toBe(1);
    expect(Math.max(residualSumOfSquares, ...standardErrors!)).toBeLessThanOrEqual(1e-60);
  });

  test('of no columns is the mean with its standard error', () => {
    const { coefficients, standardErrors } = leastSquares([], [1, 2, 3, 6]);
    expect([...coefficients]).toEqual([3]);
    expect(relativeError(standardErrors![0]!, Math.sqrt(14 / 3 / 4))).toBeLessThanOrEqual(Number.EPSILON);
  });

  test('with as many coefficients as rows has no standard errors', () => {
    expect(leastSquares([[1, 2]], [3, 5])).toMatchObject({ standardErrors: null, residualDf: 0 });
  });

  property.prop([rows])('is right to the last bits, with an intercept and without', ([a, b, y]) => {
    for (const intercept of [true, false]) {
      const columns = [...(intercept ? [a.map(() => 1)] : []), a, b].map(fractions);
      const exact = tryExact(columns, fractions(y));
      fc.pre(exact !== null);
      const actual = leastSquares([a, b], y, { intercept });
      exact!.estimates.forEach((b0, j) => {
        expect(relativeError(actual.coefficients[j]!, b0)).toBeLessThanOrEqual(4 * Number.EPSILON);
        const noise = 1e-20; // of a perfect fit, whose standard errors are 0
        const difference = Math.abs(actual.standardErrors![j]! - exact!.standardErrors[j]!);
        expect(difference).toBeLessThanOrEqual(4 * Number.EPSILON * exact!.standardErrors[j]! + noise);
      });
    }
  });

  test('tells columns apart that differ by 1e-9 of their size', () => {
    const a = [1e6, 2e6, 3e6, 5e6, 8e6];
    const b = a.map((x, i) => x + [1, -1, 2, 0, -1][i]! * 2 ** -10);
    const y = a.map((x, i) => 4 - x + 2 * b[i]!);
    const exact = exactLeastSquares([a.map(() => whole(1)), a.map(rational), b.map(rational)], y.map(rational));
    leastSquares([a, b], y).coefficients.forEach((x, j) => {
      expect(relativeError(x, exact.estimates[j]!)).toBeLessThanOrEqual(1e-14);
    });
  });

  test.each([
    [
      'a column of constants beside the intercept',
      [
        [1, 2, 3, 4, 5],
        [7, 7, 7, 7, 7],
      ],
      1,
    ],
    [
      'a sum of decimals that binary numbers do not hold exactly',
      [
        [0.1, 0.7, 1.3, 2.2, 3.3],
        [5.1, 1.9, 4.4, 0.3, 2],
        [5.2, 2.6, 5.7, 2.5, 5.3],
      ],
      2,
    ],
    [
      'a year and its distance from 1990, with decimals',
      [
        [1990.1, 1991.2, 1993.3, 1997.4, 1999.9],
        [0.1, 1.2, 3.3, 7.4, 9.9],
      ],
      1,
    ],
  ] as const)('names %s', (_, columns, column) => {
    expect(() => leastSquares(columns, [1, 3, 2, 5, 8])).toThrow(
      expect.objectContaining({ code: 'collinear', detail: { column } }),
    );
  });

  test('takes squares of tenths that are all equal for a constant, although their mean is rounded', () => {
    const x = Array.from({ length: 13 }, (_, i) => (i % 3 === 0 ? -0.1 : 0.1));
    const y = x.map((_, i) => (i * 5) % 7);
    expect(() => leastSquares(powerColumns(x, 2), y)).toThrow(
      expect.objectContaining({ code: 'collinear', detail: { column: 1 } }),
    );
  });

  test('refuses too few rows, different lengths, numbers that are not finite or too large', () => {
    expect(() => leastSquares([[1]], [2])).toThrow(refused('too_few_observations'));
    expect(() => leastSquares([], [])).toThrow(refused('too_few_observations'));
    expect(() => leastSquares([[1, 2]], [1, 2, 3])).toThrow(refused('length_mismatch'));
    expect(() => leastSquares([[1e200, 2, 3]], [1, 2, 3])).toThrow(refused('overflow'));
    expect(() => leastSquares([[1, Number.NaN, 3]], [1, 2, 3])).toThrow(refused('not_finite'));
    expect(() => leastSquares([[1, 2, 4]], [1, 2, Number.POSITIVE_INFINITY])).toThrow(refused('not_finite'));
  });
});

function tryExact(columns: Parameters<typeof exactLeastSquares>[0], y: Parameters<typeof exactLeastSquares>[1]) {
  try {
    return exactLeastSquares(columns, y);
  } catch (error) {
    if (error instanceof RangeError) return null; // division by 0: the columns are collinear
    throw error;
  }
}

test('powerColumns hold powers to 30 digits', () => {
  const [x1, x2, x3] = powerColumns([0.1, -3], 3);
  expect(x1!.high).toEqual(Float64Array.of(0.1, -3));
  expect([...x2!.high, ...x3!.high]).toEqual([0.1 * 0.1, 9, 0.1 * 0.1 * 0.1, -27]);
  expect(x2!.low[0]).not.toBe(0);
  expect(powerColumns([1], 0)).toEqual([]);
});
