import { test as check, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { correlation } from '../../../../src/estimate/effect/variance/correlation.js';
import { correlationFromT } from '../../../../src/estimate/effect/variance/correlation-from-t.js';
import { fisherZ } from '../../../../src/estimate/effect/variance/fisher-z.js';
import { near } from '../reference-cases.js';

const code = (name: string) => expect.objectContaining({ code: name });

describe('a correlation', () => {
  // mpmath's hypergeometric function, test/reference/scripts/effect_extra.py
  test.each([
    [-0.6, 20, -0.611546946086277],
    [0.15, 240, 0.15031090728704943],
    [0.001, 5, 0.0015697971115269818],
    [1e-6, 5, 1.570795326795682e-6],
    [0.3, 4, 0.5018677381515407],
    [0.5, 5, 0.6045997880780726],
    [0.2, 100_000, 0.20000096003993764],
    [0.9999, 6, 0.9999249981249453],
    [0.4, 100, 0.4017478563151263],
    [0.4, 101, 0.401729860455908],
  ])('of %d in %d pairs loses its bias by the formula of Olkin and Pratt', (r, n, unbiased) => {
    near(correlation({ r, n }, { correction: 'olkin-pratt' }).estimate, unbiased, 1e-13, 0);
  });

  const values = fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), {
    minLength: 4,
    maxLength: 30,
  });

  check.prop([values, fc.integer({ min: 1, max: 9 }), fc.integer({ min: -99, max: 99 })])(
    'stays when a variable is shifted and stretched, and changes sign when it is turned around',
    (list, stretch, shift) => {
      const [x, y] = [list.map(([a]) => a), list.map(([, b]) => b)];
      fc.pre(new Set(x).size > 1 && new Set(y).size > 1);
      const { estimate } = correlation({ x, y });

      near(correlation({ x: x.map((a) => stretch * a + shift), y }).estimate, estimate, 1e-12, 1);
      near(correlation({ x: x.map((a) => -a), y }).estimate, -estimate, 1e-12, 1);
      near(correlation({ x: y, y: x }).estimate, estimate, 1e-14, 1);
    },
  );

  test('of pairs is that of their figures', () => {
    // sums of products about the means, by numpy.cov
    const effect = correlation({ x: [1, 2, 3, 4, 6], y: [2, 1, 4, 3, 7] });

    near(effect.estimate, 15.6 / Math.sqrt(14.8 * 21.2));
    expect(effect.n).toBe(5);
  });

  test('on a line has no test and no interval, and says so', () => {
    expect(correlation({ x: [1, 2, 3, 4], y: [2, 4, 6, 8] })).toMatchObject({
      estimate: 1,
      standardError: null,
      pValue: null,
      interval: null,
      notes: [{ code: 'perfect_correlation' }],
    });
    expect(() => fisherZ({ r: 1, n: 10 })).toThrow(code('out_of_domain'));
  });

  test('with a constant is refused, which is named', () => {
    const named = expect.objectContaining({
      code: 'zero_variance',
      detail: expect.objectContaining({ variable: 'y' }),
    });

    expect(() => correlation({ x: [1, 2, 3, 4], y: [2, 2, 2, 2] })).toThrow(named);
  });

  test('refuses too few pairs, unequal lengths and impossible figures', () => {
    expect(() => correlation({ r: 0.5, n: 3 })).toThrow(code('too_few_observations'));
    expect(() => correlation({ x: [], y: [] })).toThrow(code('no_data'));
    expect(() => correlation({ x: [1, 2, 3, 4], y: [1, 2, 3] })).toThrow(code('length_mismatch'));
    expect(() => correlation({ r: 1.1, n: 30 })).toThrow(code('invalid_argument'));
    expect(() => correlation({ r: Number.NaN, n: 30 })).toThrow(code('invalid_argument'));
    expect(() => correlation({ x: [1, 2, 3, Number.NaN], y: [1, 2, 3, 4] })).toThrow(code('not_finite'));
    expect(() => correlation({ r: 0.5, n: 30 }, { correction: 'fisher' as 'none' })).toThrow(code('invalid_argument'));
    expect(() => correlationFromT(Number.NaN, 30)).toThrow(code('invalid_argument'));
    expect(() => correlationFromT(2, 0)).toThrow(code('invalid_argument'));
    expect(() => correlationFromT(1e200, 30)).toThrow('a t of at most 1e150 in size');
    for (const df of [1e-12, 1e16]) expect(() => correlationFromT(2, df)).toThrow('from 1e-10 to 2^53 - 1');
  });

  const r = fc.double({ min: -0.999, max: 0.999, noNaN: true });

  check.prop([r, fc.integer({ min: 4, max: 2000 })])(
    'has limits that hold it and those of a lower level',
    (value, n) => {
      const wide = correlation({ r: value, n }, { level: 0.99 }).interval!;
      const narrow = correlation({ r: value, n }, { level: 0.8 }).interval!;

      expect(wide.lower).toBeLessThan(narrow.lower);
      expect(wide.upper).toBeGreaterThan(narrow.upper);
      expect(narrow.lower).toBeLessThanOrEqual(value);
      expect(narrow.upper).toBeGreaterThanOrEqual(value);
    },
  );
});
