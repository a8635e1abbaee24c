import type { NumberedPlaces } from './number-places.js';
import type { StoredGains } from './stored-gains.js';

/** Stored groups that have students, to which group of the result each belongs, and the means there. */
export interface GroupSums extends StoredGains {
  readonly filled: Uint32Array;
  /** As stored: weights of the groups. */
  readonly weights: Float64Array;
  readonly ids: Uint32Array;
  readonly weight: Float64Array;
  readonly meanGain: Float64Array;
  readonly meanMinutes: Float64Array;
}

/** Variances and covariance of the two means of each group. */
export interface GroupSpread {
  readonly vGain: Float64Array;
  readonly covariance: Float64Array;
  readonly vMinutes: Float64Array;
  readonly df: Float64Array;
}

const emptySpread = (count: number): GroupSpread => ({
  vGain: new Float64Array(count),
  covariance: new Float64Array(count),
  vMinutes: new Float64Array(count),
  df: new Float64Array(count),
});

function scale({ vGain, covariance, vMinutes }: GroupSpread, id: number, factor: number): void {
  vGain[id]! *= factor;
  covariance[id]! *= factor;
  vMinutes[id]! *= factor;
}

/** Of students as independent: variances of the mean gain and the mean minutes. */
export function spreadOfStudents({
  filled,
  weights,
  ids,
  weight,
  meanGain,
  meanMinutes,
  gains,
  used,
  products: { after, before, minutes },
}: GroupSums): GroupSpread {
  const spread = emptySpread(weight.length);
  for (let k = 0; k < filled.length; k++) {
    const [i, id] = [filled[k]!, ids[k]!];
    const [x, y] = [gains[k]! - meanGain[id]!, used[i]! - meanMinutes[id]!];
    const own =
      before === null ? after[0][i]! : Math.max(0, after[0][i]! - before[2][i]! - (before[2][i]! - before[0][i]!));
    const joint = before === null ? after[1][i]! : after[1][i]! - before[1][i]!;
    spread.vGain[id]! += own + weights[i]! * x * x;
    spread.covariance[id]! += joint + weights[i]! * x * y;
    spread.vMinutes[id]! += minutes[i]! + weights[i]! * y * y;
  }
  for (let id = 0; id < weight.length; id++) {
    spread.df[id] = weight[id]! - 1;
    scale(spread, id, 1 / (spread.df[id]! * weight[id]!));
  }
  return spread;
}

/** G/(G - 1) Σ u u', u the share of a cluster in its group's sums around the means. */
export function spreadOfClusters(
  { filled, weights, ids, weight, meanGain, meanMinutes, gains, used }: GroupSums,
  parts: NumberedPlaces,
): GroupSpread {
  const spread = emptySpread(weight.length);
  const [a, b] = [new Float64Array(parts.first.length), new Float64Array(parts.first.length)];
  for (let k = 0; k < filled.length; k++) {
    const [i, id] = [filled[k]!, ids[k]!];
    const share = weights[i]! / weight[id]!;
    a[parts.ids[k]!]! += share * (gains[k]! - meanGain[id]!);
    b[parts.ids[k]!]! += share * (used[i]! - meanMinutes[id]!);
  }
  parts.first.forEach((place, part) => {
    const id = ids[place]!;
    spread.df[id]! += 1;
    spread.vGain[id]! += a[part]! * a[part]!;
    spread.covariance[id]! += a[part]! * b[part]!;
    spread.vMinutes[id]! += b[part]! * b[part]!;
  });
  for (let id = 0; id < weight.length; id++) {
    const clusters = spread.df[id]!;
    spread.df[id] = clusters - 1;
    if (clusters > 1) scale(spread, id, clusters / (clusters - 1));
  }
  return spread;
}
