import { EfficacyError } from '../support/errors.js';
import { hasSharedMemory, sharedCopy } from '../support/pool/shared-memory.js';
import type { Column } from './column.js';
import { makeTable, type Table } from './table.js';

/**
 * The same table in memory that workers see without a copy: for tables that several parallel computations are to read. Columns that are in
 * such memory already stay as they are.
 *
 * @throws {@link EfficacyError} `invalid_argument` where there is no shared memory, as in a page that is not cross-origin isolated
 *
 * @example
 * const shared = sharedTable(table); // once
 * const bySchool = await groupComomentsParallel(shared, { by: ['school'], of: ['pre', 'post'], pool });
 * const byGrade = await groupComomentsParallel(shared, { by: ['grade'], of: ['pre', 'post'], pool });
 */
export function sharedTable(table: Table): Table {
  if (!hasSharedMemory()) {
    throw new EfficacyError(
      'invalid_argument',
      'sharedTable needs SharedArrayBuffer, which this place does not have; in a browser serve the page cross-origin isolated, or use the table as it is',
    );
  }
  const { lines, notes } = table;
  const columns = [...table.columns].map(([name, column]): [string, Column] => [name, shared(column)]);
  return makeTable(columns, { notes, ...(lines === null ? {} : { lines }) });
}

function shared(column: Column): Column {
  return column.kind === 'numeric'
    ? { kind: 'numeric', values: sharedCopy(column.values) }
    : { kind: 'factor', codes: sharedCopy(column.codes), levels: column.levels };
}
