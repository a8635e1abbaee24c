import {
  type Contrast,
  contrastOfProportions,
  type ProportionsEffect,
  type ProportionsOptions,
} from './contrast-of-proportions.js';
import type { ArmEvents } from './counts.js';

/**
 * Peto's one-step log odds ratio: observed minus expected events over their hypergeometric variance. It needs no change of empty cells;
 * it is biased when arms are very unequal or the effect is large.
 *
 * @param treatment - events and units of the treatment arm, or share and units
 * @param control - the same for the control arm
 * @returns treatment minus control, in natural logarithms of odds
 * @throws {@link EfficacyError} `zero_variance` when nobody or everybody has the event, `no_data`, `invalid_argument`
 *
 * @example
 * petoLogOddsRatio({ events: 0, n: 21 }, { events: 130, n: 252 }).estimate; // -2.06
 *
 * @see Yusuf, Peto, Lewis, Collins & Sleight (1985), Progress in Cardiovascular Diseases 27(5), 335-371.
 */
export function petoLogOddsRatio(
  treatment: ArmEvents,
  control: ArmEvents,
  options: ProportionsOptions = {},
): ProportionsEffect {
  return contrastOfProportions('petoLogOddsRatio', peto, treatment, control, options);
}

const peto: Contrast = {
  kind: 'peto-log-odds-ratio',
  unit: 'log odds',
  method: "Peto's one-step log odds ratio; normal interval",
  varianceFormula: 'N² (N - 1) / ((a+b)(c+d)(a+c)(b+d))',
  needs: [],
  of: ({ a, b, c, d }) => {
    const n = a + b + c + d;
    const information = (((a + b) / n) * ((c + d) / n) * (a + c) * (b + d)) / (n - 1);
    return { estimate: (a - ((a + b) * (a + c)) / n) / information, variance: 1 / information };
  },
};
