import { EfficacyError } from '../../support/errors.js';
import { finite, whole } from '../math.js';

/** Refuses an argument: `outOfDomain('studentT.cdf', 'df > 0', df)`. */
export function outOfDomain(name: string, needed: string, got: number): never {
  throw new EfficacyError('out_of_domain', `${name} needs ${needed}, got ${got}`, {
    needed,
    got,
  });
}

/** A point at which a distribution is asked for: any number but NaN, infinities included. */
export function checkPoint(name: string, symbol: string, x: number): void {
  if (typeof x !== 'number' || Number.isNaN(x)) outOfDomain(name, `a number as ${symbol}`, x);
}

export function checkProbability(name: string, _symbol: string, p: number): void {
  if (!(finite(p) && p >= 0 && p <= 1)) outOfDomain(name, '0 <= p <= 1', p);
}

/** Refuses arguments of a special function that are not above 0, or at the ends of the doubles. */
export function checkAbove0(name: string, ...values: readonly number[]): void {
  for (const value of values)
    if (!(finite(value) && value >= 1e-300 && value <= 1e300))
      outOfDomain(name, 'numbers > 0 (from 1e-300 to 1e300)', value);
}

/** A shape or df: greater than 0 and finite, up to the powers of ten at which intermediate results would overflow. */
export function checkPositive(name: string, symbol: string, value: number, least = 1e-100): void {
  if (!(finite(value) && value >= least && value <= 1e25))
    outOfDomain(name, `${symbol} > 0 (from ${least} to 1e25)`, value);
}

/** As {@link checkPositive}, or Infinity. */
export function checkPositiveOrInfinite(name: string, symbol: string, value: number): void {
  if (value !== Infinity) checkPositive(name, symbol, value);
}

/** A count that may be outside of the support: a whole number, positive or not. */
export function checkWhole(name: string, symbol: string, value: number): void {
  if (!whole(value)) outOfDomain(name, `a whole number ${symbol}`, value);
}

/** A count: a whole number from 0 to 2^53 - 1. */
export function checkCount(name: string, symbol: string, value: number): void {
  if (!(whole(value) && value >= 0)) outOfDomain(name, `a whole number ${symbol} >= 0`, value);
}

/** Refuses a noncentrality that is negative, or so large that its square root is lost beside it. */
export function checkNoncentrality(name: string, ncp: number): void {
  if (!(finite(ncp) && ncp >= 0 && ncp <= 1e25)) outOfDomain(name, 'ncp >= 0 (to 1e25)', ncp);
}
