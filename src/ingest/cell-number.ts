import { productError, sumError } from '../numeric/sums/error-free.js';

/**
 * Which text is a number, for every reader. A cell is a number when, blanks around it aside, it is
 * `[+-] digits [point digits] [e [+-] digits]` with at least one digit; nothing else is, and nothing is guessed.
 */

const space = 0x20;
const tab = 0x09;
const zero = 0x30;
const plus = 0x2b;
const minus = 0x2d;

/** Powers of ten that are exact: one division of an exact number by one of them is correctly rounded (Clinger 1990). */
export const powersOfTen: Float64Array = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/** Digits that a double, or the int32 of a hot loop, holds exactly. */
const exactDigits = 15;

/** Longest number that is looked at: a double never needs more digits than this to be told from its neighbours. */
const longest = 800;

/**
 * The number in bytes `start` to `end`, or NaN when there is none that is exact or correctly rounded: {@link judgeNumber} says why.
 *
 * Up to 15 digits are an exact whole number divided by an exact power of ten. Up to 30 digits are two exact whole numbers, and the quotient is
 * taken in twice the precision; it is kept when all that its error bound allows rounds to the same double. What remains goes to `Number`.
 *
 * @param point - the byte of the decimal point, `.` or `,`
 */
export function parseCellNumber(bytes: Uint8Array, start: number, end: number, point: number): number {
  let at = start;
  let stop = end;
  while (at < stop && (bytes[at] === space || bytes[at] === tab)) at++;
  while (stop > at && (bytes[stop - 1] === space || bytes[stop - 1] === tab)) stop--;
  const from = at;
  const negative = bytes[at] === minus;
  if (negative || bytes[at] === plus) at++;

  let head = 0;
  let tail = 0;
  let significant = 0;
  let decimals = -1;
  let digits = 0;
  for (; at < stop; at++) {
    const digit = (bytes[at] as number) ^ zero;
    if (digit <= 9) {
      digits++;
      if (significant > 0 || digit > 0) significant++;
      if (significant <= exactDigits) head = head * 10 + digit;
      else if (significant <= 2 * exactDigits) tail = tail * 10 + digit;
      if (decimals >= 0) decimals++;
    } else if (bytes[at] === point && decimals < 0) {
      decimals = 0;
    } else {
      break;
    }
  }
  if (digits === 0) return Number.NaN;
  let places = Math.max(0, decimals);
  if (at < stop) {
    const exponent = shortExponent(bytes, at, stop);
    if (Number.isNaN(exponent)) return parseSlowly(bytes, from, stop, point);
    places -= exponent;
  }
  if (places < 0 || places >= powersOfTen.length) return parseSlowly(bytes, from, stop, point);
  const power = powersOfTen[places] as number;
  let size = Number.NaN;
  if (significant <= exactDigits) size = head / power;
  else if (places > 0 && significant <= 2 * exactDigits)
    size = longQuotient(head, tail, significant - exactDigits, power);
  if (Number.isNaN(size)) return parseSlowly(bytes, from, stop, point);
  return negative ? -size : size;
}

/** The whole number after `e`, when it has up to three digits; else NaN. */
function shortExponent(bytes: Uint8Array, start: number, end: number): number {
  let at = start + 1;
  if (((bytes[start] as number) | 0x20) !== 0x65 || at >= end) return Number.NaN;
  const negative = bytes[at] === minus;
  if (negative || bytes[at] === plus) at++;
  if (at >= end || end - at > 3) return Number.NaN;
  let value = 0;
  for (; at < end; at++) {
    const digit = (bytes[at] as number) ^ zero;
    if (digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return negative ? -value : value;
}

/** `(head 10^tailDigits + tail) / power`, correctly rounded, or NaN where twice the precision cannot tell to which side. */
function longQuotient(head: number, tail: number, tailDigits: number, power: number): number {
  const scale = powersOfTen[tailDigits] as number;
  const product = head * scale;
  const whole = product + tail;
  const below = productError(head, scale, product) + sumError(product, tail, whole);
  const quotient = whole / power;
  const back = quotient * power;
  const rest = (whole - back - productError(quotient, power, back) + below) / power;
  const error = Math.abs(rest) * 2 ** -50 + quotient * 2 ** -100;
  const low = quotient + (rest - error);
  return low === quotient + (rest + error) ? low : Number.NaN;
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
  if ((point !== '.' && trimmed.includes('.')) || !pattern.test(standard)) return refused('is not a number');
  const value = Number(standard);
  if (!Number.isFinite(value)) return refused('is too large for a number (the largest is about 1.8e308)');
  if (value === 0 && /[1-9]/.test(standard.replace(/[eE].*$/, '')))
    return refused('is too close to 0 for a number (the smallest is about 4.9e-324)');
  if (isChangedInteger(standard, value)) {
    return refused(
      `would be changed to ${BigInt(value)}, the nearest number; if it is an id, declare the column as text`,
    );
  }
  return { value, problem: null };
}

const refused = (problem: string): Judged => ({ value: Number.NaN, problem });

function isChangedInteger(text: string, value: number): boolean {
  return (
    Math.abs(value) > Number.MAX_SAFE_INTEGER &&
    /^[+-]?\d+$/.test(text) &&
    BigInt(value) !== BigInt(text.replace('+', ''))
  );
}

/** The text without spaces and tabs at its ends, in one pass. */
export function trimBlanks(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && (text[from] === ' ' || text[from] === '\t')) from++;
  while (to > from && (text[to - 1] === ' ' || text[to - 1] === '\t')) to--;
  return text.slice(from, to);
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a cell, bytes that are not UTF-8 shown as U+FFFD: for messages and slow paths. */
export function cellText(bytes: Uint8Array, start: number, end: number): string {
  return utf8.decode(bytes.subarray(start, end));
}
