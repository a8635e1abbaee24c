import { fitRandomIntercept, type MixedDfRule } from '../../../src/estimate/multilevel/fit-random-intercept.js';
import { mannWhitneyTest } from '../../../src/estimate/ranks/mann-whitney-test.js';
import { signedRankTest } from '../../../src/estimate/ranks/signed-rank-test.js';
import { fitLogistic } from '../../../src/estimate/regression/logistic/fit-logistic.js';
import type { FitLogisticOptions } from '../../../src/estimate/regression/logistic/logistic-rule.js';
import type { RandomStream } from '../../../src/numeric/random/index.js';
import { type CoverageSection, fromInterval, type IntervalDesign } from '../harness.js';
import { type Clusters, clusteredTrial, tableOf } from '../trial-draws.js';

const fewUneven: Clusters = {
  sizes: [3, 4, 5, 6, 8, 10, 12, 20, 30, 42],
  treated: 4,
  icc: 0.15,
  effect: 0,
  slope: 0.7,
};
const fewEqual: Clusters = { ...fewUneven, sizes: Array.from({ length: 10 }, () => 14), treated: 5 };
const nested = { outcome: 'y', terms: ['z', 'x'], cluster: 'cluster' } as const;

const intercepts = (dfRule: MixedDfRule, words: string, clusters: Clusters, equals: string): IntervalDesign => ({
  name: `fitRandomIntercept, ${dfRule}, ${words}, a covariate, effect 0`,
  kind: 'approximate',
  truth: 0,
  equals,
  interval: (draws) =>
    fitRandomIntercept(clusteredTrial(draws, clusters), { ...nested, dfRule }).coefficients[1]?.interval ?? null,
});

const icc = (words: string, clusters: Clusters): IntervalDesign => ({
  name: `fitRandomIntercept, icc, ${words}, a covariate, ICC ${clusters.icc}`,
  kind: 'exact',
  truth: clusters.icc,
  interval: (draws) => fitRandomIntercept(clusteredTrial(draws, clusters), nested).iccInterval,
});

/** 80 or so pupils, a slope of 1 in log odds beside an arm. */
const passed = (draws: RandomStream, n: number): ReturnType<typeof tableOf> => {
  const x = Array.from({ length: n }, () => draws.normal());
  const z = x.map((_, i) => i % 2);
  const y = x.map((v, i) => Number(draws.uniform() < 1 / (1 + Math.exp(0.3 - v - 0.5 * z[i]!))));
  return tableOf({ y, x, z });
};
const logistic = (n: number, words: string, equals: string, options: Partial<FitLogisticOptions>): IntervalDesign => ({
  name: `fitLogistic, ${words}, ${n} rows, slope 1 beside an arm`,
  kind: 'approximate',
  truth: 1,
  equals,
  interval: (draws) =>
    fitLogistic(passed(draws, n), { outcome: 'y', terms: ['z', 'x'], ...options }).coefficients[2]?.interval ?? null,
});

const values = (draws: RandomStream, n: number, shift: number, digits: number | null): number[] =>
  Array.from({ length: n }, () => {
    const value = Math.log(draws.uniform() / (1 - draws.uniform())) + shift;
    return digits === null ? value : Math.round(value * 10 ** digits) / 10 ** digits;
  });

export const section: CoverageSection = {
  id: 'models',
  order: 65,
  title: 'Random intercepts, logistic regression, shifts by ranks',
  about:
    "Few clusters of equal and unequal size; log odds; heavy-tailed values that differ by a shift, rounded where the row says ties. Standard errors, degrees of freedom and limits are those of R's lmerTest, pbkrtest, glm and wilcox.test, as tests show. Satterthwaite's degrees of freedom are those of rows where no variance between clusters is found; Kenward and Roger's stay those of clusters.",
  designs: [
    intercepts('satterthwaite', '5 and 5 clusters of 14', fewEqual, 'lmerTest'),
    intercepts('satterthwaite', '4 and 6 clusters of 3 to 42', fewUneven, 'lmerTest'),
    intercepts('kenward-roger', '5 and 5 clusters of 14', fewEqual, 'pbkrtest'),
    intercepts('kenward-roger', '4 and 6 clusters of 3 to 42', fewUneven, 'pbkrtest'),
    icc('4 and 6 clusters of 3 to 42', fewUneven),
    logistic(120, 'Wald', 'glm', {}),
    logistic(60, 'Firth, profile', 'formula', { penalty: 'firth' }),
    {
      name: 'mannWhitneyTest, exact, arms of 12 and 15, shift 1',
      kind: 'approximate' as const,
      truth: 1,
      equals: 'wilcox.test',
      interval: (draws: RandomStream) =>
        mannWhitneyTest(values(draws, 12, 1, null), values(draws, 15, 0, null)).interval,
    },
    {
      name: 'mannWhitneyTest, normal with ties, arms of 40 and 60, shift 1',
      kind: 'approximate' as const,
      truth: 1,
      equals: 'wilcox.test',
      interval: (draws: RandomStream) => mannWhitneyTest(values(draws, 40, 1, 1), values(draws, 60, 0, 1)).interval,
    },
    {
      name: 'signedRankTest, exact, 15 pairs, change 1',
      kind: 'approximate' as const,
      truth: 1,
      equals: 'wilcox.test',
      interval: (draws: RandomStream) =>
        signedRankTest({ before: Array<number>(15).fill(0), after: values(draws, 15, 1, null) }).interval,
    },
  ].map(fromInterval),
};
