import { describe, expect, test } from 'vitest';
import { fitProbabilities } from '../../../../src/estimate/regression/logistic/fit-probabilities.js';
import { tolerance } from '../../../tolerances.js';

const x = Float64Array.of(1.2, -0.4, 0.3, 2.1, -1.5, 0.8, -0.2, 1.1, 0.6, -0.9, 1.7, -2.2);
const inGroup = (g: number): Float64Array => x.map((_, i) => Number(Math.floor(i / 4) === g));
const [second, third] = [inGroup(1), inGroup(2)];
/** Everybody of the first group has an outcome of 1. */
const y = Float64Array.of(1, 1, 1, 1, 1, 0, 1, 0, 1, 1, 0, 0);
const close = (actual: number | null | undefined, expected: number): void => {
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThan(tolerance.inference);
};

describe('probabilities where a group is certain', () => {
  // R 4.2.2, glm of the other two groups alone, epsilon 1e-15.
  const others = [0.708570166802146, 0.396994911152731, 0.537434925075808, 0.356999996969315];

  test('are 1 in that group, and those of glm without it in the others', () => {
    const found = fitProbabilities([x, second, third], y);

    expect(found?.probabilities.slice(0, 4)).toEqual(Float64Array.of(1, 1, 1, 1));
    others.forEach((p, i) => {
      close(found?.probabilities[4 + i], p);
    });
  });

  test('have no coefficients but those that stay finite', () => {
    const [intercept, slope, ofSecond, ofThird] = fitProbabilities([x, second, third], y)?.coefficients ?? [];

    close(slope, -0.56802260700996);
    expect([intercept, ofSecond, ofThird]).toEqual([null, null, null]);
  });

  test('do not depend on which group the others are compared with', () => {
    const found = fitProbabilities([inGroup(0), second, x], y);

    close(found?.coefficients[0], 0.0364159120503057 - 0.146528449027247);
    close(found?.coefficients[3], -0.56802260700996);
    expect(found?.coefficients[1]).toBeNull();
    close(found?.coefficients[2], 0.146528449027247);
  });

  test('are null where it is the zeros that are certain', () => {
    expect(
      fitProbabilities(
        [x, second, third],
        y.map((v) => 1 - v),
      ),
    ).toBeNull();
  });
});

test('a column that earlier ones determine, or that does not vary, has no coefficient and changes nothing', () => {
  const overlapping = y.map((v, i) => (i === 3 ? 0 : v));
  const plain = fitProbabilities([x], overlapping);
  const more = fitProbabilities([x.map(() => 7), x, x.map((v) => 2 * v + 1)], overlapping);

  expect(more?.coefficients).toEqual([plain?.coefficients[0], null, plain?.coefficients[1], null]);
  expect(more?.probabilities).toEqual(plain?.probabilities);
});

test('ones and zeros that a column parts are null, however far apart', () => {
  expect(fitProbabilities([Float64Array.of(1, 2, 3, 1e9)], Float64Array.of(0, 0, 1, 1))).toBeNull();
});
