import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { momentsOf } from '../../../../src/aggregate/moments.js';
import { cohensD } from '../../../../src/estimate/effect/means/cohens-d.js';
import { hedgesG } from '../../../../src/estimate/effect/means/hedges-g.js';
import { publishedEffect } from '../../../../src/estimate/effect/published/published-effect.js';
import type { PublishedSource } from '../../../../src/estimate/effect/published/sources.js';
import * as studentT from '../../../../src/numeric/distributions/student-t.js';
import { tolerance } from '../../../tolerances.js';

const close = (actual: number | null | undefined, wanted: number, within: number = tolerance.closedForm): void =>
  expect(Math.abs((actual as number) - wanted)).toBeLessThanOrEqual(within * Math.max(1, Math.abs(wanted)));

const arm = fc.record({
  n: fc.integer({ min: 2, max: 300 }),
  mean: fc.integer({ min: -500, max: 500 }).map((k) => k / 10),
  sd: fc.integer({ min: 10, max: 300 }).map((k) => k / 10),
});

describe('the same trial, printed as', () => {
  const printedAs = (t: { n: number; mean: number; sd: number }, c: { n: number; mean: number; sd: number }) => {
    const d = cohensD(momentsOf(t), momentsOf(c));
    const sizes = { nTreatment: t.n, nControl: c.n };
    const df = t.n + c.n - 2;
    const statistic = d.estimate / Math.sqrt(1 / t.n + 1 / c.n);
    return { d, sizes, df, statistic, sign: d.estimate >= 0 ? 1 : -1 } as const;
  };

  test.prop([arm, arm])('means, t, F or r gives the effect and the limits of the means', (t, c) => {
    const { sizes, df, statistic, sign } = printedAs(t, c);
    const wanted = hedgesG(momentsOf(t), momentsOf(c));
    const sources: PublishedSource[] = [
      { from: 'means', treatment: t, control: c },
      { from: 't', t: statistic, ...sizes },
      { from: 'f', f: statistic ** 2, sign, ...sizes },
      { from: 'r', r: statistic / Math.sqrt(statistic ** 2 + df), ...sizes },
    ];
    for (const source of sources) {
      const effect = publishedEffect(source);
      close(effect.estimate, wanted.estimate);
      close(effect.standardError, wanted.standardError);
      close(effect.interval?.lower, wanted.interval.lower, 1e-9);
      close(effect.interval?.upper, wanted.interval.upper, 1e-9);
      expect(effect.roundingInterval).toBeNull();
    }
  });

  test.prop([arm, arm, fc.constantFrom(1 as const, 2 as const)])('a p-value gives its effect back', (t, c, tails) => {
    const { d, sizes, df, statistic, sign } = printedAs(t, c);
    const p = tails * studentT.sf(Math.abs(statistic), df);
    fc.pre(p > 1e-290);

    close(publishedEffect({ from: 'p', p, tails, sign, ...sizes }, { correction: 'none' }).estimate, d.estimate, 1e-9);
  });

  test.prop([arm, arm, fc.integer({ min: 0, max: 99 })])(
    'an analysis of covariance whose residuals shrink by R² gives it back',
    (t, c, k) => {
      const r2 = k / 100;
      const { d, sizes, statistic, sign } = printedAs(t, c);
      fc.pre(t.n + c.n > 5);
      const adjusted = statistic / Math.sqrt(1 - r2);
      const options = { correction: 'none' } as const;

      close(publishedEffect({ from: 'ancova-t', t: adjusted, r2, ...sizes }, options).estimate, d.estimate);
      close(publishedEffect({ from: 'ancova-f', f: adjusted ** 2, r2, sign, ...sizes }, options).estimate, d.estimate);
    },
  );

  test('a coefficient and its standard error is that over the unadjusted standard deviation', () => {
    const effect = publishedEffect(
      { from: 'regression', coefficient: 2.8, standardError: 1.97, sd: 14, nTreatment: 120, nControl: 110 },
      { correction: 'none' },
    );

    close(effect.estimate, 0.2);
    close(effect.standardError, Math.sqrt((1.97 / 14) ** 2 + 0.04 / (2 * 228)));
  });

  test('chi-squared gives twice phi over √(1 - phi²), and keeps its test', () => {
    // phi² = 10/250 = 1/25: 2 √(1/25 / (24/25)) = 2/√24.
    const effect = publishedEffect({ from: 'chi-squared', chiSquared: 10, n: 250, sign: -1 });

    close(effect.estimate, -2 / Math.sqrt(24));
    close(effect.estimate / (effect.standardError as number), -Math.sqrt(10));
  });

  test('an odds ratio goes over 1.65 or π/√3, with the standard error of its limits', () => {
    const cox = publishedEffect({
      from: 'odds-ratio',
      oddsRatio: Math.exp(0.33),
      lower: Math.exp(0.33 - 0.4),
      upper: Math.exp(0.33 + 0.4),
    });
    const logit = publishedEffect({ from: 'odds-ratio', oddsRatio: Math.exp(0.33), scale: 'logit' });

    close(cox.estimate, 0.2);
    close(cox.interval?.lower, -0.07 / 1.65);
    close(cox.interval?.upper, 0.73 / 1.65);
    close(logit.estimate, (0.33 * Math.sqrt(3)) / Math.PI);
    expect([logit.standardError, logit.interval, logit.notes[0]?.code]).toEqual([null, null, 'no_standard_error']);
  });
});

describe('rounding', () => {
  const sizes = { nTreatment: 42, nControl: 40 };

  test('text keeps its trailing zeros: "2.50" is anything from 2.495 to 2.505', () => {
    const effect = publishedEffect({ from: 't', t: '2.50', ...sizes });
    const at = (t: number) => publishedEffect({ from: 't', t, ...sizes });

    expect(effect.estimate).toBe(at(2.5).estimate);
    close(effect.roundingInterval?.lower, at(2.495).estimate);
    close(effect.roundingInterval?.upper, at(2.505).estimate);
    close(effect.intervalWithRounding?.lower, at(2.495).interval?.lower as number);
    close(effect.intervalWithRounding?.upper, at(2.505).interval?.upper as number);
  });

  test('text of fewer digits leaves more open', () => {
    const width = (t: string): number => {
      const { lower, upper } = publishedEffect({ from: 't', t, ...sizes }).roundingInterval as {
        lower: number;
        upper: number;
      };
      return upper - lower;
    };

    close(width('2.5') / width('2.50'), 10);
    close(width('3') / width('3.0'), 10);
  });

  const score = fc.integer({ min: 1000, max: 9000 }).map((k) => k / 100);
  test.prop([score, score, score, score, fc.integer({ min: 0, max: 1 })])(
    'of means and standard deviations holds the effect of the unrounded figures, and the limits hold theirs',
    (meanT, meanC, sdT, sdC, decimals) => {
      const printed = publishedEffect({
        from: 'means',
        treatment: { n: 30, mean: meanT.toFixed(decimals), sd: sdT.toFixed(decimals) },
        control: { n: 25, mean: meanC.toFixed(decimals), sd: sdC.toFixed(decimals) },
      });
      const exact = hedgesG(momentsOf({ n: 30, mean: meanT, sd: sdT }), momentsOf({ n: 25, mean: meanC, sd: sdC }));
      const slack = 1e-12;

      expect(exact.estimate).toBeGreaterThanOrEqual((printed.roundingInterval?.lower ?? 0) - slack);
      expect(exact.estimate).toBeLessThanOrEqual((printed.roundingInterval?.upper ?? 0) + slack);
      expect(exact.interval.lower).toBeGreaterThanOrEqual((printed.intervalWithRounding?.lower ?? 0) - 1e-9);
      expect(exact.interval.upper).toBeLessThanOrEqual((printed.intervalWithRounding?.upper ?? 0) + 1e-9);
    },
  );

  test('of the limits of an odds ratio widens its interval', () => {
    const printed = publishedEffect({ from: 'odds-ratio', oddsRatio: '1.4', lower: '1.1', upper: '1.8' });
    const exact = publishedEffect({ from: 'odds-ratio', oddsRatio: 1.4, lower: 1.1, upper: 1.8 });
    const widest = Math.log(1.85 / 1.05) / 2 / 1.65;

    expect(printed.interval).toEqual(exact.interval);
    close(printed.intervalWithRounding?.lower, Math.log(1.35) / 1.65 - widest);
    close(printed.intervalWithRounding?.upper, Math.log(1.45) / 1.65 + widest);
  });

  test('a p of ".05" ends where 0.045 and 0.055 lead', () => {
    const effect = publishedEffect({ from: 'p', p: '.05', sign: 1, ...sizes });
    const at = (p: number): number => publishedEffect({ from: 'p', p, sign: 1, ...sizes }).estimate;

    close(effect.roundingInterval?.lower, at(0.055));
    close(effect.roundingInterval?.upper, at(0.045));
  });
});

describe('wrong use', () => {
  const sizes = { nTreatment: 42, nControl: 40 };
  const cases: readonly (readonly [string, object, string])[] = [
    ['F without a sign', { from: 'f', f: 4, ...sizes }, 'missing_sign'],
    ['p without a sign', { from: 'p', p: 0.03, ...sizes }, 'missing_sign'],
    ['chi-squared without a sign', { from: 'chi-squared', chiSquared: 4, n: 90 }, 'missing_sign'],
    ['an F below 0', { from: 'f', f: -4, sign: 1, ...sizes }, 'invalid_argument'],
    ['an inequality', { from: 'p', p: '<.001', sign: 1, ...sizes }, 'invalid_number'],
    ['a p of 0', { from: 'p', p: '.000', sign: 1, ...sizes }, 'invalid_argument'],
    ['words', { from: 't', t: 'n.s.', ...sizes }, 'invalid_number'],
    ['a correlation of 1', { from: 'r', r: 1, ...sizes }, 'invalid_argument'],
    ['no sizes', { from: 'r', r: 0.1 }, 'too_few_observations'],
    ['an arm of one', { from: 't', t: 2, nTreatment: 1, nControl: 9 }, 'too_few_observations'],
    [
      'standard deviations of 0',
      { from: 'means', treatment: { n: 9, mean: 4, sd: 0 }, control: { n: 9, mean: 3, sd: 0 } },
      'zero_variance',
    ],
    ['an odds ratio that rounds from 0', { from: 'odds-ratio', oddsRatio: '0' }, 'invalid_argument'],
    ['one limit of two', { from: 'odds-ratio', oddsRatio: 2, lower: 1 }, 'invalid_argument'],
    [
      'limits that rounding may turn',
      { from: 'odds-ratio', oddsRatio: 2, lower: '1.9', upper: '2.0' },
      'invalid_argument',
    ],
    ['limits in the wrong order', { from: 'odds-ratio', oddsRatio: 2, lower: 3, upper: 1 }, 'invalid_argument'],
    ['an unknown source', { from: 'vibes' }, 'invalid_argument'],
    ['an arm of one in control', { from: 't', t: 2, nTreatment: 9, nControl: 1 }, 'too_few_observations'],
    ['half a unit', { from: 't', t: 2, nTreatment: 9.5, nControl: 9 }, 'too_few_observations'],
    ['a sign of 0', { from: 'f', f: 4, sign: 0, ...sizes }, 'missing_sign'],
    ['one degree of freedom', { from: 't', t: 2, df: 1 }, 'invalid_argument'],
    ['more degrees of freedom than can be counted', { from: 'paired-t', t: 2, df: 1e16 }, 'invalid_argument'],
    ['no end of t', { from: 't', t: Number.POSITIVE_INFINITY, ...sizes }, 'invalid_argument'],
    ['a correlation of -1', { from: 'r', r: '-1.00', ...sizes }, 'invalid_argument'],
    ['a correlation above 1', { from: 'r', r: 1.2, ...sizes }, 'invalid_argument'],
    ['a p above 1', { from: 'p', p: 1.2, sign: 1, ...sizes }, 'invalid_argument'],
    ['three tails', { from: 'p', p: 0.1, tails: 3, sign: 1, ...sizes }, 'invalid_argument'],
    ['covariates that explain all', { from: 'ancova-t', t: 2, r2: 1, ...sizes }, 'invalid_argument'],
    ['covariates that explain less than nothing', { from: 'ancova-t', t: 2, r2: -0.1, ...sizes }, 'invalid_argument'],
    ['half a covariate', { from: 'ancova-t', t: 2, r2: 0.5, covariates: 0.5, ...sizes }, 'invalid_argument'],
    ['fewer than no covariates', { from: 'ancova-t', t: 2, r2: 0.5, covariates: -1, ...sizes }, 'invalid_argument'],
    [
      'covariates for all units but one',
      { from: 'ancova-t', t: 2, r2: 0.5, covariates: 79, ...sizes },
      'invalid_argument',
    ],
    ['an F of covariance below 0', { from: 'ancova-f', f: -1, r2: 0.5, sign: 1, ...sizes }, 'invalid_argument'],
    ['an F of covariance without a sign', { from: 'ancova-f', f: 4, r2: 0.5, ...sizes }, 'missing_sign'],
    [
      'a standard deviation that rounds from 0',
      { from: 'regression', coefficient: 2, standardError: 1, sd: '0', ...sizes },
      'invalid_argument',
    ],
    [
      'a standard error of 0',
      { from: 'regression', coefficient: 2, standardError: 0, sd: 9, ...sizes },
      'invalid_argument',
    ],
    [
      'a regression without degrees of freedom',
      { from: 'regression', coefficient: 2, standardError: 1, sd: 9, df: 0, ...sizes },
      'invalid_argument',
    ],
    ['a chi-squared of all units', { from: 'chi-squared', chiSquared: 90, n: 90, sign: 1 }, 'invalid_argument'],
    [
      'a chi-squared that rounds to all units',
      { from: 'chi-squared', chiSquared: '9e1', n: 92, sign: 1 },
      'invalid_argument',
    ],
    ['three units', { from: 'chi-squared', chiSquared: 1, n: 3, sign: 1 }, 'invalid_argument'],
    ['half a unit of a table', { from: 'chi-squared', chiSquared: 1, n: 30.5, sign: 1 }, 'invalid_argument'],
    ['the other limit of two', { from: 'odds-ratio', oddsRatio: 2, upper: 3 }, 'invalid_argument'],
    ['an odds ratio above its limits', { from: 'odds-ratio', oddsRatio: 4, lower: 1, upper: 3 }, 'invalid_argument'],
    ['an odds ratio below its limits', { from: 'odds-ratio', oddsRatio: 0.5, lower: 1, upper: 3 }, 'invalid_argument'],
    ['a scale that is not there', { from: 'odds-ratio', oddsRatio: 2, scale: 'probit' }, 'invalid_argument'],
    ['no arms', { from: 'means' }, 'invalid_argument'],
  ];
  test.each(cases)('%s is refused', (_, source, code) => {
    expect(() => publishedEffect(source as PublishedSource)).toThrow(expect.objectContaining({ code }));
  });

  test('degrees of freedom that no distribution has, or whose limits no number holds, are refused', () => {
    const regression = { from: 'regression', coefficient: 2, standardError: 1, sd: 9, ...sizes };
    const none = { correction: 'none' } as const;
    for (const df of [1e-12, 1e16])
      expect(() => publishedEffect({ ...regression, df } as PublishedSource, none)).toThrow('from 1e-10 to 2^53 - 1');
    expect(() => publishedEffect({ ...regression, df: 1e-3 } as PublishedSource, none)).toThrow(
      expect.objectContaining({ code: 'overflow' }),
    );
    expect(() => publishedEffect({ from: 't', t: 2, df: 1e16 })).toThrow('above 1, up to 2^53 - 1');
  });

  test('what lies at the edge is taken', () => {
    const at = (source: object) => publishedEffect(source as PublishedSource);

    expect(at({ from: 't', t: 1, nTreatment: 2, nControl: 2 }).df).toBe(2);
    expect(at({ from: 'ancova-t', t: 2, r2: 0.5, covariates: 78, ...sizes }).df).toBe(2);
    close(
      at({ from: 'ancova-t', t: 2, r2: 0, covariates: 0, ...sizes }).estimate,
      at({ from: 't', t: 2, ...sizes }).estimate,
    );
    expect(at({ from: 'ancova-f', f: 4, r2: 0.5, sign: -1, ...sizes }).estimate).toBe(
      at({ from: 'ancova-t', t: -2, r2: 0.5, ...sizes }).estimate,
    );
    expect(at({ from: 'chi-squared', chiSquared: 1, n: 4, sign: 1 }).estimate).toBeCloseTo(2 / Math.sqrt(3), 14);
    expect(at({ from: 'odds-ratio', oddsRatio: 2, lower: 2, upper: 3 }).interval).not.toBeNull();
    // No p is above 1, whatever rounds to it.
    expect(at({ from: 'p', p: '1.0', sign: 1, ...sizes }).roundingInterval?.lower).toBe(0);
    // An arm without spread has that of the other.
    const one = { from: 'means', treatment: { n: 9, mean: 4, sd: 0 }, control: { n: 9, mean: 3, sd: 2 } };
    expect(publishedEffect(one as PublishedSource, { correction: 'none' }).estimate).toBeCloseTo(Math.SQRT1_2, 14);
  });

  test.each([
    ['+2.50', 2.495, 2.505],
    [' 2.50 ', 2.495, 2.505],
    ['\u22122.5', -2.55, -2.45],
    ['.5', 0.45, 0.55],
    ['2.', 1.5, 2.5],
    ['25e-1', 2.45, 2.55],
    ['2.5E+1', 24.5, 25.5],
  ])('"%s" is read with what its rounding hides', (t, lower, upper) => {
    const at = (x: number): number => publishedEffect({ from: 't', t: x, ...sizes }).estimate;
    const { roundingInterval } = publishedEffect({ from: 't', t, ...sizes });

    close(roundingInterval?.lower, at(lower));
    close(roundingInterval?.upper, at(upper));
  });

  test.each(['', '.', '-', 'e5', '1,5', '2.5.1', '0x10', '1e9999', 'Infinity'])('"%s" is no number', (t) => {
    expect(() => publishedEffect({ from: 't', t, ...sizes })).toThrow(
      expect.objectContaining({ code: 'invalid_number' }),
    );
  });

  test('a correction where there is none to be had is refused', () => {
    expect(() => publishedEffect({ from: 'odds-ratio', oddsRatio: 2 }, { correction: 'exact' })).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  });
});

describe('what stands beside an effect', () => {
  const sizes = { nTreatment: 42, nControl: 40 };

  test.each([
    [{ from: 't', t: 2.5, ...sizes }, 'pooled', '1/nT + 1/nC + g²/(2 N)'],
    [{ from: 't', t: 2.5, df: 80 }, 'pooled', '4/df + g²/(2 df)'],
    [{ from: 'paired-t', t: 2.5, df: 80 }, 'change', '1/df + g²/(2 df)'],
    [{ from: 'chi-squared', chiSquared: 4, n: 82, sign: 1 }, 'phi', '4/(n - chi²)'],
    [{ from: 'odds-ratio', oddsRatio: 2 }, 'logistic', null],
    [{ from: 'ancova-t', t: 2.5, r2: 0.5, ...sizes }, 'pooled', '(1/nT + 1/nC)(1 - R²) + g²/(2 (N - 2 - q))'],
    [{ from: 'regression', coefficient: 2, standardError: 1, sd: 9, ...sizes }, 'pooled', '(SE/S)² + g²/(2 (N - 2))'],
  ] as const)('%j: its standardizer and the formula of its variance', (source, standardizer, varianceFormula) => {
    expect(publishedEffect(source)).toMatchObject({ standardizer, varianceFormula });
  });

  test('the sizes of the arms are used where a t has its degrees of freedom too, and have to fit them', () => {
    const both = publishedEffect({ from: 't', t: 2.5, df: 68, nTreatment: 60, nControl: 10 } as PublishedSource);

    expect(both).toEqual(publishedEffect({ from: 't', t: 2.5, nTreatment: 60, nControl: 10 }));
    expect(() =>
      publishedEffect({ from: 't', t: 2.5, df: 66, nTreatment: 60, nControl: 10 } as PublishedSource),
    ).toThrow(expect.objectContaining({ code: 'invalid_argument' }));
    expect(() => publishedEffect({ from: 't', t: 2.5, df: 68, nTreatment: 60 } as PublishedSource)).toThrow(
      expect.objectContaining({ code: 'too_few_observations' }),
    );
  });

  test('a one-tailed p-value above a half would turn the sign that was given, and is refused', () => {
    const of = (p: number) => publishedEffect({ from: 'p', p, tails: 1, sign: 1, ...sizes });

    expect(() => of(0.9)).toThrow(/other sign/);
    expect(of(0.1).estimate).toBeGreaterThan(0);
    close(of(0.5).estimate, 0);
  });

  test('no effect is 0, and not -0, whatever its sign was said to be', () => {
    for (const sign of [1, -1] as const) {
      expect(Object.is(publishedEffect({ from: 'f', f: 0, sign, ...sizes }).estimate, 0)).toBe(true);
      expect(Object.is(publishedEffect({ from: 'p', p: 1, sign, ...sizes }).estimate, 0)).toBe(true);
    }
  });

  test('arms of more units than can be counted are refused', () => {
    expect(() => publishedEffect({ from: 't', t: 2, nTreatment: 1e308, nControl: 40 })).toThrow(
      expect.objectContaining({ code: 'too_few_observations' }),
    );
  });
});
