import { type Moments, moments } from '../../../aggregate/moments.js';
import { finiteValues } from '../finite-values.js';

/** How the values of two arms compare, over all pairs of one from each. */
export interface PairCounts {
  /** Pairs in which the treatment value is greater. */
  readonly greater: number;
  readonly less: number;
  readonly ties: number;
  /** For each treatment value the share of control values below it, ties half: count, mean and spread of these shares. */
  readonly ofTreatment: Moments;
  /** For each control value the share of treatment values below it, ties half. */
  readonly ofControl: Moments;
}

/**
 * Counts all pairs by sorting, in n log n steps, exactly while there are fewer than 2^53.
 *
 * @throws {@link EfficacyError} `no_data` for an empty arm, `not_finite`, `invalid_argument`
 */
export function pairCounts(who: string, treatment: ArrayLike<number>, control: ArrayLike<number>): PairCounts {
  const t = finiteValues(who, 'treatment', treatment).sort();
  const c = finiteValues(who, 'control', control).sort();
  const up = compare(t, c);
  const down = compare(c, t);
  return {
    greater: up.above,
    less: down.above,
    ties: up.ties,
    ofTreatment: moments(up.shares),
    ofControl: moments(down.shares),
  };
}

/** Walks through two sorted arrays at once. */
function compare(values: Float64Array, others: Float64Array) {
  const shares = new Float64Array(values.length);
  let below = 0;
  let upTo = 0;
  let above = 0;
  let ties = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    while (below < others.length && others[below]! < x) below++;
    while (upTo < others.length && others[upTo]! <= x) upTo++;
    above += below;
    ties += upTo - below;
    shares[i] = (below + upTo) / (2 * others.length);
  }
  return { above, ties, shares };
}
