import type { Table } from '../../src/columns/table.js';
import { differenceByDesign } from '../../src/estimate/trial/difference-by-design.js';
import { fitLin } from '../../src/estimate/trial/fit-lin.js';
import { horvitzThompson } from '../../src/estimate/trial/horvitz-thompson.js';
import { isf } from '../../src/numeric/distributions/normal.js';
import { trialSummary } from '../../src/summarize/trial/trial-summary.js';
import { normals } from './draws.js';
import { type CoverageDesign, pieceAbout } from './harness.js';
import {
  armsOf,
  blockedTrial,
  type Clusters,
  clusteredTrial,
  drawn,
  encouragedTrial,
  tableDesign,
  tableOf,
  treatment,
} from './trial-draws.js';

const outcome = 'y';
const even = (count: number, size: number): readonly number[] => Array.from({ length: count }, () => size);

/** Sizes from 4 to 40, as schools differ. */
const uneven = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => 4 + Math.round((36 * i * i) / (count - 1) ** 2));

const simple = { outcome, treatment } as const;

const clustered = (words: string, clusters: Clusters): CoverageDesign =>
  tableDesign({
    name: `differenceByDesign, clustered, ${words}, icc ${clusters.icc}, effect ${clusters.effect}`,
    kind: 'approximate',
    truth: clusters.effect,
    reference: 'clustered',
    draw: (draws) => clusteredTrial(draws, clusters),
    interval: (table) => differenceByDesign(table, { ...simple, cluster: 'cluster' }).interval,
  });

/** Fixed pupils with potential outcomes: only the draw of the arms is random. */
const fixedPupils = (n: number) => {
  const x = Array.from({ length: n }, (_, i) => isf(1 - (i + 0.5) / n));
  const wave = x.map((_, i) => Math.sin(2.4 * (i + 1)));
  const mean = wave.reduce((sum, w) => sum + w, 0) / n;
  return {
    x,
    control: x.map((v, i) => 2 * v + (wave[i] as number)),
    gain: wave.map((w, i) => 0.5 + 0.4 * (w - mean) + 0.6 * (x[i] as number)),
  };
};

/** What is seen of fixed pupils whose treatment is drawn. */
const seen = ({ x, control, gain }: ReturnType<typeof fixedPupils>, flags: readonly boolean[]): Table =>
  tableOf({
    y: control.map((v, i) => v + (flags[i] ? (gain[i] as number) : 0)),
    x,
    z: flags.map(Number),
    arm: armsOf(flags),
  });

const lin = (n: number, treated: number): CoverageDesign =>
  tableDesign({
    name: `fitLin, fixed pupils with effects that rise with the covariate, ${treated} of ${n} treated, mean effect 0.5`,
    kind: 'approximate',
    truth: 0.5,
    reference: 'lin',
    draw: (draws) => seen(fixedPupils(n), drawn(draws, n, treated)),
    interval: (table) => fitLin(table, { ...simple, covariates: ['x'] }).interval,
  });

/** Every design of a trial, few and unequal clusters, arms of unequal spread, and what follows from assignment. With an effect of 0, what does not cover is the type I error. */
export const trialDesigns: readonly CoverageDesign[] = [
  tableDesign({
    name: 'differenceByDesign, simple, arms of 15 and 45 with SD 2.5 and 1, effect 0.5',
    kind: 'approximate',
    truth: 0.5,
    reference: 'simple',
    draw: (draws) => {
      const y = [...normals(draws, 15, 0.5, 2.5), ...normals(draws, 45)];
      const flags = y.map((_, i) => i < 15);
      return tableOf({ y, z: flags.map(Number), arm: armsOf(flags) });
    },
    interval: (table) => differenceByDesign(table, simple).interval,
  }),
  clustered('5 and 5 clusters of 12', { sizes: even(10, 12), treated: 5, icc: 0.2, effect: 0 }),
  clustered('3 and 9 clusters of 10', { sizes: even(12, 10), treated: 3, icc: 0.2, effect: 0.3 }),
  clustered('10 and 10 clusters of 4 to 40', { sizes: uneven(20), treated: 10, icc: 0.1, effect: 0.3 }),
  clustered('8 and 12 clusters of 15, treated SD 1.5', {
    sizes: even(20, 15),
    treated: 8,
    icc: 0.15,
    effect: 0.3,
    spread: 1.5,
  }),
  tableDesign({
    name: 'differenceByDesign, blocked, 8 blocks of 9 to 16 with unequal shares and effects, treated SD 1.5, mean effect 0.5',
    kind: 'approximate',
    truth: 0.5,
    reference: 'blocked',
    draw: (draws) => {
      const blocks = Array.from({ length: 8 }, (_, b) => ({
        size: 9 + b,
        treated: 4 + (b % 3),
        extra: (b - 3.92) / 5,
      }));
      return blockedTrial(draws, blocks, 0.5, 1.5);
    },
    interval: (table) => differenceByDesign(table, { ...simple, block: 'block' }).interval,
  }),
  tableDesign({
    name: 'differenceByDesign, matched pairs, 12 pairs, effect 0.5',
    kind: 'exact',
    truth: 0.5,
    draw: (draws) =>
      blockedTrial(
        draws,
        Array.from({ length: 12 }, () => ({ size: 2, treated: 1 })),
        0.5,
      ),
    interval: (table) => differenceByDesign(table, { ...simple, block: 'block' }).interval,
  }),
  tableDesign({
    name: 'trialSummary, blocked by 10 blocks of 8, effect 0.5',
    kind: 'approximate',
    truth: 0.5,
    reference: 'absorbed',
    draw: (draws) =>
      blockedTrial(
        draws,
        Array.from({ length: 10 }, () => ({ size: 8, treated: 4 })),
        0.5,
      ),
    interval: (table) => trialSummary(table, { ...simple, block: 'block' }).intentToTreat.interval,
  }),
  tableDesign({
    name: 'trialSummary, 6 and 6 clusters of 10 adjusted for a covariate of pupils, effect 0',
    kind: 'approximate',
    truth: 0,
    reference: 'adjusted',
    draw: (draws) => clusteredTrial(draws, { sizes: even(12, 10), treated: 6, icc: 0.15, effect: 0, slope: 1 }),
    interval: (table) =>
      trialSummary(table, { ...simple, cluster: 'cluster', covariates: ['x'] }).intentToTreat.interval,
  }),
  lin(60, 20),
  lin(40, 20),
  tableDesign({
    name: 'horvitzThompson, fixed numbers, 30 of 80, mean effect 0.5',
    kind: 'approximate',
    truth: 0.5,
    reference: 'totalsOfFixedNumbers',
    draw: (draws) => seen(fixedPupils(80), drawn(draws, 80, 30)),
    interval: (table) => horvitzThompson(table, simple).interval,
  }),
  tableDesign({
    name: 'horvitzThompson, a draw for each of 80 with chance .4, mean effect 0.5',
    kind: 'approximate',
    truth: 0.5,
    reference: 'totalsOfDraws',
    draw: (draws) =>
      seen(
        fixedPupils(80),
        Array.from({ length: 80 }, () => draws.uniform() < 0.4),
      ),
    interval: (table) => horvitzThompson(table, { ...simple, probability: 0.4 }).interval,
  }),
  compliers('60 % of 121 compliers', 0.6),
  compliers('8 % of 121 compliers (a weak instrument)', 0.08),
];

/** The piece of Anderson and Rubin's set that holds the truth, and any other where none does. */
function compliers(words: string, share: number): CoverageDesign {
  return tableDesign({
    name: `trialSummary, effect on compliers, ${words}, effect 0.5`,
    kind: 'approximate',
    truth: 0.5,
    reference: 'compliers',
    draw: (draws) => encouragedTrial(draws, 121, share, 0.5),
    interval: (table) => {
      const set = trialSummary(table, { ...simple, received: 'took' }).takeUp?.complierEffect?.confidenceSet;
      return pieceAbout(set?.pieces ?? [], 0.5);
    },
  });
}
