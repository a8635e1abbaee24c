import { type Dominance, type DominanceOptions, dominance } from './dominance.js';

/**
 * Rank-biserial correlation of two independent arms; the same number as {@link cliffsDelta}. For units measured twice, see {@link pairedRankBiserial}.
 *
 * @param treatment - values in any unit, or ranks
 * @param control - the same for the control arm
 * @returns from -1 to 1; positive where treatment tends to be greater
 * @throws {@link EfficacyError} `no_data` for an empty arm, `not_finite`, `invalid_argument`
 *
 * @example
 * rankBiserial([12, 15, 19], [11, 12, 13]).estimate; // 0.667
 *
 * @see Kerby (2014), Comprehensive Psychology 3, 1.
 */
export function rankBiserial(
  treatment: ArrayLike<number>,
  control: ArrayLike<number>,
  options: DominanceOptions = {},
): Dominance {
  const scale = { kind: 'rank-biserial', name: 'rank-biserial correlation', unit: 'correlation', offset: 0, scale: 1 };
  return dominance('rankBiserial', scale, treatment, control, options);
}
