import { CrossSums } from './cross-sums.js';

/**
 * One cluster's part in a contrast under the working model, where errors are independent and of equal variance: with p_g the weights that
 * the estimator puts on the cluster's residuals, P_gh = [g = h] p_g'p_h - v_g'y_h is the covariance of p_g'e_g and p_h'e_h.
 */
export interface Direction {
  /** For two contrasts of one cluster, p'p is `left` of one times `right` of the other. */
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** Elements of `left` and `right` in use. */
  length: number;
  /** First the elements that every cluster has, then those of the blocks that this one meets. */
  readonly v: Float64Array;
  readonly y: Float64Array;
}

/**
 * Mean and variances of a cluster-robust covariance of some contrasts under the working model, gathered cluster by cluster without a
 * clusters x clusters matrix. With P_ab,gh for contrasts a and b, the double sum of P_ab,gh P_cd,gh needs only sums over single clusters:
 * of p_a'p_b p_c'p_d, of p_a'p_b v_c'y_d, and the products of sum v_a v_c' with sum y_b y_d'.
 *
 * @see Pustejovsky & Tipton (2018), JBES 36(4), 672-683.
 */
export class WorkingVariance {
  private readonly spreads: Float64Array;
  private readonly overlaps: Float64Array;
  private readonly trace: Float64Array;
  private readonly spreadSpread: Float64Array;
  private readonly spreadOverlap: Float64Array;
  private readonly vv: readonly CrossSums[];
  private readonly yy: readonly CrossSums[];

  /**
   * @param contrasts - how many
   * @param full - elements of v that every cluster has
   * @param places - of the others
   * @param symmetric - whether y is always v
   */
  constructor(
    private readonly contrasts: number,
    private readonly full: number,
    places: number,
    private readonly symmetric: boolean,
  ) {
    const pairs = contrasts * contrasts;
    const sums = (): CrossSums[] => Array.from({ length: pairs }, () => new CrossSums(full, places));
    this.spreads = new Float64Array(pairs);
    this.overlaps = new Float64Array(pairs);
    this.trace = new Float64Array(pairs);
    this.spreadSpread = new Float64Array(pairs * pairs);
    this.spreadOverlap = new Float64Array(pairs * pairs);
    this.vv = sums();
    this.yy = symmetric ? this.vv : sums();
  }

  /** Adds one cluster: a direction for each contrast, from `first` on, and the places of their further elements. */
  add(directions: readonly Direction[], first: number, places: Uint32Array, count: number): void {
    const { contrasts: q, full, spreads, overlaps, trace } = this;
    for (let a = 0; a < q; a++) {
      for (let b = 0; b < q; b++) {
        const [da, db] = [directions[first + a]!, directions[first + b]!];
        const ab = a * q + b;
        spreads[ab] = dot(da.left, db.right, da.length);
        overlaps[ab] = dot(da.v, db.y, full + count);
        trace[ab]! += spreads[ab]! - overlaps[ab]!;
        this.vv[ab]!.add(da.v, db.v, places, count);
        if (!this.symmetric) this.yy[ab]!.add(da.y, db.y, places, count);
      }
    }
    const pairs = q * q;
    for (let ab = 0; ab < pairs; ab++) {
      for (let cd = 0; cd < pairs; cd++) {
        this.spreadSpread[ab * pairs + cd]! += spreads[ab]! * spreads[cd]!;
        this.spreadOverlap[ab * pairs + cd]! += spreads[ab]! * overlaps[cd]!;
      }
    }
  }

  /** Mean of the covariance of contrasts a and b: the sum of P_ab,gg. */
  mean(a: number, b: number): number {
    return this.trace[a * this.contrasts + b]!;
  }

  /** Sum over pairs of clusters of P_ab,gh P_cd,gh. */
  product(a: number, b: number, c: number, d: number): number {
    const q = this.contrasts;
    const ab = a * q + b;
    const cd = c * q + d;
    const pairs = q * q;
    return (
      this.spreadSpread[ab * pairs + cd]! -
      this.spreadOverlap[ab * pairs + cd]! -
      this.spreadOverlap[cd * pairs + ab]! +
      this.vv[a * q + c]!.dot(this.yy[b * q + d]!)
    );
  }
}

function dot(x: Float64Array, y: Float64Array, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += x[i]! * y[i]!;
  return sum;
}
