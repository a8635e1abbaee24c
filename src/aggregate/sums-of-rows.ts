import { addExactRows, type ExactAccumulation, growExactAccumulation, newExactAccumulation } from './add-exact-rows.js';
import { type Accumulation, addRows, blockRows, growAccumulation, newAccumulation } from './add-rows.js';
import { type ComomentsPlan, comomentsOf, exactComomentsOf, type SlotNames } from './comoments-of.js';
import type { Weighting } from './comoments-work.js';
import type { GroupedComoments, Precision } from './grouped-comoments.js';
import type { Rows } from './rows.js';

/** Sums in the making, of either precision. */
export type SumsOfRows = Accumulation | ExactAccumulation;

/**
 * Sums of no rows.
 *
 * @param rowsABlock - see {@link newAccumulation}
 */
export function newSums(
  precision: Precision,
  k: number,
  slots: number,
  weighting: Weighting,
  rowsABlock: number = blockRows,
): SumsOfRows {
  return precision === 'exact'
    ? newExactAccumulation(k, slots, weighting)
    : newAccumulation(k, slots, weighting, rowsABlock);
}

/** Whether they are exact. */
export function isExact(sums: SumsOfRows): sums is ExactAccumulation {
  return 'limits' in sums;
}

/** Makes room for slots that were not known before. */
export function growSums(sums: SumsOfRows, slots: number): void {
  if (isExact(sums)) growExactAccumulation(sums, slots);
  else growAccumulation(sums, slots);
}

/** Adds the rows `from` to before `end`, which come after all that were added before. */
export function addToSums(sums: SumsOfRows, rows: Rows, from: number, end: number): void {
  if (isExact(sums)) addExactRows(sums, rows, from, end);
  else addRows(sums, rows, from, end);
}

/**
 * The record of sums that are complete.
 *
 * @throws {@link EfficacyError} `overflow`; `not_finite` where rows lack values and the plan refuses that
 */
export function comomentsOfSums(
  plan: ComomentsPlan,
  grouping: SlotNames,
  sums: SumsOfRows,
  who: string,
): GroupedComoments {
  return isExact(sums) ? exactComomentsOf(plan, grouping, sums, who) : comomentsOf(plan, grouping, sums, who);
}
