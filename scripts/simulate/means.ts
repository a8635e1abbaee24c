import { moments, sd } from '../../src/aggregate/moments.js';
import { differenceInDifferencesG } from '../../src/estimate/effect/change/difference-in-differences-g.js';
import { type PairedDOptions, pairedD } from '../../src/estimate/effect/change/paired-d.js';
import type { PrepostArms } from '../../src/estimate/effect/change/prepost-arms.js';
import { prepostControlD } from '../../src/estimate/effect/change/prepost-control-d.js';
import { clusteredHedgesG } from '../../src/estimate/effect/clusters/clustered-hedges-g.js';
import { adjustedHedgesG } from '../../src/estimate/effect/means/adjusted-hedges-g.js';
import { averageSdD } from '../../src/estimate/effect/means/average-sd-d.js';
import { cohensD } from '../../src/estimate/effect/means/cohens-d.js';
import { glassDelta } from '../../src/estimate/effect/means/glass-delta.js';
import { hedgesG } from '../../src/estimate/effect/means/hedges-g.js';
import { oneSampleD } from '../../src/estimate/effect/means/one-sample-d.js';
import { publishedEffect } from '../../src/estimate/effect/published/published-effect.js';
import { fitLinear } from '../../src/estimate/regression/fit-linear.js';
import { fromColumns } from '../../src/ingest/from-columns.js';
import { wwcFinding } from '../../src/judge/wwc/wwc-finding.js';
import type { RandomStream } from '../../src/numeric/random/index.js';
import type { CoverageDesign } from './harness.js';

const normals = (draws: RandomStream, n: number, mean = 0, spread = 1): Float64Array =>
  Float64Array.from({ length: n }, () => mean + spread * draws.normal());

/** Outcomes in clusters, with total standard deviation 1. */
function clustered(draws: RandomStream, clusters: number, size: number, mean: number, icc: number): Float64Array {
  const shared = normals(draws, clusters, 0, Math.sqrt(icc));
  return Float64Array.from(
    { length: clusters * size },
    (_, i) => mean + (shared[Math.floor(i / size)] as number) + Math.sqrt(1 - icc) * draws.normal(),
  );
}

/** The same units before and after, with correlation r and standard deviation 1 both times. */
function pairs(
  draws: RandomStream,
  n: number,
  change: number,
  r: number,
): { readonly before: Float64Array; readonly after: Float64Array } {
  const before = normals(draws, n);
  return { before, after: before.map((x) => change + r * x + Math.sqrt(1 - r * r) * draws.normal()) };
}

const figures = (values: Float64Array) => {
  const group = moments(values);
  return { mean: group.mean, sd: sd(group) };
};

/** Two arms before and after; the control arm gains .3, the treatment arm `effect` more. */
function prepost(draws: RandomStream, effect: number, r: number, start = 0): PrepostArms {
  const arm = (n: number, gain: number, shift: number) => {
    const { before, after } = pairs(draws, n, gain, r);
    return { n, before: figures(before.map((x) => x + shift)), after: figures(after.map((x) => x + shift)) };
  };
  return { treatment: arm(40, 0.3 + effect, start), control: arm(30, 0.3, 0) };
}

/** The coefficient of the treatment with its standard error, adjusted for a covariate that explains half of the variance. */
function ancova(draws: RandomStream, nT: number, nC: number, effect: number) {
  const n = nT + nC;
  const z = Float64Array.from({ length: n }, (_, i) => (i < nT ? 1 : 0));
  const x = normals(draws, n);
  const y = x.map((value, i) => effect * (z[i] as number) + Math.SQRT1_2 * value + Math.SQRT1_2 * draws.normal());
  const fit = fitLinear(fromColumns({ z, x, y }), { outcome: 'y', terms: ['z', 'x'], vcov: 'classical' });
  const { estimate, standardError, df } = fit.coefficients.find(({ term }) => term === 'z') as {
    estimate: number;
    standardError: number;
    df: number;
  };
  return { difference: { estimate, standardError, df }, treatment: y.slice(0, nT), control: y.slice(nT) };
}

const independent = (
  nT: number,
  nC: number,
  effect: number,
  name: string,
  kind: CoverageDesign['kind'],
  of: (t: Float64Array, c: Float64Array) => ReturnType<CoverageDesign['interval']>,
): CoverageDesign => ({
  name: `${name}, arms of ${nT} and ${nC}, effect ${effect}`,
  kind,
  truth: effect,
  interval: (draws) => of(normals(draws, nT, effect), normals(draws, nC)),
});

const paired = (options: PairedDOptions<'two-sided'>, kind: CoverageDesign['kind']): CoverageDesign => {
  const r = 0.7;
  const { standardizer = 'change', interval = 'noncentral-t' } = options;
  return {
    name: `pairedD, ${standardizer}, ${interval}, 30 pairs, r ${r}, change 0.5`,
    kind,
    truth: standardizer === 'change' ? 0.5 / Math.sqrt(2 * (1 - r)) : 0.5,
    interval: (draws) => pairedD(pairs(draws, 30, 0.5, r), options).interval,
  };
};

/** Every interval of a standardized difference in means. */
export const meansDesigns: readonly CoverageDesign[] = [
  independent(20, 20, 0.5, 'cohensD, noncentral-t', 'exact', (t, c) => cohensD(t, c).interval),
  independent(10, 30, 1, 'hedgesG, noncentral-t', 'approximate', (t, c) => hedgesG(t, c).interval),
  independent(5, 5, 1, 'hedgesG, noncentral-t', 'approximate', (t, c) => hedgesG(t, c).interval),
  independent(5, 5, 0, 'hedgesG, noncentral-t', 'exact', (t, c) => hedgesG(t, c).interval),
  independent(20, 20, 0.5, 'hedgesG, t', 'approximate', (t, c) => hedgesG(t, c, { interval: 't' }).interval),
  independent(20, 20, 0.5, 'hedgesG, normal', 'approximate', (t, c) => hedgesG(t, c, { interval: 'normal' }).interval),
  independent(100, 80, 0.2, 'hedgesG, normal', 'approximate', (t, c) => hedgesG(t, c, { interval: 'normal' }).interval),
  independent(25, 25, 0.5, 'glassDelta, noncentral-t', 'approximate', (t, c) => glassDelta(t, c).interval),
  independent(
    25,
    25,
    0.5,
    'glassDelta, t',
    'approximate',
    (t, c) => glassDelta(t, c, { correction: 'exact', interval: 't' }).interval,
  ),
  independent(20, 20, 0.5, 'cohensD, noncentral-t, one-sided', 'exact', (t, c) => {
    const { confidenceSet } = cohensD(t, c, { alternative: 'greater' });
    return confidenceSet?.pieces[0] ?? null;
  }),
  independent(25, 25, 0.5, 'averageSdD, noncentral-t', 'approximate', (t, c) => averageSdD(t, c).interval),
  {
    name: 'averageSdD, noncentral-t, arms of 20 and 40 with SD 1.5 and 1, effect 0.5',
    kind: 'approximate',
    truth: 0.5,
    interval: (draws) =>
      averageSdD(normals(draws, 20, 0.5 * Math.sqrt((2.25 + 1) / 2), 1.5), normals(draws, 40)).interval,
  },
  paired({}, 'exact'),
  paired({ standardizer: 'repeated-measures', interval: 't' }, 'approximate'),
  paired({ standardizer: 'average', interval: 't' }, 'approximate'),
  paired({ standardizer: 'before', interval: 't' }, 'approximate'),
  paired({ standardizer: 'after', interval: 't', variance: 'H' }, 'approximate'),
  {
    name: 'oneSampleD, noncentral-t, 15 values, effect 0.4',
    kind: 'exact',
    truth: 0.4,
    interval: (draws) => oneSampleD(normals(draws, 15, 0.4)).interval,
  },
  {
    name: 'adjustedHedgesG, t, arms of 60 and 50, a covariate with R² .5, effect 0.3',
    kind: 'approximate',
    truth: 0.3,
    interval: (draws) => {
      const { difference, treatment, control } = ancova(draws, 60, 50, 0.3);
      return adjustedHedgesG(difference, treatment, control).interval;
    },
  },
  {
    name: 'publishedEffect, ancova-t, t, arms of 60 and 50, R² .5 known, effect 0.3',
    kind: 'approximate',
    truth: 0.3,
    interval: (draws) => {
      const { estimate, standardError } = ancova(draws, 60, 50, 0.3).difference;
      return publishedEffect({ from: 'ancova-t', t: estimate / standardError, r2: 0.5, nTreatment: 60, nControl: 50 })
        .interval;
    },
  },
  {
    name: 'publishedEffect, odds-ratio, normal, .5 of 120 and .4 of 100',
    kind: 'approximate',
    truth: Math.log(1.5) / 1.65,
    interval: (draws) => {
      const [a, c] = [draws.binomial(120, 0.5), draws.binomial(100, 0.4)] as const;
      const log = Math.log((a * (100 - c)) / ((120 - a) * c));
      const half = 1.959963984540054 * Math.sqrt(1 / a + 1 / (120 - a) + 1 / c + 1 / (100 - c));
      return publishedEffect({
        from: 'odds-ratio',
        oddsRatio: Math.exp(log),
        lower: Math.exp(log - half),
        upper: Math.exp(log + half),
      }).interval;
    },
  },
  {
    name: 'wwcFinding, wwc-5.0, t, 10 and 10 clusters of 12, icc .2 as by default, effect 0.3',
    kind: 'approximate',
    truth: 0.3,
    interval: (draws) =>
      wwcFinding(
        {
          treatment: { n: 120, ...figures(clustered(draws, 10, 12, 0.3, 0.2)) },
          comparison: { n: 120, ...figures(clustered(draws, 10, 12, 0, 0.2)) },
          outcomeType: 'achievement',
          clusters: 20,
        },
        'wwc-5.0',
      ).interval,
  },
  {
    name: 'differenceInDifferencesG, same scale, t, arms of 40 and 30, r .6 known, effect 0.4',
    kind: 'approximate',
    truth: 0.4,
    interval: (draws) => differenceInDifferencesG(prepost(draws, 0.4, 0.6, 0.2), { correlation: 0.6 }).interval,
  },
  {
    name: 'differenceInDifferencesG, different scales, t, arms of 40 and 30, r .6 known, effect 0.4',
    kind: 'approximate',
    truth: 0.4,
    interval: (draws) =>
      differenceInDifferencesG(prepost(draws, 0.4, 0.6, 0.2), { correlation: 0.6, scales: 'different' }).interval,
  },
  {
    name: 'prepostControlD, pooled-before, normal, arms of 40 and 30, r .6 known, effect 0.4',
    kind: 'approximate',
    truth: 0.4,
    interval: (draws) => prepostControlD(prepost(draws, 0.4, 0.6), { correlation: 0.6 }).interval,
  },
  {
    name: 'prepostControlD, own-before, normal, arms of 40 and 30, r .6 known, effect 0.4',
    kind: 'approximate',
    truth: 0.4,
    interval: (draws) =>
      prepostControlD(prepost(draws, 0.4, 0.6), { correlation: 0.6, standardizer: 'own-before' }).interval,
  },
  {
    name: 'clusteredHedgesG, t, 10 and 10 clusters of 12, icc .2 known, effect 0.3',
    kind: 'approximate',
    truth: 0.3,
    interval: (draws) =>
      clusteredHedgesG(clustered(draws, 10, 12, 0.3, 0.2), clustered(draws, 10, 12, 0, 0.2), {
        icc: 0.2,
        clusters: { treatment: 10, control: 10 },
      }).interval,
  },
  {
    name: 'clusteredHedgesG, t, 15 tutoring groups of 4 against 60 without, icc .15 known, effect 0.3',
    kind: 'approximate',
    truth: 0.3,
    interval: (draws) =>
      clusteredHedgesG(clustered(draws, 15, 4, 0.3, 0.15), normals(draws, 60, 0, Math.sqrt(0.85)), {
        icc: 0.15,
        clusters: { treatment: 15 },
      }).interval,
  },
];
