import { cliffsDelta } from '../../../src/estimate/effect/ranks/cliffs-delta.js';
import { cohensU1, cohensU2, cohensU3, overlapCoefficient } from '../../../src/estimate/effect/ranks/cohens-u.js';
import type { DominanceVariance } from '../../../src/estimate/effect/ranks/dominance.js';
import { overlapOf, superiorityOf, u1Of, u2Of, u3Of } from '../../../src/estimate/effect/ranks/normal-overlap.js';
import {
  type PairedDominanceVariance,
  pairedRankBiserial,
} from '../../../src/estimate/effect/ranks/paired-rank-biserial.js';
import {
  pairedProbabilityOfSuperiority,
  probabilityOfSuperiority,
} from '../../../src/estimate/effect/ranks/probability-of-superiority.js';
import { rankBiserial } from '../../../src/estimate/effect/ranks/rank-biserial.js';
import { varghaDelaneyA } from '../../../src/estimate/effect/ranks/vargha-delaney-a.js';
import * as normal from '../../../src/numeric/distributions/normal.js';
import type { RandomStream } from '../../../src/numeric/random/index.js';
import { type Arms, normals, type Pairs } from '../draws.js';
import { type CoverageDesign, type CoverageSection, design, type Limits } from '../harness.js';

type Two = (treatment: Float64Array, control: Float64Array) => Limits;
/** Sizes, difference in means and spread of the treatment arm; that of control is 1. */
type Normals = readonly [nT: number, nC: number, effect: number, spread: number];

const words = ([nT, nC, effect, spread]: Normals): string =>
  `arms of ${nT} and ${nC}, effect ${effect}${spread === 1 ? '' : `, SD ${spread} and 1`}`;

/** A comparison of two arms by ranks; `rounded` scores have ties. */
const ranked = (
  name: string,
  reference: string,
  at: Normals,
  of: Two,
  toTruth: (a: number) => number,
  rounded = 0,
): CoverageDesign => {
  const [nT, nC, effect, spread] = at;
  const score = (values: Float64Array) => (rounded > 0 ? values.map((x) => Math.round(x / rounded)) : values);
  return design({
    name: `${name}, ${words(at)}${rounded > 0 ? ', ties' : ''}`,
    kind: reference === 'rankBiserial' ? 'reproduced' : 'approximate',
    truth: toTruth(normal.cdf(effect / Math.hypot(1, spread))),
    reference,
    draw: (draws): Arms => ({
      treatment: score(normals(draws, nT, effect, spread)),
      control: score(normals(draws, nC)),
    }),
    interval: ({ treatment, control }) => of(treatment, control),
    figures: ({ treatment, control }) => ({ t: treatment, c: control }),
  });
};

const asDelta = (a: number): number => 2 * a - 1;

const cliff = (variance: DominanceVariance, at: Normals): CoverageDesign =>
  ranked(
    `cliffsDelta, ${variance}`,
    variance === 'placements' ? 'placements' : 'rankBiserial',
    at,
    (t, c) => cliffsDelta(t, c, { variance }).interval,
    asDelta,
  );

/** Pairs whose changes are normal with standard deviation 1. */
const changes = (draws: RandomStream, n: number, change: number): Pairs => {
  const before = normals(draws, n, 10);
  return { before, after: before.map((x) => x + change + draws.normal()) };
};

/** What the paired rank-biserial of n normal changes is on average. */
const meanRankBiserial = (n: number, d: number): number =>
  ((n - 1) * (2 * normal.cdf(Math.SQRT2 * d) - 1) + 2 * (2 * normal.cdf(d) - 1)) / (n + 1);

const pairedRanks = (variance: PairedDominanceVariance, n: number, d: number): CoverageDesign =>
  design({
    name: `pairedRankBiserial, ${variance}, ${n} pairs, change ${d}`,
    kind: variance === 'placements' ? 'approximate' : 'reproduced',
    truth: meanRankBiserial(n, d),
    reference: variance === 'placements' ? 'pairedPlacements' : 'pairedRankBiserial',
    draw: (draws) => changes(draws, n, d),
    interval: (trial) => pairedRankBiserial(trial, { variance }).interval,
    figures: ({ before, after }) => ({ d: after.map((x, i) => x - (before[i] as number)) }),
  });

const overlap = (name: string, at: Normals, truth: number, of: Two): CoverageDesign =>
  design({
    name: `${name}, ${words(at)}`,
    kind: 'exact',
    truth,
    draw: (draws) => [normals(draws, at[0], at[2]), normals(draws, at[1])] as const,
    interval: ([treatment, control]) => of(treatment, control),
  });

const apart: Normals = [60, 60, 1.2, 1];

export const section: CoverageSection = {
  id: 'ranks',
  order: 40,
  title: 'Ranks and overlap',
  about: `Normal outcomes, rounded where the row says ties. Limits from the variance of placements err on the safe side in small arms; those from the
variance under equal distributions or symmetric changes, which R's effectsize gives, are too short where the arms differ. U1, U2 and the
overlapping coefficient have no sign and a kink at 0: where the arms are nearly alike only one limit can miss.`,
  designs: [
    cliff('placements', [20, 20, 0, 1]),
    cliff('placements', [20, 20, 0.8, 1]),
    cliff('placements', [15, 40, 0.5, 2]),
    cliff('placements', [100, 80, 0.3, 1]),
    cliff('equal-distributions', [20, 20, 0, 1]),
    cliff('equal-distributions', [20, 20, 0.8, 1]),
    cliff('equal-distributions', [15, 40, 0.5, 2]),
    ranked('rankBiserial, placements', 'placements', [30, 25, 0.5, 1], (t, c) => rankBiserial(t, c).interval, asDelta),
    ranked(
      'varghaDelaneyA, placements',
      'placementsA',
      [25, 25, 0, 1],
      (t, c) => varghaDelaneyA(t, c).interval,
      (a) => a,
      1.5,
    ),
    pairedRanks('placements', 30, 0),
    pairedRanks('placements', 30, 0.6),
    pairedRanks('placements', 12, 0.4),
    pairedRanks('symmetric-changes', 30, 0),
    pairedRanks('symmetric-changes', 30, 0.6),
    overlap(
      'probabilityOfSuperiority',
      [20, 20, 0.5, 1],
      superiorityOf(0.5),
      (t, c) => probabilityOfSuperiority(t, c).interval,
    ),
    design({
      name: 'pairedProbabilityOfSuperiority, 25 pairs, change 0.5',
      kind: 'exact',
      truth: normal.cdf(0.5),
      draw: (draws) => changes(draws, 25, 0.5),
      interval: (trial) => pairedProbabilityOfSuperiority(trial).interval,
    }),
    overlap('cohensU1', apart, u1Of(1.2), (t, c) => cohensU1(t, c).interval),
    overlap('cohensU2', apart, u2Of(1.2), (t, c) => cohensU2(t, c).interval),
    overlap('cohensU3', [12, 30, 0.5, 1], u3Of(0.5), (t, c) => cohensU3(t, c).interval),
    overlap('overlapCoefficient', apart, overlapOf(1.2), (t, c) => overlapCoefficient(t, c).interval),
  ],
};
