import * as normal from '../numeric/distributions/normal.js';
import type { DistrictModel } from './district-options.js';

/** What is true of the population that a synthetic district is drawn from: exact expectations, whatever the draw. */
export interface DistrictTruth {
  /** Effect of being offered the product on the score, in points. */
  readonly intentToTreat: number;
  /** Effect of using it on those who do if and only if it is offered, in points; null where there are none. */
  readonly complierEffect: number | null;
  /** Share of the students who use it if and only if it is offered. */
  readonly complierShare: number;
  /** Minutes of all students of the arms, non-users included. */
  readonly meanMinutes: { readonly treatment: number; readonly control: number };
  /** Gain of all students offered the product over their minutes, in points a minute: it credits all growth to the product. Null without minutes. */
  readonly ratioOfMeans: number | null;
  /** The same with the growth that was expected without the product taken off. Null without minutes. */
  readonly excessRatioOfMeans: number | null;
  /** The same among users only, who are more motivated: what a vendor reports. Null without minutes. */
  readonly excessRatioOfUsers: number | null;
  /** Points that one more minute gives the average student. */
  readonly marginalRate: number;
  /** Effect of the offer on scores over its effect on minutes, in points a minute, among compliers. Null where the offer moves no minutes. */
  readonly causalRate: number | null;
}

/**
 * The truth of a model.
 *
 * A user is one with L > z, L standard normal with correlation λ to motivation m; the minutes of a user are M (1 + s m + v e)². With P(L > z) = p and
 * φ = φ(z): E[L; L > z] = φ, E[L²; L > z] = p + z φ, E[L³; L > z] = (z² + 2) φ, and m = λ L + √(1 - λ²) e gives the moments of m among users.
 */
export function districtTruth(model: DistrictModel): DistrictTruth {
  const { useShare: p, crossoverShare, effectPerMinute, effectOnMotivation: h, expectedGrowth: growth } = model;
  const { minutesOnMotivation: s, minutesSpread: v, growthOnMotivation } = model;
  const [m1, m2, m3] = motivationOfUsers(model);
  const scale = minutesScale(model);
  const minutes = scale * ((1 + v * v) * p + 2 * s * m1 + s * s * m2);
  const weighted = scale * ((1 + v * v) * m1 + 2 * s * m2 + s * s * m3);
  const offered = effectPerMinute * (minutes + h * weighted);
  const compliers = 1 - crossoverShare;
  const perMinute = (points: number): number | null => (minutes > 0 ? points / minutes : null);
  return {
    intentToTreat: compliers * offered,
    complierEffect: p * compliers > 0 ? offered / p : null,
    complierShare: compliers * p,
    meanMinutes: { treatment: minutes, control: crossoverShare * minutes },
    ratioOfMeans: perMinute(growth + offered),
    excessRatioOfMeans: perMinute(offered),
    excessRatioOfUsers: perMinute(growthOnMotivation * m1 + offered),
    marginalRate: effectPerMinute,
    causalRate: compliers > 0 ? perMinute(offered) : null,
  };
}

/** Above this inclination a student is a user. */
export function useThreshold({ useShare }: DistrictModel): number {
  return normal.isf(useShare);
}

/** M, so that the minutes of a population of users average what the model says. */
export function minutesScale({
  weeks,
  weeklyMinutes,
  minutesOnMotivation: s,
  minutesSpread: v,
}: DistrictModel): number {
  return (weeks * weeklyMinutes) / (1 + s * s + v * v);
}

/** E[m; user], E[m²; user], E[m³; user]. */
function motivationOfUsers(model: DistrictModel): readonly [number, number, number] {
  const { useShare: p, useOnMotivation: l } = model;
  if (p === 0) return [0, 0, 0];
  if (p === 1) return [0, 1, 0];
  const z = useThreshold(model);
  const density = normal.density(z);
  return [l * density, p + l * l * z * density, l * density * (l * l * (z * z + 2) + 3 * (1 - l * l))];
}
