import { type Dominance, type DominanceOptions, dominance } from './dominance.js';

/**
 * Cliff's delta: the probability that a treatment value exceeds a control value minus the probability of the reverse.
 *
 * @param treatment - values in any unit, or ranks
 * @param control - the same for the control arm
 * @returns from -1 to 1; positive where treatment tends to be greater
 * @throws {@link EfficacyError} `no_data` for an empty arm, `not_finite`, `invalid_argument`
 *
 * @example
 * cliffsDelta([12, 15, 19], [11, 12, 13]).estimate; // 0.667
 *
 * @see Cliff (1993), Psychological Bulletin 114(3), 494-509.
 */
export function cliffsDelta(
  treatment: ArrayLike<number>,
  control: ArrayLike<number>,
  options: DominanceOptions = {},
): Dominance {
  const scale = {
    kind: 'cliffs-delta',
    name: "Cliff's delta",
    unit: 'difference of probabilities',
    offset: 0,
    scale: 1,
  };
  return dominance('cliffsDelta', scale, treatment, control, options);
}
