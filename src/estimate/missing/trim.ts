/**
 * What becomes of the value at the cut: a part of it is trimmed (`fractional`); it stays (`floor`: whole values only); it stays with all
 * equal to it (`quantile`: what lies beyond the empirical quantile is trimmed).
 */
export type Trimming = 'fractional' | 'floor' | 'quantile';

/** What is left of a sample after its lowest values were trimmed. */
export interface TrimmedMean {
  /** Mean of what is left. */
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
  return trim(sorted, amount, trimming, Math.max(0, Math.ceil(amount) - 1));
}

/** The same of the highest values. */
export function trimHighest(sorted: Float64Array, amount: number, trimming: Trimming): TrimmedMean {
  const turned = trim(sorted.map((value) => -value).reverse(), amount, trimming, Math.floor(amount));
  return { ...turned, mean: -turned.mean, cut: -turned.cut };
}

/**
 * @param quantileAt - where the empirical quantile stands, counted from the end that is trimmed: of a share p of n values, p n a whole number, it is
 * value p n from below, and of 1 - p value p n + 1 from above
 *
 * @see Hyndman & Fan (1996), Amer. Statist. 50(4), 361-365, definition 1.
 */
function trim(sorted: Float64Array, amount: number, trimming: Trimming, quantileAt: number): TrimmedMean {
  const whole = Math.floor(amount);
  const quantile = sorted[quantileAt]!;
  const weightOf = (i: number): number => {
    if (trimming === 'quantile') return Number(sorted[i]! >= quantile);
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
  return { mean, variance: squares / left, cut: trimming === 'quantile' ? quantile : sorted[whole]!, left };
}
