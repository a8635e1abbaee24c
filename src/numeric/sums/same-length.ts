import { need } from '../../support/need.js';
import { whole } from '../math.js';

/** Refuses two columns of different lengths. */
export function needSameLength(name: string, x: ArrayLike<number>, y: ArrayLike<number>): void {
  need(x.length === y.length, 'length_mismatch', name, 'as many x as y', `${x.length} and ${y.length}`);
}

/** Refuses what is no array, and in one that is not typed null and text, which would count as 0 or as the number they look like. */
export function needNumbers(name: string, values: ArrayLike<unknown>): void {
  need(whole(values?.length), 'invalid_argument', name, 'an array of numbers', values);
  if (ArrayBuffer.isView(values)) return;
  const odd = Array.prototype.findIndex.call(values, (x) => typeof x !== 'number');
  need(odd < 0, 'not_finite', name, 'numbers (leave missing values out)', `${values[odd]} at index ${odd}`);
}
