import { powersOfTen } from '../cell-number.js';

/**
 * The innermost loops of reading CSV text, over a block of it in a memory of their own. They know ordinary text alone and stop at the rest:
 * an *odd* byte is a quote that neither opens a cell nor closes it, a line end inside of quotes, a lone carriage return, or another
 * control character.
 */
export interface CsvKernel {
  /** All of the memory, as bytes, and to read words from. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly words: DataView<ArrayBuffer>;
  /** Where cells end: cell i behind `ends[i]` and before `ends[i + 1]`. */
  readonly ends: Int32Array<ArrayBuffer>;
  /** What {@link CsvKernel.readNumbers} read, by row. */
  readonly values: Float64Array<ArrayBuffer>;
  /** What {@link CsvKernel.findEnds} found beside: how many line ends, and 1 when it stopped at an odd byte, else 0. */
  readonly found: Int32Array<ArrayBuffer>;
  /**
   * Finds the delimiters and line ends that end cells, and says how many they are; stops at the first odd byte.
   *
   * @param length - bytes of text from {@link textStart} on, from the start of a record; 64 spaces stand behind
   */
  findEnds(length: number, delimiter: number): number;
  /**
   * Reads the numbers of one field in the rows `row` to before `rows`, NaN where a cell is empty.
   *
   * @param width - fields of each row
   * @param point - the decimal point
   * @returns the first row whose cell is more than plain digits, or too many of them; `rows` when there is none
   */
  readNumbers(field: number, width: number, row: number, rows: number, point: number): number;
}

/** What a kernel does, without its memory. */
export type KernelLoops = Pick<CsvKernel, 'findEnds' | 'readNumbers'>;

/** What a kernel remembers. */
export type KernelMemory = Omit<CsvKernel, keyof KernelLoops>;

/** Where the text of a block stands in the memory, and how long it is at most; so many spaces stand behind. */
export const textStart = 256;
export const mostText: number = 2 ** 15;
export const padding = 64;

/** Bytes of the memory. */
export const memoryBytes: number = 4 * 2 ** 16;

/** Rows whose numbers are read at a time, at most. */
export const mostRows: number = 2 ** 13;

/** Views of a memory; scripts/make-csv-kernel.mjs knows the places too. */
export function kernelMemory(buffer: ArrayBuffer): KernelMemory {
  const ends = 0x8400 - 4;
  const memory = {
    bytes: new Uint8Array(buffer),
    words: new DataView(buffer),
    ends: new Int32Array(buffer, ends, mostText + 1),
    values: new Float64Array(buffer, 0x28800, mostRows),
    found: new Int32Array(buffer, 192, 2),
  };
  new Float64Array(buffer, 0, powersOfTen.length).set(powersOfTen);
  memory.ends[0] = textStart - 1;
  return memory;
}
