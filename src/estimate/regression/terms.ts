import type { Column, FactorColumn } from '../../columns/column.js';
import { columnOf, makeTable, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { didYouMean, listed, quoted } from '../../support/text.js';

/** For label columns the label that the others are compared with. */
export type ReferenceLevels = Readonly<Record<string, string>>;

/** A term of a regression and the numeric columns that it becomes. */
export interface Term {
  readonly term: string;
  readonly names: readonly string[];
}

/** The columns that a term is made of: itself, or those that a colon joins; a column whose name has a colon is itself. */
export function partsOfTerm(table: Table, term: string, who: string): readonly string[] {
  if (table.columns.has(term) || !term.includes(':')) {
    columnOf(table, term, who);
    return [term];
  }
  const parts = term.split(':');
  for (const part of parts) columnOf(table, part, who);
  return parts;
}

/**
 * Writes terms as numeric columns: a numeric column is itself; a column of labels becomes a 0/1 column for each label but the reference, named
 * `column=label`, in the order of labels; a term `a:b` the products of the columns of a and of b, named `a:b`.
 *
 * @param table - complete in the columns of the terms
 * @throws {@link EfficacyError} `column_not_found`, `invalid_argument` for a reference that is not there, `duplicate_column`
 */
export function termColumns(
  table: Table,
  terms: readonly string[],
  reference: ReferenceLevels,
  who: string,
): { readonly table: Table; readonly terms: readonly Term[] } {
  checkReferences(table, terms, reference, who);
  const columns = new Map<string, Column>(table.columns);
  const made = terms.map((term): Term => {
    const parts = partsOfTerm(table, term, who).map((part) => columnsOf(table, part, reference, who));
    const products = parts.reduce((before, next) =>
      next.flatMap((b) =>
        before.map((a) => ({ name: `${a.name}:${b.name}`, values: a.values.map((x, i) => x * b.values[i]!) })),
      ),
    );
    for (const { name, values } of products) {
      if (name !== term && table.columns.has(name)) {
        throw new EfficacyError(
          'duplicate_column',
          `${who} makes a column ${quoted(name)} of the term ${quoted(term)}, and the table has one of that name; rename it`,
          { term, column: name },
        );
      }
      columns.set(name, { kind: 'numeric', values });
    }
    return { term, names: products.map(({ name }) => name) };
  });
  return { table: makeTable(columns), terms: made };
}

interface NamedValues {
  readonly name: string;
  readonly values: Float64Array;
}

function columnsOf(table: Table, name: string, reference: ReferenceLevels, who: string): readonly NamedValues[] {
  const column = columnOf(table, name, who);
  if (column.kind === 'numeric') return [{ name, values: column.values }];
  const levels = presentLevels(column);
  const base = Object.hasOwn(reference, name) ? reference[name] : levels[0];
  return levels
    .filter((label) => label !== base)
    .map((label) => {
      const code = column.levels.indexOf(label);
      return { name: `${name}=${label}`, values: Float64Array.from(column.codes, (c) => Number(c === code)) };
    });
}

/** Labels that rows have, in their order. */
function presentLevels(column: FactorColumn): readonly string[] {
  const present = new Uint8Array(column.levels.length);
  for (const code of column.codes) present[code] = 1;
  return column.levels.filter((_, code) => present[code] === 1).sort((a, b) => (a < b ? -1 : 1));
}

function checkReferences(table: Table, terms: readonly string[], reference: ReferenceLevels, who: string): void {
  const used = new Set(terms.flatMap((term) => partsOfTerm(table, term, who)));
  for (const [name, label] of Object.entries(reference)) {
    const column = table.columns.get(name);
    if (column?.kind !== 'factor' || !used.has(name)) {
      throw new EfficacyError(
        'invalid_argument',
        `${who} was given a reference label for ${quoted(name)}, which is not a label column among the terms ${listed(terms)}`,
        { column: name },
      );
    }
    const levels = presentLevels(column);
    if (levels.includes(label)) continue;
    throw new EfficacyError(
      'invalid_argument',
      `${who} finds no complete row with the reference label ${quoted(label)} in ${quoted(name)}; there are ${listed(levels)}.${didYouMean(label, levels)}`,
      { column: name, reference: label, levels: levels.slice(0, 100) },
    );
  }
}
