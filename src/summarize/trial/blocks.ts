import { factorColumnOf, numericColumnOf, type Table } from '../../columns/table.js';
import { indicator } from './sample.js';

/** How many blocks there are, how many have both arms, and the names of the others. */
export interface BlockCounts {
  readonly count: number;
  readonly withBothArms: number;
  readonly oneArm: readonly string[];
}

/** Counts the blocks of the analysed rows. */
export function countBlocks(sample: Table, block: string, who: string): BlockCounts {
  const ids = factorColumnOf(sample, block, who);
  const treated = numericColumnOf(sample, indicator, who).values;
  const arms = new Uint8Array(ids.levels.length);
  for (let row = 0; row < sample.rowCount; row++)
    arms[ids.codes[row] as number] = (arms[ids.codes[row] as number] as number) | (treated[row] === 1 ? 2 : 1);
  const oneArm = ids.levels.filter((_, code) => arms[code] === 1 || arms[code] === 2).sort();
  const withBothArms = arms.reduce((sum, a) => sum + Number(a === 3), 0);
  return { count: withBothArms + oneArm.length, withBothArms, oneArm };
}
