/** Quantile of sorted values: linear between order statistics at (n + 1) p. */
export function percentile(sorted: ArrayLike<number>, p: number): number {
  const at = Math.min(Math.max((sorted.length + 1) * p - 1, 0), sorted.length - 1);
  const below = Math.floor(at);
  const [a, b] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return a + (at - below) * (b - a);
}
