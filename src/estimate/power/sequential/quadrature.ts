/** Points of Gauss and Legendre's rule of order 12 on [-1, 1], those above 0, and their weights. */
const points = [
  0.1252334085114689, 0.3678314989981802, 0.5873179542866175, 0.7699026741943047, 0.9041172563704749,
  0.9815606342467192,
];
const weights = [
  0.2491470458134028, 0.2334925365383548, 0.20316742672306592, 0.16007832854334622, 0.10693932599531844,
  0.04717533638651183,
];

/** Where a function is looked at, in ascending order, and how much each place counts. */
export interface QuadratureRule {
  /** The points. */
  readonly at: Float64Array;
  /** The weight of each. */
  readonly weight: Float64Array;
}

/**
 * A rule for the integral of a smooth function over an interval, cut into equal panels.
 *
 * @param lower - where the interval begins
 * @param upper - where it ends; no higher than `lower` gives no points
 * @param width - of a panel, at most
 */
export function panelRule(lower: number, upper: number, width: number): QuadratureRule {
  const panels = Math.max(0, Math.ceil((upper - lower) / width));
  const half = (upper - lower) / (2 * panels);
  const order = 2 * points.length;
  const at = new Float64Array(panels * order);
  const weight = new Float64Array(panels * order);
  for (let panel = 0; panel < panels; panel++) {
    const middle = lower + (2 * panel + 1) * half;
    points.forEach((point, j) => {
      const [below, above] = [panel * order + points.length - 1 - j, panel * order + points.length + j];
      at[below] = middle - half * point;
      at[above] = middle + half * point;
      weight[below] = weight[above] = half * weights[j]!;
    });
  }
  return { at, weight };
}
