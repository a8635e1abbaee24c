/**
 * What becomes of the value at the cut: a part of it is trimmed (`fractional`); it stays (`floor`: whole values only); it stays with all
 * equal to it (`quantile`: what lies beyond the empirical quantile is trimmed).
 */
export type Trimming = 'fractional' | 'floor' | 'quantile';

/** What is left of a sample after its lowest values were trimmed. */
export interface TrimmedMean {
  readonly mean: number;
  /** Mean squared deviation of what is left. */
  readonly variance: number;
  /** The value at the cut. */
  readonly cut: number;
  /** How many values are left, a fraction included. */
  readonly left: number;
}

/**
 * Mean of what is left after the lowest `amount` values were trimmed.
 *
 * @param sorted - ascending
 * @param amount - from 0 to less than the number of values; a fraction means a part of a value
 */
export function trimLowest(sorted: Float64Array, amount: number, trimming: Trimming): TrimmedMean {
  const whole = Math.floor(amount);
  const atQuantile = sorted[Math.max(0, Math.ceil(amount) - 1)]!;
  const weightOf = (i: number): number => {
    if (trimming === 'quantile') return Number(sorted[i]! >= atQuantile);
    if (trimming === 'floor') return Number(i >= whole);
    return Math.min(1, Math.max(0, i + 1 - amount));
  };
  let [left, mean, squares] = [0, 0, 0];
  for (let i = 0; i < sorted.length; i++) {
    const weight = weightOf(i);
    if (weight === 0) continue;
    left += weight;
    const deviation = sorted[i]! - mean;
    mean += (weight / left) * deviation;
    squares += weight * deviation * (sorted[i]! - mean);
  }
  return { mean, variance: squares / left, cut: trimming === 'quantile' ? atQuantile : sorted[whole]!, left };
}

/** The same of the highest values. */
export function trimHighest(sorted: Float64Array, amount: number, trimming: Trimming): TrimmedMean {
  const turned = trimLowest(sorted.map((value) => -value).reverse(), amount, trimming);
  return { ...turned, mean: -turned.mean, cut: -turned.cut };
}
