import { EfficacyError } from '../../support/errors.js';
import { didYouMean, listed, quoted } from '../../support/text.js';
import type { CsvFormat } from './options.js';
import type { KeptColumn } from './row-plan.js';

/**
 * The columns that are kept, from the names in the header.
 *
 * @throws {@link EfficacyError} `duplicate_column`, or `column_not_found` for one that was declared or asked for
 */
export function keptColumns(names: readonly string[], format: CsvFormat): readonly KeptColumn[] {
  const { who, name, types, only } = format;
  const fields = fieldsOfNames(names, who, name);
  const fieldOf = (wanted: string): number => {
    const field = fields.get(wanted);
    if (field !== undefined) return field;
    throw new EfficacyError(
      'column_not_found',
      `${who} found no column ${quoted(wanted)} in ${name}; its header has ${listed(names)}.${didYouMean(wanted, names)}`,
      { name, column: wanted, columns: names.slice(0, 100) },
    );
  };
  for (const declared of types.keys()) fieldOf(declared);
  return [...new Set(only ?? fields.keys())].map((column) => ({ name: column, field: fieldOf(column) }));
}

/** Which field each name heads. Unnamed columns cannot be asked for. */
function fieldsOfNames(names: readonly string[], who: string, name: string): ReadonlyMap<string, number> {
  const fields = new Map<string, number>();
  names.forEach((column, field) => {
    if (column === '') return;
    const before = fields.get(column);
    if (before !== undefined) {
      throw new EfficacyError(
        'duplicate_column',
        `${who} found a duplicate column name in ${name}: ${quoted(column)} heads columns ${before + 1} and ${field + 1}; rename one of them`,
        { name, column, places: [before + 1, field + 1] },
      );
    }
    fields.set(column, field);
  });
  return fields;
}
