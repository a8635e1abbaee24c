import { EfficacyError } from '../support/errors.js';
import { type AggregateJson, aggregateFromJson, aggregateToJson } from './aggregate-json.js';
import { checksum } from './checksum.js';
import type { GroupedComoments } from './grouped-comoments.js';
import { requireList, requireRecord } from './require-json.js';

/**
 * The form, little endian: `EFAG`, version (uint32), checksum of all that follows (uint32), length of the header (uint32), header,
 * numbers. The header is the JSON form without its columns of numbers; those follow as doubles: n, weight unless it is n, means,
 * products, columnN.
 */
const magic = 0x47414645;
const version = 1;
const fixedBytes = 16;

/**
 * A record of co-moments as bytes: shorter and quicker to read than JSON, and protected by a checksum.
 *
 * @example
 * writeFileSync('north-side.aggregate', aggregateToBytes(comoments));
 */
export function aggregateToBytes(aggregate: GroupedComoments): Uint8Array {
  const { n: _n, weight, means: _m, products: _p, columnN: _c, ...header } = aggregateToJson(aggregate);
  const text = new TextEncoder().encode(JSON.stringify(header));
  const columns = [
    aggregate.n,
    ...(weight === null ? [] : [aggregate.weight]),
    ...aggregate.means,
    ...aggregate.products,
    ...aggregate.columnN,
  ];
  const bytes = new Uint8Array(fixedBytes + text.length + 8 * columns.length * aggregate.groupCount);
  const view = new DataView(bytes.buffer);
  bytes.set(text, fixedBytes);
  const numbers = new DataView(bytes.buffer, fixedBytes + text.length);
  columns.forEach((column, c) => {
    for (let g = 0; g < column.length; g++) numbers.setFloat64(8 * (c * column.length + g), column[g]!, true);
  });
  view.setUint32(0, magic, true);
  view.setUint32(4, version, true);
  view.setUint32(12, text.length, true);
  view.setUint32(8, checksum(bytes.subarray(12)), true);
  return bytes;
}

/**
 * The record that {@link aggregateToBytes} wrote.
 *
 * @throws {@link EfficacyError} `invalid_aggregate` where the bytes are of something else, of another version, cut off or changed
 */
export function aggregateFromBytes(bytes: Uint8Array): GroupedComoments {
  if (!(bytes instanceof Uint8Array)) refuse('a Uint8Array', typeof bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < fixedBytes || view.getUint32(0, true) !== magic)
    refuse('bytes that start with EFAG', bytes.length);
  if (view.getUint32(4, true) !== version) refuse(`version ${version}`, view.getUint32(4, true));
  if (checksum(bytes.subarray(12)) !== view.getUint32(8, true)) refuse('the bytes as they were written', bytes.length);
  const length = view.getUint32(12, true);
  const end = fixedBytes + length;
  if (end > bytes.length) refuse(`a header of ${length} bytes`, bytes.length);
  const header = headerOf(bytes.subarray(fixedBytes, end));
  const { columns: of, weightKind, groupCount } = header as unknown as AggregateJson;
  const k = requireList(of, 'columns').length;
  const weighted = weightKind === 'precision' || weightKind === 'sampling';
  const products = (k * (k + 1)) / 2;
  const count = 1 + Number(weighted) + 2 * k + products;
  if (bytes.length !== end + 8 * count * groupCount)
    refuse(`${count} numbers for each of its ${groupCount} groups`, bytes.length);
  const columns = Array.from({ length: count }, (_, c) =>
    Array.from({ length: groupCount }, (__, g) => {
      const x = view.getFloat64(end + 8 * (c * groupCount + g), true);
      return Number.isNaN(x) ? null : x;
    }),
  );
  const next = (n: number): (number | null)[][] => columns.splice(0, n);
  return aggregateFromJson({
    ...header,
    n: next(1)[0],
    weight: weighted ? next(1)[0] : null,
    means: next(k),
    products: next(products),
    columnN: next(k),
  });
}

function headerOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    refuse('a header in JSON', bytes.length);
  }
  return requireRecord(header, 'the header');
}

function refuse(needed: string, received: number | string): never {
  throw new EfficacyError(
    'invalid_aggregate',
    `aggregateFromBytes needs ${needed}, got ${received === undefined ? 'nothing' : received}; the bytes are damaged, of another version or no aggregate`,
    { needed, received },
  );
}
