import { numericColumnOf, type Table } from '../columns/table.js';
import { EfficacyError } from '../support/errors.js';
import { counted, quoted } from '../support/text.js';
import type { MissingRule } from './grouped-comoments.js';
import { type Groups, groupRows } from './groups.js';

/** The values of a column sorted into one stretch for each group. */
export interface Segments {
  readonly groups: Groups;
  /** The column itself, row by row. */
  readonly column: Float64Array;
  /** The values that are there, group by group. */
  readonly values: Float64Array;
  /** Where each group starts; the end comes last. */
  readonly starts: Uint32Array;
  readonly leftOut: SegmentsLeftOut;
}

/** Rows that are in no segment. */
export interface SegmentsLeftOut {
  /** Rows with a missing label in one of the columns of `by`. */
  readonly noGroup: number;
  /** Rows with a group, but without a value. */
  readonly incomplete: number;
}

/** Sorts the values of a column by group, in one pass to count and one to move. */
export function segmentsOf(
  table: Table,
  by: readonly string[],
  of: string,
  missing: MissingRule,
  who: string,
): Segments {
  const column = numericColumnOf(table, of, who).values;
  const groups = groupRows(table, by);
  const { ids, count } = groups;
  const next = new Uint32Array(count + 1);
  let noGroup = 0;
  let incomplete = 0;
  for (let row = 0; row < ids.length; row++) {
    const group = ids[row]!;
    if (group >= count) noGroup++;
    else if (Number.isNaN(column[row])) incomplete++;
    else next[group + 1]! += 1;
  }
  if (missing === 'refuse' && incomplete > 0) {
    throw new EfficacyError(
      'not_finite',
      `${who} found ${counted(incomplete, 'row')} without a value in ${quoted(of)}; leave them out or use missing: 'omit'`,
      { incomplete, column: of },
    );
  }
  for (let group = 0; group < count; group++) next[group + 1]! += next[group]!;
  const starts = next.slice();
  const values = new Float64Array(next[count]!);
  for (let row = 0; row < ids.length; row++) {
    const group = ids[row]!;
    const x = column[row]!;
    if (group < count && !Number.isNaN(x)) values[next[group]!++] = x;
  }
  return { groups, column, values, starts, leftOut: { noGroup, incomplete } };
}
