import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { weightsOf } from '../../../src/aggregate/weights.js';
import * as effect from '../../../src/effect.js';
import { fitLinear, fromColumns } from '../../../src/index.js';
import * as judge from '../../../src/judge.js';
import { errorOf } from '../../errors.js';
import { sharedPath } from '../../reference.js';

const { cohensD, glassDelta, hedgesG, mergeMoments, moments, momentsOf, oneSampleD, sd, variance } = effect;

/** The rows of "Effect sizes and means" and "Weights" of the list of edge cases, each with its test. */
const rows: Readonly<Record<string, () => void>> = {
  'zero variance in both arms, equal means': () => {
    const error = errorOf(() => cohensD([5, 5, 5], [5, 5, 5]));
    expect(error.code).toBe('zero_variance');
    expect(error.message).toMatch(/treatment is 5 .* control is 5/);
  },
  'zero variance in both arms, different means': () => {
    const error = errorOf(() => hedgesG([5, 5, 5], [3, 3, 3]));
    expect(error.code).toBe('zero_variance');
    expect(error.message).toContain('the raw difference is 2');
  },
  "Glass's delta, control constant": () => {
    const error = errorOf(() => glassDelta([1, 2, 3], [2, 2, 2]));
    expect(error.code).toBe('zero_variance');
    expect(error.message).toMatch(/control.*pooled/);
  },
  'one arm has n = 1': () => {
    expect(errorOf(() => cohensD([1], [5, 6, 4])).code).toBe('too_few_observations');
  },
  "n = 2 and 1 (df = 1), Hedges' g": () => {
    expect(errorOf(() => hedgesG([1, 2], [3])).code).toBe('too_few_observations');
    expect(errorOf(() => effect.hedgesCorrection(1)).code).toBe('too_few_observations');
  },
  'all values of one arm missing': () => {
    const error = errorOf(() => hedgesG([1, 2, 3], [Number.NaN, Number.NaN]));
    expect(error.code).toBe('no_data');
    expect(error.detail).toMatchObject({ group: 'control', count: 2 });
  },
  'some values missing': () => {
    // Arrays have no policy to declare: they are refused with the count. Tables leave rows out and count them.
    expect(errorOf(() => hedgesG([1, Number.NaN, 3], [1, 2, 3])).detail).toMatchObject({ count: 1 });
    const table = fromColumns({ y: [1, 3, Number.NaN, 5, 4, 6], z: [0, 0, 0, 1, 1, 1] });
    const fit = fitLinear(table, { outcome: 'y', terms: ['z'] });
    expect(fit.n).toBe(5);
    expect(fit.notes).toContainEqual({ code: 'rows_left_out', message: 'Rows left out for want of "y": 1.' });
  },
  'an infinite score': () => {
    const error = errorOf(() => cohensD([1, 2, 3], [1, Number.POSITIVE_INFINITY, 3]));
    expect(error.code).toBe('not_finite');
    expect(error.message).toContain('in control');
    expect(error.detail).toMatchObject({ first: 1 });
  },
  'mean 1e15, variance about 1': () => {
    const [one, two] = [
      [1, 2, 0, 3],
      [3, 3, 2, 5],
    ] as const;
    const far = (values: readonly number[]): number[] => values.map((x) => 1e15 + x);
    const near = cohensD([...one], [...two]).estimate;
    expect(Math.abs(cohensD(far(one), far(two)).estimate - near)).toBeLessThanOrEqual(1e-13 * Math.abs(near));
  },
  'subnormal scores (multiples of 5e-324)': () => {
    expect(errorOf(() => cohensD([0, 5e-324, 1e-323], [1.5e-323, 2e-323, 1e-323])).code).toBe('underflow');
  },
  'mean of three values 1.7e308': () => {
    expect(moments([1.7e308, 1.7e308, 1.7e308]).mean).toBe(1.7e308);
    expect(errorOf(() => moments([1.7e308, -1.7e308, 1.7e308])).code).toBe('overflow');
  },
  'mean of -0 and -0': () => {
    expect(Object.is(moments([-0, -0]).mean, 0)).toBe(true);
    expect(Object.is(cohensD([-0, 1, -1], [0, 1, -1]).estimate, 0)).toBe(true);
  },
  'n beyond 2^31': () => {
    const half = momentsOf({ n: 2 ** 31, mean: 1, sd: 1 });
    expect(mergeMoments(half, half).n).toBe(2 ** 32);
    expect(cohensD(half, mergeMoments(half, half)).nControl).toBe(2 ** 32);
  },
  'empty input': () => {
    expect(errorOf(() => cohensD([], [1, 2])).code).toBe('no_data');
    expect(errorOf(() => oneSampleD([])).code).toBe('no_data');
  },
  '`var` of one value': () => {
    expect([variance(moments([4])), sd(moments([4]))]).toEqual([Number.NaN, Number.NaN]); // no result record
    expect(errorOf(() => oneSampleD([4])).code).toBe('too_few_observations');
  },
  'negative weight': () => refusedWeight([1, -1, 2], 2),
  'weights sum to 0 (1, -2, 1)': () => refusedWeight([1, -2, 1], 2),
  'all weights 0': () => refusedWeight([0, 0, 0]),
  'some weights 0': () => {
    const columns = { y: [3, 5, 4, 8, 9, 7], x: [1, 2, 3, 4, 5, 6], w: [1, 2, 1, 3, 0, 0] };
    const fit = fitLinear(fromColumns(columns), {
      outcome: 'y',
      terms: ['x'],
      weights: { column: 'w', kind: 'precision' },
    });
    expect(fit.n).toBe(4);
    expect(fit.notes.find(({ code }) => code === 'zero_weight')?.message).toContain('2');
  },
  'weight missing or not finite': () => {
    refusedWeight([1, Number.NaN, 2], 2);
    expect(errorOf(() => fromColumns({ w: [1, Number.POSITIVE_INFINITY] })).code).toBe('not_finite');
  },
};

function refusedWeight(w: readonly number[], row?: number): void {
  const table = fromColumns({ w: [...w] });
  const error = errorOf(() => weightsOf(table, { column: 'w', kind: 'sampling' }, 'here'));
  expect(error.code).toBe('invalid_weight');
  expect(error.detail['row']).toBe(row);
}

describe('effect sizes, means and weights, row by row', () => {
  test.each(Object.entries(rows))('%s', (_, check) => check());

  const list = sharedPath('reference/edge-cases.md');
  test.skipIf(list === null)('every row of both tables is here (skipped where the list is absent)', () => {
    const text = readFileSync(list as string, 'utf8');
    const cases = ['## Effect sizes and means', '## Weights'].flatMap((title) => {
      const table = text.split(`${title}\n`)[1]?.split('\n## ')[0] ?? '';
      return [...table.matchAll(/^\| ([^|]+?) \|/gm)].map((match) => match[1] as string);
    });

    expect(cases.filter((row) => row !== 'case' && row !== '---').sort()).toEqual(Object.keys(rows).sort());
  });
});

// What JavaScript hands over that TypeScript would not.
const wrong = <T>(value: unknown): T => value as T;
const [a, b] = [
  [12, 15, 19, 14, 13],
  [11, 12, 13, 10, 14],
];
const summary = { n: 10, mean: 3, sd: 1 };
const pairs = { before: [10, 12, 15, 11], after: [13, 13, 18, 9] };
const arm = { n: 40, before: { mean: 1, sd: 1 }, after: { mean: 2, sd: 1 } };
const shares = [
  { events: 48, n: 70 },
  { events: 30, n: 75 },
] as const;
const finding = {
  treatment: { n: 120, mean: 204.1, sd: 15.2 },
  comparison: { n: 110, mean: 201.3, sd: 14.6 },
  outcomeType: 'achievement',
} as const;

/** Functions of two arms of scores, of pairs, and of two shares. */
const ofArms = {
  ...{ cohensD, hedgesG, glassDelta, averageSdD: effect.averageSdD, robustD: effect.robustD },
  ...{ cliffsDelta: effect.cliffsDelta, rankBiserial: effect.rankBiserial, varghaDelaneyA: effect.varghaDelaneyA },
  ...{ cohensU1: effect.cohensU1, cohensU2: effect.cohensU2, cohensU3: effect.cohensU3 },
  ...{ overlapCoefficient: effect.overlapCoefficient, probabilityOfSuperiority: effect.probabilityOfSuperiority },
  ...{ logRatioOfMeans: effect.logRatioOfMeans, logVariabilityRatio: effect.logVariabilityRatio },
  logCoefficientOfVariationRatio: effect.logCoefficientOfVariationRatio,
} as Readonly<Record<string, (t: unknown, c: unknown, options?: unknown) => { readonly estimate: number }>>;
const ofPairs = {
  ...{ pairedD: effect.pairedD, meanChange: effect.meanChange, pairedRankBiserial: effect.pairedRankBiserial },
  ...{ logRatioOfPairedMeans: effect.logRatioOfPairedMeans },
  pairedProbabilityOfSuperiority: effect.pairedProbabilityOfSuperiority,
} as Readonly<Record<string, (pairs: unknown, options?: unknown) => unknown>>;
const ofShares = {
  ...{ riskDifference: effect.riskDifference, numberNeededToTreat: effect.numberNeededToTreat },
  ...{ logOddsRatio: effect.logOddsRatio, oddsRatio: effect.oddsRatio, coxIndex: effect.coxIndex },
  ...{ logitD: effect.logitD, probitD: effect.probitD, yulesQ: effect.yulesQ, yulesY: effect.yulesY },
  ...{ petoLogOddsRatio: effect.petoLogOddsRatio, riskRatio: effect.riskRatio, logRiskRatio: effect.logRiskRatio },
  ...{ cohensH: effect.cohensH, arcsineDifference: effect.arcsineDifference, phiCoefficient: effect.phiCoefficient },
  tetrachoricCorrelation: effect.tetrachoricCorrelation,
} as Readonly<Record<string, (t: unknown, c: unknown, options?: unknown) => unknown>>;

/** A typed error whose message starts with the function's name. */
function refused(name: string, call: () => unknown, code?: string): void {
  const error = errorOf(call);
  expect(error.message.startsWith(`${name} `), error.message).toBe(true);
  if (code !== undefined) expect(error.code).toBe(code);
}

describe.each(Object.entries(ofArms))('%s', (name, of) => {
  test('refuses what is no group of numbers, in its own name', () => {
    for (const odd of [undefined, null, 5, 'abc', '123', {}, Object.create(null)]) {
      refused(name, () => of(odd, b), 'invalid_argument');
      refused(name, () => of(a, odd), 'invalid_argument');
    }
  });

  test('takes neither text, null, booleans nor big integers for numbers', () => {
    for (const odd of [['1', '2', '4'], [1, null, 4], [true, false, true], [1n, 2n, 4n], [1, [2], 4], Array(3)])
      refused(name, () => of(odd, b));
  });

  test('refuses a level that is no number between 0 and 1', () => {
    for (const level of [0, 1, 95, Number.NaN, '0.9', null])
      refused(name, () => of(a, b, { level }), 'invalid_argument');
  });

  test('takes a summary where it can, and says that it needs values where it cannot', () => {
    const ranks = ['cliffsDelta', 'rankBiserial', 'varghaDelaneyA', 'robustD'].includes(name);
    if (ranks) refused(name, () => of(summary, summary), 'invalid_argument');
    else expect(of(summary, summary).estimate).toBe(of(momentsOf(summary), momentsOf(summary)).estimate);
  });
});

describe.each(Object.entries(ofPairs))('%s', (name, of) => {
  test('refuses what is no set of pairs, in its own name', () => {
    for (const odd of [undefined, null, 5, {}, { before: [1, 2, 3] }, { before: 'abc', after: 'abd' }])
      refused(name, () => of(odd), 'invalid_argument');
    refused(name, () => of({ before: [1, 2], after: [2] }), 'length_mismatch');
    refused(name, () => of({ before: [1, 2, 3], after: [1, Number.NaN, 3] }), 'not_finite');
    refused(name, () => of({ before: [1, null, 3], after: [1, 4, 3] }), 'not_finite');
    refused(name, () => of(pairs, { level: 1 }), 'invalid_argument');
  });
});

describe.each(Object.entries(ofShares))('%s', (name, of) => {
  test('refuses what is no count or share, in its own name', () => {
    for (const odd of [
      undefined,
      null,
      0.5,
      { n: 70 },
      { p: '0.5', n: 70 },
      { p: 62, n: 70 },
      { events: '4', n: 9 },
      [1],
    ])
      refused(name, () => of(odd, shares[1]), 'invalid_argument');
    refused(name, () => of(shares[0], { events: 0, n: 0 }), 'no_data');
    refused(name, () => of(...shares, { level: 0 }), 'invalid_argument');
    refused(name, () => of(...shares, { zeroCells: 'none' }), 'invalid_argument');
  });
});

describe('wrong use of the others is refused in their own name', () => {
  const evidence = { estimate: 0.1 };
  const causal = { design: 'randomized', outcome: 'standardized-achievement' } as const;
  const clustered = { icc: '0.1', clusters: { treatment: 2 } };
  const difference = { estimate: 1, standardError: 0.5, df: 8 };
  const cost = { costPerStudent: 100, currency: 'USD' };
  const ratio = { from: 'odds-ratio', oddsRatio: 2, lower: 3, upper: 4 };

  test.each<[string, string, () => unknown]>([
    ['oneSampleD', 'text', () => oneSampleD(wrong(['1', '2']))],
    ['hedgesCorrection', 'another form', () => effect.hedgesCorrection(20, wrong('jackknife'))],
    ['hedgesCorrection', 'text', () => effect.hedgesCorrection(wrong('20'))],
    [
      'clusteredHedgesG',
      'another form in an option',
      () => effect.clusteredHedgesG(a, b, wrong({ icc: 0.1, clusters: { treatment: 2 }, correction: 'x' })),
    ],
    ['proportion', 'a bare number', () => effect.proportion(wrong(0.4))],
    [
      'proportion',
      'a name of every object',
      () => effect.proportion({ events: 3, n: 9 }, wrong({ scale: 'toString' })),
    ],
    [
      'proportion',
      'a logarithm of 1, which has no standard error',
      () => effect.proportion({ events: 9, n: 9 }, { scale: 'log' }),
    ],
    ['cramersV', 'no table', () => effect.cramersV(wrong(undefined))],
    ['contingencyPhi', 'text', () => effect.contingencyPhi(wrong('x'))],
    [
      'cramersV',
      'text in cells',
      () =>
        effect.cramersV(
          wrong([
            ['1', '2'],
            ['3', '4'],
          ]),
        ),
    ],
    ['etaSquared', 'nothing', () => effect.etaSquared(wrong(undefined))],
    ['cohensF', 'text', () => effect.cohensF(wrong({ f: '2', dfEffect: '3', dfError: '90' }))],
    ['oneWaySums', 'nothing', () => effect.oneWaySums(wrong(undefined))],
    ['oneWaySums', 'text', () => effect.oneWaySums(wrong(['ab', 'cd']))],
    ['rankEpsilonSquared', 'nothing', () => effect.rankEpsilonSquared(wrong(undefined))],
    [
      'rankEpsilonSquared',
      'missing values',
      () =>
        effect.rankEpsilonSquared([
          [1, 2],
          [3, Number.NaN],
        ]),
    ],
    ['correlation', 'x alone', () => effect.correlation(wrong({ x: a }))],
    ['fisherZ', 'nothing', () => effect.fisherZ(wrong(undefined))],
    ['correlation', 'text', () => effect.correlation(wrong({ r: '0.4', n: 30 }))],
    ['publishedEffect', 'nothing', () => effect.publishedEffect(wrong(undefined))],
    ['publishedEffect', 'one arm', () => effect.publishedEffect(wrong({ from: 'means', treatment: summary }))],
    ['publishedEffect', 'an odds ratio outside of its limits', () => effect.publishedEffect(wrong(ratio))],
    [
      'differenceInDifferencesG',
      'no options',
      () => effect.differenceInDifferencesG({ treatment: arm, control: arm }, wrong(undefined)),
    ],
    [
      'differenceInDifferencesG',
      'one arm',
      () => effect.differenceInDifferencesG(wrong({ treatment: arm }), { correlation: 0.5 }),
    ],
    [
      'differenceInDifferencesG',
      'an arm without figures',
      () => effect.differenceInDifferencesG(wrong({ treatment: { n: 40 }, control: arm }), { correlation: 0.5 }),
    ],
    [
      'differenceInDifferencesG',
      'a guessed correlation',
      () =>
        effect.differenceInDifferencesG(
          { treatment: arm, control: arm },
          wrong({ correlation: 0.5, correlationSource: 'guessed' }),
        ),
    ],
    [
      'differenceInDifferencesG',
      'text',
      () => effect.differenceInDifferencesG({ treatment: arm, control: arm }, wrong({ correlation: '0.5' })),
    ],
    [
      'prepostControlD',
      'a name of every object',
      () =>
        effect.prepostControlD({ treatment: arm, control: arm }, wrong({ correlation: 0.5, standardizer: 'toString' })),
    ],
    ['clusterDesign', 'no arm', () => effect.clusterDesign(wrong(undefined), { n: 40 }, 0.1)],
    ['clusterDesign', 'text', () => effect.clusterDesign({ n: 60, clusters: 12 }, { n: 40 }, wrong('0.1'))],
    ['clusteredHedgesG', 'no clusters', () => effect.clusteredHedgesG(a, b, wrong({ icc: 0.1 }))],
    ['clusteredHedgesG', 'an icc as text', () => effect.clusteredHedgesG(a, b, wrong(clustered))],
    ['adjustedHedgesG', 'no difference', () => effect.adjustedHedgesG(wrong(undefined), a, b)],
    ['adjustedHedgesG', 'one group', () => effect.adjustedHedgesG(difference, wrong(a))],
    [
      'adjustedHedgesG',
      'a standard deviation of nobody knows what',
      () => effect.adjustedHedgesG(difference, wrong({ sd: 3, nTreatment: 9, nControl: 9 })),
    ],
    ['sdFromClusterMeans', 'text', () => effect.sdFromClusterMeans(9, wrong({ icc: '0.2', clusterSize: 20 }))],
    ['sdFromClusterMeans', 'no options', () => effect.sdFromClusterMeans(9, wrong(undefined))],
    ['sdFromGains', 'text', () => effect.sdFromGains(9, wrong('0.5'))],
    ['proficiencyShift', 'nothing', () => effect.proficiencyShift(wrong(null), { shareProficient: 0.4 })],
    ['proficiencyShift', 'a share as text', () => effect.proficiencyShift(0.2, wrong({ shareProficient: '0.4' }))],
    ['proficiencyShift', 'no cut', () => effect.proficiencyShift(0.2, wrong(undefined))],
    ['costPerStudentPerSd', 'no currency', () => effect.costPerStudentPerSd(0.2, wrong({ costPerStudent: 100 }))],
    ['costPerStudentPerSd', 'no cost', () => effect.costPerStudentPerSd(0.2, wrong(undefined))],
    [
      'costPerExtraProficientStudent',
      'text',
      () => effect.costPerExtraProficientStudent(wrong('0.2'), { shareProficient: 0.4 }, cost),
    ],
    ['convertEffect', 'no scales', () => effect.convertEffect(0.2, wrong(undefined))],
    ['convertEffect', 'a name of every object', () => effect.convertEffect(0.2, wrong({ from: 'toString', to: 'd' }))],
    ['kraftBand', 'a bare number', () => judge.kraftBand(wrong(0.2), causal)],
    [
      'kraftBand',
      'a design that it does not know',
      () => judge.kraftBand(evidence, wrong({ ...causal, design: 'rct' })),
    ],
    [
      'kraftBand',
      'an outcome that it does not know',
      () => judge.kraftBand(evidence, wrong({ ...causal, outcome: 'math' })),
    ],
    ['monthsOfProgress', 'no options', () => judge.monthsOfProgress(evidence, wrong(undefined))],
    ['eefMonths', 'a bare number', () => judge.eefMonths(wrong(0.2), 'toolkit')],
    ['noEvidence', 'a reason that it does not know', () => judge.noEvidence(wrong('lost'), 'no')],
    ['noEvidence', 'no message', () => judge.noEvidence('not-studied', wrong(undefined))],
    ['wwcFinding', 'nothing', () => judge.wwcFinding(wrong(undefined), 'wwc-5.0')],
    ['wwcFinding', 'no arms', () => judge.wwcFinding(wrong({ outcomeType: 'achievement' }), 'wwc-5.0')],
    ['wwcFinding', 'no outcome type', () => judge.wwcFinding(wrong({ ...finding, outcomeType: undefined }), 'wwc-5.0')],
    [
      'wwcFinding',
      'a direction in words',
      () => judge.wwcFinding(wrong({ ...finding, higherIsBetter: 'no' }), 'wwc-5.0'),
    ],
    ['wwcFinding', 'clusters as text', () => judge.wwcFinding(wrong({ ...finding, clusters: '10' }), 'wwc-5.0')],
    ['wwcFinding', 'another statistic', () => judge.wwcFinding(wrong({ ...finding, statisticFrom: 'p' }), 'wwc-5.0')],
  ])('%s: %s', (name, _, call) => refused(name, call));
});
