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

describe('nelderMead at an edge of what has a value', () => {
  test.each<[string, Objective, number[]]>([
    ['a number without another beside it', ([x]) => (x === 2 ? 1 : Number.NaN), [2]],
    ['one in the plane', ([x, y]) => (x === 2 && y === 3 ? 1 : Infinity), [2, 3]],
    ['the end of a half line', ([x]) => (x! < 1.3 ? Number.NaN : x!), [3]],
    ['the end of a half line at 0', ([x]) => (x! < 0 ? Infinity : x!), [3]],
    ['the end of a half line, where the slope is endless', ([x]) => Math.sqrt(x! - 2), [3]],
    ['the edge of a half plane', ([x, y]) => (x! + y! < 0 ? Number.NaN : x! + y! + x! ** 2), [1, 2]],
    ['the edge of a disc', ([x, y]) => (x! ** 2 + y! ** 2 > 1 ? Number.NaN : (x! - 3) ** 2 + y! ** 2), [0.1, 0.1]],
  ])('%s is not called an answer', (_, objective, start) => {
    expect(nelderMead(objective, start).status).not.toBe('converged');
  });

  test.each<[string, Objective, number[], number[]]>([
    [
      'a hundredth away from the edge of a disc',
      ([x, y]) => (x! ** 2 + y! ** 2 > 1 ? Number.NaN : (x! - 0.99) ** 2 + y! ** 2),
      [0.1, 0.1],
      [0.99, 0],
    ],
    ['a thousandth from an end', ([x]) => x! - 1e-3 * Math.log(x!), [1], [1e-3]],
    ['beyond an edge in the way', ([x]) => (Math.abs(x! - 1.5) < 0.05 ? Number.NaN : x! ** 2), [1.8], [0]],
  ])('a minimum %s is found', (_, objective, start, expected) => {
    const { status, parameters } = nelderMead(objective, start);
    expect(status).toBe('converged');
    parameters.forEach((one, j) => {
      expect(one).toBeCloseTo(expected[j]!, 6);
    });
  });

  test('what is a bound is an answer, although there is nothing beyond it', () => {
    const { status, parameters, atBound } = nelderMead(([x]) => (x! < 1.3 ? Number.NaN : x!), [3], { lower: [1.3] });
    expect([status, parameters[0], atBound[0]]).toEqual(['converged', 1.3, 'lower']);
  });
});

describe('quasiNewton at a narrow minimum', () => {
  // 0.8 t + sin t with t = x / w: minima at t = 2 π k - acos(-0.8), each 1.6 π lower than the next, so that 1e-3 to the left of
  // each the function is below it.
  test.each([1e-2, 1e-3, 3e-4, 1e-4, 3e-5])('ripples of width %d on a slope', (width) => {
    const turns = Math.round(1 / (2 * Math.PI * width));
    const lowest = width * (2 * Math.PI * turns - Math.acos(-0.8));
    const objective: Objective = ([x]) => (0.8 * x!) / width + Math.sin(x! / width);
    const gradient = (x: Float64Array, g: Float64Array) => g.fill((0.8 + Math.cos(x[0]! / width)) / width);
    for (const options of [{}, { gradient }]) {
      const { status, parameters } = quasiNewton(objective, [lowest + 0.2 * width], options);
      expect(status).toBe('converged');
      expect(Math.abs(parameters[0]! - lowest)).toBeLessThan(1e-3 * width + 3e-7); // what differences leave of digits
    }
  });

  test('a point of inflection whose curvature is rounding is still none', () => {
    for (const [power, slope] of [
      [3, 0],
      [5, 0],
      [3, 1e-8],
    ] as const) {
      const objective: Objective = ([x]) => (x! - 1) ** power + slope * (x! - 1);
      expect(quasiNewton(objective, [1]).status).not.toBe('converged');
      expect(quasiNewton(objective, [1.5]).status).not.toBe('converged');
    }
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

  test.each([1e-4, 1, 1e4])('a logarithm falls into a pole, %d times as fast', (times) => {
    for (const height of [-1e3, 0, 5, 1e5]) {
      for (const pole of [0, 0.1234, 1 / 3, 0.5, 0.97, 1]) {
        const f = (x: number) => height + times * Math.log(Math.abs(x - pole));
        expect(findMinimum(f, 0, 1).status).toBe('singular');
      }
    }
  });

  test.each([0.02, 0.1, 0.3, 1, 2])('a pole of order %d is none', (power) => {
    for (const pole of [0, 0.1234, 1 / 3, 0.97, 1]) {
      expect(findMinimum((x) => -(Math.abs(x - pole) ** -power), 0, 1).status).toBe('singular');
    }
  });

  test('wells of any width are', () => {
    for (const width of [1, 1e-2, 1e-4, 1e-5]) {
      const { status, location } = findMinimum(
        (x) => -1 / (1 + ((x - 0.3) / width) ** 2),
        0.3 - 9 * width,
        0.3 + 7 * width,
      );
      expect(status).toBe('converged');
      expect(Math.abs(location - 0.3)).toBeLessThan(1e-6 * width + 1e-8);
    }
  });

  test('corners, cusps, stairs and jumps are', () => {
    for (const f of [
      (x: number) => Math.abs(x - 0.3),
      (x: number) => Math.sqrt(Math.abs(x - 0.3)),
      (x: number) => Math.abs(x - 0.3) ** 0.2,
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
