import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type Curve, levenbergMarquardt, requireConverged } from '../../../src/numeric/optimize/index.js';

const refused = (code: string, call: () => unknown): void => expect(call).toThrow(expect.objectContaining({ code }));

/** A curve of one x from a function of the parameters. */
const curve = (
  x: readonly number[],
  observed: readonly number[],
  start: number[],
  f: (b: Float64Array, x: number) => number,
) =>
  ({
    observed,
    start,
    predict: (b, out) => {
      x.forEach((one, i) => {
        out[i] = f(b, one);
      });
    },
  }) satisfies Curve;

const minutes = [0, 5, 10, 20, 40, 80];
const saturation = (b: Float64Array, x: number): number => b[0]! * (1 - Math.exp(-b[1]! * x));
const noisy = [0.3, 3.6, 6.5, 8.4, 10.1, 9.8];

describe('an ordinary fit', () => {
  test('a straight line gives the estimates and standard errors of the textbook', () => {
    // x 1..5, y 2 4 5 4 5: slope 0.6, intercept 2.2, rss 2.4, df 3: s^2 = 0.8, se = sqrt(0.8 / 10), sqrt(0.8 (1/5 + 9/10))
    const line = curve([1, 2, 3, 4, 5], [2, 4, 5, 4, 5], [0, 0], (b, x) => b[0]! + b[1]! * x);
    const { status, parameters, standardErrors, rss, residualSd, n, df, vcov } = levenbergMarquardt(line);
    expect(status).toBe('converged');
    expect(parameters[0]).toBeCloseTo(2.2, 9);
    expect(parameters[1]).toBeCloseTo(0.6, 9);
    expect(standardErrors[0]).toBeCloseTo(Math.sqrt(0.88), 9);
    expect(standardErrors[1]).toBeCloseTo(Math.sqrt(0.08), 9);
    expect(vcov![0]![1]).toBeCloseTo(-0.24, 9);
    expect(rss).toBeCloseTo(2.4, 12);
    expect(residualSd).toBeCloseTo(Math.sqrt(0.8), 12);
    expect([n, df]).toEqual([5, 3]);
  });

  test('a weight of 3 is the same as three equal observations, but for degrees of freedom', () => {
    const weights = [1, 3, 1, 2, 1, 1];
    const repeat = <T>(values: readonly T[]): T[] => values.flatMap((value, i) => Array<T>(weights[i]!).fill(value));
    const weighted = levenbergMarquardt({ ...curve(minutes, noisy, [9, 0.1], saturation), precisionWeights: weights });
    const repeated = levenbergMarquardt(curve(repeat(minutes), repeat(noisy), [9, 0.1], saturation));
    weighted.parameters.forEach((value, j) => {
      expect(value).toBeCloseTo(repeated.parameters[j]!, 9);
    });
    expect(weighted.rss).toBeCloseTo(repeated.rss, 10);
    expect([weighted.df, repeated.df]).toEqual([4, 7]);
  });

  test('an observation of weight 0 is left out, whatever stands there', () => {
    const without = levenbergMarquardt(curve(minutes.slice(1), noisy.slice(1), [9, 0.1], saturation));
    const zero = levenbergMarquardt({
      ...curve(minutes, [1e6, ...noisy.slice(1)], [9, 0.1], saturation),
      precisionWeights: [0, 1, 1, 1, 1, 1],
    });
    expect(zero.n).toBe(5);
    expect(zero.parameters[1]).toBeCloseTo(without.parameters[1]!, 10);
    expect(zero.standardErrors[1]).toBeCloseTo(without.standardErrors[1]!, 10);
  });

  test('derivatives by hand and by differences agree', () => {
    const plain = curve(minutes, noisy, [9, 0.1], saturation);
    const byHand = levenbergMarquardt({
      ...plain,
      jacobian: (b, out) => {
        minutes.forEach((x, i) => {
          const e = Math.exp(-b[1]! * x);
          out.set([1 - e, b[0]! * x * e], 2 * i);
        });
      },
    });
    const differenced = levenbergMarquardt(plain);
    byHand.parameters.forEach((value, j) => {
      expect(differenced.parameters[j]! / value).toBeCloseTo(1, 9);
      expect(differenced.standardErrors[j]! / byHand.standardErrors[j]!).toBeCloseTo(1, 8);
    });
  });

  test('the same call gives the same bits and leaves its input as it was', () => {
    const input = curve(minutes, [...noisy], [9, 0.1], saturation);
    const first = levenbergMarquardt(input);
    expect(levenbergMarquardt(input)).toEqual(first);
    expect(input.start).toEqual([9, 0.1]);
    expect(input.observed).toEqual(noisy);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });
});

describe('edges', () => {
  test('data without error converge, with residuals and standard errors of exactly 0', () => {
    const truth = Float64Array.of(12.5, 0.07);
    const exact = minutes.map((x) => saturation(truth, x));
    const fit = levenbergMarquardt(curve(minutes, exact, [3, 1], saturation));
    expect(fit).toMatchObject({ status: 'converged', rss: 0, residualSd: 0, standardErrors: [0, 0] });
    fit.parameters.forEach((value, j) => {
      expect(value / truth[j]!).toBeCloseTo(1, 12);
    });
  });

  test('a start at the answer stays there', () => {
    const line = curve([0, 1, 2], [1, 3, 5], [1, 2], (b, x) => b[0]! + b[1]! * x);
    expect(levenbergMarquardt(line)).toMatchObject({ status: 'converged', parameters: [1, 2], iterations: 0 });
  });

  test('as many observations as parameters are met exactly, without standard errors', () => {
    const fit = levenbergMarquardt(curve([5, 20], [3.6, 8.4], [9, 0.1], saturation));
    expect(fit).toMatchObject({
      status: 'converged',
      rss: 0,
      df: 0,
      residualSd: null,
      vcov: null,
      standardErrors: [null, null],
    });
  });

  test('an intercept alone is the mean', () => {
    const fit = levenbergMarquardt(curve([0, 0, 0], [1, 2, 6], [0], (b) => b[0]!));
    expect(fit.parameters[0]).toBeCloseTo(3, 12);
    expect(fit.standardErrors[0]).toBeCloseTo(Math.sqrt(7 / 3), 10);
  });

  test('parameters that only matter as a product are not called an answer', () => {
    for (const noise of [0, 0.1, -0.2]) {
      const fit = levenbergMarquardt(curve([1, 2, 3], [2, 4 + noise, 6], [1, 1], (b, x) => b[0]! * b[1]! * x));
      expect(fit).toMatchObject({ status: 'singular', vcov: null, standardErrors: [null, null] });
      expect(fit.parameters[0]! * fit.parameters[1]!).toBeCloseTo(2 + (2 * noise) / 14, 6);
    }
  });

  test('a parameter without effect is not called an answer', () => {
    expect(levenbergMarquardt(curve([1, 2, 3], [2, 4.1, 6], [1, 1], (b, x) => b[0]! * x)).status).toBe('singular');
  });

  test('a curve that flees to infinity does not converge', () => {
    const fit = levenbergMarquardt(curve([1, 2, 3, 4], [0, 0, 0, 0], [1], (b, x) => Math.exp(-b[0]! * x) + 1e-3));
    expect(fit.status).not.toBe('converged');
    refused('convergence_failed', () => requireConverged(fit));
  });

  test('steps to where the curve is not finite are not taken', () => {
    const x = [1, 2, 3, 4, 5];
    const f = (b: Float64Array, one: number) => Math.log(one - b[0]!) * b[1]!; // NaN for b1 >= 1
    const y = x.map((one) => f(Float64Array.of(0.9, 2), one));
    const fit = requireConverged(levenbergMarquardt(curve(x, y, [-40, 1], f)));
    expect(fit.parameters[0]).toBeCloseTo(0.9, 8);
    expect(fit.parameters[1]).toBeCloseTo(2, 8);
  });

  test('running out of iterations is said', () => {
    const fit = levenbergMarquardt(curve(minutes, noisy, [900, 10], saturation), { maxIterations: 2 });
    expect(fit).toMatchObject({ status: 'max_iterations', iterations: 2 });
  });
});

describe('bounds', () => {
  test('a parameter held by its bound is reported, the others are as if it were known', () => {
    const bounded = levenbergMarquardt({ ...curve(minutes, noisy, [8, 0.1], saturation), upper: [9, Infinity] });
    const known = levenbergMarquardt(curve(minutes, noisy, [0.1], (b, x) => saturation(Float64Array.of(9, b[0]!), x)));
    expect(bounded).toMatchObject({ status: 'converged', atBound: ['upper', null], df: 4 });
    expect(bounded.parameters[0]).toBe(9);
    expect(bounded.parameters[1]).toBeCloseTo(known.parameters[0]!, 9);
    expect(bounded.standardErrors[0]).toBeNull();
    expect(bounded.standardErrors[1]! * Math.sqrt(4 / 5)).toBeCloseTo(known.standardErrors[0]!, 9);
    expect(bounded.gradient[0]).toBeLessThan(0);
  });

  test('bounds that do not bind change nothing', () => {
    const free = levenbergMarquardt(curve(minutes, noisy, [8, 0.1], saturation));
    const bounded = levenbergMarquardt({
      ...curve(minutes, noisy, [8, 0.1], saturation),
      lower: [0, 0],
      upper: [100, 1],
    });
    expect(bounded).toEqual(free);
  });

  test('a start on a bound can leave it', () => {
    const fit = levenbergMarquardt({ ...curve(minutes, noisy, [9, 0.01], saturation), lower: [9, 0.01] });
    expect(fit).toMatchObject({ status: 'converged', atBound: [null, null] });
  });

  test('a fixed parameter is one with equal bounds', () => {
    const fit = levenbergMarquardt({ ...curve(minutes, noisy, [9, 0.1], saturation), lower: [9, 0], upper: [9, 1] });
    expect(fit.parameters[0]).toBe(9);
    expect(fit.status).toBe('converged');
  });

  test('the curve is never asked outside the bounds', () => {
    const asked: number[] = [];
    const f = (b: Float64Array, x: number) => {
      asked.push(b[1]!);
      return saturation(b, x);
    };
    levenbergMarquardt({ ...curve(minutes, noisy, [9, 0.2], f), lower: [0, 0.15], upper: [20, 0.2] });
    expect(Math.min(...asked)).toBe(0.15);
    expect(Math.max(...asked)).toBe(0.2);
  });

  test('all parameters on bounds that hold them is an answer', () => {
    const fit = levenbergMarquardt({ ...curve(minutes, noisy, [5, 0.05], saturation), upper: [5, 0.05] });
    expect(fit).toMatchObject({ status: 'converged', parameters: [5, 0.05], atBound: ['upper', 'upper'] });
  });
});

describe('wrong use', () => {
  const fine = curve(minutes, noisy, [9, 0.1], saturation);

  test('is refused by code', () => {
    refused('too_few_observations', () => levenbergMarquardt(curve([1], [2], [1, 1], saturation)));
    refused('too_few_observations', () => levenbergMarquardt({ ...fine, precisionWeights: [1, 0, 0, 0, 0, 0] }));
    refused('not_finite', () => levenbergMarquardt({ ...fine, observed: noisy.with(2, Number.NaN) }));
    refused('not_finite', () => levenbergMarquardt(curve(minutes, noisy, [9, 0.1], () => Number.NaN)));
    refused('not_finite', () => levenbergMarquardt({ ...fine, jacobian: (_, out) => out.fill(Number.NaN) }));
    refused('out_of_domain', () => levenbergMarquardt({ ...fine, observed: noisy.map((y) => y * 1e-200) }));
    refused('length_mismatch', () => levenbergMarquardt({ ...fine, precisionWeights: [1] }));
    refused('length_mismatch', () => levenbergMarquardt({ ...fine, lower: [0] }));
    refused('invalid_weight', () => levenbergMarquardt({ ...fine, precisionWeights: [1, 1, -1, 1, 1, 1] }));
    refused('invalid_argument', () => levenbergMarquardt({ ...fine, lower: [10, 0] }));
    refused('invalid_argument', () => levenbergMarquardt({ ...fine, lower: [Number.NaN, 0] }));
    refused('invalid_argument', () => levenbergMarquardt({ ...fine, start: [Number.NaN, 1] }));
    refused('invalid_argument', () => levenbergMarquardt({ ...fine, start: [] }));
  });

  test('an aborted fit stops', () => {
    const controller = new AbortController();
    let calls = 0;
    const aborting = curve(minutes, noisy, [900, 10], (b, x) => {
      if (++calls > 100) controller.abort();
      return saturation(b, x);
    });
    refused('aborted', () => levenbergMarquardt(aborting, { signal: controller.signal }));
    expect(calls).toBeLessThan(200);
  });

  test('a failed fit carries its last estimates into the error', () => {
    const fit = levenbergMarquardt(curve(minutes, noisy, [900, 10], saturation), { maxIterations: 1 });
    expect(() => requireConverged(fit)).toThrow(
      expect.objectContaining({
        code: 'convergence_failed',
        detail: expect.objectContaining({ iterations: 1, parameters: fit.parameters, gradient: fit.gradient }),
      }),
    );
  });
});

describe('laws', () => {
  const score = fc.integer({ min: -1000, max: 1000 }).map((k) => k / 100);

  property.prop([fc.array(score, { minLength: 6, maxLength: 6 }), score])(
    'shifting the outcome moves a line, not its slope',
    (y, shift) => {
      const line = (values: number[]) =>
        levenbergMarquardt(curve(minutes, values, [0, 0], (b, x) => b[0]! + (b[1]! * x) / 10));
      const [before, after] = [line(y), line(y.map((one) => one + shift))];
      expect(before.status).toBe('converged');
      expect(after.parameters[1]).toBeCloseTo(before.parameters[1]!, 8);
      expect(after.parameters[0]).toBeCloseTo(before.parameters[0]! + shift, 8);
    },
  );

  property.prop([fc.double({ min: 2, max: 40, noNaN: true }), fc.double({ min: 0.02, max: 0.6, noNaN: true })])(
    'planted parameters are found from a common start',
    (top, rate) => {
      const truth = Float64Array.of(top, rate);
      const fit = levenbergMarquardt(
        curve(
          minutes,
          minutes.map((x) => saturation(truth, x)),
          [10, 0.1],
          saturation,
        ),
      );
      expect(fit.status).toBe('converged');
      fit.parameters.forEach((value, j) => {
        expect(value / truth[j]!).toBeCloseTo(1, 7);
      });
    },
  );

  property.prop([fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true })])(
    'units of outcome and dose do not matter',
    (a, c) => {
      const plain = levenbergMarquardt(curve(minutes, noisy, [9, 0.1], saturation));
      const scaled = levenbergMarquardt(
        curve(
          minutes.map((x) => x * c),
          noisy.map((y) => y * a),
          [9 * a, 0.1 / c],
          saturation,
        ),
      );
      expect(scaled.status).toBe('converged');
      expect(scaled.parameters[0]! / (plain.parameters[0]! * a)).toBeCloseTo(1, 8);
      expect((scaled.parameters[1]! * c) / plain.parameters[1]!).toBeCloseTo(1, 8);
      expect((scaled.standardErrors[1]! * c) / plain.standardErrors[1]!).toBeCloseTo(1, 7);
    },
  );
});

test('a sum of squares without observations is a curve through zeros: the valley of Rosenbrock', () => {
  const fit = levenbergMarquardt({
    observed: [0, 0, 0],
    start: [-1.2, 1],
    predict: ([a, b], out) => {
      out.set([10 * (b! - a! * a!), 1 - a!, 0]);
    },
  });
  expect(fit).toMatchObject({ status: 'converged', parameters: [1, 1], rss: 0 });
});

test('Freudenstein and Roth: a local minimum where derivatives vanish is not called an answer', () => {
  const fit = levenbergMarquardt({
    observed: [13, 29],
    start: [0.5, -2],
    predict: ([a, b], out) => {
      out.set([a! + ((5 - b!) * b! - 2) * b!, a! + ((b! + 1) * b! - 14) * b!]);
    },
  });
  expect(fit.rss).toBeGreaterThan(48.9);
  expect(fit.status).not.toBe('converged');
});
