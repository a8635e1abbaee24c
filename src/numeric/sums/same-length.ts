import { need } from '../../support/need.js';

/** Refuses two columns of different lengths. */
export function needSameLength(name: string, x: ArrayLike<number>, y: ArrayLike<number>): void {
  need(x.length === y.length, 'length_mismatch', name, 'as many x as y', `${x.length} and ${y.length}`);
}
