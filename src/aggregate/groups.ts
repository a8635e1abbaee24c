import { type FactorColumn, missingCode } from '../columns/column.js';
import { factorColumnOf, type Table } from '../columns/table.js';

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
 */
export function groupRows(table: Table, by: readonly string[]): Groups {
  const columns = by.map((name) => factorColumnOf(table, name, 'groupRows'));
  const ids = new Uint32Array(table.rowCount);
  if (by.length === 0) return { by, count: table.rowCount > 0 ? 1 : 0, ids, keys: [] };

  const ranks = columns.map(ranksOfLevels);
  const cells = new Map<string, number>();
  const members: (readonly number[])[] = [];
  for (let row = 0; row < ids.length; row++) {
    const codes = columns.map((column) => column.codes[row] as number);
    if (codes.includes(missingCode)) {
      ids[row] = missingCode;
      continue;
    }
    const key = codes.join();
    let id = cells.get(key);
    if (id === undefined) {
      id = cells.size;
      cells.set(key, id);
      members.push(codes);
    }
    ids[row] = id;
  }

  const order = members
    .map((_, id) => id)
    .sort((a, b) => {
      for (let j = 0; j < ranks.length; j++) {
        const rank = ranks[j] as Uint32Array;
        const difference = (rank[members[a]?.[j] as number] as number) - (rank[members[b]?.[j] as number] as number);
        if (difference !== 0) return difference;
      }
      return 0;
    });
  const place = new Uint32Array(order.length);
  order.forEach((id, position) => {
    place[id] = position;
  });
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row] as number;
    if (id !== missingCode) ids[row] = place[id] as number;
  }
  const keys = columns.map((column, j): FactorColumn => {
    const codes = Uint32Array.from(order, (id) => members[id]?.[j] as number);
    return { kind: 'factor', codes, levels: column.levels };
  });
  return { by, count: order.length, ids, keys };
}

/** For each level its place in the order of labels, by code units, whatever the locale. */
function ranksOfLevels(column: FactorColumn): Uint32Array {
  const order = column.levels.map((_, code) => code);
  order.sort((a, b) => ((column.levels[a] as string) < (column.levels[b] as string) ? -1 : 1));
  const ranks = new Uint32Array(order.length);
  order.forEach((code, rank) => {
    ranks[code] = rank;
  });
  return ranks;
}

/** The label of a group in one of the columns of `by`. */
export function groupLabel(groups: { readonly keys: readonly FactorColumn[] }, key: number, group: number): string {
  const column = groups.keys[key] as FactorColumn;
  return column.levels[column.codes[group] as number] as string;
}
