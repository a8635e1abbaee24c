import type { Table } from '../../src/columns/table.js';
import { fitLinear, type RegressionInference } from '../../src/estimate/regression/fit-linear.js';
import { waldTest } from '../../src/estimate/regression/wald-test.js';
import type { RandomStream } from '../../src/numeric/random/index.js';
import type { CoverageDesign, CoverageKind, Limits } from './harness.js';
import { type Clusters, clusteredTrial, tableDesign, tableOf } from './trial-draws.js';

const terms = ['z', 'x'] as const;

/** The interval of the treatment's coefficient. */
const coefficient = (table: Table, inference: RegressionInference): Limits =>
  fitLinear(table, { outcome: 'y', terms, ...inference }).coefficients.find(({ term }) => term === 'z')?.interval ??
  null;

/** Arms of unequal size and spread with a skewed covariate. */
const heteroskedastic = (draws: RandomStream): Table => {
  const z = Array.from({ length: 60 }, (_, i) => Number(i < 12));
  const x = z.map(() => draws.normal() ** 2);
  const y = z.map((treated, i) => 0.5 * treated + (x[i] as number) + (treated === 1 ? 2 : 1) * draws.normal());
  return tableOf({ y, x, z });
};

const fewUneven: Clusters = {
  sizes: [3, 4, 5, 6, 8, 10, 12, 20, 30, 42],
  treated: 4,
  icc: 0.15,
  effect: 0,
  slope: 0.7,
};

const clustered = (
  vcov: NonNullable<RegressionInference['vcov']>,
  words: string,
  kind: CoverageKind = 'approximate',
): CoverageDesign =>
  tableDesign({
    name: `fitLinear, ${vcov}, ${words}, 4 and 6 clusters of 3 to 42, a covariate, effect 0`,
    kind,
    truth: 0,
    reference: vcov,
    draw: (draws) => clusteredTrial(draws, fewUneven),
    interval: (table) => coefficient(table, { cluster: 'cluster', vcov }),
  });

const independent = (vcov: NonNullable<RegressionInference['vcov']>): CoverageDesign =>
  tableDesign({
    name: `fitLinear, ${vcov}, arms of 12 and 48 with SD 2 and 1, a skewed covariate, effect 0.5`,
    kind: 'approximate',
    truth: 0.5,
    reference: vcov,
    draw: heteroskedastic,
    interval: (table) => coefficient(table, { vcov }),
  });

/** Tests are rows too: an interval that holds the truth where the test does not reject it. */
const tested = (test: 'HTZ' | 'chi-squared', kind: CoverageKind = 'approximate'): CoverageDesign =>
  tableDesign({
    name: `waldTest, ${test}, 2 effects of 0 in 5 and 5 clusters of 12: how often it does not reject at .05`,
    kind,
    truth: 0,
    reference: test,
    draw: (draws) =>
      clusteredTrial(draws, { sizes: Array.from({ length: 10 }, () => 12), treated: 5, icc: 0.15, effect: 0 }),
    interval: (table) => {
      const { pValue } = waldTest(table, { outcome: 'y', terms, cluster: 'cluster', zero: ['z', 'x'], test });
      if (pValue === null) return null;
      return pValue >= 0.05 ? { lower: -1, upper: 1 } : { lower: 1, upper: 2 };
    },
  });

/** Intervals of regression coefficients: arms of unequal spread, few and unequal clusters. Those for comparison are named so. */
export const regressionDesigns: readonly CoverageDesign[] = [
  tableDesign({
    name: 'fitLinear, classical, arms of 12 and 48 of equal spread, a covariate, effect 0.5',
    kind: 'exact',
    truth: 0.5,
    draw: (draws) => {
      const z = Array.from({ length: 60 }, (_, i) => Number(i < 12));
      const x = z.map(() => draws.normal());
      const y = z.map((treated, i) => 0.5 * treated + (x[i] as number) + draws.normal());
      return tableOf({ y, x, z });
    },
    interval: (table) => coefficient(table, { vcov: 'classical' }),
  }),
  independent('HC2'),
  independent('HC3'),
  clustered('CR2', 'Satterthwaite'),
  clustered('CR3', 'Satterthwaite'),
  clustered('CR1S', 'clusters - 1: for comparison', 'reproduced'),
  tested('HTZ'),
  tested('chi-squared', 'reproduced'),
];
