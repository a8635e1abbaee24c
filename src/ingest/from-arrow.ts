import type { Table } from '../columns/table.js';
import { EfficacyError } from '../support/errors.js';
import { arrowSource } from './typed/arrow-source.js';
import type { ArrowColumn, ArrowTable } from './typed/arrow-table.js';
import type { TypedReadOptions } from './typed/column-source.js';
import { tableFromSources } from './typed/table-from-sources.js';
import { typedFormat } from './typed/typed-format.js';

/**
 * A table from an Arrow table that is already in memory, of flechette or apache-arrow.
 *
 * A column of doubles without nulls in one batch, and a dictionary of labels with 32-bit codes, are kept and not copied. 64-bit integers are
 * ids, so text, unless declared `'number'`; decimals are numbers, rounded once; null, NaN and blank text are missing.
 *
 * @param table - anything of this shape: `tableFromIPC(bytes)` of either library
 * @throws {@link EfficacyError} `column_not_found`, `duplicate_column`, `wrong_column_type`, `invalid_number`, `not_finite`
 *
 * @example
 * fromArrow(tableFromIPC(bytes), { only: ['arm', 'post'] });
 */
export function fromArrow(table: ArrowTable, options: TypedReadOptions = {}): Table {
  return arrowToTable('fromArrow', 'the table', table, options);
}

/** The same in the name of another function, which read the bytes. */
export function arrowToTable(who: string, name: string, table: ArrowTable, options: TypedReadOptions): Table {
  const format = typedFormat(options, who, name);
  const fields = table?.schema?.fields;
  if (!Array.isArray(fields) || typeof table.getChildAt !== 'function') {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs an Arrow table, of flechette or apache-arrow; bytes of an Arrow file are for readArrow of efficacy/node`,
    );
  }
  const sources = fields.map(({ name: column }: { readonly name: string }, i: number) =>
    arrowSource(column, table.getChildAt(i) as ArrowColumn),
  );
  return tableFromSources(sources, table.numRows, format);
}
