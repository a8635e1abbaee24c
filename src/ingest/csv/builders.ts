import { type Column, missingCode } from '../../columns/column.js';
import { cellText, isBlank, judgeNumber, parseCellNumber } from '../cell-number.js';
import { labelDictionary } from './labels.js';
import type { CsvFormat } from './options.js';

/** Takes the cells of one column, row after row. */
export interface ColumnBuilder {
  readonly name: string;
  /** One cell; returns the text of a bad one's problem, or null. */
  add(bytes: Uint8Array, start: number, end: number): string | null;
  finish(): Column;
}

/** @param decode - bytes of a cell to text; throws where they are no valid text */
export function columnBuilder(
  name: string,
  format: CsvFormat,
  decode: (bytes: Uint8Array, start: number, end: number) => string,
): ColumnBuilder {
  const isMissing = missingTest(format.missing);
  return format.types.get(name) === 'number'
    ? numberBuilder(name, format.point, isMissing)
    : labelBuilder(name, isMissing, decode);
}

type CellTest = (bytes: Uint8Array, start: number, end: number) => boolean;

function numberBuilder(name: string, point: number, isMissing: CellTest): ColumnBuilder {
  let values = new Float64Array(1024);
  let rows = 0;
  return {
    name,
    add(bytes, start, end) {
      let value = Number.NaN;
      let problem: string | null = null;
      if (!isMissing(bytes, start, end)) {
        value = parseCellNumber(bytes, start, end, point);
        if (Number.isNaN(value)) {
          const text = cellText(bytes, start, Math.min(end, start + 1000));
          problem = judgeNumber(text, String.fromCharCode(point)).problem ?? 'is not a number';
        }
      }
      if (rows === values.length) {
        const larger = new Float64Array(rows * 2);
        larger.set(values);
        values = larger;
      }
      values[rows++] = value;
      return problem;
    },
    finish: () => ({ kind: 'numeric', values: values.slice(0, rows) }),
  };
}

function labelBuilder(
  name: string,
  isMissing: CellTest,
  decode: (bytes: Uint8Array, start: number, end: number) => string,
): ColumnBuilder {
  const dictionary = labelDictionary(decode);
  let codes = new Uint32Array(1024);
  let rows = 0;
  return {
    name,
    add(bytes, start, end) {
      const code = isMissing(bytes, start, end) ? missingCode : dictionary.code(bytes, start, end);
      if (rows === codes.length) {
        const larger = new Uint32Array(rows * 2);
        larger.set(codes);
        codes = larger;
      }
      codes[rows++] = code;
      return null;
    },
    finish: () => ({ kind: 'factor', codes: codes.slice(0, rows), levels: dictionary.levels }),
  };
}

/** A cell is missing when it is empty or blank, or, blanks around it aside, one of the declared texts. */
function missingTest(declared: readonly Uint8Array[]): CellTest {
  if (declared.length === 0) return isBlank;
  return (bytes, start, end) => {
    if (isBlank(bytes, start, end)) return true;
    let from = start;
    let to = end;
    while (isBlank(bytes, from, from + 1)) from++;
    while (isBlank(bytes, to - 1, to)) to--;
    return declared.some((text) => text.length === to - from && text.every((byte, i) => bytes[from + i] === byte));
  };
}
