import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { asRecommendedAudit } from '../../../../src/estimate/dose/selection/as-recommended-audit.js';
import { eValue } from '../../../../src/estimate/dose/selection/e-value.js';
import { robustnessValue } from '../../../../src/estimate/dose/selection/robustness-value.js';
import { randomStream } from '../../../../src/numeric/random/index.js';
import { errorOf } from '../../../errors.js';
import { relativeError } from '../../../tolerances.js';

const codes = ({ notes }: { readonly notes: readonly { readonly code: string }[] }) => notes.map(({ code }) => code);

describe('The E-value', () => {
  test('of a mean difference is the worked value', () => {
    expect(relativeError(eValue({ standardizedMeanDifference: 0.2 }).estimate, 1.6889607176012267)).toBeLessThan(1e-14);
    expect(eValue({ standardizedMeanDifference: -0.2 }).estimate).toBeCloseTo(1.6889607176012267, 13);
    expect(eValue({ standardizedMeanDifference: 0 }).estimate).toBe(1);
  });
  test('of the published example, a risk ratio of 3.9 (1.8 to 8.7), is 7.26, of its limit 3.0', () => {
    const { estimate, ofLimit } = eValue({ riskRatio: 3.9, interval: { lower: 1.8, upper: 8.7 } });
    expect(estimate).toBeCloseTo(7.26, 2);
    expect(ofLimit).toBeCloseTo(3, 10);
  });
  property.prop([fc.integer({ min: 1, max: 5000 })])(
    'is where the bounding factor of two such ratios is the risk ratio',
    (k) => {
      const riskRatio = 1 + k / 500;
      const e = eValue({ riskRatio }).estimate;
      expect(relativeError((e * e) / (2 * e - 1), riskRatio)).toBeLessThan(1e-12);
      expect(relativeError(eValue({ riskRatio: 1 / riskRatio }).estimate, e)).toBeLessThan(1e-12);
    },
  );
  test('of a limit is 1 where the interval holds no effect, and null without one', () => {
    expect(eValue({ standardizedMeanDifference: 0.2, standardError: 0.3 }).ofLimit).toBe(1);
    expect(eValue({ standardizedMeanDifference: 0.2 }).ofLimit).toBeNull();
    expect(eValue({ standardizedMeanDifference: -0.5, standardError: 0.1 }).ofLimit).toBeGreaterThan(1);
  });
  test('refuses ratios that are none', () => {
    expect(errorOf(() => eValue({ riskRatio: 0 })).code).toBe('out_of_domain');
    expect(errorOf(() => eValue({ riskRatio: 2, interval: { lower: 3, upper: 4 } })).code).toBe('invalid_argument');
    expect(errorOf(() => eValue({ standardizedMeanDifference: Number.NaN })).code).toBe('out_of_domain');
    expect(errorOf(() => eValue({ standardizedMeanDifference: 1, standardError: -1 })).code).toBe('out_of_domain');
  });
});

describe('The robustness value', () => {
  test('is the worked value', () => {
    expect(relativeError(robustnessValue(2.5, 300).estimate, 0.1342962915567688)).toBeLessThan(1e-13);
  });
  property.prop([
    fc.integer({ min: -80, max: 80 }).filter((k) => k !== 0),
    fc.integer({ min: 2, max: 3000 }),
    fc.constantFrom(0.3, 0.5, 1),
  ])('is where confounders so strong bias the estimate by the share asked for', (k, df, share) => {
    const t = k / 8;
    const r2 = robustnessValue(t, df, { share }).estimate;
    // Bias in standard errors: sqrt(df r2 r2/(1 - r2)).
    expect(relativeError(Math.sqrt((df * r2 * r2) / (1 - r2)), share * Math.abs(t))).toBeLessThan(1e-9);
  });
  test('of significance is less, and 0 where there is none', () => {
    expect(robustnessValue(2.5, 300, { alpha: 0.05 }).estimate).toBeLessThan(robustnessValue(2.5, 300).estimate);
    expect(robustnessValue(1.5, 300, { alpha: 0.05 }).estimate).toBe(0);
    expect(robustnessValue(2.5, 300).partialR2).toBeCloseTo(6.25 / 306.25, 14);
  });
  test('refuses numbers that are none', () => {
    expect(errorOf(() => robustnessValue(Number.NaN, 3)).code).toBe('not_finite');
    expect(errorOf(() => robustnessValue(2, 1)).code).toBe('out_of_domain');
    expect(errorOf(() => robustnessValue(2, 30, { share: 0 })).code).toBe('invalid_argument');
    expect(errorOf(() => robustnessValue(2, 30, { alpha: 1 })).code).toBe('invalid_argument');
  });
});

describe('The as-recommended audit', () => {
  test('turns .26 for 4.7 % of the students into .012 for all', () => {
    const audit = asRecommendedAudit({ shareMeetingDose: 0.047, effect: 0.26 });
    expect(audit.populationEffect).toBeCloseTo(0.01222, 10);
    expect(audit.offeredPerUser).toBeCloseTo(21.277, 3);
    expect(audit.estimand).toBe('association');
    expect(codes(audit)).toEqual(['conditioned_on_post_treatment', 'rest_assumed_0']);
  });

  test.each([
    ['everyone', 0],
    ['rest', 0],
    ['rest', 0.4],
  ] as const)(
    'a product that does nothing shows the claim against %s, %f left out, when users are so inclined',
    (comparedWith, shareLeftOut) => {
      const [share, effect] = [0.2, 0.3];
      const audit = asRecommendedAudit({ shareMeetingDose: share, effect, comparedWith, shareLeftOut });
      const rho = audit.selectionCorrelation as number;
      const draws = randomStream(17);
      const students = Array.from({ length: 60_000 }, () => {
        const outcome = draws.normal();
        return { outcome, inclination: rho * outcome + Math.sqrt(1 - rho * rho) * draws.normal() };
      }).sort((a, b) => b.inclination - a.inclination);
      const mean = (some: typeof students) => some.reduce((sum, { outcome }) => sum + outcome, 0) / some.length;
      const users = students.slice(0, share * students.length);
      const others = comparedWith === 'everyone' ? students : students.slice((share + shareLeftOut) * students.length);
      expect(Math.abs(mean(users) - mean(others) - effect)).toBeLessThan(0.03);
    },
  );

  test('no inclination is enough for a large effect of nearly all', () => {
    expect(asRecommendedAudit({ shareMeetingDose: 0.9, effect: 1 }).selectionCorrelation).toBeNull();
  });
  test('names what is wrong with the comparison', () => {
    const claim = {
      shareMeetingDose: 0.1,
      effect: 0.3,
      effectAmongRest: 0,
      selectedOn: ['dose-reached', 'lessons-passed'],
    } as const;
    expect(codes(asRecommendedAudit({ ...claim, shareLeftOut: 0.3, cutOffsTried: 4 }))).toEqual([
      'conditioned_on_post_treatment',
      'selected_on_success',
      'middle_dropped',
      'several_cut_offs',
    ]);
    const assigned = asRecommendedAudit({ ...claim, selectedOn: ['assignment'] });
    expect([assigned.estimand, assigned.notes]).toEqual(['effect-of-assignment', []]);
  });
  test('adjusts the p-value for the cut-offs tried', () => {
    const { pValue, adjustedPValue } = asRecommendedAudit({
      shareMeetingDose: 0.1,
      effect: 0.2,
      standardError: 0.1,
      cutOffsTried: 5,
    });
    expect(pValue).toBeCloseTo(0.0455, 4);
    expect(adjustedPValue).toBeCloseTo(1 - (1 - (pValue as number)) ** 5, 12);
  });
  test('refuses shares that are none', () => {
    expect(errorOf(() => asRecommendedAudit({ shareMeetingDose: 4.7, effect: 0.26 })).code).toBe('out_of_domain');
    expect(errorOf(() => asRecommendedAudit({ shareMeetingDose: 0.5, effect: 0.26, shareLeftOut: 0.5 })).code).toBe(
      'out_of_domain',
    );
    expect(errorOf(() => asRecommendedAudit({ shareMeetingDose: 0.5, effect: Number.NaN })).code).toBe('not_finite');
    expect(errorOf(() => asRecommendedAudit({ shareMeetingDose: 0.5, effect: 0.2, cutOffsTried: 0 })).code).toBe(
      'invalid_argument',
    );
  });
});
