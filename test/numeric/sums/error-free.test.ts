import { fc, test as property } from '@fast-check/vitest';
import { expect } from 'vitest';
import { productError, sumError } from '../../../src/numeric/sums/error-free.js';
import { anyDouble, spread } from './numbers.js';
import { unit, unitsOf } from './rational.js';

property.prop([anyDouble, anyDouble])('a sum and its error are together the exact sum', (a, b) => {
  const s = a + b;
  fc.pre(Number.isFinite(s));
  expect(unitsOf(s) + unitsOf(sumError(a, b, s))).toBe(unitsOf(a) + unitsOf(b));
});

property.prop([spread(440), spread(440)])('a product and its error are together the exact product', (a, b) => {
  const p = a * b;
  expect((unitsOf(p) + unitsOf(productError(a, b, p))) * unit).toBe(unitsOf(a) * unitsOf(b));
});
