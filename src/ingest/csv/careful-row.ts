import { EfficacyError } from '../../support/errors.js';
import { cellText } from '../cell-number.js';
import type { BadCells } from './bad-cells.js';
import { badLabel, type LabelDictionary, labelCodeOf } from './labels.js';
import { notANumber, numberProblem, readNumber } from './number-cells.js';
import type { CsvFormat } from './options.js';
import type { RecordFields } from './records.js';
import { numeric, type RowBatch, type RowPlan } from './row-plan.js';

/**
 * Puts one record, however odd, into a batch that has room for it. What is wrong with it is thrown, or collected where it is a bad cell.
 *
 * @param line - on which the record starts
 * @throws {@link EfficacyError} `invalid_csv` for a wrong number of fields, or a label that is not valid text
 */
export function addRecord(
  bytes: Uint8Array,
  fields: RecordFields,
  plan: RowPlan,
  batch: RowBatch,
  bad: BadCells,
  line: number,
  format: CsvFormat,
): void {
  const { who, name } = format;
  if (fields.count !== plan.width) {
    throw new EfficacyError(
      'invalid_csv',
      `${who} found ${fields.count} fields on line ${line} of ${name}, where the header has ${plan.width}; a text that holds the delimiter must be quoted`,
      { name, line, expected: plan.width, received: fields.count },
    );
  }
  const row = batch.rows++;
  for (const { name: column, field } of plan.kept) {
    const cell = cellBytes(bytes, fields, field);
    if (plan.roles[field] === numeric) {
      const value = readNumber(plan.numbers, cell, 0, cell.length);
      if (value === notANumber) {
        const problem = numberProblem(plan.numbers, cell, 0, cell.length);
        bad.add({ at: line, column, text: cellText(cell, 0, Math.min(cell.length, 200)), problem });
      }
      // A bad cell ends in an error when all of them are known: until then it must not be one for whoever takes the rows.
      (batch.values[field] as Float64Array)[row] = value === notANumber ? 0 : value;
    } else {
      const code = labelCodeOf(plan.dictionaries[field] as LabelDictionary, cell);
      if (code === badLabel) throw notUtf8(line, who, name);
      (batch.codes[field] as Uint32Array)[row] = code;
    }
  }
}

/** The bytes of a field, doubled quotes made single. */
export function cellBytes(bytes: Uint8Array, fields: RecordFields, field: number): Uint8Array {
  const cell = bytes.subarray(fields.starts[field], fields.ends[field]);
  if (fields.doubled[field] !== 1) return cell;
  const out = new Uint8Array(cell.length);
  let length = 0;
  for (let i = 0; i < cell.length; i++) {
    out[length++] = cell[i] as number;
    if (cell[i] === 0x22) i++;
  }
  return out.subarray(0, length);
}

/** The error for bytes that are no valid text. */
export function notUtf8(line: number, who: string, name: string): EfficacyError {
  return new EfficacyError(
    'invalid_csv',
    `${who} found bytes on line ${line} of ${name} that are not UTF-8; save it as UTF-8, or set encoding: "windows-1252" if it comes from an older spreadsheet`,
    { name, line },
  );
}
