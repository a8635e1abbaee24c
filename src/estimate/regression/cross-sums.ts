/** A sum of outer products x y' of vectors of which the first elements are full, and the few others scattered over many places. */
export class CrossSums {
  private readonly core: Float64Array;
  private readonly scattered = new Map<number, number>();

  /**
   * @param full - how many elements every vector has
   * @param places - of scattered elements
   */
  constructor(
    private readonly full: number,
    private readonly places: number,
  ) {
    this.core = new Float64Array(full * full);
  }

  /** Adds x y'; element `full + s` of both stands at place `places[s]`. */
  add(x: Float64Array, y: Float64Array, places: Uint32Array, count: number): void {
    const { full, core, scattered } = this;
    for (let i = 0; i < full; i++) for (let j = 0; j < full; j++) core[i * full + j]! += x[i]! * y[j]!;
    if (count === 0) return;
    const stride = full + this.places;
    const put = (i: number, j: number, value: number): void => {
      const key = i * stride + j;
      scattered.set(key, (scattered.get(key) ?? 0) + value);
    };
    for (let s = 0; s < count; s++) {
      const p = full + places[s]!;
      for (let i = 0; i < full; i++) {
        put(i, p, x[i]! * y[full + s]!);
        put(p, i, x[full + s]! * y[i]!);
      }
      for (let t = 0; t < count; t++) put(p, full + places[t]!, x[full + s]! * y[full + t]!);
    }
  }

  /** Sum of the products of equal elements. */
  dot(other: CrossSums): number {
    let sum = 0;
    for (let i = 0; i < this.core.length; i++) sum += this.core[i]! * other.core[i]!;
    for (const [key, value] of this.scattered) sum += value * (other.scattered.get(key) ?? 0);
    return sum;
  }
}
