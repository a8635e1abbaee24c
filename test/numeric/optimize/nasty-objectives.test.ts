import { describe, expect, test } from 'vitest';
import {
  findMinimum,
  levenbergMarquardt,
  nelderMead,
  type Objective,
  quasiNewton,
} from '../../../src/numeric/optimize/index.js';

const methods = [
  ['quasiNewton', quasiNewton],
  ['nelderMead', nelderMead],
] as const;

describe.each(methods)('%s', (_, minimize) => {
  test.each<[string, Objective, number[]]>([
    ['flat everywhere', () => 5, [1, 2]],
    ['flat where it starts', ([x, y]) => Math.max(0, Math.abs(x!) - 1) + Math.max(0, Math.abs(y!) - 1), [0.1, 0.2]],
    ['a stair', ([x]) => Math.floor(x!) ** 2, [5.5]],
    ['falling in a line', ([x]) => -x!, [1]],
    ['falling along one of two lines', ([x, y]) => x! - y!, [0, 0]],
    ['falling as a square', ([x, y]) => y! ** 2 - x! ** 2, [1, 1]],
    ['falling as a cube', ([x]) => x! ** 3, [1]],
    ['a cube, from its point of inflection', ([x]) => x! ** 3, [0]],
    ['falling as an exponential', ([x]) => -Math.exp(x!), [0]],
    ['falling ever more slowly', ([x]) => -Math.log(1 + x! * x!), [1]],
    ['falling as a root', ([x]) => -Math.sqrt(Math.abs(x!)), [1]],
    ['falling to 0 at infinity', ([x]) => 1 / x!, [1]],
    ['falling to 0 at infinity, exponentially', ([x]) => Math.exp(-x!), [0]],
    ['falling to an asymptote', ([x]) => Math.atan(x!), [0]],
    ['a logarithm', ([x]) => Math.log(x!), [1]],
    ['a pole on one side', ([x]) => 1 / x!, [-1]],
    ['a pole between', ([x]) => -1 / Math.abs(x! - 2), [1]],
    ['a saddle, from its middle', ([x, y]) => x! * y!, [0, 0]],
  ])('%s is not called an answer', (__, objective, start) => {
    const { status, parameters, value } = minimize(objective, start);
    expect(status).not.toBe('converged');
    expect([...parameters, value].every(Number.isFinite)).toBe(true);
  });

  test('without a bound on one side it is no answer that the other parameter stands on its own', () => {
    const fit = minimize(([x, y]) => x! - y!, [0.5, 0.5], { lower: [0, 0] });
    expect(fit.status).not.toBe('converged');
    expect(fit.atBound[0]).toBe('lower');
  });

  test.each<[string, Objective, number[], number[], object]>([
    ['one parameter', ([x]) => (x! - 7) ** 2, [0], [7], {}],
    ['the minimum as start', ([x, y]) => (x! - 1) ** 2 + (y! - 2) ** 2, [1, 2], [1, 2], {}],
    ['a minimum on a bound', ([x]) => (x! + 1) ** 2, [2], [0], { lower: [0] }],
    ['a start on that bound', ([x]) => (x! + 1) ** 2, [0], [0], { lower: [0] }],
    ['a line in a box', ([x, y]) => x! - y!, [0.5, 0.5], [0, 1], { lower: [0, 0], upper: [1, 1] }],
    ['a hole without numbers on the way', ([x, y]) => nearHole(x!, y!), [-2, 0.1], [3, 0], {}],
    ['a jump on the way', ([x]) => (x! > 4 ? 9 : 0) + (x! - 2) ** 2, [9], [2], {}],
    ['values to 1e300', ([x]) => 1e300 * (x! - 1) ** 2, [3], [1], {}],
    ['values of 1e-300', ([x]) => 1e-300 * (x! - 1) ** 2, [3], [1], {}],
  ])('finds %s', (__, objective, start, expected, bounds) => {
    const { status, parameters } = minimize(objective, start, bounds);
    expect(status).toBe('converged');
    parameters.forEach((one, j) => {
      expect(one).toBeCloseTo(expected[j]!, 6);
    });
  });
});

/** A bowl around (3, 0) with a round hole at (1, 0). */
const nearHole = (x: number, y: number): number => (Math.hypot(x - 1, y) < 0.5 ? Number.NaN : (x - 3) ** 2 + y ** 2);

describe('findMinimum', () => {
  test('what is flat, or falls into a pole, is not called an answer', () => {
    expect(findMinimum(() => 5, 0, 1).status).toBe('singular');
    expect(findMinimum((x) => -1 / Math.abs(x - 0.3), 0, 1).status).toBe('singular');
    expect(findMinimum((x) => -1 / (x - 0.3) ** 2, 0, 1, { tolerance: 1e-3 }).status).toBe('singular');
  });

  test('corners, cusps, stairs and jumps are', () => {
    for (const f of [
      (x: number) => Math.abs(x - 0.3),
      (x: number) => Math.sqrt(Math.abs(x - 0.3)),
      (x: number) => 1e9 + Math.abs(x - 0.3),
      (x: number) => (x < 0.3 ? 1 : x),
    ]) {
      const { status, location } = findMinimum(f, 0, 1);
      expect(status).toBe('converged');
      expect(location).toBeCloseTo(0.3, 6);
    }
    expect(findMinimum((x) => Math.floor(5 * x), 0, 1)).toMatchObject({ status: 'converged', value: 0 });
  });
});

describe('levenbergMarquardt', () => {
  const x = [1, 2, 3, 4, 5, 6];
  const y = [1, 3, 2, 5, 4, 6];
  const fitted = (curve: (b: Float64Array, x: number) => number, start: number[], observed = y) =>
    levenbergMarquardt({
      observed,
      start,
      predict: (b, out) => {
        x.forEach((one, i) => {
          out[i] = curve(b, one);
        });
      },
    });

  test.each<[string, (b: Float64Array, x: number) => number, number[], number[]?]>([
    ['flat', () => 3, [1]],
    ['a stair', ([a], one) => Math.floor(a!) + one, [5.3]],
    ['collinear columns', ([a, b, c], one) => a! + b! * one + c! * 2 * one, [1, 1, 1]],
    ['columns that differ by 1e-9', ([a, b], one) => a! * one + b! * (one + 1e-9 * (one % 2)), [1, 1]],
    ['no numbers beside where it is best', ([a], one) => (a! < 2 ? Number.NaN : a! * one), [3]],
    ['no slope where it starts', ([a], one) => a! ** 2 * one, [0]],
    [
      'a step that the data put between two doses',
      ([a, b, c], one) => a! / (1 + Math.exp(b! * (c! - one))),
      [6, 1, 3],
      [0, 0, 0, 6, 6, 6],
    ],
    ['a fit that betters for ever', ([a]) => 1 / a!, [1], [0, 0, 0, 0, 0, 0]],
  ])('%s is not called an answer', (_, curve, start, observed) => {
    const { status, parameters, rss, standardErrors } = fitted(curve, start, observed);
    expect(status).not.toBe('converged');
    expect([...parameters, rss].every(Number.isFinite)).toBe(true);
    expect(standardErrors.every((one) => one === null)).toBe(true);
  });

  test('residuals of zero are an answer, from afar and from the answer itself', () => {
    const observed = x.map((one) => 2 + 3 * one);
    for (const start of [
      [0, 0],
      [2, 3],
    ]) {
      const { status, parameters, rss } = fitted(([a, b], one) => a! + b! * one, start, observed);
      expect([status, rss]).toEqual(['converged', 0]);
      expect(parameters[0]).toBeCloseTo(2, 12);
      expect(parameters[1]).toBeCloseTo(3, 12);
    }
  });
});
