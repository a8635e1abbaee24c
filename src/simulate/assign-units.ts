import { randomStream } from '../numeric/random/index.js';

/** Path of the streams that assign. */
const assignment = 5;
/** Blocks longer than this are none: assignment is then by chance. */
const longestBlock = 20;

/**
 * Which of the units of a parent are assigned to treatment: in blocks of neighbours, the smallest in which the share is a whole number, each in random
 * order. Units that are added later change nothing for those before.
 *
 * @param parent - path of the parent
 * @param share - between 0 and 1; one that no block of up to 20 holds is a chance for each unit
 */
export function assignUnits(seed: number, parent: readonly number[], count: number, share: number): readonly boolean[] {
  const { length, treated } = blockFor(share);
  const arms: boolean[] = [];
  for (let block = 0; arms.length < count; block++) {
    const draws = randomStream(seed, assignment, ...parent, block);
    if (treated === null) arms.push(draws.uniform() < share);
    else for (const place of draws.permutation(length)) arms.push(place < treated);
  }
  return arms.slice(0, count);
}

function blockFor(share: number): { readonly length: number; readonly treated: number | null } {
  for (let length = 2; length <= longestBlock; length++) {
    const treated = Math.round(share * length);
    if (Math.abs(share * length - treated) < 1e-9) return { length, treated };
  }
  return { length: 1, treated: null };
}
