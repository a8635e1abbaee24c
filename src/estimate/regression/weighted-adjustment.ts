import { choleskyInto } from '../../numeric/linalg/cholesky.js';
import { symmetricEigenInto } from '../../numeric/linalg/eigen.js';
import { multiplyInto, timesVectorInto } from '../../numeric/linalg/matrix.js';
import { spectralInto } from '../../numeric/linalg/spectral.js';
import { type Adjustment, type AdjustmentKind, halfInverse, inverse } from './adjustment.js';
import type { ClusterPart, ClusterParts } from './cluster-parts.js';
import { leverage } from './leverage.js';
import type { LinearSystem } from './linear-system.js';
import { weightedSpread } from './weighted-spread.js';

/**
 * Adjusts the residuals of a cluster in a weighted fit, with errors that are independent and of equal variance as the working model.
 *
 * The covariance of the cluster's residuals is then B_g = I + Z D Z' with Z = [X_g, W X_g], D = [E, -M; -M, 0], M = (X'WX)^-1 and
 * E = M X'W^2X M. With Z'Z = F F' a function of B_g acts on Z through F phi(F'D F) F', phi(u) = (f(1 + u) - f(1)) / u; CR2 takes
 * f(z) = z^(-1/2). CR3 inverts I - X_g M X_g'W, which cross-products under the weights alone describe.
 *
 * @param root - L with M = L L', size x size
 * @see Pustejovsky & Tipton (2018), JBES 36(4), 672-683.
 */
export function weightedAdjustment(
  kind: AdjustmentKind,
  system: LinearSystem,
  root: Float64Array,
  bread: Float64Array,
  parts: ClusterParts,
): Adjustment {
  const { size, hasIntercept } = system;
  const { widest } = parts;
  const hat = leverage(root, system, widest);
  const spread = weightedSpread(system, bread, parts);
  const wide = 2 * widest;
  const matrix = (): Float64Array => new Float64Array(wide * wide);
  const vector = (): Float64Array => new Float64Array(wide);
  const [zz, d, s, vectors, phi] = [matrix(), matrix(), matrix(), matrix(), matrix()];
  const [f, ft, df] = [matrix(), matrix(), matrix()];
  const [x, z, values, rotated, turned] = [vector(), vector(), vector(), vector(), vector()];
  let part: ClusterPart;
  let width = 0;

  /** F, D F and phi for the current cluster. */
  const loadHalf = (): void => {
    const w2 = 2 * width;
    for (let i = 0; i < width; i++) {
      for (let j = 0; j < width; j++) {
        zz[i * w2 + j] = part.unit!.gram[i * width + j]!;
        zz[i * w2 + width + j] = part.gram[i * width + j]!;
        zz[(width + i) * w2 + j] = part.gram[i * width + j]!;
        zz[(width + i) * w2 + width + j] = part.squared!.gram[i * width + j]!;
      }
    }
    spread.matrixInto(d, part);
    choleskyInto(f, zz, w2, 1e-14);
    for (let i = 0; i < w2; i++) for (let j = 0; j < w2; j++) ft[j * w2 + i] = f[i * w2 + j]!;
    multiplyInto(df, d, f, w2, w2, w2);
    multiplyInto(s, ft, df, w2, w2, w2);
    symmetricEigenInto(values, vectors, s, w2);
    for (let i = 0; i < w2; i++) values[i] = -halfInverse(-values[i]!);
    spectralInto(phi, values, vectors, w2);
  };

  const adjustment: Adjustment = {
    symmetric: false,
    full: (hasIntercept ? 2 : 3) * size,
    places: hasIntercept ? 0 : 2 * system.blockCount,
    placesOf: new Uint32Array(2 * (widest - size)),
    placeCount: 0,
    load(next) {
      part = next;
      width = part.width;
      adjustment.placeCount = 2 * part.blockCount;
      for (let b = 0; b < adjustment.placeCount; b++) adjustment.placesOf[b] = 2 * part.blocks[b >> 1]! + (b & 1);
      if (kind === 'half') loadHalf();
      if (kind !== 'whole') return;
      hat.load(part);
      hat.function(phi, inverse);
    },
    score(out) {
      if (kind === 'half') {
        // The lower half of (I + F phi F'D) Z'e, where (D F)' = F'D.
        const w2 = 2 * width;
        for (let i = 0; i < w2; i++) {
          let sum = 0;
          for (let j = 0; j < width; j++)
            sum += df[j * w2 + i]! * part.unit!.score[j]! + df[(width + j) * w2 + i]! * part.score[j]!;
          rotated[i] = sum;
        }
        timesVectorInto(turned, phi, rotated, w2, w2);
        timesVectorInto(x, f, turned, w2, w2);
        for (let i = 0; i < width; i++) out[i] = part.score[i]! + x[width + i]!;
        return;
      }
      out.set(part.score.subarray(0, width));
      if (kind === 'none') return;
      timesVectorInto(rotated, hat.lt, part.score, width, width);
      timesVectorInto(turned, phi, rotated, width, width);
      timesVectorInto(x, hat.kl, turned, width, width);
      for (let i = 0; i < width; i++) out[i]! += x[i]!;
    },
    direct(m, out) {
      const { left, right } = out;
      if (kind === 'half') {
        const w2 = 2 * width;
        z.fill(0, 0, w2);
        z.set(m, width);
        timesVectorInto(rotated, ft, z, w2, w2);
        timesVectorInto(turned, phi, rotated, w2, w2);
        timesVectorInto(x, df, turned, w2, w2);
        for (let i = 0; i < w2; i++) left[i] = z[i]! + x[i]!;
        timesVectorInto(right, zz, left, w2, w2);
        out.length = w2;
        spread.directionInto(out, part, right, right.subarray(width));
        return;
      }
      left.fill(0, 0, width);
      left.set(m);
      if (kind === 'whole') {
        timesVectorInto(x, part.gram, left, width, width);
        timesVectorInto(rotated, hat.lt, x, width, width);
        timesVectorInto(turned, phi, rotated, width, width);
        timesVectorInto(x, hat.l, turned, width, width);
        for (let i = 0; i < width; i++) left[i]! += x[i]!;
      }
      timesVectorInto(x, part.gram, left, width, width);
      timesVectorInto(right, part.squared!.gram, left, width, width);
      out.length = width;
      spread.directionInto(out, part, x, right);
    },
  };
  return adjustment;
}
