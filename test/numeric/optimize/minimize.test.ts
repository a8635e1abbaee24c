import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  levenbergMarquardt,
  multiStart,
  nelderMead,
  type Objective,
  quasiNewton,
  requireConverged,
  startsWithin,
} from '../../../src/numeric/optimize/index.js';

const refused = (code: string, call: () => unknown): void => expect(call).toThrow(expect.objectContaining({ code }));
const expectNear = (actual: readonly number[], expected: readonly number[], digits: number): void => {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, j) => {
    expect(value).toBeCloseTo(expected[j]!, digits);
  });
};

const valley: Objective = (x) => (1 - x[0]!) ** 2 + 100 * (x[1]! - x[0]! ** 2) ** 2;
const valleySlopes = (x: Float64Array, out: Float64Array): void => {
  const off = x[1]! - x[0]! ** 2;
  out[0] = -2 * (1 - x[0]!) - 400 * x[0]! * off;
  out[1] = 200 * off;
};
/** Wood's function: minimum 0 at 1, 1, 1, 1 beyond a saddle. */
const wood: Objective = ([a, b, c, d]) =>
  100 * (b! - a! ** 2) ** 2 +
  (1 - a!) ** 2 +
  90 * (d! - c! ** 2) ** 2 +
  (1 - c!) ** 2 +
  10.1 * ((b! - 1) ** 2 + (d! - 1) ** 2) +
  19.8 * (b! - 1) * (d! - 1);

const methods = [
  ['quasiNewton', quasiNewton, 6],
  ['nelderMead', nelderMead, 6],
] as const;

describe.each(methods)('%s', (name, minimize, digits) => {
  test.each([
    ['the banana valley of Rosenbrock', valley, [-1.2, 1], [1, 1]],
    ['Wood beyond its saddle', wood, [-3, -1, -3, -1], [1, 1, 1, 1]],
    ['the last example of Beale', beale, [1, 1], [3, 0.5]],
    ['a log-likelihood', (x: Float64Array) => 10 * Math.log(x[0]!) + 35 / x[0]!, [0.5], [3.5]],
    [
      'scales of 1e-9 and 1e6 in one',
      (x: Float64Array) => (x[0]! * 1e9 - 1) ** 2 + (x[1]! / 1e6 - 2) ** 2,
      [1e-10, 1e5],
      [1e-9, 2e6],
    ],
  ] as const)('finds the minimum of %s', (_, objective, start, expected) => {
    const { parameters, value } = requireConverged(minimize(objective as Objective, start));
    expectNear(
      parameters.map((one, j) => one / expected[j]!),
      expected.map(() => 1),
      digits,
    );
    expect(value).toBe((objective as Objective)(Float64Array.from(parameters)));
  });

  test('stops at bounds and says which', () => {
    const { parameters, atBound, value } = requireConverged(minimize(valley, [-1.2, 1], { upper: [0.5, 2] }));
    expectNear(parameters, [0.5, 0.25], 5);
    expect(atBound).toEqual(['upper', null]);
    expect(value).toBeCloseTo(0.25, 10);
  });

  test('finds a corner where two bounds meet', () => {
    const fit = minimize((x) => x[0]! + x[1]!, [3, 3], { lower: [0, 1] });
    expect(fit).toMatchObject({ status: 'converged', parameters: [0, 1], atBound: ['lower', 'lower'] });
  });

  test('never asks outside the bounds', () => {
    let [least, most] = [Infinity, -Infinity];
    const watched: Objective = (x) => {
      least = Math.min(least, x[0]!);
      most = Math.max(most, x[0]!);
      return valley(x);
    };
    minimize(watched, [0, 1], { lower: [-0.5, -2], upper: [0.5, 2] });
    expect([least >= -0.5, most <= 0.5]).toEqual([true, true]);
  });

  test('the size of the objective does not decide when to stop', () => {
    for (const scale of [1e-10, 1e10]) {
      expectNear(requireConverged(minimize((x) => scale * (x[0]! - 3) ** 2, [0])).parameters, [3], 6);
    }
  });

  test('a large constant costs digits, not honesty', () => {
    const { parameters, status } = minimize((x) => 1e6 + (x[0]! - 3) ** 2, [0]);
    if (status === 'converged') expectNear(parameters, [3], 4);
  });

  test('steps to where the objective is not finite are not taken', () => {
    const { parameters } = requireConverged(minimize(([x, y]) => -Math.log(x!) + x! + (y! - x!) ** 2, [5, -3]));
    expectNear(parameters, [1, 1], 6);
    const walled = minimize((x) => (x[0]! < 2 ? -Infinity : (x[0]! - 3) ** 2), [9]);
    expectNear(requireConverged(walled).parameters, [3], 6);
  });

  test('what falls forever does not converge', () => {
    for (const objective of [(x: Float64Array) => -x[0]!, (x: Float64Array) => -(x[0]! ** 2)]) {
      const fit = minimize(objective, [1]);
      expect(fit.status).not.toBe('converged');
      refused('convergence_failed', () => requireConverged(fit));
    }
  });

  test('the same call gives the same bits, as plain data', () => {
    const fit = minimize(valley, [-1.2, 1]);
    expect(minimize(valley, [-1.2, 1])).toEqual(fit);
    expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
  });

  test('wrong use is refused by code', () => {
    refused('invalid_argument', () => minimize(valley, []));
    refused('invalid_argument', () => minimize(valley, [0, 0], { lower: [1, 1] }));
    refused('length_mismatch', () => minimize(valley, [0, 0], { upper: [1] }));
    refused('not_finite', () => minimize(() => Number.NaN, [0, 0]));
    refused('aborted', () => minimize(valley, [0, 0], { signal: AbortSignal.abort() }));
    expect(minimize(valley, [-1.2, 1], { maxIterations: 3 })).toMatchObject({
      status: 'max_iterations',
      iterations: 3,
    });
    expect(name).toBe(minimize.name);
  });
});

describe('quasiNewton', () => {
  test('with a gradient the minimum is exact to rounding, for fewer calls', () => {
    const fit = requireConverged(quasiNewton(valley, [-1.2, 1], { gradient: valleySlopes }));
    expectNear(fit.parameters, [1, 1], 14);
    expect(fit.evaluations).toBeLessThan(100);
  });

  test('the Hessian is that of the objective', () => {
    for (const options of [{}, { gradient: valleySlopes }]) {
      const { hessian } = requireConverged(quasiNewton(valley, [-1.2, 1], options));
      expectNear(
        hessian!.flat().map((one, at) => one / [802, -400, -400, 200][at]!),
        [1, 1, 1, 1],
        5,
      );
    }
  });

  test('flat directions are not called an answer', () => {
    expect(quasiNewton(([x, y]) => (x! + y! - 1) ** 2, [1, 3]).status).toBe('singular');
    expect(quasiNewton(([x]) => (x! - 1) ** 2, [2, 3]).status).toBe('singular');
    expect(quasiNewton(() => 5, [1]).status).toBe('singular');
    expect(quasiNewton(([x]) => Math.exp(-x!), [0]).status).not.toBe('converged');
  });

  test('a saddle is left when rounding allows, and is never called an answer', () => {
    const saddle = quasiNewton(([x, y]) => x! * x! - y! * y! + y! ** 4, [1, 0], {
      gradient: ([x, y], out) => {
        out[0] = 2 * x!;
        out[1] = -2 * y! + 4 * y! ** 3;
      },
    });
    expect(saddle.status).toBe('singular');
    expectNear(
      requireConverged(quasiNewton(([x, y]) => x! * x! - y! * y! + y! ** 4, [1, 1e-3])).parameters,
      [0, Math.SQRT1_2],
      6,
    );
  });

  property.prop([
    fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 }),
    fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 3, maxLength: 3 }),
    fc.double({ min: -0.9, max: 0.9, noNaN: true }),
  ])(
    'a bounded convex quadratic ends where the conditions of Karush, Kuhn and Tucker hold',
    (center, weight, twist) => {
      const slope = (x: readonly number[], j: number): number =>
        2 * weight[j]! * (x[j]! - center[j]!) +
        (j < 2 ? 2 * twist * Math.sqrt(weight[0]! * weight[1]!) * (x[1 - j]! - center[1 - j]!) : 0);
      const objective: Objective = (x) => {
        const d = Array.from(x, (one, j) => one - center[j]!);
        return (
          d.reduce((sum, one, j) => sum + weight[j]! * one * one, 0) +
          2 * twist * Math.sqrt(weight[0]! * weight[1]!) * d[0]! * d[1]!
        );
      };
      const { parameters, atBound, status } = quasiNewton(objective, [0, 0, 0], {
        lower: [-1, -1, -1],
        upper: [2, 2, 2],
      });
      expect(status).toBe('converged');
      parameters.forEach((_, j) => {
        const g = slope(parameters, j);
        if (atBound[j] === 'lower') expect(g).toBeGreaterThan(-1e-5);
        else if (atBound[j] === 'upper') expect(g).toBeLessThan(1e-5);
        else expect(Math.abs(g)).toBeLessThan(1e-5);
      });
    },
  );
});

describe('nelderMead', () => {
  test('copes with corners', () => {
    const { parameters } = requireConverged(nelderMead(([x, y]) => Math.abs(x! - 1) + Math.abs(y! - 2), [0, 0]));
    expectNear(parameters, [1, 2], 8);
  });

  test('is not fooled where its simplex collapses (McKinnon 1998)', () => {
    const mcKinnon: Objective = ([x, y]) => (x! <= 0 ? 360 * x! ** 2 : 6 * x! ** 2) + y! + y! ** 2;
    expectNear(requireConverged(nelderMead(mcKinnon, [1, 1])).parameters, [0, -0.5], 5);
  });
});

describe('multiStart', () => {
  const waves: Objective = ([x]) => (x! - 2) ** 2 / 20 + Math.sin(3 * x!); // many minima; the lowest near 1.55

  test('finds the lowest of many minima, and says how many runs agree', () => {
    const starts = startsWithin([-10], [10], 25);
    const { best, runs, converged, agreeing } = multiStart(
      starts,
      (start) => quasiNewton(waves, start),
      ({ value }) => value,
    );
    // The lowest by a fine grid.
    const grid = Array.from({ length: 200_001 }, (_, i) => -10 + i / 10_000);
    const lowest = grid.reduce((low, x) => Math.min(low, waves(Float64Array.of(x))), Infinity);
    expect(best.value).toBeLessThanOrEqual(lowest);
    expect(best.value).toBeCloseTo(lowest, 7);
    expect(runs).toHaveLength(25);
    expect(converged).toBeGreaterThan(20);
    expect(agreeing).toBeGreaterThan(0);
    expect(agreeing).toBeLessThan(converged);
  });

  test('starts without a finite value are passed over', () => {
    const run = (start: readonly number[]) => quasiNewton(([x]) => x! - Math.log(x!), start);
    const { best, runs } = multiStart([[-1], [2], [-3]], run, ({ value }) => value);
    expect(runs.map((result) => result?.status ?? null)).toEqual([null, 'converged', null]);
    expectNear(best.parameters, [1], 6);
    refused('not_finite', () => multiStart([[-1], [-2]], run, ({ value }) => value));
    refused('invalid_argument', () => multiStart([], run, ({ value }) => value));
  });

  test('a run that did not converge is best only when none did', () => {
    const run = (start: readonly number[]) => quasiNewton(valley, start, { maxIterations: start[0] === 1 ? 50 : 1 });
    const value = (result: { value: number }) => result.value;
    expect(
      multiStart(
        [
          [1.001, 1.001],
          [1, 5],
        ],
        run,
        value,
      ).best.status,
    ).toBe('converged');
    expect(
      multiStart(
        [
          [-1.2, 1],
          [0, 0],
        ],
        run,
        value,
      ).best.status,
    ).toBe('max_iterations');
  });

  test('works for curves as for objectives', () => {
    const x = [0, 1, 2, 3, 4, 5, 6, 7];
    const y = x.map((one) => 2 * Math.sin(1.3 * one + 0.4));
    const { best } = multiStart(
      startsWithin([0, 0.5, 0], [3, 2, 1], 10),
      (start) =>
        levenbergMarquardt({
          observed: y,
          start,
          predict: (b, out) => {
            x.forEach((one, i) => {
              out[i] = b[0]! * Math.sin(b[1]! * one + b[2]!);
            });
          },
        }),
      ({ rss }) => rss,
    );
    expect(best.rss).toBe(0);
  });
});

describe('startsWithin', () => {
  property.prop([fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 40 })])(
    'points lie inside, all different, the middle first',
    (p, count) => {
      const [lower, upper] = [Array<number>(p).fill(-1), Array<number>(p).fill(3)];
      const starts = startsWithin(lower, upper, count);
      expect(starts).toHaveLength(count);
      expect(new Set(starts.map(String)).size).toBe(count);
      expect(starts.flat().every((one) => one >= -1 && one <= 3)).toBe(true);
      if (count > 0) expect(starts[0]).toEqual(Array(p).fill(1));
    },
  );

  test('limits that are not finite or not in order are refused', () => {
    refused('invalid_argument', () => startsWithin([0], [Infinity], 3));
    refused('invalid_argument', () => startsWithin([2], [1], 3));
    refused('invalid_argument', () => startsWithin([0, 0], [1], 3));
  });
});

function beale([x, y]: Float64Array): number {
  return (1.5 - x! + x! * y!) ** 2 + (2.25 - x! + x! * y! ** 2) ** 2 + (2.625 - x! + x! * y! ** 3) ** 2;
}
