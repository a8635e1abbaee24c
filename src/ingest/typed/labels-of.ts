import { type FactorColumn, missingCode } from '../../columns/column.js';
import { trimBlanks } from '../cell-number.js';
import { badCells } from '../csv/bad-cells.js';
import type { ColumnSource } from './column-source.js';
import type { TypedFormat } from './typed-format.js';

/**
 * The labels of a column. Whole numbers become their digits, so that ids keep every one of them.
 *
 * @throws {@link EfficacyError} `invalid_number` for a number that is no whole one
 */
export function labelsOf(source: ColumnSource, rows: number, format: TypedFormat): FactorColumn {
  const { who, name, missing } = format;
  const codes = new Uint32Array(rows);
  const levels: string[] = [];
  const seen = new Map<unknown, number>();
  const byText = new Map<string, number>();
  const bad = badCells('row');

  const codeOf = (text: string): number => {
    const trimmed = trimBlanks(text);
    if (trimmed === '' || missing.missingTexts.has(trimmed)) return missingCode;
    const known = byText.get(text);
    if (known !== undefined) return known;
    byText.set(text, levels.length);
    return levels.push(text) - 1;
  };

  const codeOfCell = (cell: unknown, row: number): number => {
    if (cell === null || cell === undefined || Number.isNaN(cell)) return missingCode;
    if (typeof cell !== 'number' || Number.isSafeInteger(cell)) return codeOf(String(cell));
    const problem = 'is no whole number, as an id or label would be';
    bad.add({ at: row + 1, column: source.name, text: String(cell), problem });
    return missingCode;
  };

  let row = 0;
  for (const piece of source.pieces('text')) {
    for (let i = 0; i < piece.length; i++, row++) {
      const cell = piece[i];
      const code = seen.get(cell) ?? codeOfCell(cell, row);
      if (typeof cell !== 'number' || Number.isSafeInteger(cell)) seen.set(cell, code);
      codes[row] = code;
    }
  }
  bad.refuse(who, name);
  return { kind: 'factor', codes, levels };
}
