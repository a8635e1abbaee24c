import { describe, expect, test } from 'vitest';
import { decimalsFor, fixed, levelText, pText } from '../../src/report/number-text.js';

describe('numbers in print', () => {
  test.each([
    [0, 2, '0.00'],
    [-0, 2, '0.00'],
    [-0.001, 2, '0.00'],
    [-0.25, 2, '-0.25'],
    [11598, 0, '11,598'],
    [-1234567.891, 1, '-1,234,567.9'],
    [999.995, 2, '1,000.00'],
    [1e21, 2, '1.000e+21'],
  ])('%d with %d decimals is %s', (x, decimals, text) => {
    expect(fixed(x, decimals)).toBe(text);
  });

  test.each([
    [0.0000001, 'p < .001'],
    [0.001, 'p = .001'],
    [0.0321, 'p = .032'],
    [0.9999, 'p > .999'],
  ])('p of %d is "%s"', (p, text) => {
    expect(pText(p)).toBe(text);
  });

  test('three significant digits of a small quantity, two decimals of others', () => {
    expect([31.6, 1, 0.976, 0.05, 0.00012, 0].map(decimalsFor)).toEqual([2, 2, 3, 4, 6, 2]);
  });

  test('levels', () => {
    expect([0.95, 0.9, 0.999].map(levelText)).toEqual(['95 %', '90 %', '99.9 %']);
  });
});

test('a quantity that needs more than six decimals is written with a power of ten', () => {
  const decimals = decimalsFor(1.18e-8);

  expect(fixed(1.18e-8, decimals)).toBe('1.18e-8');
  expect(fixed(-6.57e-9, decimals)).toBe('-6.57e-9');
  expect(fixed(0, decimals)).toBe('0.000000');
  expect(fixed(5.00000002, decimals)).toBe('5.000000');
  expect(fixed(0.000123, decimalsFor(0.000123))).toBe('0.000123');
});
