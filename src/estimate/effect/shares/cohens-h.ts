import {
  type Contrast,
  contrastOfProportions,
  type ProportionsEffect,
  type ProportionsOptions,
} from './contrast-of-proportions.js';
import type { ArmEvents } from './counts.js';

/**
 * Cohen's h: twice the difference of the arcsines of the square roots of two shares. Empty cells do no harm.
 *
 * @param treatment - events and units of the treatment arm, or share and units
 * @param control - the same for the control arm
 * @returns treatment minus control, in radians, from -π to π
 * @throws {@link EfficacyError} `no_data`, `invalid_argument`
 *
 * @example
 * cohensH({ events: 48, n: 78 }, { events: 22, n: 67 }).estimate; // 0.583
 *
 * @see Cohen (1988), Statistical Power Analysis, 2nd ed., section 6.2.
 */
export function cohensH(treatment: ArmEvents, control: ArmEvents, options: ProportionsOptions = {}): ProportionsEffect {
  return contrastOfProportions(
    'cohensH',
    arcsine('cohens-h', "Cohen's h; normal interval", 2),
    treatment,
    control,
    options,
  );
}

/**
 * The difference of the arcsines of the square roots of two shares: half of {@link cohensH}.
 *
 * @returns treatment minus control, in radians, from -π/2 to π/2
 * @throws {@link EfficacyError} `no_data`, `invalid_argument`
 *
 * @example
 * arcsineDifference({ events: 48, n: 78 }, { events: 22, n: 67 }).estimate; // 0.292
 *
 * @see Rücker, Schwarzer, Carpenter & Olkin (2009), Statistics in Medicine 28(5), 721-738.
 */
export function arcsineDifference(
  treatment: ArmEvents,
  control: ArmEvents,
  options: ProportionsOptions = {},
): ProportionsEffect {
  const contrast = arcsine('arcsine-difference', 'difference of arcsines of root shares; normal interval', 1);
  return contrastOfProportions('arcsineDifference', contrast, treatment, control, options);
}

function arcsine(kind: string, method: string, factor: 1 | 2): Contrast {
  return {
    kind,
    unit: 'radians',
    method,
    varianceFormula: factor === 2 ? '1/n₁ + 1/n₂' : '1/(4 n₁) + 1/(4 n₂)',
    needs: [],
    of: ({ a, b, c, d, treatment, control }) => ({
      // the arcsine of a root share is the arctangent of root odds, which keeps the digits of shares near 0 and near 1
      estimate: factor * (Math.atan(Math.sqrt(treatment.odds)) - Math.atan(Math.sqrt(control.odds))),
      variance: (factor ** 2 / 4) * (1 / (a + b) + 1 / (c + d)),
    }),
  };
}
