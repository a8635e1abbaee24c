import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  addDD,
  type DoubleDouble,
  divideDD,
  multiplyDD,
  sqrtDD,
  subtractDD,
  toDD,
} from '../../../src/numeric/sums/double-double.js';
import { centreDD, columnDD, dotDD, meanDD, sumDD } from '../../../src/numeric/sums/double-double-column.js';
import { score, spread } from './numbers.js';
import { minus, over, plus, type Rational, rational, times, toDouble, total, whole } from './rational.js';

const pair = fc.tuple(spread(60), spread(0)).map(([high, low]) => toDD(high, high * low * 2 ** -54));
const exact = ({ high, low }: DoubleDouble): Rational => plus(rational(high), rational(low));
/** How far off, as a power of two relative to `size`. */
const error = (actual: DoubleDouble, expected: Rational, size: Rational = expected): number =>
  size.n === 0n ? 0 : Math.abs(toDouble(over(minus(exact(actual), expected), size)));

describe('double-double numbers', () => {
  property.prop([pair, pair])('add and subtract to 2^-104', (a, b) => {
    expect(error(addDD(a, b), plus(exact(a), exact(b)))).toBeLessThanOrEqual(2 ** -104);
    expect(error(subtractDD(a, b), minus(exact(a), exact(b)))).toBeLessThanOrEqual(2 ** -104);
  });

  property.prop([pair, pair])('multiply to 2^-102 and divide to 2^-100', (a, b) => {
    expect(error(multiplyDD(a, b), times(exact(a), exact(b)))).toBeLessThanOrEqual(2 ** -102);
    expect(error(divideDD(a, b), over(exact(a), exact(b)))).toBeLessThanOrEqual(2 ** -100);
  });

  property.prop([pair])('have square roots whose square is the number to 2^-100', (a) => {
    const size = a.high < 0 ? subtractDD(toDD(0), a) : a;
    const root = exact(sqrtDD(size));
    expect(error(size, times(root, root), exact(size))).toBeLessThanOrEqual(2 ** -100);
  });

  test('the square root of 0 is 0', () => {
    expect(sqrtDD(toDD(0))).toEqual({ high: 0, low: 0 });
  });
});

describe('double-double columns', () => {
  const scores = fc.array(score, { minLength: 1, maxLength: 60 });
  const size = (xs: readonly Rational[]) => total(xs.map((x) => (x.n < 0n ? minus(whole(0), x) : x)));

  property.prop([scores])('have sums and means right to n 2^-104 of the sizes', (values) => {
    const xs = values.map(rational);
    const bound = values.length * 2 ** -104;
    expect(error(sumDD(columnDD(values)), total(xs), size(xs))).toBeLessThanOrEqual(bound);
    const n = whole(values.length);
    expect(error(meanDD(columnDD(values)), over(total(xs), n), over(size(xs), n))).toBeLessThanOrEqual(2 * bound);
  });

  property.prop([scores])('have products of deviations right to n 2^-100 of their sizes', (values) => {
    const centred = centreDD(columnDD(values), meanDD(columnDD(values)));
    const rows = Array.from(centred.high, (high, i) => exact({ high, low: centred.low[i]! }));
    const squares = rows.map((x) => times(x, x));
    expect(error(dotDD(centred, centred), total(squares))).toBeLessThanOrEqual(values.length * 2 ** -100);
  });
});
