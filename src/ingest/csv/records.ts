import { EfficacyError } from '../../support/errors.js';

/** Where the fields of one record stand in its buffer. */
export interface RecordFields {
  /** How many fields the record has; the arrays hold at most their own length of them. */
  count: number;
  /** First byte of each field, inside its quotes if it has any. */
  readonly starts: Int32Array;
  /** One past its last byte. */
  readonly ends: Int32Array;
  /** 1 where the field holds doubled quotes, which stand for one. */
  readonly doubled: Uint8Array;
  /** How many line ends the record holds inside quotes. */
  innerLines: number;
}

/** @param width - fields to keep; more are counted and not kept */
export function recordFields(width: number): RecordFields {
  return {
    count: 0,
    starts: new Int32Array(width),
    ends: new Int32Array(width),
    doubled: new Uint8Array(width),
    innerLines: 0,
  };
}

/** What can be wrong with a record before its fields are known. */
export type ScanProblem = 'nul' | 'quote-open' | 'quote-text';

const lf = 0x0a;
const cr = 0x0d;
const quote = 0x22;

/** What a byte means between quotes' outside: 0 nothing, 1 delimiter, 2 line feed, 3 carriage return, 4 NUL. */
export function byteKinds(delimiter: number): Uint8Array {
  const kinds = new Uint8Array(256);
  kinds[delimiter] = 1;
  kinds[lf] = 2;
  kinds[cr] = 3;
  kinds[0] = 4;
  return kinds;
}

/**
 * Finds the fields of the record that starts at `from`. RFC 4180, with lone LF, CRLF and lone CR as line ends, and a quote inside
 * an unquoted field as a letter.
 *
 * @param to - one past the last byte of the buffer
 * @param last - no more bytes will come
 * @param fail - throws the error; told the kind and how many lines below the record's first
 * @returns where the next record starts, or -1 when this one is not all there yet
 */
export function scanRecord(
  bytes: Uint8Array,
  from: number,
  to: number,
  last: boolean,
  kinds: Uint8Array,
  fields: RecordFields,
  fail: (problem: ScanProblem, linesBelow: number) => never,
): number {
  const { starts, ends, doubled } = fields;
  const width = starts.length;
  let count = 0;
  let innerLines = 0;
  let i = from;
  for (;;) {
    let start = i;
    let end: number;
    let twice = 0;
    if (i < to && bytes[i] === quote) {
      const openedBelow = innerLines;
      start = ++i;
      for (;;) {
        if (i >= to) {
          if (last) fail('quote-open', openedBelow);
          return -1;
        }
        const byte = bytes[i] as number;
        if (byte === quote) {
          if (i + 1 >= to && !last) return -1;
          if (i + 1 < to && bytes[i + 1] === quote) {
            twice = 1;
            i += 2;
            continue;
          }
          break;
        }
        if (byte === lf || (byte === cr && bytes[i + 1] !== lf)) innerLines++;
        else if (byte === 0) fail('nul', innerLines);
        i++;
      }
      end = i++;
      if (i < to && kinds[bytes[i] as number] === 0) fail('quote-text', innerLines);
    } else {
      while (i < to && kinds[bytes[i] as number] === 0) i++;
      end = i;
    }
    if (count < width) {
      starts[count] = start;
      ends[count] = end;
      doubled[count] = twice;
    }
    count++;

    if (i >= to) {
      if (!last) return -1;
      break;
    }
    const kind = kinds[bytes[i] as number];
    if (kind === 4) fail('nul', innerLines);
    if (kind === 3 && i + 1 >= to && !last) return -1;
    i += kind === 3 && bytes[i + 1] === lf ? 2 : 1;
    if (kind !== 1) break;
  }
  fields.count = count;
  fields.innerLines = innerLines;
  return i;
}

/** The error for what {@link scanRecord} found, with the line it is on. */
export function scanFailure(problem: ScanProblem, line: number, who: string, name: string): EfficacyError {
  const message = {
    nul: `${who} found a NUL byte on line ${line} of ${name}; text has none: the file is damaged or cut short (or it is in UTF-16)`,
    'quote-open': `${who} found no end of the quote that opens on line ${line} of ${name}; close it, or double a quote that is part of the text`,
    'quote-text': `${who} found text after a closing quote on line ${line} of ${name}; a quote inside a quoted field is written twice`,
  }[problem];
  return new EfficacyError('invalid_csv', message, { name, line, problem });
}
