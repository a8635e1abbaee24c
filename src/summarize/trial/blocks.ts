import { factorColumnOf, numericColumnOf, type Table } from '../../columns/table.js';
import { indicator } from './sample.js';

/** How many blocks there are, how many have both arms, and the names of the others. */
export interface BlockCounts {
  readonly count: number;
  readonly withBothArms: number;
  readonly oneArm: readonly string[];
  /** True where every block with both arms has exactly one unit, or one cluster, in each. */
  readonly pairs: boolean;
}

/** Counts the blocks of the analysed rows. */
export function countBlocks(sample: Table, block: string, cluster: string | undefined, who: string): BlockCounts {
  const { codes, levels } = factorColumnOf(sample, block, who);
  const treated = numericColumnOf(sample, indicator, who).values;
  const units = cluster === undefined ? null : factorColumnOf(sample, cluster, who).codes;
  const arms = levels.map(() => [new Set<number>(), new Set<number>()] as const);
  codes.forEach((code, row) => {
    const arm = (arms[code] as (typeof arms)[number])[treated[row] as 0 | 1];
    // Two units are enough to know that it is no pair.
    if (arm.size < 2) arm.add(units === null ? row : (units[row] as number));
  });
  const oneArm = levels.filter((_, code) => hasOneArm(arms[code] as (typeof arms)[number])).sort();
  const both = arms.filter(([control, treatment]) => control.size > 0 && treatment.size > 0);
  return {
    count: both.length + oneArm.length,
    withBothArms: both.length,
    oneArm,
    pairs: both.length > 0 && both.every(([control, treatment]) => control.size === 1 && treatment.size === 1),
  };
}

const hasOneArm = ([control, treatment]: readonly [Set<number>, Set<number>]): boolean =>
  control.size > 0 !== treatment.size > 0;
