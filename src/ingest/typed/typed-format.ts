import { EfficacyError } from '../../support/errors.js';
import { quoted } from '../../support/text.js';
import { trimBlanks } from '../cell-number.js';
import type { ColumnType } from '../column-type.js';
import { type NumberCells, numberCells } from '../csv/number-cells.js';
import type { TypedReadOptions } from './column-source.js';

/** Options with every default filled in, and the public function that reads. */
export interface TypedFormat {
  readonly who: string;
  readonly name: string;
  readonly columns: ReadonlyMap<string, ColumnType>;
  readonly only: readonly string[] | null;
  readonly missing: NumberCells;
}

/** @param name - what messages call the source when the options do not say it */
export function typedFormat(options: TypedReadOptions, who: string, name: string): TypedFormat {
  const { columns = {}, only = null, missing = [] } = options;
  const types = new Map(Object.entries(columns));
  for (const [column, type] of types) {
    if (type === 'number' || type === 'text') continue;
    throw new EfficacyError(
      'invalid_argument',
      `${who} knows the column types "number" and "text"; got ${quoted(String(type))} for ${quoted(column)}`,
      { column, received: type },
    );
  }
  return {
    who,
    name: options.name ?? name,
    columns: types,
    only,
    missing: numberCells(new Set(missing.map(trimBlanks)), '.'),
  };
}
