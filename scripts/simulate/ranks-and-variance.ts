import { moments } from '../../src/aggregate/moments.js';
import { meanChange } from '../../src/estimate/effect/change/mean-change.js';
import { logRatioOfMeans, logRatioOfPairedMeans } from '../../src/estimate/effect/means/log-ratio-of-means.js';
import {
  logCoefficientOfVariationRatio,
  logVariabilityRatio,
} from '../../src/estimate/effect/means/log-variability-ratio.js';
import { robustD } from '../../src/estimate/effect/means/robust-d.js';
import { cliffsDelta } from '../../src/estimate/effect/ranks/cliffs-delta.js';
import { cohensU1, cohensU3, overlapCoefficient } from '../../src/estimate/effect/ranks/cohens-u.js';
import type { DominanceVariance } from '../../src/estimate/effect/ranks/dominance.js';
import { overlapOf, superiorityOf, u1Of, u3Of } from '../../src/estimate/effect/ranks/normal-overlap.js';
import {
  type PairedDominanceVariance,
  pairedRankBiserial,
} from '../../src/estimate/effect/ranks/paired-rank-biserial.js';
import { probabilityOfSuperiority } from '../../src/estimate/effect/ranks/probability-of-superiority.js';
import { varghaDelaneyA } from '../../src/estimate/effect/ranks/vargha-delaney-a.js';
import { cohensF } from '../../src/estimate/effect/variance/cohens-f.js';
import { correlation } from '../../src/estimate/effect/variance/correlation.js';
import { correlationFromT } from '../../src/estimate/effect/variance/correlation-from-t.js';
import { etaSquared } from '../../src/estimate/effect/variance/eta-squared.js';
import { fisherZ } from '../../src/estimate/effect/variance/fisher-z.js';
import { omegaSquared } from '../../src/estimate/effect/variance/omega-squared.js';
import { oneWaySums, type VarianceExplainedOptions } from '../../src/estimate/effect/variance/variance-explained.js';
import { differenceInMeans } from '../../src/estimate/trial/difference-in-means.js';
import * as normal from '../../src/numeric/distributions/normal.js';
import type { RandomStream } from '../../src/numeric/random/index.js';
import { normals } from './draws.js';
import type { CoverageDesign } from './harness.js';

type Limits = ReturnType<CoverageDesign['interval']>;
type Two = (treatment: Float64Array, control: Float64Array) => Limits;

/** Two normal arms: sizes, difference in means, spread of the treatment arm (that of control is 1). */
const arms = (
  name: string,
  kind: CoverageDesign['kind'],
  [n1, n2, effect, spread]: readonly [number, number, number, number],
  truth: number,
  of: Two,
  rounded = 0,
): CoverageDesign => {
  const score = (values: Float64Array): Float64Array =>
    rounded > 0 ? values.map((x) => Math.round(x / rounded)) : values;
  return {
    name: `${name}, arms of ${n1} and ${n2}, effect ${effect}${spread === 1 ? '' : `, SD ${spread} and 1`}${rounded > 0 ? ', ties' : ''}`,
    kind,
    truth,
    interval: (draws) => of(score(normals(draws, n1, effect, spread)), score(normals(draws, n2))),
  };
};

const ranked = (variance: DominanceVariance, design: readonly [number, number, number, number]): CoverageDesign => {
  const a = normal.cdf(design[2] / Math.hypot(1, design[3]));
  return arms(
    `cliffsDelta, ${variance}`,
    'approximate',
    design,
    2 * a - 1,
    (t, c) => cliffsDelta(t, c, { variance }).interval,
  );
};

/** Scores between 0 and infinity with mean 100, relative spread and a ratio of means. */
const ratio = (
  name: string,
  truth: number,
  spread: readonly [number, number],
  ratioOfMeans: number,
  of: Two,
): CoverageDesign => ({
  name: `${name}, arms of 40 and 30`,
  kind: 'approximate',
  truth,
  interval: (draws) => of(normals(draws, 40, 100 * ratioOfMeans, spread[0]), normals(draws, 30, 100, spread[1])),
});

/** Three groups of 15, 20 and 25 whose means explain a share of the variance of all scores. */
function threeGroups(share: number, options: VarianceExplainedOptions, measure: typeof etaSquared): CoverageDesign {
  const sizes = [15, 20, 25];
  const scores = [-1, 0.2, 0.44]; // their mean, weighted by size, is 0
  const between = sizes.reduce((sum, n, i) => sum + (n * (scores[i] as number) ** 2) / 60, 0);
  const scale = Math.sqrt(share / (1 - share) / between);
  const { interval = 'noncentral-f' } = options;
  return {
    name: `${measure.name}, ${interval}, groups of 15, 20, 25, share ${share}${share === 0 ? ', where only one limit can miss' : ''}`,
    kind: interval === 'noncentral-f' && share > 0 ? 'exact' : 'approximate',
    truth: share,
    interval: (draws) =>
      measure(oneWaySums(sizes.map((n, i) => normals(draws, n, scale * (scores[i] as number)))), options).interval,
  };
}

const line = (draws: RandomStream, n: number, r: number): { x: Float64Array; y: Float64Array } => {
  const x = normals(draws, n);
  return { x, y: x.map((value) => r * value + Math.sqrt(1 - r * r) * draws.normal()) };
};

const changes = (draws: RandomStream, n: number, change: number): { before: Float64Array; after: Float64Array } => {
  const before = normals(draws, n, 10);
  return { before, after: before.map((x) => x + change + draws.normal()) };
};

/** What the paired rank-biserial of n normal changes is on average. */
const meanRankBiserial = (n: number, d: number): number =>
  ((n - 1) * (2 * normal.cdf(Math.SQRT2 * d) - 1) + 2 * (2 * normal.cdf(d) - 1)) / (n + 1);

const pairedRanks = (variance: PairedDominanceVariance, n: number, d: number): CoverageDesign => ({
  name: `pairedRankBiserial, ${variance}, ${n} pairs, change ${d}`,
  kind: 'approximate',
  truth: meanRankBiserial(n, d),
  interval: (draws) => pairedRankBiserial(changes(draws, n, d), { variance }).interval,
});

/** Every interval of a measure of ranks, overlap, variance explained, correlation and ratio of means. */
export const ranksDesigns: readonly CoverageDesign[] = [
  ranked('placements', [20, 20, 0, 1]),
  ranked('placements', [20, 20, 0.8, 1]),
  ranked('placements', [15, 40, 0.5, 2]),
  ranked('placements', [100, 80, 0.3, 1]),
  ranked('equal-distributions', [20, 20, 0, 1]),
  ranked('equal-distributions', [20, 20, 0.8, 1]),
  ranked('equal-distributions', [15, 40, 0.5, 2]),
  arms('varghaDelaneyA, placements', 'approximate', [25, 25, 0, 1], 0.5, (t, c) => varghaDelaneyA(t, c).interval, 1.5),
  pairedRanks('placements', 30, 0),
  pairedRanks('placements', 30, 0.6),
  pairedRanks('placements', 12, 0.4),
  pairedRanks('symmetric-changes', 30, 0),
  pairedRanks('symmetric-changes', 30, 0.6),
  arms(
    'probabilityOfSuperiority',
    'exact',
    [20, 20, 0.5, 1],
    superiorityOf(0.5),
    (t, c) => probabilityOfSuperiority(t, c).interval,
  ),
  arms('cohensU3', 'exact', [12, 30, 0.5, 1], u3Of(0.5), (t, c) => cohensU3(t, c).interval),
  arms('cohensU1', 'exact', [60, 60, 1.2, 1], u1Of(1.2), (t, c) => cohensU1(t, c).interval),
  arms('overlapCoefficient', 'exact', [60, 60, 1.2, 1], overlapOf(1.2), (t, c) => overlapCoefficient(t, c).interval),
  arms('robustD, noncentral-t', 'approximate', [20, 20, 0.5, 1], 0.5, (t, c) => robustD(t, c).interval),
  arms('robustD, noncentral-t', 'approximate', [60, 50, 0.5, 1], 0.5, (t, c) => robustD(t, c).interval),
  ...[0, 0.1, 0.3].map((share) => threeGroups(share, {}, etaSquared)),
  threeGroups(0.1, { interval: 'equivalent-f' }, etaSquared),
  threeGroups(0.1, { interval: 'equivalent-f' }, omegaSquared),
  {
    name: 'cohensF, noncentral-f, two groups of 25, f 0.25',
    kind: 'exact',
    truth: 0.25,
    interval: (draws) => cohensF(oneWaySums([normals(draws, 25, 0.5), normals(draws, 25)])).interval,
  },
  ...(
    [
      [15, 0.5],
      [60, 0.2],
      [30, 0.9],
    ] as const
  ).map(
    ([n, r]): CoverageDesign => ({
      name: `correlation, fisher-z, ${n} pairs, ${r}`,
      kind: 'approximate',
      truth: r,
      interval: (draws) => correlation(line(draws, n, r)).interval,
    }),
  ),
  {
    name: 'fisherZ, 40 pairs, 0.4',
    kind: 'approximate',
    truth: Math.atanh(0.4),
    interval: (draws) => fisherZ(line(draws, 40, 0.4)).interval,
  },
  {
    name: 'correlationFromT, arms of 20 and 20, effect 0.6',
    kind: 'exact',
    truth: (0.6 * Math.sqrt(10)) / Math.hypot(0.6 * Math.sqrt(10), Math.sqrt(38)),
    interval: (draws) => {
      const { statistic, df } = differenceInMeans(normals(draws, 20, 0.6), normals(draws, 20), { variances: 'pooled' });
      return correlationFromT(statistic as number, df).interval;
    },
  },
  ratio('logRatioOfMeans', Math.log(1.2), [30, 25], 1.2, (t, c) => logRatioOfMeans(t, c).interval),
  ratio('logVariabilityRatio', Math.log(1.4), [28, 20], 1, (t, c) => logVariabilityRatio(t, c).interval),
  ratio(
    'logCoefficientOfVariationRatio',
    Math.log(28 / 24),
    [28, 20],
    1.2,
    (t, c) => logCoefficientOfVariationRatio(moments(t), moments(c)).interval,
  ),
  {
    name: 'meanChange, t, 20 pairs',
    kind: 'exact',
    truth: 0.5,
    interval: (draws) => meanChange(changes(draws, 20, 0.5)).interval,
  },
  {
    name: 'logRatioOfPairedMeans, 40 pairs',
    kind: 'approximate',
    truth: Math.log(10.5 / 10),
    interval: (draws) => logRatioOfPairedMeans(changes(draws, 40, 0.5)).interval,
  },
];
