import { type FactorColumn, missingCode } from '../../columns/column.js';
import { whereIsRow } from '../../columns/line-map.js';
import { factorColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { listed, quoted } from '../../support/text.js';

/** What is assigned as one, rows or clusters of rows, in blocks. */
export interface AssignableUnits {
  /** Their ids or clusters, in ascending order; in the order of the rows where they have no names. */
  readonly names: readonly string[];
  /** For each row its unit. */
  readonly unitOfRow: Uint32Array;
  /** The units of each block in ascending order; blocks in the order of their labels, or all units as one. */
  readonly blocks: readonly { readonly label: string | null; readonly units: Uint32Array }[];
}

/** The columns that say what the units are. */
export interface UnitColumns {
  readonly id?: string;
  readonly block?: string;
  readonly cluster?: string;
}

/**
 * The units of a table, ordered by their names so that the order of rows has no say.
 *
 * @throws {@link EfficacyError} `no_data` without rows or where a label is missing, `duplicate_row` for an id that comes twice,
 * `unbalanced_design` for a cluster in two blocks, `invalid_argument` for both an id and clusters
 */
export function assignableUnits(table: Table, { id, block, cluster }: UnitColumns, who: string): AssignableUnits {
  if (id !== undefined && cluster !== undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} assigns clusters by their labels and needs no id beside ${quoted(cluster)}; leave ${quoted(id)} out`,
      { id, cluster },
    );
  }
  if (table.rowCount === 0) throw new EfficacyError('no_data', `${who} needs at least one row; the table has none`);
  const name = cluster ?? id;
  const named = name === undefined ? null : completeLabels(table, name, who);
  const { names, unitOfRow } = named === null ? unnamed(table.rowCount) : inOrder(named);
  if (id !== undefined) requireUnique(table, id, names, unitOfRow, who);
  if (block === undefined)
    return { names, unitOfRow, blocks: [{ label: null, units: Uint32Array.from(names.keys()) }] };

  const labels = completeLabels(table, block, who);
  const blockOfUnit = new Map<number, number>();
  unitOfRow.forEach((unit, row) => {
    const [before, here] = [blockOfUnit.get(unit), labels.codes[row]!];
    if (before !== undefined && before !== here) {
      const both = [labels.levels[before]!, labels.levels[here]!];
      throw new EfficacyError(
        'unbalanced_design',
        `${who} needs every cluster inside one block; ${quoted(names[unit]!)} lies in ${listed(both)} of ${quoted(block)}`,
        { cluster: names[unit], blocks: both },
      );
    }
    blockOfUnit.set(unit, here);
  });
  const byBlock = new Map<string, number[]>();
  for (const unit of names.keys()) {
    const label = labels.levels[blockOfUnit.get(unit)!]!;
    const units = byBlock.get(label);
    if (units === undefined) byBlock.set(label, [unit]);
    else units.push(unit);
  }
  const blocks = [...byBlock].map(([label, units]) => ({ label, units: Uint32Array.from(units) }));
  return { names, unitOfRow, blocks: blocks.sort((a, b) => (a.label < b.label ? -1 : 1)) };
}

function unnamed(rowCount: number): { readonly names: readonly string[]; readonly unitOfRow: Uint32Array } {
  const unitOfRow = Uint32Array.from({ length: rowCount }, (_, row) => row);
  return { names: Array.from(unitOfRow, (row) => `row ${row + 1}`), unitOfRow };
}

/** Labels sorted by their characters: the same order in every language and on every machine. */
function inOrder({ codes, levels }: FactorColumn): {
  readonly names: readonly string[];
  readonly unitOfRow: Uint32Array;
} {
  const used = [...new Set(codes)].sort((a, b) => (levels[a]! < levels[b]! ? -1 : 1));
  const rank = new Map(used.map((code, i) => [code, i]));
  return { names: used.map((code) => levels[code]!), unitOfRow: codes.map((code) => rank.get(code)!) };
}

function completeLabels(table: Table, name: string, who: string): FactorColumn {
  const column = factorColumnOf(table, name, who);
  const row = column.codes.indexOf(missingCode);
  if (row < 0) return column;
  throw new EfficacyError(
    'no_data',
    `${who} needs a label in every row of ${quoted(name)}; ${whereIsRow(table.lines, row)} has none: leave such rows out, since they cannot be assigned`,
    { column: name, row: row + 1 },
  );
}

function requireUnique(table: Table, id: string, names: readonly string[], unitOfRow: Uint32Array, who: string): void {
  if (names.length === unitOfRow.length) return;
  const seen = new Set<number>();
  const row = unitOfRow.findIndex((unit) => seen.size === seen.add(unit).size);
  throw new EfficacyError(
    'duplicate_row',
    `${who} needs each id once in ${quoted(id)}; ${quoted(names[unitOfRow[row]!]!)} comes again in ${whereIsRow(table.lines, row)}. If rows belong together, name the column as cluster`,
    { column: id, id: names[unitOfRow[row]!], row: row + 1 },
  );
}
