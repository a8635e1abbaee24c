import type { Table } from '../../../src/columns/table.js';
import { fitRandomIntercept, type MixedDfRule } from '../../../src/estimate/multilevel/fit-random-intercept.js';
import { mannWhitneyTest } from '../../../src/estimate/ranks/mann-whitney-test.js';
import { signedRankTest } from '../../../src/estimate/ranks/signed-rank-test.js';
import { fitLogistic } from '../../../src/estimate/regression/logistic/fit-logistic.js';
import type { FitLogisticOptions } from '../../../src/estimate/regression/logistic/logistic-rule.js';
import type { RandomStream } from '../../../src/numeric/random/index.js';
import { type CoverageDesign, type CoverageSection, design } from '../harness.js';
import { type Clusters, clusteredTrial, tableDesign, tableOf } from '../trial-draws.js';

const fewUneven: Clusters = {
  sizes: [3, 4, 5, 6, 8, 10, 12, 20, 30, 42],
  treated: 4,
  icc: 0.15,
  effect: 0,
  slope: 0.7,
};
const fewEqual: Clusters = { ...fewUneven, sizes: Array.from({ length: 10 }, () => 14), treated: 5 };
const nested = { outcome: 'y', terms: ['z', 'x'], cluster: 'cluster' } as const;

const intercepts = (dfRule: MixedDfRule, words: string, clusters: Clusters): CoverageDesign =>
  tableDesign({
    name: `fitRandomIntercept, ${dfRule}, ${words}, a covariate, effect 0`,
    kind: 'approximate',
    truth: 0,
    reference: dfRule,
    draw: (draws) => clusteredTrial(draws, clusters),
    interval: (table) => fitRandomIntercept(table, { ...nested, dfRule }).coefficients[1]?.interval ?? null,
  });

const icc = (words: string, clusters: Clusters): CoverageDesign =>
  tableDesign({
    name: `fitRandomIntercept, icc, ${words}, a covariate, ICC ${clusters.icc}`,
    kind: 'exact',
    truth: clusters.icc,
    draw: (draws) => clusteredTrial(draws, clusters),
    interval: (table) => fitRandomIntercept(table, nested).iccInterval,
  });

/** Pupils who pass or fail, a slope of 1 in log odds beside an arm. */
const passed = (draws: RandomStream, n: number): Table => {
  const x = Array.from({ length: n }, () => draws.normal());
  const z = x.map((_, i) => i % 2);
  const y = x.map((v, i) => Number(draws.uniform() < 1 / (1 + Math.exp(0.3 - v - 0.5 * z[i]!))));
  return tableOf({ y, x, z });
};
const logistic = (n: number, words: string, reference: string, options: Partial<FitLogisticOptions>): CoverageDesign =>
  tableDesign({
    name: `fitLogistic, ${words}, ${n} rows, slope 1 beside an arm`,
    kind: 'approximate',
    truth: 1,
    reference,
    draw: (draws) => passed(draws, n),
    interval: (table) =>
      fitLogistic(table, { outcome: 'y', terms: ['z', 'x'], ...options }).coefficients[2]?.interval ?? null,
  });

const values = (draws: RandomStream, n: number, shift: number, digits: number | null): number[] =>
  Array.from({ length: n }, () => {
    const value = Math.log(draws.uniform() / (1 - draws.uniform())) + shift;
    return digits === null ? value : Math.round(value * 10 ** digits) / 10 ** digits;
  });

/** Arms that differ by a shift of 1; rounded to tenths where there are to be ties. */
const shifted = (words: string, nT: number, nC: number, digits: number | null, reference: string): CoverageDesign =>
  design({
    name: `mannWhitneyTest, ${words}, arms of ${nT} and ${nC}, shift 1`,
    kind: 'approximate',
    truth: 1,
    reference,
    draw: (draws) => ({ t: values(draws, nT, 1, digits), c: values(draws, nC, 0, digits) }),
    interval: ({ t, c }) => mannWhitneyTest(t, c).interval,
    figures: (arms) => arms,
  });

export const section: CoverageSection = {
  id: 'models',
  order: 65,
  title: 'Random intercepts, logistic regression, shifts by ranks',
  about:
    "Few clusters of equal and unequal size; log odds; heavy-tailed values that differ by a shift, rounded where the row says ties. Satterthwaite's degrees of freedom are those of rows where no variance between clusters is found; Kenward and Roger's stay those of clusters. R's profile of Firth's likelihood holds the truth where it does not reject it. Limits of a shift among ties may be the truth itself: ours then hold it, while R's search for them ends up to 1e-4 beside it, and so on the wrong side in about half of these trials.",
  designs: [
    intercepts('satterthwaite', '5 and 5 clusters of 14', fewEqual),
    intercepts('satterthwaite', '4 and 6 clusters of 3 to 42', fewUneven),
    intercepts('kenward-roger', '5 and 5 clusters of 14', fewEqual),
    intercepts('kenward-roger', '4 and 6 clusters of 3 to 42', fewUneven),
    icc('4 and 6 clusters of 3 to 42', fewUneven),
    logistic(120, 'Wald', 'glm', {}),
    logistic(60, 'Firth, profile', 'firth', { penalty: 'firth' }),
    shifted('exact', 12, 15, null, 'rankSum'),
    shifted('normal with ties', 40, 60, 1, 'rankSum'),
    design({
      name: 'signedRankTest, exact, 15 pairs, change 1',
      kind: 'approximate',
      truth: 1,
      reference: 'signedRank',
      draw: (draws) => values(draws, 15, 1, null),
      interval: (after) => signedRankTest({ before: Array<number>(15).fill(0), after }).interval,
      figures: (d) => ({ d }),
    }),
  ],
};
