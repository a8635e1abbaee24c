import { differenceInDifferencesG } from '../../../src/estimate/effect/change/difference-in-differences-g.js';
import { meanChange } from '../../../src/estimate/effect/change/mean-change.js';
import { type PairedDOptions, pairedD } from '../../../src/estimate/effect/change/paired-d.js';
import type { PrepostArms } from '../../../src/estimate/effect/change/prepost-arms.js';
import { prepostControlD } from '../../../src/estimate/effect/change/prepost-control-d.js';
import { clusterDesign } from '../../../src/estimate/effect/clusters/cluster-design.js';
import { clusteredHedgesG } from '../../../src/estimate/effect/clusters/clustered-hedges-g.js';
import { adjustedHedgesG } from '../../../src/estimate/effect/means/adjusted-hedges-g.js';
import { averageSdD } from '../../../src/estimate/effect/means/average-sd-d.js';
import { cohensD } from '../../../src/estimate/effect/means/cohens-d.js';
import { glassDelta } from '../../../src/estimate/effect/means/glass-delta.js';
import { hedgesG } from '../../../src/estimate/effect/means/hedges-g.js';
import { logRatioOfMeans, logRatioOfPairedMeans } from '../../../src/estimate/effect/means/log-ratio-of-means.js';
import {
  logCoefficientOfVariationRatio,
  logVariabilityRatio,
} from '../../../src/estimate/effect/means/log-variability-ratio.js';
import { oneSampleD } from '../../../src/estimate/effect/means/one-sample-d.js';
import { robustD } from '../../../src/estimate/effect/means/robust-d.js';
import { differenceInMeans } from '../../../src/estimate/trial/difference-in-means.js';
import type { RandomStream } from '../../../src/numeric/random/index.js';
import { type AdjustedTrial, adjustedTrial } from '../adjusted-trial.js';
import { type Arms, clustered, figuresOfArms, figuresOfPairs, normals, pairs, summary } from '../draws.js';
import { type CoverageDesign, type CoverageKind, type CoverageSection, design, type Limits } from '../harness.js';

/** Two normal arms with standard deviation 1. */
const independent = (
  nT: number,
  nC: number,
  effect: number,
  name: string,
  [kind, reference]: readonly [CoverageKind, string?],
  of: (t: Float64Array, c: Float64Array) => Limits,
): CoverageDesign =>
  design({
    name: `${name}, arms of ${nT} and ${nC}, effect ${effect}`,
    kind,
    truth: effect,
    ...(reference === undefined ? {} : { reference }),
    draw: (draws): Arms => ({ treatment: normals(draws, nT, effect), control: normals(draws, nC) }),
    interval: ({ treatment, control }) => of(treatment, control),
    figures: figuresOfArms,
  });

const exact = ['exact'] as const;
const nearly = (reference: string) => ['approximate', reference] as const;

/** Arms of 20 and 40 that vary unequally, in average standard deviations. */
const unequalArms = (
  name: string,
  reference: string,
  of: (t: Float64Array, c: Float64Array) => Limits,
): CoverageDesign =>
  design({
    name: `${name}, arms of 20 and 40 with SD 1.5 and 1, effect 0.5`,
    kind: 'approximate',
    truth: 0.5,
    reference,
    draw: (draws): Arms => ({
      treatment: normals(draws, 20, 0.5 * Math.sqrt((2.25 + 1) / 2), 1.5),
      control: normals(draws, 40),
    }),
    interval: ({ treatment, control }) => of(treatment, control),
    figures: figuresOfArms,
  });

const paired = (options: PairedDOptions<'two-sided'>, reference?: string): CoverageDesign => {
  const r = 0.7;
  const { standardizer = 'change', interval = 'noncentral-t', correction, variance } = options;
  const words = [standardizer, interval, ...(correction ? ['corrected'] : []), ...(variance ? [variance] : [])];
  return design({
    name: `pairedD, ${words.join(', ')}, 30 pairs, r ${r}, change 0.5`,
    kind: reference === undefined ? 'exact' : 'approximate',
    truth: standardizer === 'change' ? 0.5 / Math.sqrt(2 * (1 - r)) : 0.5,
    ...(reference === undefined ? {} : { reference }),
    draw: (draws) => pairs(draws, 30, 0.5, r),
    interval: (trial) => pairedD(trial, options).interval,
    figures: figuresOfPairs,
  });
};

/** Two arms before and after; the control arm gains .3, the treatment arm `effect` more, with r = .6. */
function prepost(draws: RandomStream, effect: number, start = 0): PrepostArms {
  const arm = (n: number, gain: number, shift: number) => {
    const { before, after } = pairs(draws, n, gain, 0.6);
    return { n, before: summary(before.map((x) => x + shift)), after: summary(after.map((x) => x + shift)) };
  };
  return { treatment: arm(40, 0.3 + effect, start), control: arm(30, 0.3, 0) };
}

const gains = (name: string, reference: string, start: number, of: (arms: PrepostArms) => Limits): CoverageDesign =>
  design({
    name: `${name}, arms of 40 and 30, r .6 known, effect 0.4`,
    kind: 'approximate',
    truth: 0.4,
    reference,
    draw: (draws) => prepost(draws, 0.4, start),
    interval: of,
    figures: ({ treatment: t, control: c }) => ({
      nT: t.n,
      mT1: t.before.mean,
      sT1: t.before.sd,
      mT2: t.after.mean,
      sT2: t.after.sd,
      nC: c.n,
      mC1: c.before.mean,
      sC1: c.before.sd,
      mC2: c.after.mean,
      sC2: c.after.sd,
    }),
  });

/** Arms in clusters with a known intraclass correlation. */
const inClusters = (
  name: string,
  reference: string,
  arms: (draws: RandomStream) => Arms,
  of: (arms: Arms) => Limits,
): CoverageDesign =>
  design({ name, kind: 'approximate', truth: 0.3, reference, draw: arms, interval: of, figures: figuresOfArms });

/** Sizes of ten clusters, 12 on average. */
const uneven = [4, 8, 12, 16, 20, 4, 8, 12, 16, 20];

/** An arm of them, with intraclass correlation .2 and total standard deviation 1. */
const ofSizes = (draws: RandomStream, mean: number): Float64Array =>
  Float64Array.from(uneven.flatMap((size) => Array.from(clustered(draws, 1, size, mean, 0.2))));

/** Scores with mean 100, of arms of 40 and 30. */
const ratio = (
  name: string,
  reference: string,
  truth: number,
  spread: readonly [number, number],
  ratioOfMeans: number,
  of: (t: Float64Array, c: Float64Array) => Limits,
): CoverageDesign =>
  design({
    name: `${name}, arms of 40 and 30`,
    kind: 'approximate',
    truth,
    reference,
    draw: (draws): Arms => ({
      treatment: normals(draws, 40, 100 * ratioOfMeans, spread[0]),
      control: normals(draws, 30, 100, spread[1]),
    }),
    interval: ({ treatment, control }) => of(treatment, control),
    figures: figuresOfArms,
  });

/** Measures on a scale with a true zero: mean 10, standard deviation 1, and a change of which the deviation is 1. */
const changes = (draws: RandomStream, n: number) => {
  const before = normals(draws, n, 10);
  return { before, after: before.map((x) => x + 0.5 + draws.normal()) };
};

/** Trimmed means differ by the effect, and the scaled winsorized deviation of a normal outcome is 1. */
const robust = (nT: number, nC: number, trim?: number, reference = 'robust'): CoverageDesign =>
  design({
    name: `robustD, noncentral-t, ${trim === undefined ? '' : `trim ${trim}, `}arms of ${nT} and ${nC}, effect 0.5`,
    kind: 'approximate',
    truth: 0.5,
    reference,
    draw: (draws): Arms => ({ treatment: normals(draws, nT, 0.5), control: normals(draws, nC) }),
    interval: ({ treatment, control }) => robustD(treatment, control, trim === undefined ? {} : { trim }).interval,
    figures: ({ treatment, control }) => ({ t: treatment, c: control }),
  });

export const section: CoverageSection = {
  id: 'means',
  order: 10,
  title: 'Differences in means',
  about: `Normal outcomes. The noncentral t limits of Hedges' g are those of Cohen's d times the correction, as in R's effectsize: exact for the
corrected effect, a little low for the effect itself in very small arms. Intervals with quantiles of t around an estimate err on the safe
side in small arms. \`pairedD\` over the average standard deviation leaves the spread of its standardizer out of its standard error, as the
published formula does.`,
  designs: [
    independent(20, 20, 0.5, 'cohensD, noncentral-t', exact, (t, c) => cohensD(t, c).interval),
    independent(20, 20, 0.5, 'cohensD, noncentral-t, one-sided', exact, (t, c) => {
      const { confidenceSet } = cohensD(t, c, { alternative: 'greater' });
      return confidenceSet?.pieces[0] ?? null;
    }),
    independent(20, 20, 0.5, 'cohensD, t', nearly('cohenT'), (t, c) => cohensD(t, c, { interval: 't' }).interval),
    independent(10, 30, 1, 'hedgesG, noncentral-t', nearly('hedgesNoncentral'), (t, c) => hedgesG(t, c).interval),
    independent(5, 5, 1, 'hedgesG, noncentral-t', nearly('hedgesNoncentral'), (t, c) => hedgesG(t, c).interval),
    independent(5, 5, 0, 'hedgesG, noncentral-t', exact, (t, c) => hedgesG(t, c).interval),
    independent(20, 20, 0.5, 'hedgesG, t', nearly('hedgesT'), (t, c) => hedgesG(t, c, { interval: 't' }).interval),
    ...(['LS', 'LS2', 'UB'] as const).map((variance) =>
      independent(
        20,
        20,
        0.5,
        `hedgesG, normal, ${variance}`,
        nearly(`hedges${variance}`),
        (t, c) => hedgesG(t, c, { interval: 'normal', variance }).interval,
      ),
    ),
    independent(
      20,
      20,
      0.5,
      'hedgesG, normal, AV',
      nearly('hedgesAV'),
      (t, c) => hedgesG(t, c, { interval: 'normal', variance: 'AV', averageEffect: 0.5 }).interval,
    ),
    independent(
      20,
      20,
      0.5,
      'hedgesG, t, DF',
      nearly('hedgesDF'),
      (t, c) => hedgesG(t, c, { interval: 't', variance: 'DF', correction: 'approximate' }).interval,
    ),
    independent(
      100,
      80,
      0.2,
      'hedgesG, normal',
      nearly('hedgesLS'),
      (t, c) => hedgesG(t, c, { interval: 'normal' }).interval,
    ),
    independent(
      25,
      25,
      0.5,
      'glassDelta, noncentral-t',
      nearly('glassNoncentral'),
      (t, c) => glassDelta(t, c).interval,
    ),
    independent(
      25,
      25,
      0.5,
      'glassDelta, t, corrected',
      nearly('glassT'),
      (t, c) => glassDelta(t, c, { correction: 'exact', interval: 't' }).interval,
    ),
    independent(
      25,
      25,
      0.5,
      'glassDelta, normal, corrected, LS',
      nearly('glassLS'),
      (t, c) => glassDelta(t, c, { correction: 'exact', interval: 'normal', variance: 'LS' }).interval,
    ),
    independent(
      25,
      25,
      0.5,
      'glassDelta, normal, corrected, H',
      nearly('glassH'),
      (t, c) => glassDelta(t, c, { correction: 'exact', interval: 'normal' }).interval,
    ),
    independent(
      25,
      25,
      0.5,
      'averageSdD, noncentral-t',
      nearly('averageNoncentral'),
      (t, c) => averageSdD(t, c).interval,
    ),
    unequalArms('averageSdD, noncentral-t', 'averageNoncentral', (t, c) => averageSdD(t, c).interval),
    unequalArms('averageSdD, t', 'averageT', (t, c) => averageSdD(t, c, { interval: 't' }).interval),
    unequalArms(
      'averageSdD, normal, corrected on N - 2',
      'averageH',
      (t, c) => averageSdD(t, c, { correction: 'exact', correctionDf: 'total', interval: 'normal' }).interval,
    ),
    robust(20, 20),
    robust(60, 50),
    robust(40, 30, 0.1, 'robust10'),
    robust(40, 30, 0.3, 'robust30'),
    independent(20, 20, 0.5, 'robustD, noncentral-t, trim 0', exact, (t, c) => robustD(t, c, { trim: 0 }).interval),
    paired({}),
    paired({ standardizer: 'change', interval: 'normal', correction: 'exact' }, 'pairedChange'),
    paired({ standardizer: 'repeated-measures', interval: 't' }, 'pairedRepeated'),
    paired({ standardizer: 'average', interval: 't' }, 'pairedAverage'),
    paired({ standardizer: 'before', interval: 't' }, 'pairedBeforeT'),
    paired({ standardizer: 'before', interval: 'normal', correction: 'exact' }, 'pairedBefore'),
    paired({ standardizer: 'after', interval: 'normal', correction: 'exact', variance: 'H' }, 'pairedAfterH'),
    design({
      name: 'oneSampleD, noncentral-t, 15 values, effect 0.4',
      kind: 'exact',
      truth: 0.4,
      draw: (draws) => normals(draws, 15, 0.4),
      interval: (values) => oneSampleD(values).interval,
    }),
    design({
      name: 'oneSampleD, t, 15 values, effect 0.4',
      kind: 'approximate',
      truth: 0.4,
      reference: 'oneSampleT',
      draw: (draws) => normals(draws, 15, 0.4),
      interval: (values) => oneSampleD(values, { interval: 't' }).interval,
      figures: (values) => ({ n: 15, m: summary(values).mean, s: summary(values).sd }),
    }),
    design<AdjustedTrial>({
      name: 'adjustedHedgesG, t, arms of 60 and 50, a covariate with R² .5, effect 0.3',
      kind: 'approximate',
      truth: 0.3,
      reference: 'adjusted',
      draw: (draws) => adjustedTrial(draws, 60, 50, 0.3),
      interval: ({ difference, treatment, control }) => adjustedHedgesG(difference, treatment, control).interval,
      figures: ({ difference, ...arms }) => ({ ...difference, ...figuresOfArms(arms) }),
    }),
    gains(
      'differenceInDifferencesG, same scale, t',
      'didSame',
      0.2,
      (arms) => differenceInDifferencesG(arms, { correlation: 0.6 }).interval,
    ),
    gains(
      'differenceInDifferencesG, different scales, t',
      'didDifferent',
      0.2,
      (arms) => differenceInDifferencesG(arms, { correlation: 0.6, scales: 'different' }).interval,
    ),
    gains(
      'prepostControlD, pooled-before, normal',
      'morrisPooled',
      0,
      (arms) => prepostControlD(arms, { correlation: 0.6 }).interval,
    ),
    gains(
      'prepostControlD, own-before, normal',
      'morrisOwn',
      0,
      (arms) => prepostControlD(arms, { correlation: 0.6, standardizer: 'own-before' }).interval,
    ),
    inClusters(
      'clusteredHedgesG, t, 10 and 10 clusters of 12, icc .2 known, effect 0.3',
      'clusteredBoth',
      (draws) => ({ treatment: clustered(draws, 10, 12, 0.3, 0.2), control: clustered(draws, 10, 12, 0, 0.2) }),
      ({ treatment, control }) =>
        clusteredHedgesG(treatment, control, { icc: 0.2, clusters: { treatment: 10, control: 10 } }).interval,
    ),
    inClusters(
      'clusteredHedgesG, t, 15 tutoring groups of 4 against 60 without, icc .15 known, effect 0.3',
      'clusteredOne',
      (draws) => ({
        treatment: clustered(draws, 15, 4, 0.3, 0.15),
        control: normals(draws, 60, 0, Math.sqrt(0.85)),
      }),
      ({ treatment, control }) =>
        clusteredHedgesG(treatment, control, { icc: 0.15, clusters: { treatment: 15 } }).interval,
    ),
    inClusters(
      'clusteredHedgesG, t, 10 and 10 clusters of 4 to 20, icc .2 known, effect 0.3',
      'clusteredUnequal',
      (draws) => ({ treatment: ofSizes(draws, 0.3), control: ofSizes(draws, 0) }),
      ({ treatment, control }) =>
        clusteredHedgesG(treatment, control, { icc: 0.2, clusters: { treatment: uneven, control: uneven } }).interval,
    ),
    design({
      name: 'adjustedHedgesG, t, clusterDesign, 10 and 10 clusters of 12, icc .2 known, means of clusters compared, effect 0.3',
      kind: 'approximate',
      truth: 0.3,
      reference: 'adjustedClusters',
      draw: (draws) => {
        const [treatment, control] = [clustered(draws, 10, 12, 0.3, 0.2), clustered(draws, 10, 12, 0, 0.2)];
        const means = [treatment, control].map((arm) =>
          Float64Array.from({ length: 10 }, (_, i) => summary(arm.slice(12 * i, 12 * i + 12)).mean),
        ) as [Float64Array, Float64Array];
        const { estimate, standardError, df } = differenceInMeans(...means, { variances: 'pooled' });
        return {
          treatment,
          control,
          difference: { estimate, standardError: standardError as number, df: df as number },
        };
      },
      interval: ({ difference, treatment, control }) =>
        adjustedHedgesG(difference, treatment, control, {
          clusterDesign: clusterDesign({ n: 120, clusters: 10 }, { n: 120, clusters: 10 }, 0.2),
        }).interval,
      figures: ({ difference, ...arms }) => ({ ...difference, ...figuresOfArms(arms) }),
    }),
    design({
      name: 'meanChange, t, 20 pairs',
      kind: 'exact',
      truth: 0.5,
      draw: (draws) => changes(draws, 20),
      interval: (trial) => meanChange(trial).interval,
    }),
    ratio('logRatioOfMeans', 'ratioOfMeans', Math.log(1.2), [30, 25], 1.2, (t, c) => logRatioOfMeans(t, c).interval),
    ratio(
      'logVariabilityRatio',
      'ratioOfSds',
      Math.log(1.4),
      [28, 20],
      1,
      (t, c) => logVariabilityRatio(t, c).interval,
    ),
    ratio(
      'logCoefficientOfVariationRatio',
      'ratioOfCvs',
      Math.log(28 / 24),
      [28, 20],
      1.2,
      (t, c) => logCoefficientOfVariationRatio(t, c).interval,
    ),
    design({
      name: 'logRatioOfPairedMeans, 40 pairs',
      kind: 'approximate',
      truth: Math.log(10.5 / 10),
      reference: 'ratioOfPaired',
      draw: (draws) => changes(draws, 40),
      interval: (trial) => logRatioOfPairedMeans(trial).interval,
      figures: figuresOfPairs,
    }),
  ],
};
