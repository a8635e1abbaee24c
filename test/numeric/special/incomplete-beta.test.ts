import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { regularizedBeta, regularizedBetaUpper } from '../../../src/numeric/special/incomplete-beta.js';
import { inverseRegularizedBeta } from '../../../src/numeric/special/inverse-beta.js';

const shape = fc.double({ min: -3, max: 6, noNaN: true }).map((power) => 10 ** power);
const inside = fc.double({ min: 0.001, max: 0.999, noNaN: true });

test('small whole shapes give polynomials', () => {
  expect(regularizedBeta(0.5, 2, 3)).toBeCloseTo(11 / 16, 15);
  expect(regularizedBeta(0.25, 1, 1)).toBeCloseTo(0.25, 15);
  expect(regularizedBetaUpper(0.25, 1, 2)).toBeCloseTo(9 / 16, 15);
});

test('the complement of x can carry digits that x cannot', () => {
  const y = 1e-30; // x = 1 - y is 1 as a double
  expect(regularizedBetaUpper(1, 3, 0.5, y) / (1.875 * Math.sqrt(y))).toBeCloseTo(1, 13); // y^b / (b B(a, b))
});

test.prop([inside, shape, shape])('exchanging the shapes exchanges the tails', (x, a, b) => {
  const y = 1 - x;
  expect(regularizedBeta(x, a, b, y)).toBe(regularizedBetaUpper(y, b, a, x));
});

test.prop([inside, shape, shape])('the tails add up to 1', (x, a, b) => {
  expect(Math.abs(regularizedBeta(x, a, b) + regularizedBetaUpper(x, a, b) - 1)).toBeLessThanOrEqual(4e-15);
});

test.prop([inside, fc.double({ min: 0.01, max: 90, noNaN: true })])('b = 1 is a power of x', (x, a) => {
  expect(Math.abs(regularizedBeta(x, a, 1) / x ** a - 1)).toBeLessThanOrEqual(1e-12);
});

test.prop([inside, shape, shape])('an inverse carries the digits of both ends', (p, a, b) => {
  const point = inverseRegularizedBeta(p, a, b);
  const mirror = inverseRegularizedBeta(p, b, a, true);
  expect(Math.abs(point.x + point.y - 1)).toBeLessThanOrEqual(Number.EPSILON);
  expect([mirror.y, mirror.x, -mirror.logOdds]).toEqual([point.x, point.y, point.logOdds]);
});

test('an inverse beyond the smallest double still has its log odds', () => {
  const { x, logOdds } = inverseRegularizedBeta(1e-300, 0.1, 1);
  expect(x).toBe(0);
  expect(logOdds / (10 * Math.log(1e-300))).toBeCloseTo(1, 14);
});
