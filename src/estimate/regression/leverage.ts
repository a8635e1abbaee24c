import { symmetricEigenInto } from '../../numeric/linalg/eigen.js';
import { multiplyInto } from '../../numeric/linalg/matrix.js';
import { spectralInto } from '../../numeric/linalg/spectral.js';
import type { ClusterPart } from './cluster-parts.js';
import type { LinearSystem } from './linear-system.js';

/**
 * A cluster's hat matrix X_g M X_g'W_g seen through cross-products. With M = L L' its nonzero eigenvalues are those of L'K L for
 * K = X_g'W X_g, and a function f of the residual maker acts on X_g through Q = P diag((f(1 - l) - f(1)) / l) P'. An absorbed block adds
 * a column of ones, and 1 / sqrt(W_b) to the diagonal of L.
 */
export interface Leverage {
  /** L, its transpose and K L, each as wide as the part; row-major. */
  readonly l: Float64Array;
  readonly lt: Float64Array;
  readonly kl: Float64Array;
  readonly load: (part: ClusterPart) => void;
  /** Writes Q for a function given as (f(1 - l) - f(1)) / l. */
  readonly function: (q: Float64Array, f: (leverage: number) => number) => void;
}

/**
 * @param root - L for the columns of the system
 * @param widest - columns of the widest part
 */
export function leverage(root: Float64Array, system: LinearSystem, widest: number): Leverage {
  const { size, blockWeights } = system;
  const matrix = (): Float64Array => new Float64Array(widest * widest);
  const [l, lt, kl, s, vectors] = [matrix(), matrix(), matrix(), matrix(), matrix()];
  const values = new Float64Array(widest);
  const images = new Float64Array(widest);
  let width = 0;
  let decomposed = false; // CR0 needs no eigenvalues
  return {
    l,
    lt,
    kl,
    load(part) {
      width = part.width;
      l.fill(0, 0, width * width);
      for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) l[i * width + j] = root[i * size + j]!;
      for (let b = 0; b < part.blockCount; b++)
        l[(size + b) * (width + 1)] = 1 / Math.sqrt(blockWeights[part.blocks[b]!]!);
      for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) lt[j * width + i] = l[i * width + j]!;
      multiplyInto(kl, part.gram, l, width, width, width);
      decomposed = false;
    },
    function(q, f) {
      if (!decomposed) {
        multiplyInto(s, lt, kl, width, width, width);
        symmetricEigenInto(values, vectors, s, width);
        decomposed = true;
      }
      for (let i = 0; i < width; i++) images[i] = f(values[i]!);
      spectralInto(q, images, vectors, width);
    },
  };
}
