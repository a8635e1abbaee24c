import type { Column } from '../../columns/column.js';
import { makeTable, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { didYouMean, listed, quoted } from '../../support/text.js';
import { badCells } from './bad-cells.js';
import { type ColumnBuilder, columnBuilder } from './builders.js';
import type { CsvFormat } from './options.js';
import { byteKinds, type RecordFields, recordFields, scanFailure, scanRecord } from './records.js';
import { refuseOtherDelimiter, refuseWrongFile } from './wrong-file.js';

/** Reads a CSV file piece by piece into a table. */
export interface CsvReader {
  /** The next bytes, which are not kept. */
  push(chunk: Uint8Array): void;
  /** No more bytes: the table, or the error that lists the bad cells. */
  end(): Table;
}

/** A record longer than this is taken for a quote that was never closed. */
const longestRecord = 64 * 1024 * 1024;

/** The first bytes tell what kind of file this is. */
const enoughToTell = 512;

/**
 * A strict reader: every record must have as many fields as the header, every numeric cell must be a number, every label valid text.
 * Errors name the line on which the record starts.
 */
export function csvReader(format: CsvFormat): CsvReader {
  const { who, name } = format;
  const kinds = byteKinds(format.delimiter);
  const bad = badCells();
  const decoder = new TextDecoder(format.encoding, { fatal: true, ignoreBOM: true });

  let rest = new Uint8Array(0); // the start of a record whose end has not come yet
  let sniffed = false;
  let line = 1;
  let row = 0;
  let width = 0;
  let fields: RecordFields = recordFields(16);
  let kept: { readonly field: number; readonly builder: ColumnBuilder }[] | null = null;
  const lineRows: number[] = [];
  const lineOffsets: number[] = [];

  const fail = (problem: 'nul' | 'quote-open' | 'quote-text', linesBelow: number): never => {
    throw scanFailure(problem, line + linesBelow, who, name);
  };

  const decode = (bytes: Uint8Array, start: number, end: number): string => {
    try {
      return decoder.decode(bytes.subarray(start, end));
    } catch {
      throw new EfficacyError(
        'invalid_csv',
        `${who} found bytes on line ${line} of ${name} that are not UTF-8; save it as UTF-8, or set encoding: "windows-1252" if it comes from an older spreadsheet`,
        { name, line },
      );
    }
  };

  /** The bytes of a field with doubled quotes made single. */
  const undoubled = (bytes: Uint8Array, start: number, end: number): Uint8Array => {
    const out = new Uint8Array(end - start);
    let length = 0;
    for (let i = start; i < end; i++) {
      out[length++] = bytes[i] as number;
      if (bytes[i] === 0x22) i++;
    }
    return out.subarray(0, length);
  };

  const takeHeader = (bytes: Uint8Array, header: RecordFields): void => {
    const names: string[] = [];
    for (let i = 0; i < header.count; i++) {
      const start = header.starts[i] as number;
      const end = header.ends[i] as number;
      const text = header.doubled[i] === 1 ? undoubled(bytes, start, end) : bytes.subarray(start, end);
      names.push(decode(text, 0, text.length));
    }
    refuseOtherDelimiter(names, format.delimiter, who, name);
    const places = placesOfNames(names, who, name);
    const place = (wanted: string): number => {
      const found = places.get(wanted);
      if (found === undefined) throw missingColumn(wanted, names, who, name);
      return found;
    };
    for (const declared of format.types.keys()) place(declared);
    width = names.length;
    fields = recordFields(width);
    kept = [...new Set(format.only ?? places.keys())].map((column) => ({
      field: place(column),
      builder: columnBuilder(column, format, decode),
    }));
  };

  const takeRow = (bytes: Uint8Array): void => {
    if (fields.count !== width) {
      throw new EfficacyError(
        'invalid_csv',
        `${who} found ${fields.count} fields on line ${line} of ${name}, where the header has ${width}; a text that holds the delimiter must be quoted`,
        { name, line, expected: width, received: fields.count },
      );
    }
    const offset = line - row;
    if (lineOffsets.length === 0 || lineOffsets[lineOffsets.length - 1] !== offset) {
      lineRows.push(row);
      lineOffsets.push(offset);
    }
    for (const { field, builder } of kept as NonNullable<typeof kept>) {
      let cells = bytes;
      let start = fields.starts[field] as number;
      let end = fields.ends[field] as number;
      if (fields.doubled[field] === 1) {
        cells = undoubled(bytes, start, end);
        start = 0;
        end = cells.length;
      }
      const problem = builder.add(cells, start, end);
      if (problem !== null) {
        const text = new TextDecoder('utf-8').decode(cells.subarray(start, Math.min(end, start + 200)));
        bad.add({ line, column: builder.name, text, problem });
      }
    }
    row++;
  };

  /** An empty line is no record, unless the table has a single column. */
  const isEmptyLine = (): boolean => width > 1 && fields.count === 1 && fields.starts[0] === fields.ends[0];

  const consume = (bytes: Uint8Array, last: boolean): number => {
    let at = 0;
    while (at < bytes.length) {
      const headerPending = kept === null;
      let next = scanRecord(bytes, at, bytes.length, last, kinds, fields, fail);
      if (next === -1) break;
      if (headerPending) {
        if (fields.count > fields.starts.length) {
          fields = recordFields(fields.count);
          next = scanRecord(bytes, at, bytes.length, last, kinds, fields, fail);
        }
        takeHeader(bytes, fields);
      } else if (!isEmptyLine()) {
        takeRow(bytes);
      }
      line += 1 + (headerPending ? 0 : fields.innerLines);
      at = next;
    }
    return at;
  };

  const take = (chunk: Uint8Array, last: boolean): void => {
    let bytes = chunk;
    if (rest.length > 0) {
      bytes = new Uint8Array(rest.length + chunk.length);
      bytes.set(rest);
      bytes.set(chunk, rest.length);
    }
    if (!sniffed) {
      if (bytes.length < enoughToTell && !last) {
        rest = bytes.slice();
        return;
      }
      refuseWrongFile(bytes.subarray(0, enoughToTell), who, name);
      sniffed = true;
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
    }
    const done = consume(bytes, last);
    rest = bytes.slice(done);
    if (rest.length > longestRecord) {
      throw new EfficacyError(
        'invalid_csv',
        `${who} found a record of more than ${longestRecord} bytes that starts on line ${line} of ${name}: is a quote not closed?`,
        { name, line, limit: longestRecord },
      );
    }
  };

  return {
    push: (chunk) => take(chunk, false),
    end() {
      take(new Uint8Array(0), true);
      if (kept === null)
        throw new EfficacyError('no_data', `${who} needs CSV text with a header; ${name} is empty`, { name });
      bad.refuse(who, name);
      const columns = kept.map(({ builder }): [string, Column] => [builder.name, builder.finish()]);
      return makeTable(columns, { lines: { rows: lineRows, offsets: lineOffsets } });
    },
  };
}

/** Which field each name heads. Unnamed columns cannot be asked for. */
function placesOfNames(names: readonly string[], who: string, name: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  names.forEach((column, i) => {
    if (column === '') return;
    const before = places.get(column);
    if (before !== undefined) {
      throw new EfficacyError(
        'duplicate_column',
        `${who} found a duplicate column name in ${name}: ${quoted(column)} heads columns ${before + 1} and ${i + 1}; rename one of them`,
        { name, column, places: [before + 1, i + 1] },
      );
    }
    places.set(column, i);
  });
  return places;
}

function missingColumn(wanted: string, names: readonly string[], who: string, name: string): EfficacyError {
  return new EfficacyError(
    'column_not_found',
    `${who} found no column ${quoted(wanted)} in ${name}; its header has ${listed(names)}.${didYouMean(wanted, names)}`,
    {
      name,
      column: wanted,
      columns: names.slice(0, 100),
    },
  );
}
