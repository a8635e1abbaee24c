/** Means of several columns in one or two arms, with their covariance: a sum of independent parts, each with its degrees of freedom. */
export interface MeanVector {
  /** The means, θ. */
  readonly means: readonly number[];
  /** Covariances that add up, each with the degrees of freedom of its estimate. */
  readonly parts: readonly { readonly covariance: readonly (readonly number[])[]; readonly df: number }[];
}

/** c'θ for the means θ. */
export function combination(c: readonly number[], { means }: MeanVector): number {
  return c.reduce((sum, x, i) => sum + x * means[i]!, 0);
}

/** The covariance of c'θ and d'θ. */
export function covarianceOfTwo(c: readonly number[], d: readonly number[], { parts }: MeanVector): number {
  return parts.reduce((sum, { covariance }) => sum + form(c, d, covariance), 0);
}

/** The variance of c'θ, and Satterthwaite's degrees of freedom: those of its parts, where only one of them varies. */
export function varianceOf(
  c: readonly number[],
  { parts }: MeanVector,
): { readonly variance: number; readonly df: number } {
  const shares = parts.map(({ covariance, df }) => ({ variance: form(c, c, covariance), df }));
  const variance = shares.reduce((sum, part) => sum + part.variance, 0);
  const squares = shares.reduce((sum, part) => sum + part.variance ** 2 / part.df, 0);
  return { variance, df: squares > 0 ? variance ** 2 / squares : Math.max(...shares.map(({ df }) => df)) };
}

function form(c: readonly number[], d: readonly number[], matrix: readonly (readonly number[])[]): number {
  return c.reduce((sum, x, i) => sum + (x === 0 ? 0 : x * d.reduce((s, y, j) => s + y * matrix[i]![j]!, 0)), 0);
}
