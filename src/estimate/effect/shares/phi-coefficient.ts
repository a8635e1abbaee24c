import {
  type Contrast,
  contrastOfProportions,
  type ProportionsEffect,
  type ProportionsOptions,
} from './contrast-of-proportions.js';
import type { ArmEvents } from './counts.js';

/**
 * The phi coefficient: the correlation of arm and event, with its sign. For the size of any table, see {@link cramersV}.
 *
 * @param treatment - events and units of the treatment arm, or share and units
 * @param control - the same for the control arm
 * @returns from -1 to 1, above 0 where the event is commoner in treatment; the standard error is that of multinomial sampling
 * @throws {@link EfficacyError} `zero_variance` when nobody or everybody has the event, or just one arm, `no_data`, `invalid_argument`
 *
 * @example
 * phiCoefficient({ events: 48, n: 70 }, { events: 30, n: 75 }).estimate; // 0.286
 *
 * @see Yule (1912), Journal of the Royal Statistical Society 75(6), 579-652; Bishop, Fienberg & Holland (1975), Discrete Multivariate
 * Analysis, p. 381 (variance).
 */
export function phiCoefficient(
  treatment: ArmEvents,
  control: ArmEvents,
  options: ProportionsOptions = {},
): ProportionsEffect {
  return contrastOfProportions('phiCoefficient', phi, treatment, control, options);
}

const phi: Contrast = {
  kind: 'phi-coefficient',
  unit: 'correlation',
  method: "phi coefficient; Fisher's z interval",
  varianceFormula: 'Bishop, Fienberg & Holland (1975), multinomial sampling',
  needs: [],
  onFisherScale: true,
  of: ({ a, b, c, d }) => {
    if ((b === 0 && c === 0) || (a === 0 && d === 0)) return { estimate: a > 0 ? 1 : -1, variance: 0 };
    const n = a + b + c + d;
    const [row1, row2, column1, column2] = [(a + b) / n, (c + d) / n, (a + c) / n, (b + d) / n];
    const rows = row1 * row2;
    const columns = column1 * column2;
    const r = ((a / n) * (d / n) - (b / n) * (c / n)) / Math.sqrt(rows * columns);
    const rowExcess = row1 - row2;
    const columnExcess = column1 - column2;
    const skew = (rowExcess * columnExcess) / Math.sqrt(rows * columns);
    const variance =
      1 - r * r + r * (1 + (r * r) / 2) * skew - 0.75 * r * r * (rowExcess ** 2 / rows + columnExcess ** 2 / columns);
    return { estimate: r, variance: variance / n };
  },
};
