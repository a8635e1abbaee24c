import { csvKernel } from './kernel.js';
import { type CsvKernel, mostRows, mostText, padding, textStart } from './kernel-memory.js';
import { badLabel, type LabelDictionary, labelCode } from './labels.js';
import { type NumberCells, notANumber, readNumber } from './number-cells.js';
import { numeric, type RowBatch, type RowPlan } from './row-plan.js';

const lf = 0x0a;
const cr = 0x0d;
const quote = 0x22;
const space = 0x20;

/** Bytes of the first block, each of the next ones is twice as long: what stands behind a record that is not ordinary is looked at twice. */
const firstText = 2 ** 10;

/**
 * The hot loop: reads ordinary records into a batch until it is full, the bytes end, or a record comes that is not ordinary. A record is
 * ordinary when it stands on one line, has as many fields as the plan, quotes around whole cells only, none doubled, and numbers where
 * numbers belong. What the others mean is for the careful reader to say; of ordinary ones it says the same.
 *
 * A block of text at a time: first where its cells end, then one column after another, so that no step waits for the length of the cell
 * before it, and columns that are not kept cost nothing.
 *
 * @param from - start of a record
 * @param limit - one past a line feed
 * @returns the start of the first record that was not read
 */
export function scanRows(bytes: Uint8Array, from: number, limit: number, plan: RowPlan, batch: RowBatch): number {
  const { width, delimiter } = plan;
  const kernel = csvKernel();
  let next = from;
  for (let span = firstText; next < limit && batch.rows < batch.capacity; span = Math.min(mostText, 2 * span)) {
    const length = Math.min(span, limit - next);
    kernel.bytes.set(bytes.subarray(next, next + length), textStart);
    kernel.bytes.fill(space, textStart + length, textStart + length + padding);
    const count = kernel.findEnds(length, delimiter);
    const whole = wholeRows(kernel, count, width);
    const wanted = Math.min(whole, batch.capacity - batch.rows, mostRows);
    const rows = readColumns(kernel, plan, wanted, batch);
    batch.rows += rows;
    next += (kernel.ends[rows * width] as number) + 1 - textStart;
    if (rows < wanted) break;
    if (rows === whole && (kernel.found[1] === 1 || count >= (whole + 1) * width)) break;
    if (rows === 0 && (span === mostText || length === limit - next)) break;
  }
  return next;
}

/** How many of the records that were found have as many fields as they should, up to the first that has not. */
function wholeRows({ bytes, ends, found }: CsvKernel, count: number, width: number): number {
  const most = Math.floor(count / width);
  let rows = 0;
  while (rows < most && bytes[ends[(rows + 1) * width] as number] === lf) rows++;
  if (rows === found[0]) return rows;
  // Some line end is not where it should be.
  for (let i = 1; i < rows * width; i++) {
    if (i % width !== 0 && bytes[ends[i] as number] === lf) return Math.floor(i / width);
  }
  return rows;
}

/** Reads the columns of whole rows, and says how many of these are ordinary. Numbers come first: labels, once met, are remembered. */
function readColumns(kernel: CsvKernel, plan: RowPlan, whole: number, batch: RowBatch): number {
  const { kept, roles, dictionaries, numbers, width } = plan;
  let rows = whole;
  for (const { field } of kept) {
    if (roles[field] !== numeric) continue;
    rows = readNumbers(kernel, numbers, field, width, rows);
    (batch.values[field] as Float64Array).set(kernel.values.subarray(0, rows), batch.rows);
  }
  for (const { field } of kept) {
    const dictionary = dictionaries[field];
    if (dictionary)
      rows = readLabels(kernel, dictionary, field, width, rows, batch.codes[field] as Uint32Array, batch.rows);
  }
  return rows;
}

function readNumbers(kernel: CsvKernel, numbers: NumberCells, field: number, width: number, rows: number): number {
  const { bytes, values } = kernel;
  const { point, missingNumbers } = numbers;
  let row = 0;
  while (row < rows) {
    row = kernel.readNumbers(field, width, row, rows, point);
    if (row === rows) break;
    const [start, end] = cellAt(kernel, row * width + field);
    const value = readNumber(numbers, bytes, start, end);
    if (value === notANumber) return row;
    values[row++] = value;
  }
  if (missingNumbers.length > 0) {
    for (let r = 0; r < rows; r++) if (missingNumbers.includes(values[r] as number)) values[r] = Number.NaN;
  }
  return rows;
}

/** Where a cell starts and ends, inside of its quotes. */
function cellAt({ bytes, ends }: CsvKernel, cell: number): readonly [number, number] {
  const start = (ends[cell] as number) + 1;
  let end = ends[cell + 1] as number;
  if (bytes[end - 1] === cr) end--;
  return bytes[start] === quote ? [start + 1, end - 1] : [start, end];
}

function readLabels(
  { bytes, words, ends }: CsvKernel,
  dictionary: LabelDictionary,
  field: number,
  width: number,
  rows: number,
  codes: Uint32Array,
  from: number,
): number {
  for (let row = 0, cell = field; row < rows; row++, cell += width) {
    let start = (ends[cell] as number) + 1;
    let end = ends[cell + 1] as number;
    if (bytes[end - 1] === cr) end--;
    if (bytes[start] === quote) {
      start++;
      end--;
    }
    const code = labelCode(dictionary, words, start, end - start);
    if (code === badLabel) return row;
    codes[from + row] = code;
  }
  return rows;
}
