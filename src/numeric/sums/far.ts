import { productError } from './error-free.js';

/**
 * A sum as one long fixed-point number, wide enough for the last bit of the smallest product of two doubles (2^-2148)
 * and for 2^64 times the largest (2^2048). Limb k counts units of 2^(32 k - 2208); behind the limbs stands how many
 * additions were made since carries were last passed on.
 *
 * @see Neal (2015), Fast exact summation using small and large superaccumulators, arXiv:1505.05571.
 */
export type Far = Float64Array;

export const limbBits = 32;
export const limbCount = 135;
export const lowestExponent = -2208;

const limbSize = 2 ** limbBits;
/** One addition moves a limb by less than 2^33, and a limb is exact up to 2^53. */
const additionsBetweenCarries = 2 ** 19;
const view = new DataView(new ArrayBuffer(8));

/** An empty fixed-point sum. */
export function newFar(): Far {
  return new Float64Array(limbCount + 1);
}

/** Adds `x 2^exponent` exactly. */
export function addFar(far: Far, x: number, exponent = 0): void {
  if (x === 0) return;
  const subnormal = Math.abs(x) < 2 ** -1022;
  view.setFloat64(0, subnormal ? x * 2 ** 64 : x);
  const top = view.getUint32(0);
  const sign = x < 0 ? -1 : 1;
  const position = ((top >>> 20) & 0x7ff) - 1075 - lowestExponent + exponent - (subnormal ? 64 : 0);
  const k = Math.floor(position / limbBits);
  const shift = 2 ** (position - limbBits * k);
  const low = view.getUint32(4) * shift;
  const high = ((top & 0xfffff) + 0x100000) * shift;
  const lowCarry = Math.floor(low / limbSize);
  const highCarry = Math.floor(high / limbSize);
  far[k]! += sign * (low - lowCarry * limbSize);
  far[k + 1]! += sign * (lowCarry + high - highCarry * limbSize);
  far[k + 2]! += sign * highCarry;
  countAddition(far);
}

/** Adds `x y` exactly, whatever the size of the factors. */
export function addFarProduct(far: Far, x: number, y: number): void {
  const ex = exponentToMiddle(x);
  const ey = exponentToMiddle(y);
  const a = x * 2 ** ex;
  const b = y * 2 ** ey;
  const p = a * b;
  addFar(far, p, -ex - ey);
  addFar(far, productError(a, b, p), -ex - ey);
}

/** Adds another fixed-point sum, which is left as it is. */
export function mergeFar(far: Far, other: Far): void {
  const addend = other.slice();
  passCarries(addend);
  passCarries(far);
  for (let k = 0; k < limbCount; k++) far[k]! += addend[k]!;
}

/** Adds `digit` units of limb k, for a whole digit below 2^32 in size. */
export function addFarDigit(far: Far, k: number, digit: number): void {
  far[k]! += digit;
  countAddition(far);
}

/**
 * The limbs with one sign throughout, each below 2^32 in size: the same array for the same value, however it was
 * reached.
 */
export function limbsOf(far: Far): Float64Array {
  const limbs = far.slice();
  passCarries(limbs);
  if (limbs[limbCount - 1]! < 0) {
    for (let k = 0; k < limbCount; k++) limbs[k] = -limbs[k]!;
    passCarries(limbs);
    for (let k = 0; k < limbCount; k++) limbs[k] = -limbs[k]!;
  }
  return limbs.subarray(0, limbCount);
}

function countAddition(far: Far): void {
  far[limbCount]! += 1;
  if (far[limbCount]! >= additionsBetweenCarries) passCarries(far);
}

/** Brings every limb but the last, which keeps the sign, into 0 to 2^32 - 1. */
function passCarries(far: Far): void {
  let carry = 0;
  for (let k = 0; k < limbCount - 1; k++) {
    const limb = far[k]! + carry;
    carry = Math.floor(limb / limbSize);
    far[k] = limb - carry * limbSize;
  }
  far[limbCount - 1]! += carry;
  far[limbCount] = 0;
}

/** A power of two that moves a number to where products and their errors neither overflow nor underflow. */
function exponentToMiddle(x: number): number {
  const size = Math.abs(x);
  return size > 2 ** 400 ? -700 : size < 2 ** -400 ? 700 : 0;
}
