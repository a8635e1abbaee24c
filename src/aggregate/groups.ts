import { type FactorColumn, missingCode } from '../columns/column.js';
import type { Table } from '../columns/table.js';
import { type Grouping, groupingOf } from './grouping.js';
import { ranksOfLabels, sortedByLabels } from './label-order.js';
import { eachChunk } from './rows.js';

/** Which group each row belongs to, and what the groups are called. */
export interface Groups {
  /** The columns whose labels together name a group. */
  readonly by: readonly string[];
  /** How many groups have rows. */
  readonly count: number;
  /** For each row its group, from 0, or {@link missingCode} where one of the labels is missing. */
  readonly ids: Uint32Array;
  /** For each column of `by` the label of each group. Groups are in the order of their labels, so that the order of rows does not matter. */
  readonly keys: readonly FactorColumn[];
}

/**
 * The groups that the labels of some columns form together. Combinations without rows are not among them.
 *
 * @param by - names of label columns; none makes a single group of all rows
 * @throws {@link EfficacyError} `column_not_found`, `wrong_column_type`
 *
 * @example
 * groupRows(table, ['school', 'arm']).count;
 */
export function groupRows(table: Table, by: readonly string[]): Groups {
  const grouping = groupingOf(table, by, 1, 'groupRows');
  const { slots } = grouping;
  const ids = new Uint32Array(table.rowCount);
  const hasRows = new Uint8Array(slots + 1);
  eachChunk(grouping, ids.length, (chunk, from, count) => {
    for (let q = 0; q < count; q++) {
      const slot = chunk[q]!;
      ids[from + q] = slot;
      hasRows[slot] = 1;
    }
  });
  const named = nameGroups(grouping, (slot) => hasRows[slot] === 1);
  const groupOf = new Uint32Array(slots + 1).fill(missingCode);
  named.slots.forEach((slot, group) => {
    groupOf[slot] = group;
  });
  for (let row = 0; row < ids.length; row++) ids[row] = groupOf[ids[row]!]!;
  return { by, count: named.slots.length, ids, keys: named.keys };
}

/** Groups in the order of their labels: the slot of each, and for each key the label. */
export interface NamedGroups {
  readonly slots: Uint32Array;
  readonly keys: readonly FactorColumn[];
}

/** The slots that have rows, in the order of their labels, and those labels. */
export function nameGroups(
  { columns, slots, codesOf }: Pick<Grouping, 'columns' | 'slots' | 'codesOf'>,
  hasRows: (slot: number) => boolean,
): NamedGroups {
  const used = new Uint32Array(slots);
  let count = 0;
  for (let slot = 0; slot < slots; slot++) if (hasRows(slot)) used[count++] = slot;
  const chosen = used.slice(0, count);
  const codes = codesOf(chosen);
  const order = sortedByLabels(codes, columns.map(ranksOfLabels), count);
  const inOrder = (values: Uint32Array): Uint32Array => {
    const ordered = new Uint32Array(count);
    for (let group = 0; group < count; group++) ordered[group] = values[order[group]!]!;
    return ordered;
  };
  return {
    slots: inOrder(chosen),
    keys: columns.map(({ levels }, j) => ({ kind: 'factor', codes: inOrder(codes[j]!), levels })),
  };
}

/** The label of a group in one of the columns of `by`. */
export function groupLabel(groups: { readonly keys: readonly FactorColumn[] }, key: number, group: number): string {
  const column = groups.keys[key] as FactorColumn;
  return column.levels[column.codes[group] as number] as string;
}
