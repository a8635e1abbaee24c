import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nonInferiority } from '../../../src/estimate/equivalence/non-inferiority.js';
import { type TostOptions, tost } from '../../../src/estimate/equivalence/tost.js';
import { differenceByDesign } from '../../../src/estimate/trial/difference-by-design.js';
import { differenceInMeans, momentsOf } from '../../../src/index.js';
import { randomStream } from '../../../src/numeric/random/index.js';
import { errorOf } from '../../errors.js';
import { referenceCases } from '../../reference.js';
import { relativeError, tolerance } from '../../tolerances.js';
import { schoolsByArm } from '../regression/reference-cases.js';

const cases = referenceCases('g_inference');

/** The values of a two-group case: x is the first group there, treatment here. */
function groupsOf(tag: string): { readonly treatment: readonly number[]; readonly control: readonly number[] } {
  const { x, y } = cases.find(({ id }) => id === `g.t.welch.${tag}.two.sided`)?.input ?? {};
  return { treatment: x, control: y };
}

describe('two one-sided tests', () => {
  test.each(cases.filter(({ id }) => id.startsWith('g.tost.')))('$id agrees with t.test in R', ({ id, expected }) => {
    const groups = groupsOf(id.replace(/^g\.tost\./, '').replace(/\.0\.\d$/, ''));
    const found = tost(groups, { bounds: expected.bound });

    for (const [actual, wanted] of [
      [found.aboveLower.statistic, expected.t_low],
      [found.aboveLower.pValue, expected.p_low],
      [found.belowUpper.statistic, expected.t_high],
      [found.belowUpper.pValue, expected.p_high],
      [found.df, expected.df],
      [found.pValue, expected.p],
      [found.interval.lower, expected.ci90[0]],
      [found.interval.upper, expected.ci90[1]],
    ] as const)
      expect(relativeError(actual as number, wanted)).toBeLessThanOrEqual(tolerance.closedForm);
    expect(found.interval.level).toBeCloseTo(0.9, 12);
  });
});

describe('the conclusion', () => {
  const at = (estimate: number, standardError = 1) =>
    tost({ estimate, standardError, df: 100 }, { bounds: 3 }).conclusion;

  test.each([
    [0, 'equivalent'],
    [1.3, 'equivalent'],
    [2, 'inconclusive'],
    [-4, 'inconclusive'],
    [4.7, 'not-equivalent'],
    [-9, 'not-equivalent'],
  ] as const)('of a difference of %d with a standard error of 1 within 3 is %s', (estimate, conclusion) => {
    expect(at(estimate)).toBe(conclusion);
  });

  test('of no difference that is hardly known is not equivalence', () => {
    expect(at(0, 5)).toBe('inconclusive');
  });

  test('may be equivalence where there is a difference: it is too small to matter', () => {
    const found = tost({ estimate: 1, standardError: 0.1, df: null }, { bounds: 3 });

    expect(found.conclusion).toBe('equivalent');
    expect(found.difference.pValue).toBeLessThan(1e-10);
  });
});

describe('what is compared', () => {
  const { treatment, control } = groupsOf('two_groups.score');

  test('groups as values or as published moments', () => {
    const summary = (values: readonly number[]) => {
      const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
      const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1));
      return momentsOf({ n: values.length, mean, sd });
    };
    const published = tost({ treatment: summary(treatment), control: summary(control) }, { bounds: 12 });

    expect(published.pValue).toBeCloseTo(tost({ treatment, control }, { bounds: 12 }).pValue, 10);
  });

  test('a published estimate with its interval gives back its standard error', () => {
    const known = differenceInMeans(treatment, control);
    const { estimate, df } = known;
    const interval = known.interval ?? { lower: 0, upper: 0, level: 0 };
    const found = tost({ estimate, interval, df }, { bounds: 12 });

    expect(found.standardError).toBeCloseTo(known.standardError, 10);
    expect(found.pValue).toBeCloseTo(tost(known, { bounds: 12 }).pValue, 10);
  });

  test('an interval that is not even about its estimate is a note', () => {
    const found = tost({ estimate: 1, interval: { lower: 0.5, upper: 3, level: 0.95 } }, { bounds: 4 });

    expect(found.notes.map(({ code }) => code)).toEqual(['uneven_interval']);
  });

  test('a clustered estimate brings its own degrees of freedom', () => {
    const clustered = differenceByDesign(schoolsByArm, {
      outcome: 'y',
      treatment: { column: 'z', treated: '1', control: '0' },
      cluster: 'cluster',
    });
    const found = tost(clustered, { bounds: 30 });

    expect(found.df).toBe(clustered.df);
    expect(found.standardError).toBe(clustered.standardError);
    expect(found.difference.pValue).toBe(clustered.pValue);
    expect(found.unit).toBe('points');
  });

  test('bounds in standard deviations are those of the pooled SD, and a note says that it is an estimate', () => {
    const found = tost({ treatment: [1, 3, 5], control: [2, 4, 6] }, { bounds: 0.5, scale: 'sd' });

    expect(found.sd).toBe(2);
    expect(found.bounds).toEqual({ lower: -1, upper: 1 });
    expect(found.notes.map(({ code }) => code)).toEqual(['sd_estimated']);
    expect(tost({ treatment: [1, 3, 5], control: [2, 4, 6] }, { bounds: 0.5, scale: 'sd', sd: 4 }).bounds.upper).toBe(
      2,
    );
  });
});

describe('non-inferiority', () => {
  const of = (estimate: number, more = {}) =>
    nonInferiority({ estimate, standardError: 1, df: null }, { margin: 3, ...more });

  test.each([
    [0, 'non-inferior', false],
    [2, 'non-inferior', true],
    [-2, 'inconclusive', false],
    [-6, 'inferior', false],
  ] as const)(
    'a difference of %d with a standard error of 1 and a margin of 3: %s',
    (estimate, conclusion, superior) => {
      expect(of(estimate).conclusion).toBe(conclusion);
      expect(of(estimate).superior).toBe(superior);
    },
  );

  test('is half of the two tests', () => {
    const { treatment, control } = groupsOf('two_groups.score');
    const found = nonInferiority({ treatment, control }, { margin: 12 });

    expect(found.pValue).toBe(tost({ treatment, control }, { bounds: 12 }).aboveLower.pValue);
    expect(found.interval.level).toBeCloseTo(0.95, 12);
  });

  test('of an outcome of which less is better turns the side of harm and never the number', () => {
    const found = of(2, { higherIsBetter: false });

    expect(found.estimate).toBe(2);
    expect(found.bound).toBe(3);
    expect(found.pValue).toBe(of(-2).pValue);
    expect(of(-2, { higherIsBetter: false }).superior).toBe(true);
  });
});

describe('laws', () => {
  const estimate = fc.integer({ min: -500, max: 500 }).map((k) => k / 100);
  const error = fc.integer({ min: 1, max: 300 }).map((k) => k / 100);
  const df = fc.constantFrom(null, 3, 30.5);

  prop.prop([estimate, error, df])(
    'equivalent exactly when the interval lies within the bounds',
    (d, standardError, v) => {
      const { conclusion, interval } = tost({ estimate: d, standardError, df: v }, { bounds: 2 });

      expect(conclusion === 'equivalent').toBe(interval.lower >= -2 && interval.upper <= 2);
      expect(conclusion === 'not-equivalent').toBe(interval.lower >= 2 || interval.upper <= -2);
    },
  );

  prop.prop([estimate, error, df])('swapping the arms swaps the tests', (d, standardError, v) => {
    const there = tost({ estimate: d, standardError, df: v }, { bounds: { lower: -1, upper: 2 } });
    const back = tost({ estimate: -d, standardError, df: v }, { bounds: { lower: -2, upper: 1 } });

    expect(back.pValue).toBeCloseTo(there.pValue, 12);
    expect(back.aboveLower.pValue).toBeCloseTo(there.belowUpper.pValue, 12);
  });
});

test('a difference at the bound is called equivalent in at most 5 of 100 trials', () => {
  const draws = randomStream(77);
  let equivalent = 0;
  for (let trial = 0; trial < 1000; trial++) {
    const treatment = Array.from({ length: 30 }, () => draws.normal() + 1);
    const control = Array.from({ length: 20 }, () => 1.5 * draws.normal());
    equivalent += Number(tost({ treatment, control }, { bounds: 1 }).conclusion === 'equivalent');
  }

  expect(equivalent / 1000).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / 1000));
  expect(equivalent / 1000).toBeGreaterThan(0.03 - 4 * Math.sqrt((0.05 * 0.95) / 1000));
});

describe('wrong use', () => {
  const known = { estimate: 1, standardError: 1, df: 10 };
  const codeOf = (source: Parameters<typeof tost>[0], options: Partial<TostOptions> = {}): string =>
    errorOf(() => tost(source, { bounds: 1, ...options })).code;

  test.each([
    ['an empty group', { treatment: [], control: [1, 2] }, {}, 'no_data'],
    ['one value in a group', { treatment: [1], control: [1, 2] }, {}, 'too_few_observations'],
    ['nothing varies', { treatment: [1, 1], control: [2, 2] }, {}, 'zero_variance'],
    ['a missing value', { treatment: [1, Number.NaN], control: [2, 3] }, {}, 'not_finite'],
    ['a bound of 0', known, { bounds: 0 }, 'invalid_argument'],
    ['bounds in the wrong order', known, { bounds: { lower: 2, upper: 1 } }, 'invalid_argument'],
    ['a level for alpha', known, { alpha: 0.95 }, 'invalid_argument'],
    ['SDs without groups or an SD', known, { scale: 'sd' }, 'invalid_argument'],
    ['an SD for a raw margin', known, { sd: 3 }, 'invalid_argument'],
    ['no standard error', { ...known, standardError: 0 }, {}, 'out_of_domain'],
    ['a result without a standard error', { ...known, standardError: null }, {}, 'out_of_domain'],
    ['no degrees of freedom', { ...known, df: 0 }, {}, 'out_of_domain'],
    ['so few that an interval has no end', { ...known, df: 0.001 }, {}, 'out_of_domain'],
    [
      'so few that the width of an interval tells no standard error',
      { estimate: 1, df: 0.001, interval: { lower: -10, upper: 12, level: 0.95 } },
      {},
      'out_of_domain',
    ],
    [
      'a level of nearly 0, which tells none either',
      { estimate: 1, interval: { lower: -10, upper: 12, level: 1e-300 } },
      {},
      'out_of_domain',
    ],
    [
      'an interval beside its estimate',
      { estimate: 9, interval: { lower: 1, upper: 2, level: 0.9 } },
      {},
      'out_of_domain',
    ],
  ] as const)('%s', (_, source, options, code) => {
    expect(codeOf(source, options as Partial<TostOptions>)).toBe(code);
  });

  test('a margin that is not above 0', () => {
    expect(errorOf(() => nonInferiority(known, { margin: -1 })).code).toBe('invalid_argument');
  });
});
