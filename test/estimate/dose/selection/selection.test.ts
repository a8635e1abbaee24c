import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { asRecommendedAudit } from '../../../../src/estimate/dose/selection/as-recommended-audit.js';
import { eValue } from '../../../../src/estimate/dose/selection/e-value.js';
import { robustnessValue } from '../../../../src/estimate/dose/selection/robustness-value.js';
import { selectionNeeded } from '../../../../src/estimate/dose/selection/selection-needed.js';
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
    const code = (source: unknown) => errorOf(() => eValue(source as { riskRatio: number })).code;
    expect(code(null)).toBe('invalid_argument');
    // '2' gave 21.4 and 1e200 infinity
    for (const riskRatio of ['2', 1e200, 1e-320, null]) expect(code({ riskRatio })).toBe('out_of_domain');
    expect(code({ riskRatio: 2, interval: { lower: null, upper: 4 } })).toBe('invalid_argument');
    expect(code({ standardizedMeanDifference: '.2' })).toBe('out_of_domain');
    expect(code({ standardizedMeanDifference: 0.2, standardError: null })).toBe('out_of_domain');
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
  // The least r with confounders of both shares up to r that bring t to its quantile: searched for in R over bias and adjusted error.
  test.each([
    [2.5, 300, 0.030066794879],
    [4, 10, 0.396772345971],
    [5, 10, 0.551829999073],
    [8, 10, 0.788027702264],
    [12, 5, 0.901773092096],
    [30, 30, 0.963089027487],
    [10, 30, 0.738880076219],
    [20, 4, 0.956673384535],
  ])('of significance, t %f with %i df, is where the worst of such confounders takes it away', (t, df, r) => {
    expect(robustnessValue(t, df, { alpha: 0.05 }).estimate).toBeCloseTo(r, 9);
  });
  test('of a nearly perfect line is near 1, with all its digits', () => {
    // 1 - 1/f^2 + 2/f^4 for large f
    expect(robustnessValue(1e10, 25).estimate).toBe(1);
    expect(relativeError(1 - robustnessValue(5e4, 25).estimate, 1e-8)).toBeLessThan(1e-7);
    expect(robustnessValue(1e200, 25)).toMatchObject({ estimate: 1, partialR2: 1 });
    expect(robustnessValue(0, 25, { alpha: 0.05 })).toMatchObject({ estimate: 0, partialR2: 0 });
    // A small f: f less f^2/2
    expect(relativeError(robustnessValue(1e-150, 25).estimate, 2e-151)).toBeLessThan(1e-14);
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
  test.each([
    ['30-49 min/week and a lesson pass rate of at least 70 %', ['dose-reached', 'lessons-passed']],
    ['at least 3 lessons a week', ['dose-reached']],
    ['students who completed 14 or more lessons', ['dose-reached', 'completion']],
    ['skills brought to proficiency', ['lessons-passed']],
    ['schools randomly assigned to use the product', ['assignment']],
    ['students assigned by lottery who used it 30 minutes', ['dose-reached']],
    ['intent-to-treat', ['assignment']],
    ['quasi-experimental, non-randomized', ['dose-reached']],
    ['schools that were not randomly assigned', ['dose-reached']],
    ['nonrandom assignment', ['dose-reached']],
    ['a random sample of the records', ['dose-reached']],
    ['active students in schools that were offered it', ['dose-reached']],
    ['compliers in a lottery', ['dose-reached']],
    ['users who passed', ['dose-reached', 'lessons-passed']],
    ['our best schools', ['dose-reached']],
  ] as const)('reads "%s" as %j', (words, criteria) => {
    const audit = asRecommendedAudit({ shareMeetingDose: 0.1, effect: 0.3, effectAmongRest: 0, selectedOn: words });
    expect(audit.selectedOn).toEqual(criteria);
    expect(audit.estimand).toBe(criteria[0] === 'assignment' ? 'effect-of-assignment' : 'association');
  });
  test('finds the middle by subtraction, and counts the cut-offs that are named', () => {
    // 25 % with three lessons and more against 30 % with less than one.
    const audit = asRecommendedAudit({
      shareMeetingDose: 0.25,
      effect: 0.27,
      comparedWith: 'rest',
      shareCompared: 0.3,
      cutOffsTried: [30, 45, 30, 35],
    });
    expect(audit.shareLeftOut).toBeCloseTo(0.45, 12);
    expect(audit.cutOffsTried).toBe(3);
    expect(codes(audit)).toEqual([
      'conditioned_on_post_treatment',
      'middle_dropped',
      'several_cut_offs',
      'rest_assumed_0',
    ]);
    expect(asRecommendedAudit({ shareMeetingDose: 0.25, effect: 0.27, shareCompared: 0.75 }).shareLeftOut).toBe(0);
    expect(errorOf(() => asRecommendedAudit({ shareMeetingDose: 0.5, effect: 0.2, shareCompared: 0.6 })).code).toBe(
      'out_of_domain',
    );
    expect(
      errorOf(() => asRecommendedAudit({ shareMeetingDose: 0.5, effect: 0.2, selectedOn: ['luck' as 'completion'] }))
        .code,
    ).toBe('invalid_argument');
  });
  test('takes users to be compared with the rest where a middle is left out, which lets them be further apart', () => {
    const claim = { shareMeetingDose: 0.25, effect: 0.27, shareCompared: 0.3, baselineCorrelation: 0.7 };
    const audit = asRecommendedAudit(claim);
    expect(audit).toEqual(asRecommendedAudit({ ...claim, comparedWith: 'rest' }));
    // R: dnorm(qnorm(.25)) / .25 + dnorm(qnorm(.3)) / .3, and .27 of that
    expect(audit.usersAhead?.largest).toBeCloseTo(2.43008167140334, 12);
    expect(audit.selectionCorrelation).toBeCloseTo(0.11110737683317, 12);
  });
  test('refuses what is no claim, and figures that are text or null', () => {
    const code = (more: object) =>
      errorOf(() => asRecommendedAudit({ shareMeetingDose: 0.2, effect: 0.3, ...more })).code;
    expect(errorOf(() => asRecommendedAudit(null as unknown as { shareMeetingDose: 1; effect: 1 })).code).toBe(
      'invalid_argument',
    );
    for (const more of [
      { shareMeetingDose: '.2' },
      { shareLeftOut: null },
      { shareLeftOut: '.3' },
      { shareCompared: '.3' },
      { standardError: '.1' },
      { baselineCorrelation: '.7' },
    ])
      expect(code(more)).toBe('out_of_domain');
    // '12' was two cut-offs, 1 and 2.
    for (const more of [
      { selectedOn: null },
      { selectedOn: [undefined] },
      { selectedOn: [null] },
      { cutOffsTried: '12' },
      { cutOffsTried: {} },
    ])
      expect(code(more)).toBe('invalid_argument');
  });
  test('tells how far ahead users would have to have been', () => {
    const { usersAhead } = asRecommendedAudit({ shareMeetingDose: 0.047, effect: 0.26, baselineCorrelation: 0.8 });
    expect(usersAhead?.estimate).toBeCloseTo(0.325, 12);
    expect(asRecommendedAudit({ shareMeetingDose: 0.047, effect: 0.26 }).usersAhead).toBeNull();
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

describe('How different users would have to be', () => {
  test('a trait that goes with the outcome at .8: a quarter of an SD for .2, the 60th percentile', () => {
    const needed = selectionNeeded(0.2, { correlation: 0.8, observedDifference: 0.5 });
    expect(needed.estimate).toBeCloseTo(0.25, 14);
    // pnorm(.25)
    expect(needed.percentile).toBeCloseTo(59.8706325682924, 10);
    expect(needed.timesObserved).toBeCloseTo(0.5, 14);
    expect(needed.largest).toBeNull();
  });
  test('in a trait of which less is better, users would have to be below', () => {
    const needed = selectionNeeded(0.2, { correlation: -0.8, observedDifference: -0.5 });
    expect(needed.estimate).toBeCloseTo(-0.25, 14);
    expect(needed.percentile).toBeCloseTo(100 - 59.8706325682924, 10);
    expect(needed.timesObserved).toBeCloseTo(0.5, 14);
  });
  test('the largest is that of the share most inclined', () => {
    // dnorm(qnorm(.9)) / .1 above everyone, / (.1 * .9) above the rest
    const options = { correlation: 1, shareMeetingDose: 0.1 } as const;
    expect(selectionNeeded(0.2, { ...options, comparedWith: 'everyone' }).largest).toBeCloseTo(1.75498331932487, 12);
    expect(selectionNeeded(0.2, options).largest).toBeCloseTo(1.94998146591652, 12);
  });
  test('planted: users so far ahead show the effect although the product does nothing', () => {
    const draws = randomStream(4);
    const [r, effect] = [0.7, 0.3];
    const { estimate } = selectionNeeded(effect, { correlation: r });
    const outcome = (trait: number): number => r * trait + Math.sqrt(1 - r * r) * draws.normal();
    const mean = (ahead: number): number =>
      Array.from({ length: 40_000 }, () => outcome(ahead + draws.normal())).reduce((sum, y) => sum + y, 0) / 40_000;
    expect(Math.abs(mean(estimate) - mean(0) - effect)).toBeLessThan(0.03);
  });
  test('refuses what is none', () => {
    const code = (more: object, effect = 0.2) =>
      errorOf(() => selectionNeeded(effect, { correlation: 0.8, ...more })).code;
    expect(code({ correlation: 0 })).toBe('out_of_domain');
    expect(code({ correlation: 1.2 })).toBe('out_of_domain');
    expect(code({ correlation: '.5' })).toBe('out_of_domain');
    expect(code({ correlation: 1e-11 }, 1e300)).toBe('overflow');
    expect(errorOf(() => selectionNeeded(0.2, null as unknown as { correlation: 1 })).code).toBe('invalid_argument');
    expect(code({ shareMeetingDose: 5 })).toBe('out_of_domain');
    expect(code({ comparedWith: 'norm' })).toBe('invalid_argument');
    expect(code({}, Number.NaN)).toBe('not_finite');
  });
});
