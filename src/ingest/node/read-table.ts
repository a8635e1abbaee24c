import { extname } from 'node:path';
import type { Table } from '../../columns/table.js';
import { firstBytes } from './csv-chunks.js';
import { readArrow } from './read-arrow.js';
import { type ReadCsvOptions, readCsv } from './read-csv.js';
import { readParquet } from './read-parquet.js';

/**
 * A table from a file of any kind that can be read: Parquet or Arrow by what it begins with or its ending, else CSV.
 *
 * @param path - of the file
 * @param options - `delimiter`, `decimal`, `encoding` and `maxBytes` are for CSV
 * @throws {@link EfficacyError} as {@link readCsv}, {@link readParquet} and {@link readArrow} do
 *
 * @example
 * const table = await readTable('scores.parquet', { columns: { post: 'number' } });
 */
export async function readTable(path: string, options: ReadCsvOptions = {}): Promise<Table> {
  const kind = await kindOf(path);
  if (kind === 'csv') return readCsv(path, options);
  const { columns, only, missing, name } = options;
  const typed = {
    ...(columns !== undefined && { columns }),
    ...(only !== undefined && { only }),
    ...(missing !== undefined && { missing }),
    ...(name !== undefined && { name }),
  };
  return kind === 'parquet' ? readParquet(path, typed) : readArrow(path, typed);
}

async function kindOf(path: string): Promise<'csv' | 'parquet' | 'arrow'> {
  const start = String.fromCharCode(...(await startOf(path)));
  if (start.startsWith('PAR1')) return 'parquet';
  if (start === 'ARROW1') return 'arrow';
  switch (extname(path).toLowerCase()) {
    case '.parquet':
      return 'parquet';
    case '.arrow':
    case '.arrows':
    case '.feather':
      return 'arrow';
    default:
      return 'csv';
  }
}

/** The first bytes, or none where the file cannot be opened: its reader says why. */
async function startOf(path: string): Promise<Uint8Array> {
  try {
    return await firstBytes(path, 6);
  } catch {
    return new Uint8Array(0);
  }
}
