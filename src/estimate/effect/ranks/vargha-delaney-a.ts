import { type Dominance, type DominanceOptions, dominance } from './dominance.js';

/**
 * Vargha & Delaney's A: the probability that a treatment value exceeds a control value, ties counted half, from the values themselves and
 * not from a normal model. The same as the area under the ROC curve; for the model, see {@link probabilityOfSuperiority}.
 *
 * @param treatment - values in any unit, or ranks
 * @param control - the same for the control arm
 * @returns from 0 to 1; 0.5 where neither arm tends to be greater
 * @throws {@link EfficacyError} `no_data` for an empty arm, `not_finite`, `invalid_argument`
 *
 * @example
 * varghaDelaneyA([12, 15, 19], [11, 12, 13]).estimate; // 0.833
 *
 * @see Vargha & Delaney (2000), Journal of Educational and Behavioral Statistics 25(2), 101-132.
 */
export function varghaDelaneyA(
  treatment: ArrayLike<number>,
  control: ArrayLike<number>,
  options: DominanceOptions = {},
): Dominance {
  const scale = {
    kind: 'vargha-delaney-a',
    name: "Vargha and Delaney's A",
    unit: 'probability',
    offset: 0.5,
    scale: 0.5,
  };
  return dominance('varghaDelaneyA', scale, treatment, control, options);
}
