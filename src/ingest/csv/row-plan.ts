import { trimBlanks } from '../cell-number.js';
import { type LabelDictionary, labelDictionary } from './labels.js';
import type { NumberCells } from './number-cells.js';
import type { CsvFormat } from './options.js';

/** What a field of the file is read as. */
export const skipped = 0;
export const numeric = 1;
export const label = 2;

/** A column that is kept, and the field of the file that it is. */
export interface KeptColumn {
  readonly name: string;
  readonly field: number;
}

/** What becomes of each field of a record. */
export interface RowPlan {
  /** Fields of every record. */
  readonly width: number;
  /** {@link skipped}, {@link numeric} or {@link label}, by field. */
  readonly roles: Uint8Array;
  /** By field; null where it is no label. */
  readonly dictionaries: readonly (LabelDictionary | null)[];
  readonly numbers: NumberCells;
  readonly delimiter: number;
  readonly kept: readonly KeptColumn[];
}

/** @param decode - the bytes of a label to text; null where they are no valid text */
export function rowPlan(
  width: number,
  kept: readonly KeptColumn[],
  format: CsvFormat,
  decode: LabelDictionary['decode'],
): RowPlan {
  const { delimiter, numbers, types } = format;
  const roles = new Uint8Array(width);
  for (const { name, field } of kept) roles[field] = types.get(name) === 'number' ? numeric : label;
  const isMissing = (text: string): boolean => {
    const trimmed = trimBlanks(text);
    return trimmed === '' || numbers.missingTexts.has(trimmed);
  };
  const dictionaries = Array.from(roles, (role) => (role === label ? labelDictionary(decode, isMissing) : null));
  return { width, roles, dictionaries, numbers, delimiter, kept };
}

/** Rows that were read, column by column. */
export interface RowBatch {
  /** How many rows are filled. */
  rows: number;
  readonly capacity: number;
  /** Values by field of the file; empty where the field is not numeric. */
  readonly values: Float64Array<ArrayBuffer>[];
  /** Codes by field; empty where the field is no label. */
  readonly codes: Uint32Array<ArrayBuffer>[];
}

/** An empty batch. */
export function rowBatch({ roles }: RowPlan, capacity: number): RowBatch {
  const room = (role: number, wanted: number): number => (role === wanted ? capacity : 0);
  return {
    rows: 0,
    capacity,
    values: Array.from(roles, (role) => new Float64Array(room(role, numeric))),
    codes: Array.from(roles, (role) => new Uint32Array(room(role, label))),
  };
}
