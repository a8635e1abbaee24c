import type { NumericColumn } from '../../columns/column.js';
import { EfficacyError } from '../../support/errors.js';
import { counted, quoted } from '../../support/text.js';
import { judgeNumber, trimBlanks } from '../cell-number.js';
import { badCells } from '../csv/bad-cells.js';
import type { NumberCells } from '../csv/number-cells.js';
import type { ColumnSource } from './column-source.js';
import type { TypedFormat } from './typed-format.js';

/**
 * The numbers of a column. Text must be clearly a number, by the rules of `parseCsv`.
 *
 * @throws {@link EfficacyError} `invalid_number` with row and text, `not_finite` for Infinity
 */
export function numbersOf(source: ColumnSource, rows: number, format: TypedFormat): NumericColumn {
  const { who, name, missing } = format;
  const values = new Float64Array(rows);
  const bad = badCells('row');
  let row = 0;
  for (const piece of source.pieces('number')) {
    if (isNumbers(piece)) {
      values.set(piece, row);
      row += piece.length;
      continue;
    }
    for (let i = 0; i < piece.length; i++, row++) {
      const cell = piece[i];
      const value = numberOf(cell, missing);
      if (typeof value === 'number') values[row] = value;
      else bad.add({ at: row + 1, column: source.name, text: String(cell).slice(0, 200), problem: value.problem });
    }
  }
  bad.refuse(who, name);
  if (missing.missingNumbers.length > 0) {
    for (let i = 0; i < rows; i++) if (missing.missingNumbers.includes(values[i] as number)) values[i] = Number.NaN;
  }
  refuseInfinite(values, source.name, format);
  return { kind: 'numeric', values };
}

const isNumbers = (piece: ArrayLike<unknown>): piece is Float64Array =>
  ArrayBuffer.isView(piece) && !(piece instanceof BigInt64Array || piece instanceof BigUint64Array);

function numberOf(cell: unknown, missing: NumberCells): number | { readonly problem: string } {
  if (typeof cell === 'number') return cell;
  if (cell === null || cell === undefined) return Number.NaN;
  if (typeof cell === 'boolean') return { problem: 'is not a number' };
  const text = trimBlanks(String(cell));
  if (text === '' || missing.missingTexts.has(text)) return Number.NaN;
  const { value, problem } = judgeNumber(text, '.');
  return problem === null ? value : { problem };
}

/** Refuses Infinity, which no score is and no mean survives. */
export function refuseInfinite(values: Float64Array, column: string, { who, name }: TypedFormat): void {
  let count = 0;
  let first = -1;
  for (let row = 0; row < values.length; row++) {
    const x = values[row] as number;
    if (x - x === 0 || Number.isNaN(x)) continue;
    if (count++ === 0) first = row;
  }
  if (count === 0) return;
  throw new EfficacyError(
    'not_finite',
    `${who} needs finite numbers in ${quoted(column)} of ${name}; ${counted(count, 'value is', 'values are')} infinite, the first in row ${first + 1}: ${values[first]}`,
    { name, column, count, row: first + 1 },
  );
}
