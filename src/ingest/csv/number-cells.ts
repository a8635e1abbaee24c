import { cellText, judgeNumber, parseCellNumber, trimBlanks } from '../cell-number.js';

/** How the cells of numeric columns are read. */
export interface NumberCells {
  /** The byte of the decimal point. */
  readonly point: number;
  /** The declared texts for missing that are numbers, such as -999; a cell of the same value, `-999.0` too, is missing. */
  readonly missingNumbers: Float64Array;
  /** All declared texts for missing. */
  readonly missingTexts: ReadonlySet<string>;
}

/** @param point - `.` or `,` */
export function numberCells(missing: ReadonlySet<string>, point: string): NumberCells {
  const numbers = [...missing].map((text) => judgeNumber(text, point)).filter(({ problem }) => problem === null);
  return {
    point: point.charCodeAt(0),
    missingNumbers: Float64Array.from(numbers, ({ value }) => value),
    missingTexts: missing,
  };
}

/** A cell that is neither a number nor missing, as {@link readNumber} says it: no cell holds this number. */
export const notANumber: number = Number.POSITIVE_INFINITY;

/** The number of a cell, NaN where it is missing, or {@link notANumber}. */
export function readNumber(cells: NumberCells, bytes: Uint8Array, start: number, end: number): number {
  const value = parseCellNumber(bytes, start, end, cells.point);
  if (!Number.isNaN(value)) return cells.missingNumbers.includes(value) ? Number.NaN : value;
  const text = trimBlanks(cellText(bytes, start, end));
  return text === '' || cells.missingTexts.has(text) ? Number.NaN : notANumber;
}

/** Why {@link readNumber} found no number. */
export function numberProblem(cells: NumberCells, bytes: Uint8Array, start: number, end: number): string {
  const text = cellText(bytes, start, Math.min(end, start + 1000));
  return judgeNumber(text, String.fromCharCode(cells.point)).problem ?? 'is not a number';
}
