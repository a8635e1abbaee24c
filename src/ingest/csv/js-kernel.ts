import { powersOfTen } from '../cell-number.js';
import { type CsvKernel, kernelMemory, memoryBytes, textStart } from './kernel-memory.js';

const lf = 0x0a;
const cr = 0x0d;
const quote = 0x22;
const minus = 0x2d;
const zero = 0x30;

/** Digits that an int32 holds. */
const intDigits = 9;

/** The loops in JavaScript, a byte at a time. */
export function jsKernel(): CsvKernel {
  const memory = kernelMemory(new ArrayBuffer(memoryBytes));
  const { bytes, ends, values, found } = memory;

  const findEnds = (length: number, delimiter: number): number => {
    const end = textStart + length;
    let count = 0;
    let lines = 0;
    let odd = 0;
    for (let at = textStart; at < end; ) {
      let byte = bytes[at] as number;
      if (byte === quote) {
        byte = bytes[++at] as number;
        while (at < end && byte !== quote && (byte > cr || byte === delimiter)) byte = bytes[++at] as number;
        if (at >= end) break;
        if (byte === quote) byte = bytes[++at] as number;
        else odd = 1;
      } else {
        while (at < end && byte !== quote && byte !== delimiter && byte > cr) byte = bytes[++at] as number;
        if (at >= end) break;
      }
      if (byte === cr) byte = bytes[++at] as number;
      if (odd === 1 || (byte !== delimiter && byte !== lf) || (byte === delimiter && bytes[at - 1] === cr)) {
        odd = 1;
        break;
      }
      if (byte === lf) lines++;
      ends[++count] = at++;
    }
    found[0] = lines;
    found[1] = odd;
    return count;
  };

  const readNumbers = (field: number, width: number, row: number, rows: number, point: number): number => {
    for (let r = row; r < rows; r++) {
      let at = (ends[r * width + field] as number) + 1;
      let end = ends[r * width + field + 1] as number;
      if (bytes[end - 1] === cr) end--;
      if (bytes[at] === quote) {
        at++;
        end--;
      }
      if (at === end) {
        values[r] = Number.NaN;
        continue;
      }
      const negative = bytes[at] === minus;
      if (negative) at++;
      let whole = 0;
      let digits = 0;
      let decimals = 0;
      for (; at < end; at++) {
        const byte = bytes[at] as number;
        const digit = byte ^ zero;
        if (digit <= 9) {
          whole = (Math.imul(whole, 10) + digit) | 0;
          digits++;
        } else if (byte === point && decimals === 0 && at + 1 < end) decimals = end - at - 1;
        else return r;
      }
      if (digits === 0 || digits > intDigits) return r;
      const value = whole / (powersOfTen[decimals] as number);
      values[r] = negative ? -value : value;
    }
    return rows;
  };

  return { ...memory, findEnds, readNumbers };
}
