import { max, min, zeros } from '../math.js';

/**
 * Hommel's adjusted p values by the closure principle: for each test the largest Simes p value among the sets that hold it.
 *
 * Of all sets of one size that hold test i, Simes' p value is largest for the one filled up with the largest other p values, so one
 * set a size is enough. Time grows with the square of the family's size.
 *
 * @param sorted - p values in increasing order
 * @param m - tests in the family; those whose p value is not given have 1
 * @see Hommel (1988), Biometrika 75, 383-386; Wright (1992), Biometrics 48, 1005-1013.
 */
export function hommelValues(sorted: Float64Array, m: number): Float64Array {
  const family = zeros(m).fill(1);
  family.set(sorted);
  const adjusted = sorted.slice();
  for (let size = 2; size <= m; size++) {
    const top = m - size; // the set's largest size - 1 members stand behind index `top`
    let simes = 1;
    for (let k = 2; k <= size; k++) simes = min(simes, (size * family[top + k - 1]!) / k);
    for (let i = 0; i < adjusted.length; i++) {
      const own = size * family[min(i, top)]!;
      adjusted[i] = max(adjusted[i]!, min(simes, own));
    }
  }
  return adjusted;
}
