/**
 * Hommel's divisor: the tests with `p <= level / divisor` are rejected, all of them when it is 0.
 *
 * It is the size of the largest set of p values that Simes' test, applied to the set's largest members, does not reject.
 *
 * @param family - all p values of the family in increasing order
 * @see Hommel (1988), Biometrika 75, 383-386.
 */
export function hommelDivisor(family: Float64Array, level: number, atMost: (a: number, b: number) => boolean): number {
  const m = family.length;
  for (let size = m; size >= 1; size--) {
    let k = 1;
    while (k <= size && !atMost(family[m - size + k - 1]! * size, k * level)) k++;
    if (k > size) return size;
  }
  return 0;
}

/**
 * Hommel's adjusted p values by the closure principle: for each test the largest Simes p value among the sets that hold it.
 *
 * Of all sets of one size that hold test i, Simes' p value is largest for the one filled up with the largest other p values, so one
 * set a size is enough. Time grows with the square of the family's size.
 *
 * @param family - all p values of the family in increasing order
 * @see Wright (1992), Biometrics 48, 1005-1013.
 */
export function hommelValues(family: Float64Array): Float64Array {
  const m = family.length;
  const adjusted = family.slice();
  for (let size = 2; size <= m; size++) {
    const top = m - size; // the set's largest size - 1 members stand behind index `top`
    let simes = 1;
    for (let k = 2; k <= size; k++) simes = Math.min(simes, (size * family[top + k - 1]!) / k);
    for (let i = 0; i < m; i++) {
      const own = size * family[Math.min(i, top)]!;
      adjusted[i] = Math.max(adjusted[i]!, Math.min(simes, own));
    }
  }
  return adjusted;
}
