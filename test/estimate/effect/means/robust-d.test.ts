import { test as check, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { cohensD } from '../../../../src/estimate/effect/means/cohens-d.js';
import { robustD } from '../../../../src/estimate/effect/means/robust-d.js';
import { near } from '../reference-cases.js';

const code = (name: string) => expect.objectContaining({ code: name });
const treatment = [12, 15, 19, 14, 13, 18, 16, 40, 11, 17];
const control = [11, 12, 13, 10, 9, 14, 12, 15, 2, 13, 12];
const arm = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 6, maxLength: 30 })
  .filter((xs) => new Set([...xs].sort((a, b) => a - b).slice(xs.length / 5, -xs.length / 5)).size > 1);

describe('robust d', () => {
  // scipy: trim_mean, winsorized variances and nct, test/reference/scripts/effect_extra.py
  test.each([
    [0.1, 0.8238049277303908, 1.3455037490288715, 0.32452089199273476, 2.3319800926554],
    [0.2, 0.6419398154859957, 1.330642753645924, 0.2371967164348119, 2.380141517827344],
  ])('with a trim of %d agrees with scipy', (trim, factor, d, lower, upper) => {
    const effect = robustD(treatment, control, { trim });

    near(effect.scaleFactor, factor);
    near(effect.estimate, d);
    near(effect.interval.lower, lower, 1e-9);
    near(effect.interval.upper, upper, 1e-9);
  });

  test('without trimming is d', () => {
    const effect = robustD(treatment, control, { trim: 0 });
    const d = cohensD(treatment, control);

    near(effect.estimate, d.estimate);
    near(effect.interval.lower, d.interval.lower);
    near(effect.interval.upper, d.interval.upper);
  });

  test('does not mind how wild the wildest score is', () => {
    expect(
      robustD(
        treatment.map((x) => (x === 40 ? 4e6 : x)),
        control,
      ),
    ).toEqual(robustD(treatment, control));
  });

  check.prop([arm, arm, fc.integer({ min: 1, max: 50 }), fc.integer({ min: -500, max: 500 })])(
    'stays when scores are shifted and stretched, and changes sign with the arms',
    (a, b, stretch, shift) => {
      const move = (xs: number[]): number[] => xs.map((x) => stretch * x + shift);
      const { estimate, interval } = robustD(a, b);

      near(robustD(move(a), move(b)).estimate, estimate, 1e-10, 1);
      near(robustD(b, a).estimate, -estimate, 1e-12, 1);
      near(robustD(b, a).interval.lower, -interval.upper, 1e-8, 1);
    },
  );

  test('refuses what is too little, does not vary or is missing', () => {
    expect(() => robustD([], control)).toThrow(code('no_data'));
    expect(() => robustD([1, 2, 3], control, { trim: 0.4 })).toThrow(code('too_few_observations'));
    expect(() => robustD([5, 5, 5, 5, 9], [1, 4, 4, 4, 9])).toThrow(code('zero_variance'));
    expect(() => robustD([1, Number.NaN], control)).toThrow(code('not_finite'));
    expect(() => robustD(treatment, control, { trim: 0.5 })).toThrow(code('invalid_argument'));
    expect(() => robustD(treatment, control, { trim: Number.NaN })).toThrow(code('invalid_argument'));
  });
});
