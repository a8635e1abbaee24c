import type { Weights } from '../../aggregate/weights.js';
import { numericColumnOf } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import type { TwoArms } from './two-arms.js';

/** The mean of one arm. */
export interface ArmMean {
  readonly mean: number;
  /** Of the mean, each arm by itself; NaN for a single value. */
  readonly variance: number;
  /** Values, or the rows that they stand for where weights are counts. */
  readonly n: number;
  /** Sum of the weights; n without. */
  readonly weight: number;
}

/**
 * The means of both arms with their variances: s^2 / n, and with weights that are not counts what HC2 gives in a regression on the arm,
 * the sum of w^2 e^2 / (1 - w/W) over W^2 for the sum W of the arm's weights. With equal weights that is s^2 / n.
 */
export function armMeans(
  arms: TwoArms,
  outcome: string,
  weights: Weights | undefined,
  who: string,
): { readonly treatment: ArmMean; readonly control: ArmMean } {
  const values = numericColumnOf(arms.table, outcome, who).values;
  const w = weights === undefined ? null : numericColumnOf(arms.table, weights.column, who).values;
  const counts = weights?.kind === 'frequency';
  return {
    treatment: armMean(values, w, counts, arms.treated, 1),
    control: armMean(values, w, counts, arms.treated, 0),
  };
}

function armMean(
  values: Float64Array,
  weights: Float64Array | null,
  counts: boolean,
  treated: Float64Array,
  arm: 0 | 1,
): ArmMean {
  let [rows, weight, mean] = [0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    if (treated[row] !== arm) continue;
    rows++;
    const w = weights === null ? 1 : weights[row]!;
    weight += w;
    mean += (w / weight) * (values[row]! - mean);
  }
  let variance = 0;
  for (let row = 0; row < values.length; row++) {
    if (treated[row] !== arm) continue;
    const deviation = values[row]! - mean;
    const w = weights === null ? 1 : weights[row]!;
    variance += counts || weights === null ? w * deviation ** 2 : ((w / weight) * deviation) ** 2 / (1 - w / weight);
  }
  const n = counts ? weight : rows;
  if (counts || weights === null) variance /= n * (n - 1);
  return { mean, variance: n < 2 ? Number.NaN : variance, n, weight };
}

/**
 * Refuses an arm with a single value.
 *
 * @throws {@link EfficacyError} `too_few_observations`
 */
export function requireTwoValues(
  treatment: { readonly n: number },
  control: { readonly n: number },
  who: string,
): void {
  if (treatment.n >= 2 && control.n >= 2) return;
  throw new EfficacyError(
    'too_few_observations',
    `${who} needs at least 2 observations in each arm; got ${treatment.n} in treatment and ${control.n} in control`,
    { nTreatment: treatment.n, nControl: control.n },
  );
}
