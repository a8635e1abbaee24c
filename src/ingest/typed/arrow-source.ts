import type { Column } from '../../columns/column.js';
import { missingCode } from '../../columns/column.js';
import { EfficacyError } from '../../support/errors.js';
import { quoted } from '../../support/text.js';
import type { ColumnType } from '../column-type.js';
import { type ArrowBatch, type ArrowColumn, arrowTypes, arrowTypeText, validityOf } from './arrow-table.js';
import type { Cells, ColumnSource } from './column-source.js';
import { decimalNumber, decimalText, signedInteger } from './decimal.js';

/** A column of an Arrow table. */
export function arrowSource(name: string, column: ArrowColumn): ColumnSource {
  const { type } = column;
  const values = type.typeId === arrowTypes.dictionary ? (type.dictionary ?? type) : type;
  const natural = naturalType(values.typeId, values.bitWidth ?? 0);
  const described = natural === null ? arrowTypeText(values) : natural;
  const common = { name, natural, described };
  switch (type.typeId) {
    case arrowTypes.dictionary:
      return {
        ...common,
        direct: (wanted) => (wanted === 'text' ? directFactor(column) : null),
        pieces: (wanted) => dictionaryPieces(name, column, wanted),
      };
    case arrowTypes.float:
    case arrowTypes.int:
      return {
        ...common,
        direct: (wanted) => (wanted === 'number' ? directNumbers(column) : null),
        pieces: () => column.data.map(numberPiece(column)),
      };
    case arrowTypes.decimal:
      return {
        ...common,
        pieces: (wanted) =>
          column.data.map((batch) => decimalPiece(batch, type.scale ?? 0, type.bitWidth ?? 128, wanted)),
      };
    case arrowTypes.date:
    case arrowTypes.timestamp:
      return { ...common, pieces: () => [datePiece(column, type.typeId === arrowTypes.date)] };
    default:
      return { ...common, pieces: () => [anyPiece(column)] };
  }
}

function naturalType(typeId: number, bitWidth: number): ColumnType | null {
  switch (typeId) {
    case arrowTypes.float:
    case arrowTypes.decimal:
      return 'number';
    case arrowTypes.int:
      return bitWidth === 64 ? 'text' : 'number';
    case arrowTypes.null:
    case arrowTypes.utf8:
    case arrowTypes.largeUtf8:
    case arrowTypes.utf8View:
    case arrowTypes.bool:
    case arrowTypes.date:
    case arrowTypes.timestamp:
      return 'text';
    default:
      return null;
  }
}

/** The table's own memory, where it is one batch of doubles without nulls. Infinity is looked for by the caller. */
function directNumbers(column: ArrowColumn): Column | null {
  const [batch, more] = column.data;
  if (batch === undefined || more !== undefined || batch.nullCount > 0) return null;
  const { values } = batch;
  if (!(values instanceof Float64Array)) return null;
  return { kind: 'numeric', values: values.subarray(0, batch.length) };
}

function numberPiece(column: ArrowColumn): (batch: ArrowBatch, index: number) => Cells {
  return (batch, index) => {
    const { values, length } = batch;
    const isHalf = column.type.typeId === arrowTypes.float && column.type.precision === 0;
    if (isHalf || !ArrayBuffer.isView(values) || values instanceof DataView)
      return anyPiece(column, startOf(column, index), length);
    const all: Cells = (values as Float64Array).subarray(0, length);
    if (batch.nullCount === 0) return all;
    const isValid = validityOf(batch);
    return Array.from(all, (value, row) => (isValid(row) ? value : null)) as Cells;
  };
}

const startOf = (column: ArrowColumn, index: number): number =>
  column.data.slice(0, index).reduce((sum, batch) => sum + batch.length, 0);

/** Values as the library itself gives them. */
function anyPiece(column: ArrowColumn, from = 0, length: number = column.length): Cells {
  return Array.from({ length }, (_, row) => column.at(from + row)) as Cells;
}

function datePiece(column: ArrowColumn, isDay: boolean): Cells {
  return Array.from({ length: column.length }, (_, row) => {
    const at = column.at(row);
    if (at === null || at === undefined) return null;
    const text = new Date(Number(at)).toISOString();
    return isDay ? text.slice(0, 10) : text;
  });
}

function decimalPiece(batch: ArrowBatch, scale: number, bitWidth: number, wanted: ColumnType): Cells {
  const { buffer, byteOffset } = batch.values as Uint8Array;
  const width = bitWidth / 8;
  const isValid = validityOf(batch);
  return Array.from({ length: batch.length }, (_, row) => {
    if (!isValid(row)) return null;
    const unscaled = signedInteger(new Uint8Array(buffer, byteOffset + row * width, width), false);
    return wanted === 'number' ? decimalNumber(unscaled, scale) : decimalText(unscaled, scale);
  });
}

type Indices = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;

/** The codes of the dictionary as they are, where there is one dictionary, all of whose labels are used and differ. */
function directFactor(column: ArrowColumn): Column | null {
  const [batch, more] = column.data;
  if (batch === undefined || more !== undefined) return null;
  const levels = Array.from(anyPiece(batch.dictionary as ArrowColumn) as ArrayLike<unknown>);
  const isPlain = levels.every((level): level is string => typeof level === 'string' && level.trim() !== '');
  if (!isPlain || new Set(levels).size < levels.length) return null;
  const { values, length } = batch;
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) return null;
  const indices = (values as Indices).subarray(0, length);
  const codes = batch.nullCount === 0 ? sharedCodes(indices) : codesWithNulls(indices, validityOf(batch));
  const used = new Uint8Array(levels.length);
  for (const code of codes) {
    if (code < levels.length) used[code] = 1;
    else if (code !== missingCode || batch.nullCount === 0) return null;
  }
  return used.includes(0) ? null : { kind: 'factor', codes, levels };
}

const sharedCodes = (indices: Indices): Uint32Array =>
  indices instanceof Int32Array || indices instanceof Uint32Array
    ? new Uint32Array(indices.buffer, indices.byteOffset, indices.length)
    : Uint32Array.from(indices);

const codesWithNulls = (indices: Indices, isValid: (row: number) => boolean): Uint32Array =>
  Uint32Array.from(indices, (index, row) => (isValid(row) ? index : missingCode));

/**
 * The values that the indices stand for; each is decoded once a batch.
 *
 * @throws {@link EfficacyError} `wrong_file` for an index outside of the dictionary, as damaged files have it
 */
function dictionaryPieces(name: string, column: ArrowColumn, wanted: ColumnType): Cells[] {
  return column.data.map((batch) => {
    const dictionary = batch.dictionary as ArrowColumn;
    const known = [...arrowSource('', dictionary).pieces(wanted)].flatMap((piece) => Array.from(piece));
    const isValid = validityOf(batch);
    return Array.from((batch.values as Indices).subarray(0, batch.length), (index, row) => {
      if (!isValid(row)) return null;
      if (Number(index) in known) return known[Number(index)];
      throw new EfficacyError(
        'wrong_file',
        `fromArrow found the index ${index} in ${quoted(name)}, whose dictionary has ${known.length} labels: the data are damaged; make them again`,
        { column: name, index: Number(index), labels: known.length },
      );
    });
  });
}
