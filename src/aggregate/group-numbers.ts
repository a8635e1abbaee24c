import { newPairNumbers, numberPairs, type PairNumbers } from './pair-numbers.js';

/** Combinations of the codes of several keys, numbered from 0 in the order in which they were first met. */
export interface GroupNumbers {
  /** How the first two keys are joined, how those and the third, and so on; a single key is joined with nothing. */
  readonly joins: readonly PairNumbers[];
  readonly keys: number;
}

/** No combinations; `keys` is how many keys each will have, at least one. */
export function newGroupNumbers(keys: number): GroupNumbers {
  return { joins: Array.from({ length: Math.max(1, keys - 1) }, newPairNumbers), keys };
}

/** Writes the numbers of `count` rows from row `from` on; a row that lacks a key gets the missing code. */
export function numberGroups(
  { joins }: GroupNumbers,
  keys: readonly Uint32Array[],
  from: number,
  numbers: Uint32Array,
  count: number,
): void {
  joins.forEach((pairs, j) => {
    if (j === 0) numberPairs(pairs, keys[0]!, keys[1] ?? null, from, numbers, count);
    else joinMore(pairs, numbers, keys[j + 1]!, from, count);
  });
}

/** How many combinations there are. */
export function numberedGroups({ joins }: GroupNumbers): number {
  return joins[joins.length - 1]!.count;
}

/** For each key the code that each of the combinations has. */
export function codesOfGroups(groups: GroupNumbers): Uint32Array[] {
  const codes: Uint32Array[] = [];
  let ids = Uint32Array.from({ length: numberedGroups(groups) }, (_, id) => id);
  for (let j = groups.joins.length - 1; j >= 0; j--) {
    const { first, second } = groups.joins[j]!;
    if (groups.keys > 1) codes.unshift(ids.map((id) => second[id]!));
    ids = ids.map((id) => first[id]!);
  }
  return [ids, ...codes];
}

function joinMore(pairs: PairNumbers, numbers: Uint32Array, key: Uint32Array, from: number, count: number): void {
  numberPairs(pairs, numbers.slice(0, count), key.subarray(from, from + count), 0, numbers, count);
}
