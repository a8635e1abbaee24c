import { multiplyInto } from '../../numeric/linalg/matrix.js';
import type { ClusterPart, ClusterParts } from './cluster-parts.js';
import type { LinearSystem } from './linear-system.js';
import type { Direction } from './working-variance.js';

/**
 * The covariance of the coefficients of a weighted fit when errors are independent and of variance 1: E = M X'W^2X M, over the columns of
 * the system and the absorbed blocks. Between two blocks it is 0, so that only its parts along the columns are kept.
 */
export interface WeightedSpread {
  /** Writes D = [E, -M; -M, 0] for the columns and blocks of a cluster, twice as wide as the part. */
  readonly matrixInto: (d: Float64Array, part: ClusterPart) => void;
  /** Writes v and y, whose product is a'M b + b'M a - a'E a, from a = X_g'p and b = X_g'W p. */
  readonly directionInto: (out: Direction, part: ClusterPart, a: Float64Array, b: Float64Array) => void;
}

export function weightedSpread(system: LinearSystem, bread: Float64Array, parts: ClusterParts): WeightedSpread {
  const { size, hasIntercept, blockCount, blockWeights } = system;
  const columns = new Float64Array(size * size); // X'W^2X, then E
  const across = new Float64Array(hasIntercept ? 0 : size * blockCount); // X'W^2 1_b in row b, then E
  const own = new Float64Array(hasIntercept ? 0 : blockCount); // 1_b'W^2 1_b, then E
  parts.forEach((part) => {
    const { width, blocks, squared } = part;
    const gram = squared!.gram;
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) columns[i * size + j]! += gram[i * width + j]!;
    for (let b = 0; b < part.blockCount; b++) {
      const block = blocks[b]!;
      const row = (size + b) * width;
      for (let j = 0; j < size; j++) across[block * size + j]! += gram[row + j]!;
      own[block]! += gram[row + size + b]!;
    }
  });
  const half = new Float64Array(size * size);
  multiplyInto(half, bread, columns, size, size, size);
  multiplyInto(columns, half, bread, size, size, size);
  multiplyInto(across, across.slice(), bread, own.length, size, size);
  own.forEach((x, block) => {
    const w = blockWeights[block]!;
    own[block] = x / (w * w);
    for (let j = 0; j < size; j++) across[block * size + j]! /= w;
  });

  return {
    matrixInto(d, { width, blocks, blockCount: met }) {
      const w2 = 2 * width;
      d.fill(0, 0, w2 * w2);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          d[i * w2 + j] = columns[i * size + j]!;
          d[i * w2 + width + j] = d[(width + i) * w2 + j] = -bread[i * size + j]!;
        }
      }
      for (let b = 0; b < met; b++) {
        const block = blocks[b]!;
        const i = size + b;
        for (let j = 0; j < size; j++) d[i * w2 + j] = d[j * w2 + i] = across[block * size + j]!;
        d[i * w2 + i] = own[block]!;
        d[i * w2 + width + i] = d[(width + i) * w2 + i] = -1 / blockWeights[block]!;
      }
    },
    directionInto({ v, y }, { blocks, blockCount: met }, a, b) {
      for (let i = 0; i < size; i++) {
        let ma = 0;
        let mb = 0;
        let ea = 0;
        for (let j = 0; j < size; j++) {
          ma += bread[i * size + j]! * a[j]!;
          mb += bread[i * size + j]! * b[j]!;
          ea += columns[i * size + j]! * a[j]!;
        }
        v[i] = a[i]!;
        v[size + i] = b[i]!;
        y[i] = mb - ea;
        y[size + i] = ma;
        if (hasIntercept) continue;
        let f = 0;
        for (let s = 0; s < met; s++) f += across[blocks[s]! * size + i]! * a[size + s]!;
        v[2 * size + i] = f;
        y[i]! -= f;
        y[2 * size + i] = -a[i]!;
      }
      for (let s = 0; s < met; s++) {
        const w = blockWeights[blocks[s]!]!;
        const at = 3 * size + 2 * s;
        v[at] = a[size + s]!;
        v[at + 1] = b[size + s]!;
        y[at] = b[size + s]! / w - own[blocks[s]!]! * a[size + s]!;
        y[at + 1] = a[size + s]! / w;
      }
    },
  };
}
