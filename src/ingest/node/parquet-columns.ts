import type { SchemaElement, SchemaTree } from 'hyparquet';
import type { ColumnType } from '../column-type.js';
import type { CellValue } from '../from-columns.js';
import type { Cells, ColumnSource } from '../typed/column-source.js';
import { decimalNumber, decimalText, signedInteger } from '../typed/decimal.js';

/** A top-level column of a Parquet file. */
export interface ParquetColumn {
  readonly name: string;
  readonly natural: ColumnType | null;
  readonly described: string;
  readonly element: SchemaElement;
  readonly decimal: boolean;
}

/** The top-level columns: flat ones can be read, the others are described. */
export function parquetColumns(schema: SchemaTree): readonly ParquetColumn[] {
  return schema.children.map(({ element, children }): ParquetColumn => {
    const { name, type = 'group', repetition_type, converted_type, logical_type } = element;
    const isNested = children.length > 0 || repetition_type === 'REPEATED';
    const decimal = converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL';
    const natural = isNested ? null : naturalType(element, decimal);
    const described = isNested ? 'lists or records' : (logical_type?.type ?? converted_type ?? type).toLowerCase();
    return { name, natural, described, element, decimal };
  });
}

function naturalType({ type, converted_type, logical_type }: SchemaElement, decimal: boolean): ColumnType | null {
  const kind = logical_type?.type ?? converted_type ?? '';
  if (decimal || kind === 'FLOAT16') return 'number';
  if (kind === 'DATE' || kind.startsWith('TIMESTAMP') || type === 'INT96') return 'text';
  if (kind.startsWith('TIME')) return null;
  switch (type) {
    case 'INT32':
    case 'FLOAT':
    case 'DOUBLE':
      return 'number';
    case 'INT64':
    case 'BOOLEAN':
      return 'text';
    case 'BYTE_ARRAY':
      return ['', 'STRING', 'UTF8', 'ENUM'].includes(kind) ? 'text' : null;
    default:
      return kind === 'UUID' ? 'text' : null;
  }
}

/** True for columns that are best had as they are stored: decimals, which the decoder would round twice, and text, which it would not check. */
export function isStoredForm(column: ParquetColumn): boolean {
  return column.decimal || (column.natural === 'text' && column.element.type === 'BYTE_ARRAY');
}

/**
 * The values of such a column in the forms that a table takes.
 *
 * @param pieces - as they are stored where {@link isStoredForm} says so
 * @param text - bytes to text; throws where they are none
 */
export function parquetSource(
  column: ParquetColumn,
  pieces: readonly Cells[],
  text: (bytes: Uint8Array) => string,
): ColumnSource {
  const { name, natural, described, element, decimal } = column;
  const isDay = element.converted_type === 'DATE' || element.logical_type?.type === 'DATE';
  const convert = (cell: unknown, wanted: ColumnType): CellValue | boolean => {
    if (cell === null || cell === undefined) return null;
    if (decimal) {
      const unscaled = cell instanceof Uint8Array ? signedInteger(cell, true) : BigInt(cell as number | bigint);
      const scale = element.scale ?? 0;
      return wanted === 'number' ? decimalNumber(unscaled, scale) : decimalText(unscaled, scale);
    }
    if (cell instanceof Uint8Array) return text(cell);
    if (cell instanceof Date) return isDay ? cell.toISOString().slice(0, 10) : cell.toISOString();
    return cell as CellValue | boolean;
  };
  return {
    name,
    natural,
    described,
    *pieces(wanted) {
      for (const cells of pieces) {
        if (ArrayBuffer.isView(cells) && !decimal) {
          yield cells;
          continue;
        }
        // Values of a dictionary are the same object each time: each is converted once.
        const known = new Map<unknown, CellValue | boolean>();
        yield Array.from({ length: cells.length }, (_, i) => {
          const cell: unknown = cells[i];
          const value = known.get(cell) ?? convert(cell, wanted);
          known.set(cell, value);
          return value;
        });
      }
    },
  };
}
