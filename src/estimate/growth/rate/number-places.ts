import { newGroupNumbers, numberedGroups, numberGroups } from '../../../aggregate/group-numbers.js';
import type { FactorColumn } from '../../../columns/column.js';

/** To which group each place belongs, by numbers from 0 in the order in which groups come, and the first place of each. */
export interface NumberedPlaces {
  readonly ids: Uint32Array;
  readonly first: Uint32Array;
}

/**
 * Numbers the combinations of labels that occur.
 *
 * @param places - where the codes of each place stand in the columns
 * @param columns - none of them has a missing code there; without any, all places are of one group
 */
export function numberPlaces(places: Uint32Array, columns: readonly FactorColumn[]): NumberedPlaces {
  const codes = columns.map((column) => places.map((place) => column.codes[place]!));
  const keys = codes.length > 0 ? codes : [new Uint32Array(places.length)];
  const numbers = newGroupNumbers(keys.length);
  const ids = new Uint32Array(places.length);
  numberGroups(numbers, keys, 0, ids, places.length);
  const first = new Uint32Array(numberedGroups(numbers));
  for (let i = places.length - 1; i >= 0; i--) first[ids[i]!] = i;
  return { ids, first };
}
