import { test as check, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { moments } from '../../../../src/aggregate/moments.js';
import { cohensD } from '../../../../src/estimate/effect/means/cohens-d.js';
import { cohensF } from '../../../../src/estimate/effect/variance/cohens-f.js';
import { epsilonSquared } from '../../../../src/estimate/effect/variance/epsilon-squared.js';
import { etaSquared } from '../../../../src/estimate/effect/variance/eta-squared.js';
import { omegaSquared } from '../../../../src/estimate/effect/variance/omega-squared.js';
import { oneWaySums } from '../../../../src/estimate/effect/variance/variance-explained.js';
import * as noncentralF from '../../../../src/numeric/distributions/noncentral-f.js';
import { near } from '../reference-cases.js';

const code = (name: string) => expect.objectContaining({ code: name });
const f = fc.double({ min: 0, max: 60, noNaN: true });
const df1 = fc.integer({ min: 1, max: 8 });
const df2 = fc.integer({ min: 3, max: 400 });

describe('shares of variance', () => {
  check.prop([f, df1, df2])('are largest by eta, then by epsilon, then by omega', (value, dfEffect, dfError) => {
    const term = { f: value, dfEffect, dfError };
    const [eta, epsilon, omega] = [etaSquared(term), epsilonSquared(term), omegaSquared(term)];

    expect(eta.estimate).toBeGreaterThanOrEqual(epsilon.estimate);
    expect(epsilon.estimate).toBeGreaterThanOrEqual(omega.estimate);
    expect(omega.estimate).toBeGreaterThanOrEqual(0);
    expect(omega.untruncated < 0).toBe(value < 1);
  });

  check.prop([f, df1, df2])(
    'have one and the same exact interval, at whose ends the observed F has half of what is left',
    (value, dfEffect, dfError) => {
      const term = { f: value, dfEffect, dfError };
      const n = dfEffect + dfError + 1;
      const { interval } = etaSquared(term, { level: 0.9 });
      const noncentrality = (share: number): number => (n * share) / (1 - share);

      expect(omegaSquared(term, { level: 0.9 }).interval).toEqual(interval);
      expect(epsilonSquared(term, { level: 0.9 }).interval).toEqual(interval);
      if (interval.lower > 0) near(noncentralF.sf(value, dfEffect, dfError, noncentrality(interval.lower)), 0.05, 1e-7);
      if (interval.upper > 0)
        near(noncentralF.cdf(value, dfEffect, dfError, noncentrality(interval.upper)), 0.05, 1e-7);
    },
  );

  check.prop([f, df1, df2])(
    'have limits that hold those of a lower level, and a lower one alone at a closer level',
    (value, dfEffect, dfError) => {
      const term = { f: value, dfEffect, dfError };
      for (const interval of ['noncentral-f', 'equivalent-f'] as const) {
        const wide = omegaSquared(term, { level: 0.99, interval }).interval;
        const narrow = omegaSquared(term, { level: 0.8, interval }).interval;
        const oneSided = omegaSquared(term, { level: 0.9, alternative: 'greater', interval }).interval;

        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
        expect(oneSided.lower).toBe(narrow.lower);
        expect(oneSided.upper).toBe(1);
      }
    },
  );

  test('refuse what they do not know, and an F beyond the reach of the noncentral F', () => {
    const term = { f: 2, dfEffect: 1, dfError: 10 };

    expect(() => etaSquared(term, { of: 'whole' as 'total' })).toThrow(code('invalid_argument'));
    expect(() => etaSquared(term, { interval: 'normal' as 'noncentral-f' })).toThrow(code('invalid_argument'));
    expect(() => etaSquared(term, { alternative: 'less' as 'greater' })).toThrow(code('invalid_argument'));
    expect(() => etaSquared({ f: 1e300, dfEffect: 2, dfError: 10 })).toThrow(code('out_of_domain'));
  });

  test('say when the formula gave less than 0', () => {
    const effect = omegaSquared({ f: 0.7, dfEffect: 1, dfError: 40 });

    expect(effect.estimate).toBe(0);
    near(effect.untruncated, (0.7 - 1) / (0.7 + 41));
    expect(effect.notes.map((note) => note.code)).toContain('truncated_at_zero');
  });

  test('of the total have limits by the noncentrality of the term beside that of the others', () => {
    const sums = { ssEffect: 30, dfEffect: 2, ssError: 80, dfError: 40, ssTotal: 150, n: 47 };
    const effect = omegaSquared(sums, { of: 'total' });

    // R: limits λ of pf(7.5, 2, 40, λ), good to nine digits, and (150 - 30 - 80)/2 - 4 = 16 for the others, as λ/(λ + 47 + 16)
    near(effect.interval.lower, 0.034424056238874276, 2e-8);
    near(effect.interval.upper, 0.35481243173071558, 2e-8);
    expect(effect.intervalMethod).toBe('noncentral-f');
    expect(effect.notes.map((note) => note.code)).toContain('other_terms_estimated');
    expect(etaSquared(sums, { of: 'total' }).interval).toEqual(effect.interval);
  });

  test('of the total are those of the term alone where there is no other', () => {
    const sums = { ssEffect: 10, dfEffect: 1, ssError: 80, dfError: 40, ssTotal: 90 };

    expect(omegaSquared(sums, { of: 'total' }).interval).toEqual(omegaSquared(sums).interval);
    expect(omegaSquared(sums, { of: 'total' }).notes.map((note) => note.code)).toEqual(['no_standard_error']);
  });

  test('of the total need the total, and the number of units where there are other terms', () => {
    const sums = { ssEffect: 10, dfEffect: 1, ssError: 80, dfError: 40 };

    expect(() => etaSquared(sums, { of: 'total' })).toThrow(code('invalid_argument'));
    expect(() => etaSquared({ ...sums, ssTotal: 50 }, { of: 'total' })).toThrow(code('invalid_argument'));
    expect(() => etaSquared({ ...sums, ssTotal: 100 }, { of: 'total' })).toThrow(code('invalid_argument'));
    near(etaSquared({ ...sums, ssTotal: 100, n: 45 }, { of: 'total' }).estimate, 0.1);
    near(etaSquared({ ...sums, ssTotal: 100 }, { of: 'total', interval: 'equivalent-f' }).estimate, 0.1);
    near(etaSquared(sums).estimate, 1 / 9);
  });

  test('of values whose squares no number holds are refused', () => {
    const near308 = { n: 3, mean: 1e308, sd: 1 };

    expect(() => oneWaySums([near308, { ...near308, mean: 0 }])).toThrow(code('overflow'));
  });

  test.each([
    [{ f: -1, dfEffect: 1, dfError: 10 }, 'invalid_argument'],
    [{ f: Number.NaN, dfEffect: 1, dfError: 10 }, 'invalid_argument'],
    [{ f: 2, dfEffect: 0, dfError: 10 }, 'invalid_argument'],
    [{ f: 2, dfEffect: 1, dfError: 0 }, 'invalid_argument'],
    [{ ssEffect: 2, dfEffect: 1, ssError: 0, dfError: 4 }, 'zero_variance'],
  ])('refuse %j', (term, name) => {
    expect(() => etaSquared(term)).toThrow(code(name));
    expect(() => cohensF(term)).toThrow(code(name));
  });

  test.each([1e-12, 1e16])('of %d degrees of freedom are refused with what would do', (df) => {
    expect(() => etaSquared({ f: 2, dfEffect: df, dfError: 10 })).toThrow('from 1e-10 to 2^53 - 1');
    expect(() => etaSquared({ f: 2, dfEffect: 1, dfError: df })).toThrow('from 1e-10 to 2^53 - 1');
  });
});

describe('sums of squares of groups', () => {
  const group = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 20 });

  check.prop([fc.array(group, { minLength: 2, maxLength: 6 })])(
    'are the same bits from values and from their moments, and add up',
    (groups) => {
      fc.pre(groups.flat().length > groups.length);
      const sums = oneWaySums(groups);

      expect(oneWaySums(groups.map((values) => moments(values)))).toEqual(sums);
      near(sums.ssTotal, moments(groups.flat()).m2, 1e-12, 1);
    },
  );

  test('refuse empty groups and too little', () => {
    expect(() => oneWaySums([[1, 2], []])).toThrow(code('no_data'));
    expect(() => oneWaySums([[1, 2]])).toThrow(code('too_few_observations'));
    expect(() => oneWaySums([[1], [2]])).toThrow(code('too_few_observations'));
  });
});

describe("Cohen's f", () => {
  test('is half the size of d for two equal groups, but for the n - 2 in d', () => {
    const [a, b] = [
      [5, 7, 9, 12],
      [4, 4, 6, 8],
    ];
    const d = cohensD(a, b).estimate;

    near(cohensF(oneWaySums([a, b])).estimate, (d / 2) * Math.sqrt(8 / 6));
  });

  test('has a confidence set without an end when one side was asked for', () => {
    const effect = cohensF({ f: 9.4, dfEffect: 3, dfError: 116 }, { alternative: 'greater' });

    expect(effect.interval).toBeNull();
    expect(effect.confidenceSet?.pieces[0]?.upper).toBeNull();
    expect(effect.confidenceSet?.pieces[0]?.lower).toBeGreaterThan(0.2);
  });
});
