/**
 * What is used of an Arrow table, by its shape: tables of flechette and of apache-arrow both have it.
 *
 * @see Apache Arrow Columnar Format 1.5, Schema.fbs (type ids) and "Physical Memory Layout".
 */
export interface ArrowTable {
  /** Rows of every column. */
  readonly numRows: number;
  /** Names and types of the columns. */
  readonly schema: { readonly fields: readonly { readonly name: string; readonly type: ArrowType }[] };
  /** The column at this place. */
  getChildAt(index: number): ArrowColumn | null | undefined;
}

/** A column: one or more batches. */
export interface ArrowColumn {
  /** Its rows. */
  readonly length: number;
  /** What it holds. */
  readonly type: ArrowType;
  /** Its memory, batch by batch. */
  readonly data: readonly ArrowBatch[];
  /** The value of a row, in the library's own form. */
  at(index: number): unknown;
}

/** A type by its id in the format, with what narrows it. */
export interface ArrowType {
  /** The number that the format gives the type. */
  readonly typeId: number;
  /** Of integers. */
  readonly bitWidth?: number;
  /** Digits of decimals; width of floating-point numbers. */
  readonly precision?: number;
  /** Digits of decimals behind the point. */
  readonly scale?: number;
  /** The type of the labels of a dictionary. */
  readonly dictionary?: ArrowType | undefined;
}

/** The memory of one batch, under the names that either library gives it. */
export interface ArrowBatch {
  /** Its rows. */
  readonly length: number;
  /** How many have no value. */
  readonly nullCount: number;
  /** The memory of the values. */
  readonly values?: unknown;
  /** Bits of the rows that have a value, in flechette. */
  readonly validity?: Uint8Array | null | undefined;
  /** The same in apache-arrow, from bit `offset` on. */
  readonly nullBitmap?: Uint8Array | null | undefined;
  /** The first row's place in that memory. */
  readonly offset?: number;
  /** The labels, where values are codes. */
  readonly dictionary?: unknown;
}

/** The type ids that are told apart. */
export const arrowTypes = {
  dictionary: -1,
  null: 1,
  int: 2,
  float: 3,
  utf8: 5,
  bool: 6,
  decimal: 7,
  date: 8,
  timestamp: 10,
  largeUtf8: 20,
  utf8View: 24,
} as const;

const names: Readonly<Record<number, string>> = {
  4: 'binary data',
  9: 'times of day',
  11: 'intervals',
  12: 'lists',
  13: 'records',
  14: 'unions',
  15: 'binary data',
  16: 'lists',
  17: 'maps',
  18: 'durations',
  19: 'binary data',
  21: 'lists',
  22: 'run-end encoded values',
  23: 'binary data',
  25: 'lists',
  26: 'lists',
};

/** What a type holds, for messages. */
export function arrowTypeText({ typeId }: ArrowType): string {
  return names[typeId] ?? `values of Arrow type ${typeId}`;
}

/** Tells of a row of a batch whether it has a value. */
export function validityOf(batch: ArrowBatch): (row: number) => boolean {
  const bits = batch.validity ?? batch.nullBitmap;
  if (batch.nullCount === 0 || bits === null || bits === undefined || bits.length === 0) return () => true;
  const from = batch.validity === undefined ? (batch.offset ?? 0) : 0;
  return (row) => (((bits[(from + row) >> 3] as number) >> ((from + row) & 7)) & 1) === 1;
}
