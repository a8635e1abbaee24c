import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { arrowToTable } from '../from-arrow.js';
import type { ArrowTable } from '../typed/arrow-table.js';
import type { TypedReadOptions } from '../typed/column-source.js';
import { refusePointer } from './binary-file.js';
import { fileError } from './file-error.js';
import { optionalPackage } from './optional-package.js';

/**
 * A table from an Arrow IPC file or stream (.arrow, .feather version 2), decoded by the package `@uwdata/flechette`; the rules are those of
 * {@link fromArrow}.
 *
 * @param source - path of the file, or its bytes
 * @throws {@link EfficacyError} as `fromArrow` does; `wrong_file` when it cannot be opened, is cut short or is no Arrow data; `no_data` when it
 * is empty; `missing_package` where flechette is not installed
 *
 * @example
 * const table = await readArrow('scores.arrow', { only: ['arm', 'post'] });
 */
export async function readArrow(source: string | Uint8Array, options: TypedReadOptions = {}): Promise<Table> {
  const who = 'readArrow';
  const name = options.name ?? (typeof source === 'string' ? basename(source) : 'the data');
  const bytes = typeof source === 'string' ? await fileBytes(source, who, name) : source;
  if (bytes.length === 0) throw new EfficacyError('no_data', `${who} needs Arrow data; ${name} is empty`, { name });
  refusePointer(bytes, 'Arrow', who, name);
  if (!isWhole(bytes)) {
    throw new EfficacyError(
      'wrong_file',
      `${who} cannot read ${name}: it is no Arrow file or stream, or one that was cut short; fetch it again`,
      { name },
    );
  }
  const { tableFromIPC } = await optionalPackage(() => import('@uwdata/flechette'), '@uwdata/flechette', who);
  let table: ArrowTable;
  try {
    table = tableFromIPC(bytes, { useBigInt: true }) as unknown as ArrowTable;
    for (let i = 0; i < table.schema.fields.length; i++) {
      if (table.getChildAt(i)?.length !== table.numRows) throw new Error('columns of different lengths');
    }
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new EfficacyError('wrong_file', `${who} cannot read the Arrow data in ${name}: ${cause}`, { name, cause });
  }
  return arrowToTable(who, name, table, options);
}

async function fileBytes(path: string, who: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw fileError(error, who, path, name);
  }
}

const magic = 'ARROW1';

/** True when the end of a file or stream is there: what was cut short gives no numbers. */
function isWhole(bytes: Uint8Array): boolean {
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  if (text(0, magic.length) === magic)
    return bytes.length > 20 && text(bytes.length - magic.length, bytes.length) === magic;
  const start = new DataView(bytes.buffer, bytes.byteOffset, Math.min(8, bytes.length));
  // A stream begins with a message of some length and ends with one of length 0.
  if (bytes.length < 16) return false;
  const isMarked = start.getInt32(0, true) === -1;
  const metadata = start.getInt32(isMarked ? 4 : 0, true);
  return metadata > 0 && metadata < bytes.length && bytes.subarray(bytes.length - 4).every((byte) => byte === 0);
}
