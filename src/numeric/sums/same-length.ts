import { EfficacyError } from '../../support/errors.js';

/** Refuses two columns of different lengths. */
export function requireSameLength(name: string, x: ArrayLike<number>, y: ArrayLike<number>): void {
  if (x.length === y.length) return;
  throw new EfficacyError('length_mismatch', `${name} needs as many x as y, got ${x.length} and ${y.length}`, {
    x: x.length,
    y: y.length,
  });
}
