import { describe, expect, test } from 'vitest';
import { minimumFrom } from '../../../../src/estimate/dose/fit/curve-problem.js';
import { prepareFit } from '../../../../src/estimate/dose/fit/prepare-fit.js';
import { refineMinimum } from '../../../../src/estimate/dose/fit/refine-minimum.js';
import { randomStream } from '../../../../src/numeric/random/index.js';

const models = ['emax', 'log-logistic-4', 'weibull-2', 'exponential-saturation', 'quadratic'] as const;
const draws = randomStream(11, 0);
const dose = Array.from({ length: 120 }, () => 240 * draws.uniform());
const response = dose.map((x) => 2 + (10 * x ** 2) / (80 ** 2 + x ** 2) + draws.normal());

describe('a minimum refined from a start that is nearly right', () => {
  test.each(models)('is the one that Levenberg and Marquardt find: %s', (model) => {
    const { problem } = prepareFit({ dose, response }, { model }, 'test');
    const wanted = minimumFrom(problem, startOf(model))!;
    const near = wanted.parameters.map((value, j) => value * (1 + 0.02 * (-1) ** j));
    const found = refineMinimum(problem, near, 1e-6)!;
    expect(found.rss).toBeLessThanOrEqual(wanted.rss * (1 + 1e-9));
    found.parameters.forEach((value, j) => {
      expect(Math.abs(value / wanted.parameters[j]! - 1)).toBeLessThan(1e-5);
    });
  });

  test('is none where the first step makes it worse, or leads out of the bounds', () => {
    const { problem } = prepareFit({ dose, response }, { model: 'log-logistic-4' }, 'test');
    expect(refineMinimum(problem, [10, 2, 30, 5], 1e-6)).toBeNull();
    const tight = prepareFit(
      { dose, response },
      { model: 'log-logistic-4', bounds: { ed50: [1, 40] } },
      'test',
    ).problem;
    expect(refineMinimum(tight, [2, 12, 2, 39], 1e-6)).toBeNull();
  });

  test('is none where columns are collinear', () => {
    const { problem } = prepareFit({ dose, response }, { model: 'log-logistic-4' }, 'test');
    expect(refineMinimum(problem, [5, 5, 2, 80], 1e-6)).toBeNull(); // a flat curve has no middle
  });
});

function startOf(model: (typeof models)[number]): readonly number[] {
  return {
    emax: [2, 12, 60],
    'log-logistic-4': [2, 12, 2, 80],
    'weibull-2': [2, 11, 1.5, 100],
    'exponential-saturation': [2, 12, 80],
    quadratic: [2, 0.06, -1e-4],
  }[model];
}
