import { cholesky } from '../../numeric/linalg/cholesky.js';
import { symmetricEigenInto } from '../../numeric/linalg/eigen.js';
import { bilinear, multiplyInto, timesVectorInto } from '../../numeric/linalg/matrix.js';
import { spectralInto } from '../../numeric/linalg/spectral.js';
import { forEachCluster } from './cluster-cells.js';
import type { Cells, LinearSystem } from './linear-system.js';
import { satterthwaiteTerms } from './satterthwaite.js';
import { addOuter, mirror, type Solution, sandwich, scoreInto } from './vcov.js';

/** Bias-reduced cluster-robust covariance with the degrees of freedom of each coefficient. */
export interface Cr2 {
  readonly vcov: Float64Array;
  /** Satterthwaite's degrees of freedom of each coefficient; NaN for a dropped one. */
  readonly df: Float64Array;
}

/** What a cluster alone determines has leverage 1, up to this: there the generalized inverse is 0. */
const noResidual = 1e-10;

/** (z^(-1/2) - 1) / (1 - z) at z = 1 - leverage. */
function halfInverse(leverage: number): number {
  const z = 1 - leverage;
  if (z < noResidual) return -1 / leverage;
  const root = Math.sqrt(z);
  return 1 / (root * (1 + root));
}

/** (1/z - 1) / (1 - z) at z = 1 - leverage. */
function inverse(leverage: number): number {
  const z = 1 - leverage;
  return z < noResidual ? -1 / leverage : 1 / z;
}

/**
 * CR2, the covariance that is unbiased when errors are independent and of equal variance, and Satterthwaite's degrees of freedom under the
 * same working model. From cross-products alone: with M = (X'X)^-1 = L L' and K_g = X_g'X_g, the nonzero eigenvalues of a cluster's hat matrix
 * X_g M X_g' are those of L' K_g L, and a function f of I - X_g M X_g' acts on X_g through Q = P diag((f(1 - l) - f(1)) / l) P'. No matrix of the
 * size of a cluster is formed. A block that is absorbed adds a column of ones to the clusters that it meets.
 *
 * @param contrasts - for each coefficient whose degrees of freedom are wanted, its weights on those of the system: size x size
 * @see Bell & McCaffrey (2002), Survey Methodology 28(2), 169-181; Pustejovsky & Tipton (2018), JBES 36(4), 672-683, sections 2 and 3.
 */
export function cr2(cells: Cells, system: LinearSystem, solution: Solution, contrasts: Float64Array): Cr2 {
  const { size, blockWeights } = system;
  const bread = solution.inverse;
  const root = cholesky(bread, size, { tolerance: 1e-15 }).lower;
  const meat = new Float64Array(size * size);
  const terms = Array.from({ length: size }, () => satterthwaiteTerms(root, size, blockWeights));
  const directions = new Float64Array(size * size); // row j: m = M c_j
  multiplyInto(directions, contrasts, bread, size, size, size);
  const spaces = new Map<number, Workspace>();

  forEachCluster(cells, system, ({ width, gram, moment, blocks }) => {
    const space = spaces.get(width) ?? workspace(width);
    spaces.set(width, space);
    const { l, lt, kl, q, m, km, v, a } = space;
    for (let i = 0; i < size; i++) l.set(root.subarray(i * size, (i + 1) * size), i * width);
    blocks.forEach((block, b) => {
      l[(size + b) * (width + 1)] = 1 / Math.sqrt(blockWeights[block] as number);
    });
    transposeInto(lt, l, width);
    multiplyInto(kl, gram, l, width, width, width);
    multiplyInto(q.half, lt, kl, width, width, width);
    symmetricEigenInto(q.values, q.vectors, q.half, width);
    spectralInto(q.half, q.values.map(halfInverse), q.vectors, width);
    spectralInto(q.full, q.values.map(inverse), q.vectors, width);

    /** out = x + K L Q L' x, where x = X_g' e for some e: X_g' (I - H_gg)^(-1/2) e. */
    const adjust = (out: Float64Array, x: Float64Array): void => {
      timesVectorInto(v, lt, x, width, width);
      timesVectorInto(out, q.half, v, width, width);
      timesVectorInto(v, kl, out, width, width);
      for (let i = 0; i < width; i++) out[i] = (x[i] as number) + (v[i] as number);
    };
    scoreInto(m, gram, moment, solution.coefficients, width);
    adjust(a, m);
    addOuter(meat, a, size);

    m.fill(0);
    terms.forEach((term, j) => {
      m.set(directions.subarray(j * size, (j + 1) * size));
      timesVectorInto(km, gram, m, width, width);
      timesVectorInto(v, lt, km, width, width);
      let spread = bilinear(v, q.full, v, width);
      for (let i = 0; i < size; i++) spread += (m[i] as number) * (km[i] as number);
      adjust(a, km);
      term.add(spread, a, blocks);
    });
  });
  mirror(meat, size);
  return { vcov: sandwich(bread, meat, size, 1), df: Float64Array.from(terms, (term) => term.df()) };
}

type Workspace = ReturnType<typeof workspace>;

function workspace(width: number) {
  const matrix = (): Float64Array => new Float64Array(width * width);
  const vector = (): Float64Array => new Float64Array(width);
  return {
    l: matrix(),
    lt: matrix(),
    kl: matrix(),
    q: { half: matrix(), full: matrix(), values: vector(), vectors: matrix() },
    m: vector(),
    km: vector(),
    v: vector(),
    a: vector(),
  };
}

function transposeInto(out: Float64Array, a: Float64Array, k: number): void {
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) out[j * k + i] = a[i * k + j] as number;
}
