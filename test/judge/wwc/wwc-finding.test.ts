import { describe, expect, test } from 'vitest';
import { wwcProfile, wwcProfiles } from '../../../src/judge/profiles/profile-of.js';
import type { WwcFindingInput } from '../../../src/judge/wwc/input.js';
import { wwcFinding } from '../../../src/judge/wwc/wwc-finding.js';

const study = {
  treatment: { n: 120, mean: 204.1, sd: 15.2 },
  comparison: { n: 110, mean: 201.3, sd: 14.6 },
  outcomeType: 'achievement',
} as const satisfies WwcFindingInput;

const close = (actual: number | null, wanted: number, relative = 1e-12): void =>
  expect(Math.abs((actual as number) - wanted)).toBeLessThanOrEqual(relative * Math.abs(wanted));
const stepsOf = (input: WwcFindingInput, profile: 'wwc-4.1' | 'wwc-5.0') =>
  wwcFinding(input, profile).steps.map(({ step }) => step);

describe('the worked example', () => {
  test('without clusters differs between editions in the standard error alone', () => {
    const old = wwcFinding(study, 'wwc-4.1');
    const now = wwcFinding(study, 'wwc-5.0');

    close(old.estimate, 0.18709759292119368);
    close(now.estimate, 0.18709759292119368);
    close(old.standardError, 0.13228885575683647);
    close(now.standardError, 0.1322913788, 1e-9);
    close(old.statistic, 1.4143110683873672);
    close(old.pValue, 0.15863468857160845);
    close(old.improvementIndex.value, 7.420794229687755);
    expect(old.improvementIndex.reported).toBe(7);
    expect(old.df).toBe(228);
    expect(old.significant).toBe(false);
  });

  test('in ten clusters, 4.1 corrects the test and leaves the effect', () => {
    const finding = wwcFinding({ ...study, clusters: 10 }, 'wwc-4.1');

    close(finding.estimate, 0.18709759292119368);
    close(finding.statistic, 0.5967616576877263);
    close(finding.df, 128.44482463644138);
    close(finding.pValue, 0.5517169194551804);
    expect(finding.iccFrom).toBe('profile');
    expect(finding.steps.map(({ step }) => step)).toEqual(['default-icc', 'small-sample', 'cluster-t', 'cluster-df']);
  });

  test('in ten clusters, 5.0 corrects the effect, its factor and its variance', () => {
    const finding = wwcFinding({ ...study, clusters: { treatment: 5, comparison: 5 } }, 'wwc-5.0');

    close(finding.estimate, 0.18298070286967003);
    close(finding.standardError, 0.3069547930355389);
    close(finding.df, 128.44482463644138);
    expect(finding.steps.map(({ step }) => step)).toEqual([
      'default-icc',
      'small-sample',
      'cluster-gamma',
      'cluster-variance',
    ]);
    close(finding.steps[1]?.value as number, 0.9941495298103727);
  });

  test('of two shares is the Cox index with its factor', () => {
    const shares = { treatment: { n: 150, p: 0.62 }, comparison: { n: 140, p: 0.51 }, outcomeType: 'other' } as const;
    const finding = wwcFinding(shares, 'wwc-5.0');

    close(finding.estimate, 0.27174011454037206);
    close(finding.standardError, 0.14416510741574617);
    expect(finding.effectFrom).toBe('shares');
  });

  // Made in R from the formulas of the handbooks: .62 of 150 against .51 of 140 in ten clusters, icc .1 by default.
  test('of two shares in clusters has the corrections of its edition', () => {
    const shares = {
      treatment: { n: 150, p: 0.62 },
      comparison: { n: 140, p: 0.51 },
      outcomeType: 'other',
      clusters: 10,
    } as const;
    const now = wwcFinding(shares, 'wwc-5.0');
    const old = wwcFinding(shares, 'wwc-4.1');

    close(now.estimate, 0.27157219004777583);
    close(now.standardError, 0.28085586575646326);
    close(now.pValue, 0.33457421646843377);
    close(old.estimate, 0.27174011454037206);
    close(old.standardError, 0.2838022641457561);
    close(old.pValue, 0.33930850753493025);
    for (const finding of [now, old]) close(finding.df, 232.9684505725636);
    // The total standard deviation has no part in log odds, so that gamma corrects nothing.
    expect(now.steps.map(({ step }) => step)).toEqual(['cox-index', 'default-icc', 'small-sample', 'cluster-variance']);
    expect(now.varianceFormula).toBe('omega² eta (1/a + 1/b + 1/c + 1/d)/1.65²');
    expect(old.varianceFormula).toBe('eta/gamma (omega² (1/a + 1/b + 1/c + 1/d)/1.65²)');
  });

  test('of two shares is tested by the sizes of the arms alone where that is asked for', () => {
    const shares = {
      treatment: { n: 150, p: 0.62 },
      comparison: { n: 140, p: 0.51 },
      outcomeType: 'other',
      statisticFrom: 'sample-sizes',
    } as const;
    const alone = wwcFinding(shares, 'wwc-4.1');
    const clustered = wwcFinding({ ...shares, clusters: 10 }, 'wwc-4.1');

    close(alone.estimate, 0.27174011454037206);
    close(alone.statistic, 2.312407677082486);
    close(alone.pValue, 0.021460308915104972);
    close(clustered.statistic, 1.1746506045645224);
    close(clustered.pValue, 0.24133378197360075);
  });

  test('of tutoring groups against none goes by the treatment arm’s clusters', () => {
    const finding = wwcFinding(
      {
        treatment: { n: 60, mean: 11, sd: 2 },
        comparison: { n: 40, mean: 10, sd: 2 },
        outcomeType: 'other',
        clusters: { treatment: 12 },
      },
      'wwc-5.0',
    );

    close(finding.clusterDesign?.gamma ?? 0, 0.9561224489795919);
    close(finding.clusterDesign?.eta ?? 0, 1.1);
    close(finding.df, 95.40030424861457);
  });
});

describe('what a study reports', () => {
  test('an undesirable outcome turns the benefit and not the estimate', () => {
    const { estimate, benefit, improvementIndex } = wwcFinding({ ...study, higherIsBetter: false }, 'wwc-5.0');

    expect(benefit).toBe(-estimate);
    expect(improvementIndex.reported).toBe(-7);
  });

  test('an adjusted difference goes over the unadjusted standard deviation, with the study’s own standard error', () => {
    const finding = wwcFinding({ ...study, adjusted: { difference: 2.1, standardError: 0.9 } }, 'wwc-5.0');
    const s = 14.916169255648647;
    const g = (0.9967069154774972 * 2.1) / s;

    close(finding.estimate, g);
    // One covariate: N - 3 degrees of freedom.
    close(finding.standardError, Math.sqrt((0.9 / s) ** 2 + g ** 2 / (2 * 227)));
    expect(finding.df).toBe(227);
  });

  test('its own standard error that allows for clusters is not inflated again', () => {
    const input = { ...study, clusters: 10, adjusted: { difference: 2.1, standardError: 2 } };
    const twice = wwcFinding(input, 'wwc-5.0');
    const once = wwcFinding({ ...input, analysisAllowsForClusters: true }, 'wwc-5.0');
    const gamma = 0.9614035087719298;
    const g = (0.9941495298103727 * Math.sqrt(gamma) * 2.1) / 14.916169255648647;

    close(once.estimate, g);
    close(once.standardError, Math.sqrt((gamma * 4) / 14.916169255648647 ** 2 + g ** 2 / (2 * 128.44482463644138)));
    expect(twice.standardError).toBeGreaterThan(2 * once.standardError);
    expect(() => wwcFinding({ ...study, clusters: 10, analysisAllowsForClusters: true }, 'wwc-5.0')).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  });

  test('gains without a correlation have the imputed one, and say so', () => {
    const gains: WwcFindingInput = {
      ...study,
      treatment: { ...study.treatment, before: { mean: 190 } },
      comparison: { ...study.comparison, before: { mean: 189 } },
    };
    const finding = wwcFinding(gains, 'wwc-5.0');
    const g = (0.9967069154774972 * 1.8) / 14.916169255648647;

    close(finding.estimate, g, 1e-11); // 204.1 - 201.3 - 1 loses a digit
    // 2 (1 - .5) = 1
    close(finding.standardError, Math.sqrt(1 / 120 + 1 / 110 + g ** 2 / (2 * 228)));
    expect(stepsOf(gains, 'wwc-5.0')).toContain('imputed-correlation');
    expect(finding.notes.map(({ code }) => code)).toEqual(['imputed_correlation']);
    expect(stepsOf({ ...gains, correlation: 0.7 }, 'wwc-5.0')).not.toContain('imputed-correlation');
  });

  test('an effect size alone is taken as given', () => {
    const finding = wwcFinding(
      { treatment: { n: 120 }, comparison: { n: 110 }, outcomeType: 'achievement', effectSize: 0.2 },
      'wwc-4.1',
    );

    expect(finding.estimate).toBe(0.2);
    close(finding.standardError, Math.sqrt(1 / 120 + 1 / 110 + 0.04 / 460));
    expect(finding.notes.map(({ code }) => code)).toEqual(['effect_size_as_given']);
  });

  test.each([
    [{}, 'wwc-4.1', '(1/nT + 1/nC) + g²/(2 N)'],
    [{}, 'wwc-5.0', '(1/nT + 1/nC) + g²/(2 (N - 2))'],
    [{ statisticFrom: 'sample-sizes' }, 'wwc-5.0', '(1/nT + 1/nC)'],
    [{ clusters: 10 }, 'wwc-4.1', 'eta/gamma ((1/nT + 1/nC) + g²/(2 N))'],
    [{ clusters: 10 }, 'wwc-5.0', 'eta (1/nT + 1/nC) + g²/(2 h)'],
    [{ adjusted: { difference: 2, r2: 0.4 } }, 'wwc-4.1', '(1 - R²)(1/nT + 1/nC) + g²/(2 (N - 2 - q))'],
    [{ adjusted: { difference: 2, standardError: 1 } }, 'wwc-5.0', '(SE/S)² + g²/(2 (N - 2 - q))'],
    [
      { adjusted: { difference: 2, standardError: 1 }, clusters: 10, analysisAllowsForClusters: true },
      'wwc-5.0',
      'gamma (SE/S)² + g²/(2 h)',
    ],
  ] as const)('%j by %s says its variance: %s', (parts, profile, formula) => {
    expect(wwcFinding({ ...study, ...parts }, profile).varianceFormula).toBe(formula);
  });

  test('one cluster in an arm is said to be no evidence of the programme', () => {
    const { notes } = wwcFinding({ ...study, clusters: { treatment: 1, comparison: 4 } }, 'wwc-5.0');

    expect(notes.map(({ code }) => code)).toEqual(['one_cluster_in_an_arm']);
  });

  test('no difference is 0, and not -0, whichever way it was taken', () => {
    for (const difference of [0, -0]) {
      const { estimate, statistic, benefit } = wwcFinding({ ...study, adjusted: { difference } }, 'wwc-5.0');
      for (const x of [estimate, statistic, benefit]) expect(Object.is(x, 0)).toBe(true);
    }
  });

  test('empty cells of shares are refused in the name of the finding', () => {
    const nobody = { ...study, treatment: { n: 20, events: 0 }, comparison: { n: 20, events: 3 } };
    expect(() => wwcFinding(nobody, 'wwc-5.0')).toThrow(/^wwcFinding .*nobody or everybody.* in treatment/);
  });

  test('every result is plain JSON', () => {
    const finding = wwcFinding({ ...study, clusters: 10 }, 'wwc-5.0');

    expect(JSON.parse(JSON.stringify(finding))).toEqual(finding);
  });
});

describe('wrong use', () => {
  const arm = { n: 20, mean: 5, sd: 0 };
  test.each([
    ['two standard deviations of 0', { ...study, treatment: arm, comparison: arm }, 'zero_variance'],
    ['means without standard deviations', { ...study, treatment: { n: 20, mean: 5 } }, 'invalid_argument'],
    ['an arm of one', { ...study, treatment: { n: 1, mean: 5, sd: 1 } }, 'too_few_observations'],
    ['a single cluster', { ...study, clusters: 1 }, 'too_few_clusters'],
    [
      'a share of nothing',
      { ...study, treatment: { n: 20, events: 0 }, comparison: { n: 20, events: 3 } },
      'zero_cell',
    ],
    ['an icc of 1', { ...study, clusters: 10, icc: 1 }, 'invalid_argument'],
    ['an effect size beside means', { ...study, effectSize: 0.2 }, 'invalid_argument'],
    [
      'an effect size that is no number',
      { treatment: { n: 20 }, comparison: { n: 20 }, outcomeType: 'other', effectSize: Number.NaN },
      'invalid_argument',
    ],
    [
      'one arm measured before',
      { ...study, treatment: { ...study.treatment, before: { mean: 190 } } },
      'invalid_argument',
    ],
    ['more covariates than units', { ...study, adjusted: { difference: 2, covariates: 228 } }, 'too_few_observations'],
    ['degrees of freedom of 0', { ...study, df: 0 }, 'invalid_argument'],
    ['degrees of freedom of no standard error', { ...study, df: 100 }, 'invalid_argument'],
    [
      'events beside a share',
      { ...study, treatment: { n: 20, events: 9, p: 0.4 }, comparison: { n: 20, p: 0.4 } },
      'invalid_argument',
    ],
    [
      'a mean beside a share',
      { ...study, treatment: { ...study.treatment, p: 0.4 }, comparison: { n: 20, p: 0.4 } },
      'invalid_argument',
    ],
    [
      'a percentage for a share',
      { ...study, treatment: { n: 20, p: 62 }, comparison: { n: 20, p: 51 } },
      'invalid_argument',
    ],
    [
      'means before beside an adjusted difference',
      { ...study, treatment: { ...study.treatment, before: { mean: 190 } }, adjusted: { difference: 2 } },
      'invalid_argument',
    ],
    [
      'a standard error that no number holds',
      { ...study, adjusted: { difference: 2, standardError: 1e308 } },
      'overflow',
    ],
    ['no mean', { ...study, treatment: { n: 20, sd: 2 } }, 'invalid_argument'],
  ])('%s is refused', (_, input, code) => {
    expect(() => wwcFinding(input as WwcFindingInput, 'wwc-5.0')).toThrow(expect.objectContaining({ code }));
  });

  test('an edition that is not there is refused, and there is no default', () => {
    expect(() => wwcProfile('wwc-3.0' as 'wwc-5.0')).toThrow(expect.objectContaining({ code: 'invalid_argument' }));
    expect(() => wwcFinding(study, undefined as unknown as 'wwc-5.0')).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  });
});

test('every constant of a profile says where it is from and whether that was checked', () => {
  for (const { id, title, ...constants } of Object.values(wwcProfiles)) {
    expect(title).toContain(id.slice(4));
    for (const constant of Object.values(constants)) {
      expect(constant.source.length).toBeGreaterThan(10);
      expect(constant.section.length).toBeGreaterThan(3);
      expect(['verified', 'unverified']).toContain(constant.confidence);
    }
  }
});
