import { numericColumnOf, type Table } from '../columns/table.js';
import { EfficacyError } from '../support/errors.js';
import { need } from '../support/need.js';
import { counted, quoted } from '../support/text.js';
import type { MissingRule } from './grouped-comoments.js';
import { type Grouping, groupingOf } from './grouping.js';
import { type NamedGroups, nameGroups } from './groups.js';
import { eachChunk } from './rows.js';

/** The values of a column sorted into one stretch for each slot. */
export interface Segments {
  readonly grouping: Grouping;
  readonly groups: NamedGroups;
  /** The column itself, row by row. */
  readonly column: Float64Array;
  /** The values that are there, slot by slot. */
  readonly values: Float64Array;
  /** Where each slot starts; the end comes last. */
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

/** Which column to sort into segments. */
export interface SegmentsPlan {
  readonly by: readonly string[];
  readonly of: string;
  readonly missing: MissingRule;
}

/** Sorts the values of a column by group, in one pass to count and one to move. */
export function segmentsOf(table: Table, { by, of, missing }: SegmentsPlan, who: string): Segments {
  need(missing === 'omit' || missing === 'refuse', 'invalid_argument', who, 'missing "omit" or "refuse"', missing);
  const column = numericColumnOf(table, of, who).values;
  const grouping = groupingOf(table, by, 1, who);
  const { slots: noGroup } = grouping;
  // Behind the last slot stand rows without a group: counted, and never looked at.
  const rows = new Uint32Array(noGroup + 1);
  const next = new Uint32Array(noGroup + 2);
  eachChunk(grouping, column.length, (slots, from, count) => {
    countChunk(slots, column, from, count, rows, next);
  });
  for (let slot = 0; slot <= noGroup; slot++) next[slot + 1]! += next[slot]!;
  const all = column.length - rows[noGroup]!;
  const incomplete = all - next[noGroup]!;
  if (missing === 'refuse' && incomplete > 0) {
    throw new EfficacyError(
      'not_finite',
      `${who} found ${counted(incomplete, 'row')} without a value in ${quoted(of)}; leave them out or use missing: 'omit'`,
      { incomplete, column: of },
    );
  }
  const starts = next.slice();
  const values = new Float64Array(next[noGroup + 1]!);
  eachChunk(grouping, column.length, (slots, from, count) => {
    moveChunk(slots, column, from, count, next, values);
  });
  const groups = nameGroups(grouping, (slot) => rows[slot]! > 0);
  return { grouping, groups, column, values, starts, leftOut: { noGroup: rows[noGroup]!, incomplete } };
}

/** Counts rows by slot, and those with a value one place further on, where sums of what comes before will stand. */
function countChunk(
  slots: Uint32Array,
  column: Float64Array,
  from: number,
  count: number,
  rows: Uint32Array,
  next: Uint32Array,
): void {
  for (let q = 0; q < count; q++) {
    const slot = slots[q]!;
    rows[slot]! += 1;
    if (!Number.isNaN(column[from + q])) next[slot + 1]! += 1;
  }
}

function moveChunk(
  slots: Uint32Array,
  column: Float64Array,
  from: number,
  count: number,
  next: Uint32Array,
  values: Float64Array,
): void {
  for (let q = 0; q < count; q++) {
    const x = column[from + q]!;
    if (!Number.isNaN(x)) values[next[slots[q]!]!++] = x;
  }
}
