import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { doseCurve, gradientAt } from '../../../../src/estimate/dose/curves/curve.js';
import type { NonlinearRole } from '../../../../src/estimate/dose/curves/curve-shape.js';
import { type DoseModel, doseModelNames } from '../../../../src/estimate/dose/curves/dose-models.js';

/** A thousand and one values from `min` to `max`. */
const between = (min: number, max: number) =>
  fc.integer({ min: 0, max: 1000 }).map((k) => min + (k / 1000) * (max - min));
const ranges: Record<NonlinearRole, fc.Arbitrary<number>> = {
  dose: between(20, 500),
  location: between(-50, 300),
  rate: between(0.002, 0.1),
  exponent: between(0.3, 6),
  asymmetry: between(0.3, 4),
  'beta-power': between(0.2, 3),
};
const constants = { offset: 3, scale: 400 };
const parametersOf = (model: DoseModel) => {
  const { shape } = doseCurve(model, constants);
  return fc.tuple(...shape.linear.map(() => between(-20, 20)), ...shape.nonlinear.map(({ role }) => ranges[role]));
};

/** Ridders' extrapolation of central differences: about 10 digits. */
function derivative(f: (x: number) => number, x: number, reach: number): number {
  const table: number[][] = [];
  let best = Number.NaN;
  let error = Infinity;
  for (let i = 0, h = reach; i < 8; i++, h /= 1.6) {
    const row = [(f(x + h) - f(x - h)) / (2 * h)];
    for (let j = 1; j <= i; j++) {
      const factor = 1.6 ** (2 * j);
      const before = table[i - 1]?.[j - 1] as number;
      row[j] = ((row[j - 1] as number) * factor - before) / (factor - 1);
      const off = Math.max(
        Math.abs((row[j] as number) - (row[j - 1] as number)),
        Math.abs((row[j] as number) - before),
      );
      if (off < error) [best, error] = [row[j] as number, off];
    }
    table.push(row);
  }
  return best;
}

describe.each(doseModelNames)('%s', (model) => {
  const curve = doseCurve(model, constants);
  const size = (dose: number, theta: readonly number[]) =>
    1 + Math.abs(curve.value(dose, theta)) + Math.max(...theta.map(Math.abs)) * 10;

  property.prop([parametersOf(model), between(5, 330)])(
    'derivatives by the parameters are those of differences',
    (theta, dose) => {
      const analytic = gradientAt(curve, dose, theta);
      theta.forEach((value, j) => {
        const f = (x: number) => curve.value(dose, theta.with(j, x));
        const reach = j < curve.shape.linear.length ? 0.1 : 0.02 * Math.max(Math.abs(value), 1e-3);
        const numeric = derivative(f, value, reach);
        expect(Math.abs((analytic[j] as number) - numeric)).toBeLessThan(
          1e-6 * (size(dose, theta) / reach / 50 + Math.abs(numeric)),
        );
      });
    },
  );

  property.prop([parametersOf(model), between(5, 330)])('the slope is that of differences', (theta, dose) => {
    const numeric = derivative((x) => curve.value(x, theta), dose, 0.02 * dose);
    expect(Math.abs(curve.slope(dose, theta) - numeric)).toBeLessThan(
      1e-6 * (size(dose, theta) / dose + Math.abs(numeric)),
    );
  });

  property.prop([parametersOf(model)])('a dose of 0 has a response and derivatives', (theta) => {
    expect(curve.value(0, theta)).toSatisfy(Number.isFinite);
    expect([...gradientAt(curve, 0, theta)]).toSatisfy((g: number[]) => g.every(Number.isFinite));
    expect(curve.slope(0, theta)).not.toBeNaN();
  });
});

describe('At the ends', () => {
  const { limits } = doseCurve('log-logistic-4', {}).shape;
  test('a curve between levels comes from lower and tends to upper', () => {
    expect(limits).toEqual({ left: [1, 0], right: [0, 1] });
    for (const model of [
      'log-logistic-4',
      'log-logistic-5',
      'weibull-1',
      'weibull-2',
      'exponential-saturation',
    ] as const) {
      const curve = doseCurve(model, {});
      const theta = [3, 11, 2, 100, 1.5].slice(0, curve.names.length);
      expect(curve.value(0, theta)).toBe(3);
      expect(curve.value(1e9, theta)).toBeCloseTo(11, 3);
    }
  });
  test('a Weibull curve of type 1 starts flat, the others as their power does', () => {
    expect(doseCurve('weibull-1', {}).slope(0, [0, 1, 0.5, 100])).toBe(0);
    expect(doseCurve('weibull-2', {}).slope(0, [0, 1, 1, 100])).toBe(0.01);
    expect(doseCurve('weibull-2', {}).slope(0, [0, 1, 0.5, 100])).toBe(Infinity);
    expect(doseCurve('log-logistic-4', {}).slope(0, [1, 0, 0.5, 100])).toBe(-Infinity);
    expect(doseCurve('log-logistic-5', {}).slope(0, [0, 1, 2, 100, 0.5])).toBe(0.01);
  });
});
