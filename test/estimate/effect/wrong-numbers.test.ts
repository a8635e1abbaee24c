import { describe, expect, test } from 'vitest';
import * as effect from '../../../src/effect.js';
import * as judge from '../../../src/judge.js';

const arms = [
  { n: 10, mean: 3, sd: 1 },
  { n: 12, mean: 2.5, sd: 1.2 },
];
const moments = [
  { n: 10, mean: 3, m2: 9 },
  { n: 12, mean: 2.5, m2: 14 },
];
const values = [
  [12, 15, 19, 14, 13, 17],
  [11, 12, 13, 10, 14, 9],
];
const counts = [
  { events: 48, n: 70 },
  { events: 30, n: 75 },
];
const shares = [
  { p: 0.6, n: 70 },
  { p: 0.4, n: 75 },
];
const pairs = { n: 20, before: { mean: 10, sd: 2 }, after: { mean: 11, sd: 2.2 }, correlation: 0.6 };
const arm = { n: 40, before: { mean: 1, sd: 1 }, after: { mean: 2, sd: 1.1 } };
const prepost = { treatment: arm, control: { ...arm, n: 35 } };
const result = { estimate: 0.3, interval: { lower: 0.1, upper: 0.5, level: 0.95 } };
const cost = { costPerStudent: 120, currency: 'USD' };
const difference = { estimate: 1, standardError: 0.5, df: 20 };
const sizes = { nTreatment: 42, nControl: 40 };
const means = { treatment: { n: 120, mean: 204.1, sd: 15.2 }, comparison: { n: 110, mean: 201.3, sd: 14.6 } };
const outcomeType = 'achievement';
const table = { ...judge.hill2008, rows: [{ subject: 'math', grade: 4, gain: 0.52 }] };

/** A right call of every function that takes numbers, by its name. */
const calls: readonly (readonly [name: string, args: readonly unknown[]])[] = [
  ...['cohensD', 'hedgesG', 'glassDelta', 'averageSdD', 'cohensU3', 'overlapCoefficient', 'logRatioOfMeans'].flatMap(
    (name) => [arms, moments, values].map((groups) => [name, [...groups, { level: 0.9 }]] as const),
  ),
  ['hedgesG', [...arms, { variance: 'AV', averageEffect: 0.3 }]],
  ['hedgesCorrection', [20]],
  ['robustD', [...values, { trim: 0.2, level: 0.9 }]],
  ['cliffsDelta', [...values, { level: 0.9 }]],
  ['oneSampleD', [arms[0], { against: 2 }]],
  ['pairedD', [pairs, { level: 0.9 }]],
  ['meanChange', [pairs, { level: 0.9 }]],
  ['pairedProbabilityOfSuperiority', [pairs]],
  ['adjustedHedgesG', [difference, ...arms]],
  ['adjustedHedgesG', [difference, { sd: 2, sdOf: 'outcome', ...sizes }]],
  ['clusterDesign', [{ n: 60, clusters: 12 }, { n: 40 }, 0.1]],
  ['clusterDesign', [{ n: 10, sizes: [4, 6] }, { n: 9, sizes: [4, 5] }, 0.1]],
  ['clusteredHedgesG', [...arms, { icc: 0.2, clusters: { treatment: 4, control: [5, 7] } }]],
  ['sdFromClusterMeans', [7, { icc: 0.2, clusterSize: 25 }]],
  ['sdFromGains', [9, 0.5]],
  ['differenceInDifferencesG', [prepost, { correlation: 0.5 }]],
  ['prepostControlD', [prepost, { correlation: 0.5 }]],
  ...['riskDifference', 'coxIndex', 'oddsRatio', 'numberNeededToTreat', 'cohensH', 'phiCoefficient'].flatMap((name) =>
    [counts, shares].map((both) => [name, [...both, { level: 0.9 }]] as const),
  ),
  ['coxIndex', [...counts, { correction: 'approximate' }]],
  ['proportion', [counts[0], { level: 0.9 }]],
  ...['etaSquared', 'omegaSquared', 'epsilonSquared', 'cohensF'].flatMap((name) => [
    [name, [{ f: 9.4, dfEffect: 3, dfError: 116, n: 120 }]] as const,
    [name, [{ ssEffect: 10, dfEffect: 2, ssError: 80, dfError: 40, ssTotal: 100, n: 47 }, { of: 'total' }]] as const,
  ]),
  ['oneWaySums', [arms]],
  ['correlation', [{ r: 0.42, n: 33 }, { level: 0.9 }]],
  ['fisherZ', [{ r: 0.42, n: 33 }]],
  ['correlationFromT', [1.9, 240]],
  ['publishedEffect', [{ from: 'chi-squared', chiSquared: 4.2, n: 100, sign: 1 }]],
  ['publishedEffect', [{ from: 'ancova-t', t: 2.1, r2: 0.4, covariates: 2, ...sizes }]],
  ['publishedEffect', [{ from: 'regression', coefficient: 2, standardError: 0.8, sd: 9, df: 60, ...sizes }]],
  ['publishedEffect', [{ from: 'paired-t', t: 2.5, df: 20 }]],
  ['publishedEffect', [{ from: 'odds-ratio', oddsRatio: 2, lower: 1.2, upper: 3.3, printedLevel: 0.9 }]],
  ['improvementIndex', [0.25]],
  ['percentileGain', [0.25, { from: 30 }]],
  ['proficiencyShift', [result, { shareProficient: 0.4 }]],
  ['proficiencyShift', [0.2, { cut: 10, mean: 9, sd: 2 }]],
  ['costPerStudentPerSd', [result, cost]],
  ['costPerExtraProficientStudent', [result, { shareProficient: 0.4 }, cost]],
  ['convertEffect', [result, { from: 'd', to: 'risk-ratio', baseRate: 0.3 }]],
  ['convertEffect', [result, { from: 'd', to: 'r', nTreatment: 20, nControl: 30 }]],
  ['kraftCostBand', [300]],
  ['kraftBand', [{ estimate: 0.1 }, { design: 'randomized', outcome: 'standardized-achievement' }]],
  ['eefMonths', [{ estimate: 0.18 }, 'toolkit']],
  ['monthsOfProgress', [{ estimate: 0.1 }, { grade: 4, subject: 'math', table, monthsPerYear: 9 }]],
  ['shareOfAnnualGrowth', [{ estimate: 0.1 }, { grade: 4, subject: 'math', table }]],
  ['wwcFinding', [{ ...means, outcomeType, clusters: 10, icc: 0.1 }, 'wwc-5.0']],
  [
    'wwcFinding',
    [
      {
        treatment: { ...means.treatment, before: { mean: 190 } },
        comparison: { ...means.comparison, before: { mean: 189 } },
        correlation: 0.6,
        clusters: { treatment: 5, comparison: 5 },
        outcomeType,
      },
      'wwc-4.1',
    ],
  ],
  ['wwcFinding', [{ ...means, outcomeType, adjusted: { difference: 2, r2: 0.4, covariates: 2 } }, 'wwc-5.0']],
  ['wwcFinding', [{ ...means, outcomeType, adjusted: { difference: 2, standardError: 0.9 }, df: 200 }, 'wwc-5.0']],
  ['wwcFinding', [{ treatment: counts[0], comparison: counts[1], outcomeType: 'other' }, 'wwc-5.0']],
  ['wwcFinding', [{ treatment: shares[0], comparison: shares[1], outcomeType: 'other' }, 'wwc-4.1']],
  ['wwcFinding', [{ treatment: { n: 120 }, comparison: { n: 110 }, outcomeType, effectSize: 0.2 }, 'wwc-4.1']],
];

type Call = (...args: readonly unknown[]) => unknown;
const exported = { ...effect, ...judge } as unknown as Readonly<Record<string, Call>>;
const call = (name: string, args: readonly unknown[]): unknown => (exported[name] as Call)(...args);

/** What a call throws, or that it throws nothing. */
function messageOf(what: () => unknown): string {
  try {
    what();
  } catch (error) {
    return String(error);
  }
  return 'nothing was thrown';
}

/** Where the numbers are. */
const numbersIn = (value: unknown): (readonly string[])[] =>
  typeof value === 'number'
    ? [[]]
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, part]) => numbersIn(part).map((rest) => [key, ...rest]))
      : [];

function replaced(value: unknown, [key, ...rest]: readonly string[], by: (number: number) => unknown): unknown {
  if (key === undefined) return by(value as number);
  const part = replaced((value as Readonly<Record<string, unknown>>)[key], rest, by);
  return Array.isArray(value)
    ? value.map((old, i) => (String(i) === key ? part : old))
    : { ...(value as object), [key]: part };
}

describe('in the place of a number', () => {
  test.each([
    ['text', (x: number) => String(x)],
    ['text with a zero at its end', (x: number) => (Number.isInteger(x) ? `${x}.0` : `${x}0`)],
    ['NaN', () => Number.NaN],
    ['infinity', () => Number.POSITIVE_INFINITY],
    ['true', () => true],
    ['an array of it', (x: number) => [x]],
    ['an object', () => ({})],
  ] as const)('%s is refused by every function, in its own name', (_, by) => {
    const passed: string[] = [];
    for (const [name, args] of calls) {
      call(name, args); // as it is, it is a right call
      // Papers print text, and J is 1 without an end of the degrees of freedom.
      const meant =
        (name === 'publishedEffect' && typeof by(1) === 'string') ||
        (name === 'hedgesCorrection' && by(1) === Number.POSITIVE_INFINITY);
      for (const path of meant ? [] : numbersIn(args)) {
        const told = messageOf(() => call(name, replaced(args, path, by) as readonly unknown[]));
        if (!told.startsWith(`EfficacyError: ${name} `)) passed.push(`${name}, ${path.join('.')}: ${told}`);
      }
    }
    expect(passed).toEqual([]);
  });
});

/** What JSON could not hold: no number, one without an end, or a 0 below 0. */
const notPlain = (value: unknown): readonly string[] =>
  typeof value === 'number'
    ? Number.isFinite(value) && !Object.is(value, -0)
      ? []
      : [Object.is(value, -0) ? '-0' : String(value)]
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, part]) => notPlain(part).map((what) => `${key}: ${what}`))
      : [];

describe('a number at the end of what numbers hold', () => {
  test.each([1e308, -1e308, 1e-300, 1e-3, 0, -0])(
    '%d is refused by every function in its own name, or its result is plain',
    (x) => {
      const off: string[] = [];
      for (const [name, args] of calls) {
        for (const path of numbersIn(args)) {
          const where = `${name}, ${path.join('.')}`;
          let result: unknown = null;
          const told = messageOf(() => {
            result = call(name, replaced(args, path, () => x) as readonly unknown[]);
          });
          if (told !== 'nothing was thrown' && !told.startsWith(`EfficacyError: ${name} `))
            off.push(`${where}: ${told}`);
          off.push(...notPlain(result).map((what) => `${where}: ${what}`));
        }
      }
      expect(off).toEqual([]);
    },
  );
});
