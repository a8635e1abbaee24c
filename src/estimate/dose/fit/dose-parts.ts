/** Rows that share dose, weight and cluster. */
export interface DosePart {
  /** In the unit of the data. */
  readonly dose: number;
  /** Weight of each row. */
  readonly weight: number;
  /** Number of the cluster; 0 without clusters. */
  readonly cluster: number;
  /** Rows. */
  readonly n: number;
  /** Mean response. */
  readonly mean: number;
  /** Sum of squared deviations from the mean. */
  readonly m2: number;
}

/** Columns of data as they came, row by row or summary by summary. */
export interface DoseItems {
  readonly mean: ArrayLike<number>;
  /** Rows behind each item; null for one. */
  readonly n: ArrayLike<number> | null;
  readonly m2: ArrayLike<number> | null;
  readonly weight: ArrayLike<number> | null;
}

/** Parts with the same dose as one. */
export interface CollapsedDoses {
  /** Distinct doses in ascending order. */
  readonly dose: Float64Array;
  /** Sum of the weights at each. */
  readonly weight: Float64Array;
  /** Weighted mean response at each. */
  readonly mean: Float64Array;
  /** Weighted sum of squares around these means. */
  readonly within: number;
  /** Sum of the logarithms of the weights of all rows. */
  readonly logWeights: number;
}

/** Numbers of distinct values. */
interface Codes {
  readonly codes: Uint32Array;
  /** How many distinct values there are. */
  readonly size: number;
}

/** A number for each distinct value, in the order in which they come. */
export function codesOf(values: ArrayLike<string | number>): Codes {
  const known = new Map<string | number, number>();
  const codes = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let code = known.get(value);
    if (code === undefined) {
      code = known.size;
      known.set(value, code);
    }
    codes[i] = code;
  }
  return { codes, size: known.size };
}

/** A number for each distinct pair of numbers. */
function pairs({ codes, size }: Codes, others: Uint32Array): Codes {
  return codesOf(Float64Array.from(codes, (code, i) => code + size * others[i]!));
}

/** Items with the same dose, weight and cluster as one, in two passes: means, then squares around them. */
export function mergedParts(dose: ArrayLike<number>, items: DoseItems, clusters: Uint32Array | null): DosePart[] {
  const rows = dose.length;
  const byDose = codesOf(dose);
  const byCluster = clusters === null ? byDose : pairs(byDose, clusters);
  const { codes: of, size } = items.weight === null ? byCluster : pairs(byCluster, codesOf(items.weight).codes);
  const firsts = new Uint32Array(size);
  for (let i = rows - 1; i >= 0; i--) firsts[of[i]!] = i;
  const n = new Float64Array(firsts.length);
  const mean = new Float64Array(firsts.length);
  const rest = new Float64Array(firsts.length);
  const m2 = new Float64Array(firsts.length);
  for (let i = 0; i < rows; i++) {
    const part = of[i]!;
    const count = items.n?.[i] ?? 1;
    n[part]! += count;
    mean[part]! += count * (items.mean[i]! - items.mean[firsts[part]!]!);
  }
  firsts.forEach((first, part) => {
    mean[part] = items.mean[first]! + (n[part]! > 0 ? mean[part]! / n[part]! : 0);
  });
  for (let i = 0; i < rows; i++) {
    const part = of[i]!;
    const count = items.n?.[i] ?? 1;
    const away = items.mean[i]! - mean[part]!;
    m2[part]! += (items.m2?.[i] ?? 0) + count * away * away;
    rest[part]! += count * away;
  }
  return Array.from(firsts)
    .map((first, part) => {
      const count = n[part]!;
      const shift = count > 0 ? rest[part]! / count : 0;
      return {
        dose: dose[first]!,
        weight: items.weight?.[first] ?? 1,
        cluster: clusters?.[first] ?? 0,
        n: count,
        mean: mean[part]! + shift,
        m2: Math.max(0, m2[part]! - count * shift * shift),
      };
    })
    .sort((a, b) => a.dose - b.dose);
}

/** Parts with the same dose as one. */
export function collapsed(parts: readonly DosePart[]): CollapsedDoses {
  const starts = parts.map((_, i) => i).filter((i) => i === 0 || parts[i]!.dose !== parts[i - 1]!.dose);
  const cells = starts.map((start, c) => {
    const same = parts.slice(start, starts[c + 1] ?? parts.length);
    const weight = same.reduce((sum, part) => sum + part.weight * part.n, 0);
    const shift = same[0]!.mean;
    const mean = shift + same.reduce((sum, part) => sum + part.weight * part.n * (part.mean - shift), 0) / weight;
    const within = same.reduce((sum, part) => sum + part.weight * (part.m2 + part.n * (part.mean - mean) ** 2), 0);
    return { dose: same[0]!.dose, weight, mean, within };
  });
  return {
    dose: Float64Array.from(cells, ({ dose }) => dose),
    weight: Float64Array.from(cells, ({ weight }) => weight),
    mean: Float64Array.from(cells, ({ mean }) => mean),
    within: cells.reduce((sum, { within }) => sum + within, 0),
    logWeights: parts.reduce((sum, { weight, n }) => sum + n * Math.log(weight), 0),
  };
}
