import { describe, expect, test } from 'vitest';
import type { WwcFindingInput } from '../../../src/judge/wwc/input.js';
import { wwcFinding } from '../../../src/judge/wwc/wwc-finding.js';
import { errorOf } from '../../errors.js';

const arms: WwcFindingInput = {
  treatment: { n: 120, mean: 204.1, sd: 15.2 },
  comparison: { n: 110, mean: 201.3, sd: 14.6 },
  outcomeType: 'achievement',
};
const find = (parts: object) => wwcFinding({ ...arms, ...parts } as WwcFindingInput, 'wwc-5.0');
const code = (parts: object): string => errorOf(() => find(parts)).code;

describe('what a study reports, as JSON', () => {
  test('null is not reported: what is imputed for it is said to be', () => {
    const clustered = find({ clusters: 10, icc: null });
    expect(clustered.iccFrom).toBe('profile');
    expect(clustered).toEqual(find({ clusters: 10 }));
    expect(find({ adjusted: { difference: 2, r2: null } }).steps.map(({ step }) => step)).toContain('imputed-r2');
    expect(find({ clusters: null, adjusted: null })).toEqual(find({}));
    const before = {
      treatment: { ...arms.treatment, before: { mean: 190 } },
      comparison: { ...arms.comparison, before: { mean: 189 } },
    };
    expect(find({ ...before, correlation: null }).notes.map((note) => note.code)).toContain('imputed_correlation');
  });

  test('figures with which nothing would be done are refused', () => {
    expect(code({ icc: 0.1 })).toBe('invalid_argument');
    expect(code({ correlation: 0.6 })).toBe('invalid_argument');
    expect(code({ clusters: 10, analysisAllowsForClusters: 'yes' })).toBe('invalid_argument');
    const shares = { treatment: { n: 120, p: 0.6 }, comparison: { n: 110, p: 0.5 } };
    expect(code({ ...shares, adjusted: { difference: 2 } })).toBe('invalid_argument');
    expect(code({ ...shares, adjusted: { difference: 0.1, r2: 0.5 } })).toBe('invalid_argument');
    expect(code({ ...shares, adjusted: { difference: 0.1, standardError: 0 } })).toBe('invalid_argument');
  });

  const shares = { treatment: { n: 120, p: 0.6 }, comparison: { n: 110, p: 0.5 } };
  const adjusted = { difference: 2, standardError: 1 };
  const before = {
    treatment: { ...arms.treatment, before: { mean: 190 } },
    comparison: { ...arms.comparison, before: { mean: 189 } },
  };

  test.each([
    ['treatment.n', { treatment: { ...arms.treatment, n: '120' } }, 'too_few_observations'],
    ['treatment.mean', { treatment: { ...arms.treatment, mean: '204.1' } }, 'invalid_argument'],
    ['comparison.sd', { comparison: { ...arms.comparison, sd: '14.6' } }, 'invalid_argument'],
    ['comparison.sd', { comparison: { ...arms.comparison, sd: Number.POSITIVE_INFINITY } }, 'invalid_argument'],
    ['treatment.before', { ...before, treatment: { ...arms.treatment, before: { mean: '190' } } }, 'invalid_argument'],
    [
      'comparison.before',
      { ...before, comparison: { ...arms.comparison, before: { mean: [189] } } },
      'invalid_argument',
    ],
    ['adjusted.difference', { adjusted: { difference: '2' } }, 'invalid_argument'],
    ['adjusted.covariates', { adjusted: { difference: 2, covariates: '1' } }, 'invalid_argument'],
    ['clusters.all', { clusters: '10' }, 'invalid_argument'],
    ['clusters.treatment', { clusters: { treatment: '5', comparison: 5 } }, 'invalid_argument'],
    ['icc', { clusters: 10, icc: '0.1' }, 'invalid_argument'],
    ['correlation', { ...before, correlation: '0.6' }, 'invalid_argument'],
    ['df', { adjusted, df: '200' }, 'invalid_argument'],
  ])('what is no number in the place of %s is refused by that name', (name, parts, wanted) => {
    const error = errorOf(() => find(parts));
    expect(error.code).toBe(wanted);
    if (wanted === 'invalid_argument')
      expect(error.message).toContain(name === 'df' ? 'df above 0' : `${name}, or none`);
  });

  test.each([
    ['nothing', null],
    ['no comparison', { treatment: arms.treatment, outcomeType: 'other' }],
    ['no treatment', { comparison: arms.comparison, outcomeType: 'other' }],
    ['an outcome of no type', { ...arms, outcomeType: 'reading' }],
    ['a direction that is no answer', { ...arms, higherIsBetter: 'yes' }],
    ['a test of nothing that is known', { ...arms, statisticFrom: 'z' }],
    ['less than a degree of freedom', { ...arms, adjusted, df: -1 }],
    ['no end of degrees of freedom', { ...arms, adjusted, df: Number.POSITIVE_INFINITY }],
    ['an intraclass correlation below 0', { ...arms, clusters: 10, icc: -0.01 }],
    ['an intraclass correlation of 1', { ...arms, clusters: 10, icc: 1 }],
    ['clusters that an analysis allows for and nobody counted', { ...arms, adjusted, analysisAllowsForClusters: true }],
    ['an analysis with no error of its own', { ...arms, clusters: 10, analysisAllowsForClusters: true }],
    ['an error of 0', { ...arms, adjusted: { difference: 2, standardError: 0 } }],
    ['an R² below 0', { ...arms, adjusted: { difference: 2, r2: -0.01 } }],
    ['an R² of 1', { ...arms, adjusted: { difference: 2, r2: 1 } }],
    ['half a covariate', { ...arms, adjusted: { difference: 2, covariates: 0.5 } }],
    ['fewer than no covariates', { ...arms, adjusted: { difference: 2, covariates: -1 } }],
    ['a correlation of 1', { ...arms, ...before, correlation: 1 }],
    ['a correlation of -1', { ...arms, ...before, correlation: -1 }],
    ['a mean before of one arm', { ...arms, comparison: before.comparison }],
    ['no standard deviation of the treatment arm', { ...arms, treatment: { n: 120, mean: 204.1 } }],
    ['no standard deviation of the comparison arm', { ...arms, comparison: { n: 110, mean: 201.3 } }],
    ['a share of one arm and a mean of the other', { ...arms, treatment: shares.treatment }],
    ['a share moved to 0', { ...arms, ...shares, adjusted: { difference: -0.5 } }],
    ['a share moved to 1', { ...arms, ...shares, adjusted: { difference: 0.5 } }],
    ['a share moved beyond 1', { ...arms, ...shares, adjusted: { difference: 0.7, standardError: 0.1 } }],
    ['an error of 0 of shares', { ...arms, ...shares, adjusted: { difference: 0.1, standardError: 0 } }],
    ['half a covariate of shares', { ...arms, ...shares, adjusted: { difference: 0.1, covariates: 0.5 } }],
    ['fewer than no covariates of shares', { ...arms, ...shares, adjusted: { difference: 0.1, covariates: -1 } }],
    [
      'two tests of shares at once',
      { ...arms, ...shares, adjusted: { difference: 0.1, standardError: 0.1 }, statisticFrom: 'sample-sizes' },
    ],
  ])('%s is refused', (_, input) => {
    const error = errorOf(() => wwcFinding(input as unknown as WwcFindingInput, 'wwc-5.0'));
    expect(error.code).toBe('invalid_argument');
    expect(error.message).toMatch(/^wwcFinding needs /);
  });

  test.each([
    ['one unit', { comparison: { ...arms.comparison, n: 1 } }, 'too_few_observations'],
    ['half a unit', { treatment: { ...arms.treatment, n: 2.5 } }, 'too_few_observations'],
    [
      'as many covariates as units leave nothing for',
      { adjusted: { difference: 2, covariates: 228 } },
      'too_few_observations',
    ],
    ['one cluster', { clusters: 1 }, 'too_few_clusters'],
    ['more clusters than units', { clusters: 231 }, 'too_few_clusters'],
    ['one tutoring group', { clusters: { treatment: 1 } }, 'too_few_clusters'],
    ['nobody with the event in the comparison arm', { ...shares, comparison: { n: 110, events: 0 } }, 'zero_cell'],
    ['everybody with the event', { ...shares, treatment: { n: 120, events: 120 } }, 'zero_cell'],
  ])('%s: %j is refused as %s', (_, parts, wanted) => {
    expect(code(parts)).toBe(wanted);
  });

  test('what lies at the edge is taken', () => {
    const two = { treatment: { n: 2, mean: 5, sd: 1 }, comparison: { n: 2, mean: 4, sd: 1 } };
    expect(find(two).df).toBe(2);
    expect(find({ adjusted: { difference: 2, covariates: 227 } }).df).toBe(1);
    expect(find({ adjusted: { difference: 2, covariates: 0 } }).df).toBe(228);
    expect(find({ ...shares, adjusted: { difference: 0.1, covariates: 0 } }).df).toBe(228);
    expect(find({ ...shares, adjusted: { difference: 0.1, covariates: 5 } }).df).toBe(223);
    expect(find({ adjusted: { difference: 2, r2: 0 } }).standardError).toBe(
      find({ adjusted: { difference: 2 } }).standardError,
    );
    expect(find({ clusters: 2 }).notes).toEqual([]);
    expect(find({ clusters: { treatment: 2, comparison: 2 } }).notes).toEqual([]);
    expect(find({ adjusted, clusters: 10, analysisAllowsForClusters: false })).toEqual(
      find({ adjusted, clusters: 10 }),
    );
    // A cluster for each unit, or clusters that are not alike, are no clusters.
    const plain = find({});
    const clusterings = [
      { clusters: 230 },
      { clusters: { treatment: 120, comparison: 110 } },
      { clusters: 10, icc: 0 },
    ];
    for (const clustering of clusterings) {
      const { estimate, standardError, df } = find(clustering);
      expect(estimate).toBeCloseTo(plain.estimate, 14);
      expect(standardError).toBeCloseTo(plain.standardError, 14);
      expect(df).toBeCloseTo(228, 10);
    }
  });

  test('each arm has a cluster, and no more than units', () => {
    for (const clusters of [
      { treatment: -3, comparison: 13 },
      { treatment: 0, comparison: 10 },
      { treatment: 150, comparison: 10 },
      { comparison: 8 },
    ])
      expect(code({ clusters })).toBe('too_few_clusters');
  });

  test('a finding says what it was divided by', () => {
    expect(find({}).standardizer).toBe('pooled');
    expect(find({ clusters: 10 }).standardizer).toBe('total');
    expect(wwcFinding({ ...arms, clusters: 10 }, 'wwc-4.1').standardizer).toBe('pooled');
    const shares = { treatment: { n: 120, p: 0.6 }, comparison: { n: 110, p: 0.5 } };
    expect(find(shares)).toMatchObject({ standardizer: 'logistic', correction: 'approximate', intervalMethod: 't' });
  });
});

describe('a finding says what was done', () => {
  const stepsOf = (parts: object, profile: 'wwc-4.1' | 'wwc-5.0' = 'wwc-5.0'): readonly string[] =>
    wwcFinding({ ...arms, ...parts } as WwcFindingInput, profile).steps.map(({ step }) => step);
  const shares = { treatment: { n: 120, p: 0.6 }, comparison: { n: 110, p: 0.5 } };
  const own = { adjusted: { difference: 0.1, standardError: 0.05 } };
  const alone = { treatment: { n: 120 }, comparison: { n: 110 }, effectSize: 0.2 };

  test.each([
    [{}, ['small-sample']],
    [{ icc: 0.1, clusters: 10 }, ['small-sample', 'cluster-gamma', 'cluster-variance']],
    [{ adjusted: { difference: 2 } }, ['imputed-r2', 'small-sample']],
    [{ adjusted: { difference: 2, r2: 0.5 } }, ['small-sample']],
    [{ adjusted: { difference: 2, standardError: 1 } }, ['small-sample']],
    [shares, ['cox-index', 'small-sample']],
    [{ ...shares, ...own }, ['cox-index', 'small-sample']],
    [{ ...shares, ...own, clusters: 10 }, ['cox-index', 'default-icc', 'small-sample', 'cluster-variance']],
    [alone, []],
    [{ ...alone, clusters: 10, icc: 0.1 }, ['cluster-variance']],
  ])('%j: %j', (parts, wanted) => {
    expect(stepsOf(parts)).toEqual(wanted);
  });

  test.each([
    [{}, 'wwc-5.0', 'omega² SE²/(a b/nT³ + c d/nC³) (1/a + 1/b + 1/c + 1/d)/1.65²'],
    [{}, 'wwc-4.1', 'omega² SE²/(a b/nT³ + c d/nC³) (1/a + 1/b + 1/c + 1/d)/1.65²'],
    [{ clusters: 10 }, 'wwc-5.0', 'omega² eta SE²/(a b/nT³ + c d/nC³) (1/a + 1/b + 1/c + 1/d)/1.65²'],
    [{ clusters: 10 }, 'wwc-4.1', 'eta/gamma (omega² SE²/(a b/nT³ + c d/nC³) (1/a + 1/b + 1/c + 1/d)/1.65²)'],
    [
      { clusters: 10, analysisAllowsForClusters: true },
      'wwc-5.0',
      'omega² SE²/(a b/nT³ + c d/nC³) (1/a + 1/b + 1/c + 1/d)/1.65²',
    ],
    [{ adjusted: { difference: 0.1 } }, 'wwc-5.0', 'omega² (1/a + 1/b + 1/c + 1/d)/1.65²'],
    [
      { adjusted: { difference: 0.1 }, clusters: 10, statisticFrom: 'sample-sizes' },
      'wwc-4.1',
      'eta/gamma ((1/nT + 1/nC))',
    ],
  ] as const)('adjusted shares with %j by %s: %s', (parts, profile, formula) => {
    const finding = wwcFinding({ ...arms, ...shares, ...own, ...parts }, profile);

    expect(finding.varianceFormula).toBe(formula);
    expect(finding.effectFrom).toBe('shares');
    expect(finding.notes.map((note) => note.code)).toEqual('adjusted' in parts ? [] : ['error_of_shares']);
  });

  // The formula that it names, with the figures of the finding: .6 of 120 is moved from .5 of 110 by .1.
  test('and its standard error is what its formula gives', () => {
    const { standardError, steps } = find({ ...shares, ...own });
    const omega = steps[1]?.value as number;
    const [a, b, c, d] = [72, 48, 55, 55];
    const variance =
      ((omega ** 2 * 0.05 ** 2) / ((a * b) / 120 ** 3 + (c * d) / 110 ** 3)) * (1 / a + 1 / b + 1 / c + 1 / d);

    expect(standardError).toBeCloseTo(Math.sqrt(variance) / 1.65, 13);
  });

  test('an effect that is significant, and a loss that rounds to none', () => {
    expect(find({ treatment: { ...arms.treatment, mean: 210 } }).significant).toBe(true);
    expect(find({}).significant).toBe(false);
    const { improvementIndex } = find({ ...alone, effectSize: -0.005 });
    expect(improvementIndex.value).toBeLessThan(0);
    expect(Object.is(improvementIndex.reported, 0)).toBe(true);
  });

  test('an effect size is taken whole: no correction, no standardizer of its own', () => {
    expect(find(alone)).toMatchObject({ correction: 'none', standardizer: 'as-given', pooledSd: null, iccFrom: null });
    expect(find({ ...alone, clusters: 10 })).toMatchObject({ standardizer: 'as-given', estimate: 0.2 });
  });
});
