import type { WwcFindingInput } from '../../src/judge/wwc/input.js';
import { wwcFinding } from '../../src/judge/wwc/wwc-finding.js';
import type { RandomStream } from '../../src/numeric/random/index.js';
import { adjustedDifference, type Difference, type Units } from './adjusted-trial.js';
import { type Arms, figuresOfArms, summary } from './draws.js';
import { type CoverageDesign, design, type Limits } from './harness.js';

type Profile = 'wwc-4.1' | 'wwc-5.0';
const profiles = ['wwc-4.1', 'wwc-5.0'] as const;
/** The name of an R method in an edition: `wwcShares41`. */
const of = (name: string, profile: Profile): string => `${name}${profile.slice(4).replace('.', '')}`;

const logOdds = (p: number): number => Math.log(p / (1 - p));
const coxOf = (treated: number, control: number): number => (logOdds(treated) - logOdds(control)) / 1.65;

/**
 * Events in clusters of one size: each unit copies a draw of its cluster with chance √icc and draws for itself otherwise, so that any two of
 * a cluster correlate by icc (Lunn & Davies, 1998, Biometrika 85, 487-490).
 */
function eventsInClusters(draws: RandomStream, clusters: number, size: number, p: number, icc: number): number {
  let events = 0;
  for (let cluster = 0; cluster < clusters; cluster++) {
    const shared = draws.uniform() < p;
    for (let i = 0; i < size; i++) {
      const own = draws.uniform() < p;
      if (draws.uniform() < Math.sqrt(icc) ? shared : own) events++;
    }
  }
  return events;
}

const sharesInClusters = (profile: Profile): CoverageDesign =>
  design({
    name: `wwcFinding, ${profile}, t, shares, .5 and .4 in 15 and 15 clusters of 10, icc .2 as by default`,
    kind: 'approximate',
    truth: coxOf(0.5, 0.4),
    reference: of('wwcClusteredShares', profile),
    draw: (draws) => {
      const [a, c] = [eventsInClusters(draws, 15, 10, 0.5, 0.2), eventsInClusters(draws, 15, 10, 0.4, 0.2)];
      return { a, b: 150 - a, c, d: 150 - c };
    },
    interval: ({ a, c }) =>
      wwcFinding(
        {
          treatment: { n: 150, events: a },
          comparison: { n: 150, events: c },
          outcomeType: 'achievement',
          clusters: { treatment: 15, comparison: 15 },
        },
        profile,
      ).interval,
    figures: (table) => table,
  });

const [clusters, size] = [20, 12];
const clusterOf = (i: number): number => Math.floor(i / size);
const treatedUnits = (clusters * size) / 2;

/** Ten and ten clusters of 12 with total variance 1 and icc .2, of which a covariate explains half between clusters and within. */
function clusteredUnits(draws: RandomStream): Units {
  const alike = (): Float64Array => {
    const shared = Float64Array.from({ length: clusters }, () => Math.sqrt(0.2) * draws.normal());
    return Float64Array.from(
      { length: clusters * size },
      (_, i) => (shared[clusterOf(i)] as number) + Math.sqrt(0.8) * draws.normal(),
    );
  };
  const z = Float64Array.from({ length: clusters * size }, (_, i) => (i < treatedUnits ? 1 : 0));
  const [x, rest] = [alike(), alike()];
  const y = x.map((value, i) => 0.3 * (z[i] as number) + Math.SQRT1_2 * (value + (rest[i] as number)));
  return { z, x, y };
}

const meansOfClusters = (values: Float64Array): Float64Array =>
  Float64Array.from({ length: clusters }, (_, g) => summary(values.slice(g * size, (g + 1) * size)).mean);

const armsOf = ({ y }: Units): Arms => ({
  treatment: y.slice(0, treatedUnits),
  control: y.slice(treatedUnits),
});

/** A difference that a study adjusted for a covariate, with what it says of its clusters. */
const adjustedInClusters = (
  what: string,
  profile: Profile,
  reference: string,
  analysis: (trial: Units) => Difference,
  told: (difference: Difference) => Partial<WwcFindingInput>,
): CoverageDesign =>
  design({
    name: `wwcFinding, ${profile}, t, adjusted difference, ${what}, 10 and 10 clusters of 12, icc .2 as by default, R² .5, effect 0.3`,
    kind: 'approximate',
    truth: 0.3,
    reference: of(reference, profile),
    draw: (draws) => {
      const trial = clusteredUnits(draws);
      return { ...armsOf(trial), difference: analysis(trial) };
    },
    interval: ({ treatment, control, difference }): Limits =>
      wwcFinding(
        {
          treatment: { n: treatment.length, sd: summary(treatment).sd },
          comparison: { n: control.length, sd: summary(control).sd },
          adjusted: { difference: difference.estimate, standardError: difference.standardError },
          outcomeType: 'achievement',
          clusters,
          ...told(difference),
        },
        profile,
      ).interval,
    figures: ({ difference, ...arms }) => ({ ...difference, ...figuresOfArms(arms) }),
  });

const byMeans = ({ z, x, y }: Units): Difference =>
  adjustedDifference({ z: meansOfClusters(z), x: meansOfClusters(x), y: meansOfClusters(y) });

const adjustedClusterRows = (profile: Profile): readonly CoverageDesign[] => [
  adjustedInClusters('by means of clusters', profile, 'wwcAllowed', byMeans, ({ df }) => ({
    df,
    analysisAllowsForClusters: true,
  })),
  adjustedInClusters('by units as if not clustered', profile, 'wwcIgnored', adjustedDifference, () => ({})),
];

/** Shares of .5 and .4, which a covariate of two values moves by .2 up or down; the difference is adjusted for it by least squares. */
const adjustedShares = (profile: Profile): CoverageDesign =>
  design({
    name: `wwcFinding, ${profile}, t, shares, adjusted difference with its own error, .5 of 120 and .4 of 100`,
    kind: 'approximate',
    truth: coxOf(0.5, 0.4),
    reference: 'wwcAdjustedShares',
    draw: (draws) => {
      const z = Float64Array.from({ length: 220 }, (_, i) => (i < 120 ? 1 : 0));
      const x = z.map(() => (draws.uniform() < 0.5 ? -0.2 : 0.2));
      const y = z.map((treated, i) => (draws.uniform() < 0.4 + 0.1 * treated + (x[i] as number) ? 1 : 0));
      const [treated, share] = [y.slice(0, 120), y.slice(120)].map((arm) => summary(arm).mean) as [number, number];
      return { difference: adjustedDifference({ z, x, y }, 'HC2'), treated, share };
    },
    interval: ({ difference, treated, share }) =>
      wwcFinding(
        {
          treatment: { n: 120, p: treated },
          comparison: { n: 100, p: share },
          adjusted: { difference: difference.estimate, standardError: difference.standardError },
          df: difference.df,
          outcomeType: 'achievement',
        },
        profile,
      ).interval,
    figures: ({ difference, share }) => ({ ...difference, share, nT: 120, nC: 100 }),
  });

/** Findings in clusters, of shares, and of differences that were adjusted, by both editions. */
export const wwcFindingRows: readonly CoverageDesign[] = profiles.flatMap((profile) => [
  sharesInClusters(profile),
  ...adjustedClusterRows(profile),
  adjustedShares(profile),
]);
