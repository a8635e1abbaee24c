/**
 * Which text is a number, for every reader. A cell is a number when, blanks around it aside, it is
 * `[+-] digits [point digits] [e [+-] digits]` with at least one digit; nothing else is, and nothing is guessed.
 */

const space = 0x20;
const tab = 0x09;
const zero = 0x30;
const nine = 0x39;
const plus = 0x2b;
const minus = 0x2d;

/** Exact powers of ten: both operands exact, so that one division is correctly rounded (Clinger 1990). */
const powersOfTen = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/** Longest number that is looked at: a double never needs more digits than this to be told from its neighbours. */
const longest = 800;

/**
 * The number in bytes `start` to `end`, or NaN when there is none that is exact or correctly rounded: {@link judgeNumber} says why.
 *
 * @param point - the byte of the decimal point, `.` or `,`
 */
export function parseCellNumber(bytes: Uint8Array, start: number, end: number, point: number): number {
  let i = start;
  let stop = end;
  while (i < stop && (bytes[i] === space || bytes[i] === tab)) i++;
  while (stop > i && (bytes[stop - 1] === space || bytes[stop - 1] === tab)) stop--;
  const from = i;

  let negative = false;
  const first = bytes[i] as number;
  if (first === minus || first === plus) {
    negative = first === minus;
    i++;
  }
  let digits = 0;
  let decimals = -1;
  let whole = 0;
  for (let at = i; at < stop; at++) {
    const byte = bytes[at] as number;
    if (byte >= zero && byte <= nine) {
      if (++digits > 15) return parseSlowly(bytes, from, stop, point);
      whole = whole * 10 + (byte - zero);
      if (decimals >= 0) decimals++;
    } else if (byte === point && decimals < 0) {
      decimals = 0;
    } else {
      return parseSlowly(bytes, from, stop, point);
    }
  }
  if (digits === 0) return Number.NaN;
  const size = decimals > 0 ? whole / (powersOfTen[decimals] as number) : whole;
  return negative ? -size : size;
}

function parseSlowly(bytes: Uint8Array, start: number, end: number, point: number): number {
  if (end - start > longest) return Number.NaN;
  return judgeNumber(cellText(bytes, start, end), String.fromCharCode(point)).value;
}

const pattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

interface Judged {
  /** NaN when there is a problem. */
  readonly value: number;
  readonly problem: string | null;
}

/**
 * The number that a text holds, or why it is not one.
 *
 * @param point - the decimal point, `.` or `,`
 */
export function judgeNumber(text: string, point: string): Judged {
  const trimmed = trimBlanks(text);
  const standard = point === '.' ? trimmed : trimmed.replace(point, '.');
  if ((point !== '.' && trimmed.includes('.')) || !pattern.test(standard))
    return { value: Number.NaN, problem: 'is not a number' };
  const value = Number(standard);
  if (!Number.isFinite(value))
    return { value: Number.NaN, problem: 'is too large for a number (the largest is about 1.8e308)' };
  if (value === 0 && /[1-9]/.test(standard.replace(/[eE].*$/, ''))) {
    return { value: Number.NaN, problem: 'is too close to 0 for a number (the smallest is about 4.9e-324)' };
  }
  if (
    Math.abs(value) > Number.MAX_SAFE_INTEGER &&
    /^[+-]?\d+$/.test(standard) &&
    BigInt(value) !== BigInt(standard.replace('+', ''))
  ) {
    return {
      value: Number.NaN,
      problem: `would be changed to ${BigInt(value)}, the nearest number; if it is an id, declare the column as text`,
    };
  }
  return { value, problem: null };
}

function trimBlanks(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && (text[from] === ' ' || text[from] === '\t')) from++;
  while (to > from && (text[to - 1] === ' ' || text[to - 1] === '\t')) to--;
  return text.slice(from, to);
}

/** The text of a cell, bytes that are not UTF-8 shown as U+FFFD: for messages and slow paths. */
export function cellText(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start, end));
}

/** True when the bytes hold nothing but blanks. */
export function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if (bytes[i] !== space && bytes[i] !== tab) return false;
  }
  return true;
}
