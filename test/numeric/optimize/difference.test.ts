import { describe, expect, test } from 'vitest';
import { differenceJacobian } from '../../../src/numeric/optimize/difference.js';

/** x^2 and x^3, finite between two places, with what was asked. */
function slopes(x: number, lower: number, upper: number, finite: [number, number] = [-Infinity, Infinity]) {
  const asked: number[] = [];
  const out = new Float64Array(2);
  const evaluate = ([at]: Float64Array, values: Float64Array): boolean => {
    asked.push(at!);
    values.set([at! ** 2, at! ** 3]);
    return at! >= finite[0] && at! <= finite[1];
  };
  const box = { lower: Float64Array.of(lower), upper: Float64Array.of(upper) };
  const place = Float64Array.of(x);
  const fine = differenceJacobian(evaluate, place, Float64Array.of(x ** 2, x ** 3), Float64Array.of(1), box, out);
  expect(place[0]).toBe(x);
  return { fine, out, asked };
}

describe('differences', () => {
  test.each([
    ['on both sides', -9, 9],
    ['above a lower bound', 2, 9],
    ['below an upper bound', -9, 2],
  ])('%s have nine digits', (_, lower, upper) => {
    const { fine, out, asked } = slopes(2, lower, upper);
    expect(fine).toBe(true);
    expect(out[0]).toBeCloseTo(4, 9);
    expect(out[1]).toBeCloseTo(12, 8);
    expect(asked.every((x) => x >= lower && x <= upper)).toBe(true);
  });

  test('go to the side where there is a value, and say when there is none', () => {
    expect(slopes(2, -9, 9, [2, 9]).out[0]).toBeCloseTo(4, 9);
    expect(slopes(2, -9, 9, [-9, 2]).out[0]).toBeCloseTo(4, 9);
    expect(slopes(2, -9, 9, [2, 2]).fine).toBe(false);
  });

  test('of a parameter without room are 0, and nothing is asked', () => {
    const { fine, out, asked } = slopes(2, 2, 2);
    expect([fine, ...out]).toEqual([true, 0, 0]);
    expect(asked).toEqual([]);
  });
});
