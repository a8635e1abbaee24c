import { timesVectorInto } from '../../numeric/linalg/matrix.js';
import { type Adjustment, type AdjustmentKind, halfInverse, inverse, squaredInverse } from './adjustment.js';
import type { ClusterPart } from './cluster-parts.js';
import { leverage } from './leverage.js';
import type { LinearSystem } from './linear-system.js';

/**
 * Adjusts the residuals of a cluster where all rows count alike: X_g'A_g x = X_g'x + K L Q L'X_g'x, and the same with A_g^2. No matrix of the
 * size of a cluster is formed.
 *
 * @param root - L with (X'X)^-1 = L L', size x size
 * @param widest - columns of the widest part
 */
export function plainAdjustment(
  kind: AdjustmentKind,
  system: LinearSystem,
  root: Float64Array,
  widest: number,
): Adjustment {
  const { size } = system;
  const hat = leverage(root, system, widest);
  const { lt, kl } = hat;
  const once = new Float64Array(widest * widest);
  const twice = new Float64Array(widest * widest);
  const vector = (): Float64Array => new Float64Array(widest);
  const [padded, km, rotated, turned] = [vector(), vector(), vector(), vector()];
  let part: ClusterPart;
  let width = 0;

  /** out = x + K L Q L' x. */
  const through = (out: Float64Array, q: Float64Array, x: Float64Array): void => {
    timesVectorInto(rotated, lt, x, width, width);
    timesVectorInto(turned, q, rotated, width, width);
    timesVectorInto(out, kl, turned, width, width);
    for (let i = 0; i < width; i++) out[i]! += x[i]!;
  };

  const adjustment: Adjustment = {
    symmetric: true,
    full: size,
    places: system.hasIntercept ? 0 : system.blockCount,
    placesOf: new Uint32Array(widest - size),
    placeCount: 0,
    load(next) {
      part = next;
      width = part.width;
      adjustment.placeCount = part.blockCount;
      adjustment.placesOf.set(part.blocks);
      hat.load(part);
      if (kind === 'none') return;
      hat.function(once, kind === 'half' ? halfInverse : inverse);
      hat.function(twice, kind === 'half' ? inverse : squaredInverse);
    },
    score(out) {
      if (kind === 'none') out.set(part.score.subarray(0, width));
      else through(out, once, part.score);
    },
    direct(m, out) {
      padded.fill(0, size, width);
      padded.set(m);
      timesVectorInto(km, part.gram, padded, width, width);
      out.length = width;
      out.left.set(padded);
      if (kind === 'none') out.right.set(km);
      else {
        through(out.right, twice, km);
        through(padded, once, km);
        km.set(padded);
      }
      timesVectorInto(out.v, lt, km, width, width);
      out.y.set(out.v);
    },
  };
  return adjustment;
}
