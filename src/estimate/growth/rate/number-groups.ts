import type { FactorColumn } from '../../../columns/column.js';

/** To which group each place belongs, by numbers from 0 in the order in which groups come, and the first place of each. */
export interface NumberedGroups {
  readonly ids: Uint32Array;
  readonly first: readonly number[];
}

/**
 * Numbers the combinations of labels that occur.
 *
 * @param places - where the codes of each place stand in the columns
 */
export function numberGroups(places: Uint32Array, columns: readonly FactorColumn[]): NumberedGroups {
  const keys = new Float64Array(places.length);
  let size = 1;
  for (const { codes, levels } of columns) {
    // Products of many labels would not be told apart beyond 2^53: only those that occur are counted then.
    if (size * levels.length > Number.MAX_SAFE_INTEGER) {
      keys.set(distinct(keys).ids);
      size = places.length;
    }
    for (let i = 0; i < places.length; i++) keys[i] = keys[i]! * levels.length + codes[places[i]!]!;
    size *= levels.length;
  }
  return distinct(keys);
}

function distinct(keys: Float64Array): NumberedGroups {
  const ids = new Uint32Array(keys.length);
  const first: number[] = [];
  const known = new Map<number, number>();
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    let id = known.get(key);
    if (id === undefined) {
      id = first.length;
      known.set(key, id);
      first.push(i);
    }
    ids[i] = id;
  }
  return { ids, first };
}
