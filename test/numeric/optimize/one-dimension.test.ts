import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { findMinimum, findRoot, requireConverged } from '../../../src/numeric/optimize/index.js';

const refused = (code: string, call: () => unknown): void => expect(call).toThrow(expect.objectContaining({ code }));

describe('findRoot', () => {
  // Roots by mpmath.findroot with 40 digits.
  test.each([
    ['x^2 - 2', (x: number) => x * x - 2, 0, 2, Math.SQRT2],
    ['cos x - x', (x: number) => Math.cos(x) - x, 0, 1, 0.7390851332151607],
    ['x e^x - 1', (x: number) => x * Math.exp(x) - 1, -1, 3, 0.5671432904097838],
    ['x^3 - 2x - 5', (x: number) => x ** 3 - 2 * x - 5, 2, 3, 2.0945514815423265],
    ['e^x - 1e-300, a long flat foot', (x: number) => Math.exp(x) - 1e-300, -1000, 1000, -690.7755278982137],
  ])('%s is found to rounding', (_, f, lower, upper, expected) => {
    const { root } = requireConverged(findRoot(f, lower, upper));
    expect(Math.abs(root - expected)).toBeLessThanOrEqual(4 * Number.EPSILON * Math.abs(expected));
    expect(requireConverged(findRoot(f, upper, lower)).root).toBeCloseTo(expected, 12);
  });

  test('a root at an end is taken', () => {
    expect(findRoot((x) => x, 0, 1)).toMatchObject({ status: 'converged', root: 0, value: 0 });
    expect(findRoot((x) => x - 1, 0, 1)).toMatchObject({ status: 'converged', root: 1, value: 0 });
  });

  test('the bracket holds the change of sign, as wide as was asked for', () => {
    const { lower, upper, iterations } = requireConverged(findRoot((x) => x ** 3 - 2, 0, 2, { tolerance: 0.01 }));
    expect(lower ** 3).toBeLessThanOrEqual(2);
    expect(upper ** 3).toBeGreaterThanOrEqual(2);
    expect(upper - lower).toBeLessThanOrEqual(0.01);
    expect(iterations).toBeLessThan(10);
  });

  test('a jump is found, a pole is not called a root', () => {
    expect(requireConverged(findRoot((x) => (x < 1.5 ? -1 : 1), -1, 2)).root).toBeCloseTo(1.5, 14);
    expect(findRoot((x) => 1 / (x - 0.3), -1, 2.5).status).toBe('stalled');
    expect(findRoot(Math.tan, 1, 2).status).toBe('stalled');
  });

  test('infinite values count by their sign; a hole without values ends the search', () => {
    const root = requireConverged(findRoot((x) => (x > 700 ? Infinity : Math.exp(x) - 10), 0, 1e4)).root;
    expect(root).toBeCloseTo(Math.LN10, 14);
    const holed = findRoot((x) => (x > 0.4 ? (x > 0.6 ? 1 : Number.NaN) : -1), 0, 1);
    expect(holed.status).toBe('stalled');
    expect(Number.isFinite(holed.value)).toBe(true);
  });

  test('wrong use is refused by code', () => {
    refused('invalid_argument', () => findRoot((x) => x * x + 1, -1, 1));
    refused('invalid_argument', () => findRoot((x) => x, -Infinity, 1));
    refused('not_finite', () => findRoot((x) => Math.log(x), -1, 2));
    refused('aborted', () => findRoot((x) => x - 0.3, 0, 1, { signal: AbortSignal.abort() }));
    expect(findRoot((x) => Math.exp(x) - 5, 0, 100, { maxIterations: 3 }).status).toBe('max_iterations');
  });

  property.prop([fc.double({ min: -100, max: 100, noNaN: true }), fc.double({ min: 0.001, max: 100, noNaN: true })])(
    'a planted root of a rising cubic is found',
    (planted, steepness) => {
      const f = (x: number) => steepness * (x - planted) + (x - planted) ** 3;
      const { root } = requireConverged(findRoot(f, -250, 300));
      expect(Math.abs(root - planted)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(planted)));
    },
  );
});

describe('findMinimum', () => {
  test.each([
    ['(x - 2)^2', (x: number) => (x - 2) ** 2, 0, 5, 2],
    ['cos x', Math.cos, 0, 6, Math.PI],
    ['x - ln x', (x: number) => x - Math.log(x), 0.01, 9, 1],
    ['a corner', (x: number) => Math.abs(x - 0.3), -1, 6, 0.3],
    ['1e-10 (x - 3)^2', (x: number) => 1e-10 * (x - 3) ** 2, 0, 10, 3],
  ])('%s is lowest where it is, to 7 digits', (_, f, lower, upper, expected) => {
    const { location, value, atBound } = requireConverged(findMinimum(f, lower, upper));
    expect(Math.abs(location - expected)).toBeLessThanOrEqual(1e-7 * expected);
    expect(value).toBe(f(location));
    expect(atBound).toBeNull();
  });

  test('a minimum at a limit is reported as such', () => {
    expect(findMinimum((x) => x, 1, 5)).toMatchObject({ status: 'converged', location: 1, value: 1, atBound: 'lower' });
    expect(findMinimum((x) => -x, 1, 5)).toMatchObject({ status: 'converged', location: 5, atBound: 'upper' });
    expect(findMinimum((x) => x * x, 2, 2)).toMatchObject({ status: 'converged', location: 2, value: 4 });
  });

  test('places without a finite value are avoided', () => {
    const { location } = requireConverged(findMinimum((x) => (x < 0.1 ? Number.NaN : x - Math.log(x)), 0, 6));
    expect(location).toBeCloseTo(1, 7);
    expect(findMinimum((x) => Math.log(x), 0, 1).location).toBeGreaterThan(0);
  });

  test('wrong use is refused by code', () => {
    refused('invalid_argument', () => findMinimum((x) => x, 2, 1));
    refused('invalid_argument', () => findMinimum((x) => x, 0, Infinity));
    refused('invalid_argument', () => findMinimum((x) => x, Number.NaN, 1));
    refused('not_finite', () => findMinimum(() => Number.NaN, 0, 1));
    refused('aborted', () => findMinimum((x) => x, 0, 1, { signal: AbortSignal.abort() }));
    expect(findMinimum(Math.cos, 0, 6, { maxIterations: 2 }).status).toBe('max_iterations');
  });

  property.prop([fc.double({ min: -50, max: 50, noNaN: true }), fc.double({ min: 0.01, max: 100, noNaN: true })])(
    'a planted minimum is found, whatever the scale',
    (planted, scale) => {
      const { location } = requireConverged(
        findMinimum((x) => scale * ((x - planted) ** 2 + (x - planted) ** 4), -70, 60),
      );
      expect(Math.abs(location - planted)).toBeLessThanOrEqual(1e-7 * Math.max(1, Math.abs(planted)));
    },
  );
});
