import * as normal from '../numeric/distributions/normal.js';
import type { RandomStream } from '../numeric/random/index.js';
import type { DistrictModel, LevelSds } from './district-options.js';
import { minutesScale, useThreshold } from './district-truth.js';

/** What students of a place have in common, in points. */
export interface PlaceEffects {
  /** On the true score before. */
  readonly baseline: number;
  /** On the growth without the product. */
  readonly growth: number;
}

/** What is seen of a student. */
export interface DrawnStudent {
  /** Score before, with its error. */
  readonly pre: number;
  /** NaN where it is missing. */
  readonly post: number;
  /** Of the whole period, 0 for those who do not use the product. */
  readonly minutes: number;
}

/** What one place adds to what it has from above. */
export function placeEffects(
  draws: RandomStream,
  { baselineSd, growthSd }: DistrictModel,
  level: keyof LevelSds,
  above: PlaceEffects,
): PlaceEffects {
  return {
    baseline: above.baseline + baselineSd[level] * draws.normal(),
    growth: above.growth + growthSd[level] * draws.normal(),
  };
}

/** Draws students under a model. All students draw the same numbers in the same order, whatever they are offered. */
export function studentDrawer(
  model: DistrictModel,
): (draws: RandomStream, place: PlaceEffects, offered: boolean) => DrawnStudent {
  const { baselineSd, growthSd, baselineMean, expectedGrowth, growthOnMotivation, sem } = model;
  const { effectPerMinute, effectOnMotivation, minutesOnMotivation, minutesSpread, crossoverShare } = model;
  const useAbove = useThreshold(model);
  const missAbove = normal.isf(model.missingShare);
  const scale = minutesScale(model);
  /** A standard normal with this correlation to motivation. */
  const like = (motivation: number, correlation: number, own: number): number =>
    correlation * motivation + Math.sqrt(1 - correlation * correlation) * own;

  return (draws, place, offered) => {
    const motivation = draws.normal();
    const ability = like(motivation, model.baselineOnMotivation, draws.normal());
    const inclination = like(motivation, model.useOnMotivation, draws.normal());
    const stretch = 1 + minutesOnMotivation * motivation + minutesSpread * draws.normal();
    const usesAnyway = draws.uniform() < crossoverShare;
    const growthNoise = draws.normal();
    const [preError, postError] = [draws.normal(), draws.normal()];
    const misses = like(motivation, model.missingOnMotivation, draws.normal()) > missAbove;

    const uses = inclination > useAbove && (offered || usesAnyway);
    const minutes = uses ? scale * stretch * stretch : 0;
    const before = baselineMean + place.baseline + baselineSd.student * ability;
    const growth = expectedGrowth + place.growth + growthOnMotivation * motivation + growthSd.student * growthNoise;
    const effect = effectPerMinute * (1 + effectOnMotivation * motivation) * minutes;
    return {
      pre: before + sem * preError,
      post: misses ? Number.NaN : before + growth + effect + sem * postError,
      minutes,
    };
  };
}
