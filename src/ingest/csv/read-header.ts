import { EfficacyError } from '../../support/errors.js';
import { cellBytes, notUtf8 } from './careful-row.js';
import { textDecoder } from './decode-text.js';
import type { CsvFormat } from './options.js';
import { byteKinds, recordFields, scanFailure, scanRecord } from './records.js';
import { refuseOtherDelimiter } from './wrong-file.js';

/** The first record of a file. */
export interface CsvHeader {
  readonly names: readonly string[];
  /** Where the next record starts. */
  readonly next: number;
  /** On which line that is. */
  readonly line: number;
}

/**
 * The header that some bytes start with, or null when its end is not there yet.
 *
 * @param last - no more bytes will come
 * @throws {@link EfficacyError} `invalid_csv`
 */
export function readHeader(bytes: Uint8Array, last: boolean, format: CsvFormat): CsvHeader | null {
  const { who, name, delimiter } = format;
  const kinds = byteKinds(delimiter);
  const scan = (width: number): { next: number; fields: ReturnType<typeof recordFields> } => {
    const fields = recordFields(width);
    const next = scanRecord(bytes, 0, bytes.length, last, kinds, fields, (problem, linesBelow) => {
      throw scanFailure(problem, 1 + linesBelow, who, name);
    });
    return { next, fields };
  };
  const { next, fields: first } = scan(16);
  if (next === -1) return null;
  const fields = first.count > first.starts.length ? scan(first.count).fields : first;
  const decode = textDecoder(format.encoding);
  const names = Array.from({ length: fields.count }, (_, field) => {
    const cell = cellBytes(bytes, fields, field);
    const text = decode(cell, 0, cell.length);
    if (text === null) throw notUtf8(1, who, name);
    return text;
  });
  refuseOtherDelimiter(names, delimiter, who, name);
  return { names, next, line: 2 + fields.innerLines };
}

/**
 * How many bytes of a mark that says UTF-8 the text starts with.
 *
 * @throws {@link EfficacyError} `invalid_csv` where another encoding was declared: all other letters would be taken for pairs of wrong ones
 */
export function markLength(bytes: Uint8Array, { who, name, encoding }: CsvFormat): number {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (marked && encoding !== 'utf-8') {
    throw new EfficacyError(
      'invalid_csv',
      `${who} needs ${name} in ${encoding}, as declared; it starts with the mark of UTF-8: leave out the encoding`,
      { name, encoding },
    );
  }
  return marked ? 3 : 0;
}
