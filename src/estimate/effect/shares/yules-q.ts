import {
  allCells,
  type Contrast,
  contrastOfProportions,
  logOddsOf,
  type ProportionsEffect,
  type ProportionsOptions,
  woolfVariance,
} from './contrast-of-proportions.js';
import type { ArmEvents } from './counts.js';

/**
 * Yule's Q, (OR - 1)/(OR + 1): the odds ratio on a scale from -1 to 1.
 *
 * @param treatment - events and units of the treatment arm, or share and units
 * @param control - the same for the control arm
 * @returns a number above 0 where the event is commoner in treatment
 * @throws {@link EfficacyError} `zero_cell` unless told what to do about empty cells, `no_data`, `invalid_argument`
 *
 * @example
 * yulesQ({ events: 48, n: 70 }, { events: 30, n: 75 }).estimate; // 0.532
 *
 * @see Yule (1912), Journal of the Royal Statistical Society 75(6), 579-652.
 */
export function yulesQ(treatment: ArmEvents, control: ArmEvents, options: ProportionsOptions = {}): ProportionsEffect {
  return contrastOfProportions('yulesQ', yule('yules-q', "Yule's Q", 1), treatment, control, options);
}

/**
 * Yule's Y, (√OR - 1)/(√OR + 1): the coefficient of colligation.
 *
 * @returns from -1 to 1, above 0 where the event is commoner in treatment
 * @throws {@link EfficacyError} as {@link yulesQ}
 *
 * @example
 * yulesY({ events: 48, n: 70 }, { events: 30, n: 75 }).estimate; // 0.288
 *
 * @see Yule (1912), Journal of the Royal Statistical Society 75(6), 579-652.
 */
export function yulesY(treatment: ArmEvents, control: ArmEvents, options: ProportionsOptions = {}): ProportionsEffect {
  return contrastOfProportions('yulesY', yule('yules-y', "Yule's Y", 2), treatment, control, options);
}

/** (OR^(1/root) - 1)/(OR^(1/root) + 1), which is the hyperbolic tangent of a part of the log odds ratio. */
function yule(kind: string, name: string, root: 1 | 2): Contrast {
  return {
    kind,
    unit: 'association',
    method: `${name}; Fisher's z interval`,
    varianceFormula: `(1 - estimate²)² (1/a + 1/b + 1/c + 1/d) / ${(2 * root) ** 2}`,
    needs: allCells,
    onFisherScale: true,
    of: (table) => {
      const estimate = Math.tanh(logOddsOf(table) / (2 * root));
      return { estimate, variance: ((1 - estimate ** 2) ** 2 * woolfVariance(table)) / (2 * root) ** 2 };
    },
  };
}
