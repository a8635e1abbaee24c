import { test as check, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { moments } from '../../../../src/aggregate/moments.js';
import { meanChange } from '../../../../src/estimate/effect/change/mean-change.js';
import { logRatioOfMeans, logRatioOfPairedMeans } from '../../../../src/estimate/effect/means/log-ratio-of-means.js';
import {
  logCoefficientOfVariationRatio,
  logVariabilityRatio,
} from '../../../../src/estimate/effect/means/log-variability-ratio.js';
import { near } from '../reference-cases.js';

const code = (name: string) => expect.objectContaining({ code: name });
const arm = fc
  .array(fc.integer({ min: 1, max: 500 }), { minLength: 2, maxLength: 30 })
  .filter((xs) => new Set(xs).size > 1);
const ratios = { logRatioOfMeans, logVariabilityRatio, logCoefficientOfVariationRatio };

describe('log ratios of two arms', () => {
  check.prop([arm, arm, fc.integer({ min: 2, max: 60 })])(
    'do not depend on the unit, and change sign with the arms',
    (a, b, stretch) => {
      const scaled = (xs: number[]): number[] => xs.map((x) => x * stretch);
      for (const ratio of Object.values(ratios)) {
        const { estimate, standardError } = ratio(a, b);

        near(ratio(scaled(a), scaled(b)).estimate, estimate, 1e-10, 1);
        near(ratio(scaled(a), scaled(b)).standardError, standardError, 1e-10);
        near(ratio(b, a).estimate, -estimate, 1e-10, 1);
      }
    },
  );

  check.prop([arm, arm])('are the same bits from values and from their moments', (a, b) => {
    for (const ratio of Object.values(ratios)) expect(ratio(moments(a), moments(b))).toEqual(ratio(a, b));
  });

  check.prop([arm, arm, fc.integer({ min: 1, max: 500 })])('of spreads do not mind a shift', (a, b, shift) => {
    const moved = a.map((x) => x + shift);

    near(logVariabilityRatio(moved, b).estimate, logVariabilityRatio(a, b).estimate, 1e-10, 1);
  });

  test('refuse means that are not above 0, and name the arm', () => {
    const named = expect.objectContaining({ code: 'out_of_domain', detail: expect.objectContaining({ mean: -2 }) });

    expect(() => logRatioOfMeans([1, 3], [-1, -3])).toThrow(named);
    expect(() => logCoefficientOfVariationRatio([-1, -3], [1, 3])).toThrow(named);
    expect(() => logRatioOfMeans([-1, 1], [1, 3])).toThrow(code('out_of_domain'));
  });

  test('refuse constants, and too little', () => {
    expect(() => logRatioOfMeans([2, 2], [3, 3])).toThrow(code('zero_variance'));
    expect(() => logVariabilityRatio([2, 2], [3, 4])).toThrow(
      expect.objectContaining({ code: 'zero_variance', detail: expect.objectContaining({ arm: 'treatment' }) }),
    );
    expect(() => logVariabilityRatio([2], [3, 4])).toThrow(code('too_few_observations'));
    expect(() => logRatioOfMeans([], [3, 4])).toThrow(code('no_data'));
  });
});

describe('changes of the same units', () => {
  const pairs = { before: [10, 12, 15, 20], after: [13, 13, 18, 21] };

  test('change their sign when before and after are swapped', () => {
    const swapped = { before: pairs.after, after: pairs.before };

    near(meanChange(pairs).estimate, 2);
    near(meanChange(swapped).estimate, -2);
    near(logRatioOfPairedMeans(swapped).estimate, -logRatioOfPairedMeans(pairs).estimate);
    near(logRatioOfPairedMeans(pairs).estimate, Math.log(65 / 57));
  });

  test('refuse changes that are all the same, and unequal lengths', () => {
    expect(() => meanChange({ before: [1, 2], after: [2, 3] })).toThrow(code('zero_variance'));
    expect(() => meanChange({ before: [1, 2], after: [2] })).toThrow(code('length_mismatch'));
    expect(() => logRatioOfPairedMeans({ before: [-1, -2], after: [2, 3] })).toThrow(code('out_of_domain'));
  });
});
