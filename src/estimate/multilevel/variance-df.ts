import { bilinear, multiplyInto } from '../../numeric/linalg/matrix.js';
import type { ClusterSums } from './cluster-sums.js';
import {
  type AtRatio,
  type LikelihoodType,
  leading,
  meanWeight,
  quadratic,
  traceOfProduct,
  weighted,
} from './likelihood.js';

/** Covariance of the coefficients, and the degrees of freedom of the variance of any sum of them. */
export interface FixedEffects {
  /** k x k, row-major. */
  readonly covariance: Float64Array;
  /** For weights l on the coefficients the degrees of freedom of the variance of l'b. */
  readonly dfOf: (l: Float64Array) => number;
}

/** A symmetric 2 x 2 matrix. */
interface Pair {
  readonly aa: number;
  readonly ab: number;
  readonly bb: number;
}

/** 2 f²/(g'C g) for a variance f, its gradient g and C the covariance of what it depends on. */
function degrees(f: number, a: number, b: number, { aa, ab, bb }: Pair): number {
  return (2 * f * f) / (a * a * aa + 2 * a * b * ab + b * b * bb);
}

function inverseTimes(factor: number, { aa, ab, bb }: Pair): Pair {
  const scale = factor / (aa * bb - ab * ab);
  return { aa: scale * bb, ab: -scale * ab, bb: scale * aa };
}

/**
 * Satterthwaite's degrees of freedom with the observed information of ratio and residual variance, as lmerTest takes them, from exact second
 * derivatives. At a ratio of 0 the standard deviation between clusters is the parameter, on which variances do not depend there: they are
 * those of the residuals.
 *
 * @see Giesbrecht & Burns (1985), Biometrics 41(2), 477-486; Kuznetsova, Brockhoff & Christensen (2017), J. Stat. Software 82(13), section 2.
 */
export function satterthwaite(sums: ClusterSums, at: AtRatio, type: LikelihoodType): FixedEffects {
  const { width } = sums;
  const k = width - 1;
  const { ratio, coefficients, inverse, divisor } = at;
  const s = at.residualSquares / divisor;
  const pull = weighted(sums, (w) => meanWeight(ratio, w) ** 2);
  const bend = weighted(sums, (w) => meanWeight(ratio, w) ** 3);
  const residual = Float64Array.from({ length: width }, (_, i) => (i < k ? -coefficients[i]! : 1));
  const moved = Float64Array.from({ length: k }, (_, i) =>
    residual.reduce((sum, r, j) => sum + pull[i * width + j]! * r, 0),
  );
  const squaresBend = 2 * quadratic(bend, residual, width) - 2 * bilinear(moved, inverse, moved, k);
  let byRatio = squaresBend / s;
  for (const { weight, count } of sums.classes) byRatio -= count * meanWeight(ratio, weight) ** 2;
  if (type === 'REML') {
    const product = new Float64Array(k * k);
    multiplyInto(product, inverse, leading(pull, k, width), k, k, k);
    byRatio += 2 * traceOfProduct(inverse, bend, k, width);
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) byRatio -= product[i * k + j]! * product[j * k + i]!;
  }
  const spread = inverseTimes(2, {
    aa: byRatio,
    ab: quadratic(pull, residual, width) / (s * s),
    bb: divisor / (s * s),
  });
  const turned = new Float64Array(k);
  return {
    covariance: inverse.map((v) => v * s),
    dfOf(l) {
      if (ratio === 0) return divisor;
      const q = bilinear(l, inverse, l, k);
      multiplyInto(turned, inverse, l, k, k, 1);
      return degrees(s * q, s * quadratic(pull, turned, width), q, spread);
    },
  };
}

/**
 * Kenward and Roger's adjusted covariance, and the degrees of freedom of a single contrast, with the expected information of both variances.
 *
 * @see Kenward & Roger (1997), Biometrics 53(3), 983-997, equations 3 and 5 and section 3; for one contrast their scale is 1 and their degrees
 * of freedom are 2/A.
 */
export function kenwardRoger(sums: ClusterSums, at: AtRatio): FixedEffects {
  const { width, n, clusters, within } = sums;
  const k = width - 1;
  const { ratio, inverse } = at;
  const s = at.residualSquares / at.divisor;
  // The residual variance is a, the variance between clusters b. P are -X'V⁻¹G V⁻¹X, Q are X'V⁻¹G V⁻¹G V⁻¹X.
  const part = (power: number, shrink: number, withRows: boolean): Float64Array => {
    const sum = weighted(sums, (w) => meanWeight(ratio, w) ** power / w ** shrink);
    return leading(withRows ? sum.map((v, i) => v + within[i]!) : sum, k, width);
  };
  const pa = part(2, 1, true).map((v) => -v / s ** 2);
  const pb = part(2, 0, false).map((v) => -v / s ** 2);
  const qaa = part(3, 2, true).map((v) => v / s ** 3);
  const qab = part(3, 1, false).map((v) => v / s ** 3);
  const qbb = part(3, 0, false).map((v) => v / s ** 3);
  const phi = inverse.map((v) => v * s);
  const times = (a: Float64Array, b: Float64Array): Float64Array => {
    const out = new Float64Array(k * k);
    multiplyInto(out, a, b, k, k, k);
    return out;
  };
  const [fa, fb] = [times(phi, pa), times(phi, pb)];
  const trace = (a: Float64Array, b: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) sum += a[i * k + j]! * b[j * k + i]!;
    return sum;
  };
  const information = (direct: number, q: Float64Array, f: Float64Array, g: Float64Array): number =>
    direct / s ** 2 - 2 * trace(phi, q) + trace(f, g);
  let [aa, ab, bb] = [n - clusters, 0, 0];
  for (const { weight, count } of sums.classes) {
    const c = meanWeight(ratio, weight);
    aa += count * (c / weight) ** 2;
    ab += (count * c * c) / weight;
    bb += count * c * c;
  }
  const spread = inverseTimes(2, {
    aa: information(aa, qaa, fa, fa),
    ab: information(ab, qab, fa, fb),
    bb: information(bb, qbb, fb, fb),
  });
  const [paa, pab, pbb] = [times(pa, fa), times(pa, fb), times(pb, fb)];
  const core = qaa.map((q, i) => {
    const transposed = (i % k) * k + Math.floor(i / k);
    const mixed = 2 * qab[i]! - pab[i]! - pab[transposed]!;
    return spread.aa * (q - paa[i]!) + spread.ab * mixed + spread.bb * (qbb[i]! - pbb[i]!);
  });
  const added = times(times(phi, core), phi);
  const turned = new Float64Array(k);
  return {
    covariance: phi.map((v, i) => v + 2 * added[i]!),
    dfOf(l) {
      multiplyInto(turned, phi, l, k, k, 1);
      return degrees(bilinear(l, phi, l, k), bilinear(turned, pa, turned, k), bilinear(turned, pb, turned, k), spread);
    },
  };
}
