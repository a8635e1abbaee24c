/** What is assumed: nothing; that more never does harm (response); that who takes more would do no worse at any dose (selection); both. */
export type BoundsAssumption = 'none' | 'monotone-response' | 'monotone-selection' | 'both';

/** Shares and means by level of dose, ascending. */
export interface LevelMeans {
  readonly share: readonly number[];
  readonly mean: readonly number[];
}

/** A bound as a weighted sum of the means of the levels and a constant; its weights are sums of shares. */
export interface BoundWeights {
  /** For each level the levels whose shares its mean is taken with. */
  readonly sums: readonly (readonly number[])[];
  /** Levels whose shares the end of the scale is taken with. */
  readonly end: readonly number[];
}

/**
 * The lower or upper bound of E[y(t)], for responses that rise with the dose.
 *
 * @param level - t
 * @param levels - how many there are
 *
 * @see Manski & Pepper (2000), Econometrica 68, 997-1010, eq. 1, 6, 9 and corollary 2.2 of proposition 2; Manski (1997), Econometrica 65, 1311-1334.
 */
export function boundWeights(
  which: 'lower' | 'upper',
  level: number,
  levels: number,
  assumption: BoundsAssumption,
): BoundWeights {
  const all = Array.from({ length: levels }, (_, u) => u);
  const response = assumption === 'monotone-response' || assumption === 'both';
  const selection = assumption === 'monotone-selection' || assumption === 'both';
  const lower = which === 'lower';
  /** Those beyond the level on the side where their own response bounds; and on the side where those of the level do. */
  const byOwn = all.filter((u) => response && (lower ? u < level : u > level));
  const byLevel = all.filter((u) => selection && (lower ? u > level : u < level));
  const rest = all.filter((u) => u !== level && !byOwn.includes(u) && !byLevel.includes(u));
  return {
    sums: all.map((u) => (u === level ? [level, ...byLevel] : byOwn.includes(u) ? [u] : [])),
    end: rest,
  };
}

/** The bound with its end of the scale; null where one is needed and not known. */
export function boundValue(
  { sums, end }: BoundWeights,
  { share, mean }: LevelMeans,
  scaleEnd: number | null,
): number | null {
  if (end.length > 0 && scaleEnd === null) return null;
  const total = (levels: readonly number[]): number => levels.reduce((sum, u) => sum + share[u]!, 0);
  return sums.reduce((sum, levels, u) => sum + mean[u]! * total(levels), total(end) * (scaleEnd ?? 0));
}

/** What one student of a level with a response adds to the bound beyond its value: its influence. */
export function boundInfluence(
  { sums, end }: BoundWeights,
  { share, mean }: LevelMeans,
  scaleEnd: number | null,
  level: number,
  response: number,
): number {
  let influence = 0;
  sums.forEach((levels, u) => {
    if (levels.length === 0) return;
    const total = levels.reduce((sum, v) => sum + share[v]!, 0);
    if (u === level) influence += (total / share[u]!) * (response - mean[u]!);
    influence += mean[u]! * (Number(levels.includes(level)) - total);
  });
  const outside = end.reduce((sum, v) => sum + share[v]!, 0);
  return influence + (scaleEnd ?? 0) * (Number(end.includes(level)) - outside);
}
