// Functions of `Math` under the names that formulas use; a bundle holds each name once.

type RealFunction = (x: number) => number;

export const abs: RealFunction = Math.abs;
export const exp: RealFunction = Math.exp;
export const expm1: RealFunction = Math.expm1;
export const floor: RealFunction = Math.floor;
export const log: RealFunction = Math.log;
export const log1p: RealFunction = Math.log1p;
export const sqrt: RealFunction = Math.sqrt;
export const hypot: (...x: number[]) => number = Math.hypot;
export const max: (...x: number[]) => number = Math.max;
export const min: (...x: number[]) => number = Math.min;

/** Whether x is a number and no infinity. */
export const finite: (x: unknown) => boolean = Number.isFinite;

/** Whether x is a whole number that a double tells from its neighbours. */
export const whole = (x: unknown): boolean => Number.isSafeInteger(x);

/** So many zeros, a vector or a matrix to be filled. */
export const zeros = (length: number): Float64Array<ArrayBuffer> => new Float64Array(length);

/** The distance from 1 to the next double, 2^-52. */
export const epsilon: number = Number.EPSILON;

/** log(2π) / 2 */
export const halfLogTwoPi = 0.9189385332046727;
