import * as normal from '../../../numeric/distributions/normal.js';
import {
  allCells,
  type Contrast,
  contrastOfProportions,
  type ProportionsEffect,
  type ProportionsOptions,
} from './contrast-of-proportions.js';
import type { ArmEvents } from './counts.js';

/**
 * The difference of the normal scores of two shares: a standardized mean difference if the outcome is a cut through a normal variable.
 *
 * @param treatment - events and units of the treatment arm, or share and units
 * @param control - the same for the control arm
 * @returns Φ⁻¹ of the treatment share minus Φ⁻¹ of the control share, in standard deviations
 * @throws {@link EfficacyError} `zero_cell` unless told what to do about empty cells, `no_data`, `invalid_argument`
 *
 * @example
 * probitD({ events: 48, n: 70 }, { events: 30, n: 75 }).estimate; // 0.737
 *
 * @see Sánchez-Meca, Marín-Martínez & Chacón-Moscoso (2003), Psychological Methods 8(4), 448-467, eq. 16 and 17.
 */
export function probitD(treatment: ArmEvents, control: ArmEvents, options: ProportionsOptions = {}): ProportionsEffect {
  return contrastOfProportions('probitD', probit, treatment, control, options);
}

const probit: Contrast = {
  kind: 'probit-d',
  unit: 'sd',
  method: 'difference of normal scores of the shares; normal interval',
  varianceFormula: '2π p₁(1-p₁) exp(z₁²)/n₁ + 2π p₂(1-p₂) exp(z₂²)/n₂',
  needs: allCells,
  of: ({ a, b, c, d, treatment, control }) => {
    const [zT, zC] = [normal.quantile(treatment.share), normal.quantile(control.share)];
    return { estimate: zT - zC, variance: varianceOf(zT, a, b) + varianceOf(zC, c, d) };
  },
};

/** Of the normal score z of a share, by the delta method. */
function varianceOf(z: number, events: number, others: number): number {
  return (2 * Math.PI * events * others * Math.exp(z * z)) / (events + others) ** 3;
}
