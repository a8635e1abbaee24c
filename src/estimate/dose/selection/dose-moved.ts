/** Doses between two edges, and how much of what an instrument moved lies there. */
export interface DoseMoved {
  /** In the unit of the doses. */
  readonly from: number;
  /** In the same unit. */
  readonly to: number;
  /** Of all minutes that the instrument moved; the slope of a line is averaged with these shares. They sum to 1. */
  readonly share: number;
}

/**
 * Over which doses an instrument moved students: the weights of the average causal response, P(dose ≥ d) in one group less that in the other, summed
 * between the fifths of the doses above 0 of the group that has more.
 *
 * @param one - doses of one group
 * @param other - of the other
 * @returns null where the groups have the same mean dose
 *
 * @see Angrist & Imbens (1995), JASA 90, 431-442, theorem 1.
 */
export function doseMoved(one: Float64Array, other: Float64Array): readonly DoseMoved[] | null {
  const mean = (x: Float64Array): number => x.reduce((sum, value) => sum + value, 0) / x.length;
  const [more, less] = mean(one) >= mean(other) ? [one, other] : [other, one];
  const difference = mean(more) - mean(less);
  if (!(difference > 0)) return null;
  const above = more.filter((x) => x > 0).sort();
  const inner = [0.2, 0.4, 0.6, 0.8].map((p) => above[Math.floor(p * above.length)]!);
  const most = Math.max(...[more, less].map((x) => x.reduce((a, b) => Math.max(a, b), 0)));
  const edges = [...new Set([0, ...inner, most])];
  /** Mean minutes below an edge. */
  const below = (x: Float64Array, edge: number): number => mean(x.map((value) => Math.min(value, edge)));
  return edges.slice(1).map((to, i) => {
    const from = edges[i]!;
    const moved = below(more, to) - below(more, from) - (below(less, to) - below(less, from));
    return { from, to, share: moved / difference };
  });
}
