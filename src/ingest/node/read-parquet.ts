import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import type { Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import type { Cells, TypedReadOptions } from '../typed/column-source.js';
import { chosenSources, tableFromSources } from '../typed/table-from-sources.js';
import { typedFormat } from '../typed/typed-format.js';
import { refusePointer } from './binary-file.js';
import { fileError } from './file-error.js';
import { optionalPackage } from './optional-package.js';
import { isStoredForm, type ParquetColumn, parquetColumns, parquetSource } from './parquet-columns.js';

/**
 * A table from a Parquet file, decoded by the packages `hyparquet` and `hyparquet-compressors`; only the columns that are kept are read.
 * The rules are those of {@link fromArrow}; nested columns are left out, with a note.
 *
 * @param source - path of the file, or its bytes
 * @throws {@link EfficacyError} as `fromArrow` does; `wrong_file` when it cannot be opened, is damaged or is no Parquet file; `no_data` when it
 * is empty; `missing_package` where the packages are not installed
 *
 * @example
 * const table = await readParquet('scores.parquet', { only: ['arm', 'post'], columns: { post: 'number' } });
 */
export async function readParquet(source: string | Uint8Array, options: TypedReadOptions = {}): Promise<Table> {
  const who = 'readParquet';
  const path = typeof source === 'string' ? source : '';
  const name = options.name ?? (typeof source === 'string' ? basename(source) : 'the data');
  const format = typedFormat(options, who, name);
  const hyparquet = await optionalPackage(() => import('hyparquet'), 'hyparquet', who);
  const { compressors } = await optionalPackage(() => import('hyparquet-compressors'), 'hyparquet-compressors', who);

  const read = async (file: AsyncBuffer): Promise<Table> => {
    await refuseOtherFiles(file, who, name);
    const metadata = await decoded(() => hyparquet.parquetMetadataAsync(file), who, name);
    const columns = parquetColumns(hyparquet.parquetSchema(metadata));
    const { chosen } = chosenSources(columns, format);
    const pieces = new Map<string, { readonly rowStart: number; readonly cells: Cells }[]>(
      chosen.map((column) => [column.name, []]),
    );
    await decoded(
      () =>
        hyparquet.parquetRead({
          file,
          metadata: withStoredForms(metadata, columns),
          columns: chosen.map((column) => column.name),
          compressors,
          utf8: false,
          onChunk: ({ columnName, rowStart, columnData }) => {
            pieces.get(columnName)?.push({ rowStart, cells: columnData as Cells });
          },
        }),
      who,
      name,
    );
    const rows = Number(metadata.num_rows);
    for (const [column, parts] of pieces) refuseMissingRows(parts, rows, column, who, name);
    const sources = columns.map((column) =>
      parquetSource(
        column,
        (pieces.get(column.name) ?? []).map((piece) => piece.cells),
        textReader(who, name),
      ),
    );
    return tableFromSources(sources, rows, format);
  };

  if (typeof source !== 'string') return read(bufferOf(source));
  try {
    const file = await open(path);
    try {
      return await read(await bufferOfFile(file));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(error, who, path, name);
  }
}

const bufferOf = (bytes: Uint8Array): AsyncBuffer => ({
  byteLength: bytes.length,
  slice: (start, end = bytes.length) => bytes.slice(start, end).buffer as ArrayBuffer,
});

async function bufferOfFile(file: Awaited<ReturnType<typeof open>>): Promise<AsyncBuffer> {
  const { size } = await file.stat();
  return {
    byteLength: size,
    async slice(start, end = size) {
      const from = start < 0 ? size + start : start;
      const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - from));
      for (let at = 0; at < bytes.length; ) {
        const { bytesRead } = await file.read(bytes, at, bytes.length - at, from + at);
        if (bytesRead === 0) throw new Error('the file ends too early');
        at += bytesRead;
      }
      return bytes.buffer;
    },
  };
}

async function refuseOtherFiles(file: AsyncBuffer, who: string, name: string): Promise<void> {
  if (file.byteLength === 0) {
    throw new EfficacyError('no_data', `${who} needs a Parquet file; ${name} is empty`, { name });
  }
  const start = new Uint8Array(await file.slice(0, Math.min(file.byteLength, 64)));
  refusePointer(start, 'Parquet', who, name);
  const end = new Uint8Array(await file.slice(Math.max(0, file.byteLength - 4), file.byteLength));
  const isMarked = [start, end].every((bytes) => String.fromCharCode(...bytes.subarray(0, 4)) === 'PAR1');
  if (isMarked && file.byteLength >= 12) return;
  throw new EfficacyError(
    'wrong_file',
    `${who} cannot read ${name}: it is no Parquet file, or one that was cut short; fetch it again`,
    { name },
  );
}

/** Whatever the decoder trips over is a damaged file, or a feature that it does not know. */
async function decoded<T>(decode: () => Promise<T>, who: string, name: string): Promise<T> {
  try {
    return await decode();
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new EfficacyError('wrong_file', `${who} cannot read the Parquet file ${name}: ${cause}`, { name, cause });
  }
}

/** The schema without what would make the decoder convert these columns. */
function withStoredForms(metadata: FileMetaData, columns: readonly ParquetColumn[]): FileMetaData {
  const stored = new Set(columns.filter(isStoredForm).map((column) => column.element));
  const schema = metadata.schema.map((element) => {
    if (!stored.has(element)) return element;
    const { converted_type: _, logical_type: __, ...raw } = element;
    return raw;
  });
  return { ...metadata, schema };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textReader(who: string, name: string): (bytes: Uint8Array) => string {
  return (bytes) => {
    try {
      return utf8.decode(bytes);
    } catch {
      throw new EfficacyError('wrong_file', `${who} found text in the Parquet file ${name} that is not UTF-8`, {
        name,
      });
    }
  };
}

function refuseMissingRows(
  parts: { readonly rowStart: number; readonly cells: Cells }[],
  rows: number,
  column: string,
  who: string,
  name: string,
): void {
  parts.sort((a, b) => a.rowStart - b.rowStart);
  const found = parts.reduce((sum, { cells }) => sum + cells.length, 0);
  if (found === rows) return;
  throw new EfficacyError(
    'wrong_file',
    `${who} cannot read the Parquet file ${name}: column "${column}" has ${found} values where the file tells of ${rows} rows`,
    { name, column, expected: rows, received: found },
  );
}
