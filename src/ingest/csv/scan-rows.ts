import { powersOfTen } from '../cell-number.js';
import { badLabel, hashFactor, hashStart, type LabelDictionary, labelCode, packedLength } from './labels.js';
import { notANumber, readNumber } from './number-cells.js';
import { numeric, type RowBatch, type RowPlan, skipped } from './row-plan.js';

const lf = 0x0a;
const cr = 0x0d;
const quote = 0x22;
const minus = 0x2d;
const zero = 0x30;

/** Digits that an int32 holds. */
const intDigits = 9;

/**
 * The hot loop: reads ordinary records into a batch until it is full, the bytes end, or a record comes that is not ordinary. A record is
 * ordinary when it stands on one line, has as many fields as the plan, quotes around whole cells only, none doubled, and numbers where
 * numbers belong. What the others mean is for the careful reader to say; of ordinary ones it says the same.
 *
 * @param from - start of a record
 * @param limit - one past a line feed, which stops every inner loop, so that none has to watch the end
 * @returns the start of the first record that was not read
 */
export function scanRows(bytes: Uint8Array, from: number, limit: number, plan: RowPlan, batch: RowBatch): number {
  const { width, roles, dictionaries, numbers, delimiter } = plan;
  const { capacity, values, codes } = batch;
  const { point, missingNumbers } = numbers;
  const missingCount = missingNumbers.length;
  const last = width - 1;
  let row = batch.rows;
  let next = from;

  record: while (next < limit && row < capacity) {
    let at = next;
    let byte = 0;
    for (let field = 0; field < width; field++) {
      byte = bytes[at] as number;
      let stop = delimiter;
      if (byte === quote) {
        stop = quote;
        byte = bytes[++at] as number;
      }
      const start = at;
      const role = roles[field] as number;
      if (role === numeric) {
        const negative = byte === minus;
        if (negative) byte = bytes[++at] as number;
        let whole = 0;
        let decimals = 0;
        let first = at;
        for (let digit = byte ^ zero; digit <= 9; digit = byte ^ zero) {
          whole = (Math.imul(whole, 10) + digit) | 0;
          byte = bytes[++at] as number;
        }
        let digits = at - first;
        if (byte === point) {
          first = ++at;
          byte = bytes[at] as number;
          for (let digit = byte ^ zero; digit <= 9; digit = byte ^ zero) {
            whole = (Math.imul(whole, 10) + digit) | 0;
            byte = bytes[++at] as number;
          }
          decimals = at - first;
          digits += decimals;
        }
        let value: number;
        if (digits > 0 && digits <= intDigits && (byte === stop || byte <= cr)) {
          value = decimals === 0 ? whole : whole / (powersOfTen[decimals] as number);
          if (negative) value = -value;
          if (missingCount > 0 && missingNumbers.includes(value)) value = Number.NaN;
        } else {
          while (byte !== stop && byte > cr) byte = bytes[++at] as number;
          value = at === start ? Number.NaN : readNumber(numbers, bytes, start, at);
          if (value === notANumber) break record;
        }
        (values[field] as Float64Array)[row] = value;
      } else if (role === skipped) {
        while (byte !== stop && byte > cr) byte = bytes[++at] as number;
      } else {
        let hash = hashStart;
        let packed = 0;
        while (byte !== stop && byte > cr) {
          hash = Math.imul(hash ^ byte, hashFactor);
          packed = (packed << 8) | byte;
          byte = bytes[++at] as number;
        }
        // Before a label is remembered, what follows must show that it ends here.
        const after = stop === quote && byte === quote ? (bytes[at + 1] as number) : byte;
        if ((stop === quote && byte !== quote) || (after !== delimiter && after !== lf && after !== cr)) break record;
        const key = at - start <= packedLength ? packed : hash;
        const code = labelCode(dictionaries[field] as LabelDictionary, bytes, start, at, key);
        if (code === badLabel) break record;
        (codes[field] as Uint32Array)[row] = code;
      }
      if (stop === quote) {
        if (byte !== quote) break record;
        byte = bytes[++at] as number;
      }
      at++;
      if ((byte === delimiter) !== field < last) break record;
    }
    if (byte === cr && bytes[at] === lf) at++;
    else if (byte !== lf) break;
    next = at;
    row++;
  }
  batch.rows = row;
  return next;
}
