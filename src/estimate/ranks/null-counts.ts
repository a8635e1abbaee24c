// How many of all equally likely arrangements give each value of a rank statistic, when there are no ties. Sums of positive numbers only, so that
// tails keep their digits.

/**
 * For u from 0 to the middle, the share of all choices of m among m + n values whose pairs with the others are won u times.
 *
 * @see Mann & Whitney (1947), Ann. Math. Stat. 18(1), 50-60, equation 1: the largest value is chosen, and wins against all n, or it is not.
 */
export function rankSumShares(m: number, n: number): Float64Array {
  const middle = Math.floor((m * n) / 2);
  let before: Float64Array[] = Array.from({ length: n + 1 }, () => Float64Array.of(1));
  for (let i = 1; i <= m; i++) {
    const next: Float64Array[] = [Float64Array.of(1)];
    for (let j = 1; j <= n; j++) {
      const own = new Float64Array(Math.min(i * j, middle) + 1);
      const [chosen, left] = [before[j]!, next[j - 1]!];
      const share = i / (i + j); // of the choices of i among i + j those with the largest
      for (let u = 0; u < chosen.length && u + j < own.length; u++) own[u + j]! += share * chosen[u]!;
      for (let u = 0; u < left.length && u < own.length; u++) own[u]! += (1 - share) * left[u]!;
      next.push(own);
    }
    before = next;
  }
  return before[n]!;
}

/** For v from 0 to the middle, the share of all choices of signs of the ranks 1 to n whose positive ranks sum to v. */
export function signedRankShares(n: number): Float64Array {
  const middle = Math.floor((n * (n + 1)) / 4);
  const shares = new Float64Array(middle + 1);
  shares[0] = 1;
  let top = 0;
  for (let rank = 1; rank <= n; rank++) {
    top = Math.min(middle, top + rank);
    for (let v = top; v >= 0; v--) shares[v] = (shares[v]! + (v >= rank ? shares[v - rank]! : 0)) / 2;
  }
  return shares;
}

/** Probability of at most k, of a statistic from 0 to `most` that is symmetric about the middle. */
export function atMost(shares: Float64Array, most: number, k: number): number {
  if (k < 0) return 0;
  if (k >= most) return 1;
  const below = (to: number): number => {
    let sum = 0;
    for (let u = 0; u <= to; u++) sum += shares[u]!;
    return sum;
  };
  return 2 * k < most ? below(k) : 1 - below(most - k - 1);
}

/** The largest k of which less than k has a probability of at most p, below a half: a p-value of p itself is a rejection. */
export function quantileOf(shares: Float64Array, p: number): number {
  let sum = 0;
  for (let k = 0; k < shares.length; k++) {
    sum += shares[k]!;
    if (sum > p * (1 + 1e-12)) return k;
  }
  return shares.length - 1;
}
