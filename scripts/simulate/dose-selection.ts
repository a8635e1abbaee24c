import { doseBounds } from '../../src/estimate/dose/selection/dose-bounds.js';
import { instrumentedDose } from '../../src/estimate/dose/selection/instrumented-dose.js';
import type { RandomStream } from '../../src/numeric/random/index.js';
import { type CoverageDesign, fromInterval, type IntervalDesign, pieceAbout } from './harness.js';
import { drawn, tableOf } from './trial-draws.js';

/** Students of whom each arm is given other minutes, and of whom the eager take more and would do better without any. */
function encouraged(draws: RandomStream, moved: readonly number[], gain: (minutes: number) => number) {
  const n = 210;
  const order = moved.length === 2 ? drawn(draws, n, n / 2).map(Number) : thirds(draws, n);
  const eager = order.map(() => draws.normal());
  const minutes = order.map((arm, i) => Math.max(0, 200 + moved[arm]! + 30 * eager[i]! + 30 * draws.normal()));
  const post = minutes.map((x, i) => gain(x) + 2 * eager[i]! + draws.normal());
  return tableOf({ minutes, post, arm: order.map((arm) => `arm ${arm}`) });
}

/** Three arms of equal size. */
function thirds(draws: RandomStream, n: number): readonly number[] {
  const first = drawn(draws, n, n / 3);
  const second = drawn(draws, n - n / 3, n / 3);
  let at = 0;
  return first.map((is) => (is ? 0 : second[at++] ? 1 : 2));
}

const roles = { dose: 'minutes', response: 'post', instruments: ['arm'] } as const;

/** Students who took none, some or much: their mean responses rise by as much as doses and those who chose them differ. */
const chosen = { minutes: [0, 100, 300], share: [0.3, 0.4, 0.3], mean: [4, 5, 6.5] } as const;

function choosing(draws: RandomStream) {
  const kind = Array.from({ length: 500 }, () => {
    const u = draws.uniform();
    return u < chosen.share[0] ? 0 : u < chosen.share[0] + chosen.share[1] ? 1 : 2;
  });
  const post = kind.map((k) => chosen.mean[k]! - 2 + 4 * draws.uniform());
  return tableOf({ minutes: kind.map((k) => chosen.minutes[k]!), post });
}
const cuts = { cuts: [50, 200] } as const;

/** The rate of a curve that bends, from an instrument for each of its two terms. */
const rateOfQuadratic = (words: string, estimator: 'two-stage' | 'control-function'): IntervalDesign => ({
  name: `instrumentedDose, rate at 200 minutes of a quadratic, ${words}, three arms`,
  kind: 'approximate',
  truth: 0.06 - 2e-4 * 200,
  interval: (draws) =>
    instrumentedDose(
      encouraged(draws, [-120, 0, 160], (x) => 0.06 * x - 1e-4 * x * x),
      { ...roles, curve: 'quadratic', estimator, at: [200] },
    ).effects[0]!.marginalRate.interval,
});

/** What moves the dose, or bounds it, where students choose it themselves. */
export const doseSelectionDesigns: readonly CoverageDesign[] = [
  {
    name: 'instrumentedDose, effect of 100 minutes, two-stage, arms 60 minutes apart',
    kind: 'approximate' as const,
    truth: 2,
    interval: (draws: RandomStream) =>
      instrumentedDose(
        encouraged(draws, [0, 60], (x) => 0.02 * x),
        { ...roles, at: [100] },
      ).effects[0]!.effect.interval,
  },
  rateOfQuadratic('two-stage', 'two-stage'),
  rateOfQuadratic('control function', 'control-function'),
  {
    name: 'instrumentedDose, effect of 100 minutes, Anderson and Rubin, arms 3 minutes apart (a weak instrument)',
    kind: 'approximate' as const,
    truth: 2,
    interval: (draws: RandomStream) => {
      const weak = encouraged(draws, [0, 3], (x) => 0.02 * x);
      const set = instrumentedDose(weak, { ...roles, at: [100] }).effects[0]!.confidenceSet;
      return pieceAbout(set?.pieces ?? [], 2);
    },
  },
  {
    name: 'doseBounds, both assumptions, gain of some over none at its upper bound, 500 students',
    kind: 'approximate' as const,
    // Who took more bounds what some would have brought them: 6.5 for three of ten, 5 for the others, less the 4 of none.
    truth: 0.3 * 6.5 + 0.7 * 5 - 4,
    interval: (draws: RandomStream) => doseBounds(choosing(draws), { ...roles, bands: cuts }).differences[0]!.interval,
  },
  {
    name: 'doseBounds, the scale alone, mean response to much at its lower bound, 500 students',
    kind: 'approximate' as const,
    truth: 0.3 * 6.5 + 0.7 * 0,
    interval: (draws: RandomStream) =>
      doseBounds(choosing(draws), { ...roles, bands: cuts, assumption: 'none', range: { lower: 0, upper: 10 } })
        .bands[2]!.interval,
  },
].map(fromInterval);
