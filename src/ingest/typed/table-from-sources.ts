import type { Column } from '../../columns/column.js';
import { makeTable, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { didYouMean, listed, quoted } from '../../support/text.js';
import type { ColumnType } from '../column-type.js';
import type { ColumnSource } from './column-source.js';
import { labelsOf } from './labels-of.js';
import { numbersOf, refuseInfinite } from './numbers-of.js';
import type { TypedFormat } from './typed-format.js';

/**
 * The columns to read: those asked for, or all that a table can hold.
 *
 * @throws {@link EfficacyError} `duplicate_column`, `column_not_found`, `wrong_column_type` for one that was asked for and that no table can hold
 */
export function chosenSources<S extends Pick<ColumnSource, 'name' | 'natural' | 'described'>>(
  sources: readonly S[],
  format: TypedFormat,
): { readonly chosen: readonly S[]; readonly notes: readonly Note[] } {
  const { who, name } = format;
  const byName = new Map<string, S>();
  for (const source of sources) {
    if (byName.has(source.name)) {
      throw new EfficacyError(
        'duplicate_column',
        `${who} found a duplicate column name in ${name}: ${quoted(source.name)}; rename one of them`,
        { name, column: source.name },
      );
    }
    byName.set(source.name, source);
  }
  const wanted = (column: string): S => {
    const source = byName.get(column);
    const names = [...byName.keys()];
    if (source === undefined) {
      throw new EfficacyError(
        'column_not_found',
        `${who} found no column ${quoted(column)} in ${name}, which has ${listed(names)}.${didYouMean(column, names)}`,
        { name, column, columns: names.slice(0, 100) },
      );
    }
    if (source.natural === null) {
      throw new EfficacyError(
        'wrong_column_type',
        `${who} cannot put ${quoted(column)} of ${name} into a table: it holds ${source.described}; numbers and text can be read`,
        { name, column, received: source.described },
      );
    }
    return source;
  };
  const declared = [...format.columns.keys()].map(wanted);
  if (format.only !== null) return { chosen: [...new Set(format.only)].map(wanted), notes: [] };
  const left = sources.filter((source) => source.natural === null && !declared.includes(source));
  const told = left.map((source) => `${quoted(source.name)} (${source.described})`);
  const message = `Columns of ${name} that hold neither numbers nor text were left out: ${told.slice(0, 8).join(', ')}${told.length > 8 ? ` and ${told.length - 8} more` : ''}.`;
  return {
    chosen: sources.filter((source) => source.natural !== null),
    notes: left.length === 0 ? [] : [{ code: 'columns_left_out', message }],
  };
}

/** The table of some columns of a file. */
export function tableFromSources(sources: readonly ColumnSource[], rows: number, format: TypedFormat): Table {
  const { chosen, notes } = chosenSources(sources, format);
  const columns = chosen.map((source): [string, Column] => [source.name, columnFrom(source, rows, format)]);
  return makeTable(columns, { notes });
}

function columnFrom(source: ColumnSource, rows: number, format: TypedFormat): Column {
  const type = format.columns.get(source.name) ?? (source.natural as ColumnType);
  const direct = format.missing.missingTexts.size === 0 ? source.direct?.(type) : null;
  if (direct?.kind === 'numeric') refuseInfinite(direct.values, source.name, format);
  if (direct !== null && direct !== undefined) return direct;
  return type === 'number' ? numbersOf(source, rows, format) : labelsOf(source, rows, format);
}
