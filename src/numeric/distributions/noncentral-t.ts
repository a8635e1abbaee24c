import { abs, exp, expm1, finite, hypot, log, log1p, min, sqrt } from '../math.js';
import { logChiScale, logChiScaleAtOne } from './chi-scale.js';
import { type ContinuousDistribution, continuous, type Evaluate, member } from './distribution.js';
import { checkPositiveOrInfinite, outOfDomain } from './domain.js';
import { logIntegral } from './log-integral.js';
import { logNormalTail } from './log-normal-tail.js';
import { solveTails, type Tails, tailsFrom } from './solve-tails.js';

/**
 * Noncentral t distribution: (Z + ncp) / S, with Z standard normal and S² an independent chi-squared over its df.
 *
 * Given S = s the event is a normal tail. Its average over s is an integral of a positive function with one peak, taken
 * where the peak is: a relative precision of about 1e-13 in both tails (1e-12 for ncp beyond 1e30 or df below 1e-10), where series in the incomplete beta
 * function (AS 243) cancel.
 *
 * @param df - degrees of freedom: from 1e-100 to 1e25, and Infinity gives the normal around ncp
 * @param ncp - noncentrality: the mean of the numerator, from -1e150 to 1e150
 *
 * @example
 * noncentralT.cdf(2, 10, 1); // 0.8076115625303752
 *
 * @see Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, chapter 31.
 */
export const noncentralT: ContinuousDistribution<[df: number, ncp: number]> = /* @__PURE__ */ continuous(
  'noncentralT',
  't',
  -Infinity,
  (who, df, ncp) => {
    checkPositiveOrInfinite(who, 'df', df);
    if (!(finite(ncp) && abs(ncp) <= 1e150)) outOfDomain(who, '|ncp| <= 1e150', ncp);
  },
  (t, df, ncp) => {
    const logKernel = (w: number, u: number): number => u - 0.5 * w * w;
    return sqrt(0.5 / Math.PI) * average(abs(t), df, t < 0 ? -ncp : ncp, logKernel);
  },
  (t, upper, df, ncp) => {
    const { lower, upper: above } = tails(t, df, ncp);
    return upper ? above : lower;
  },
  quantileBeside,
);

/** The t below or, with `upper`, above which a value falls with probability p; arguments are not checked. */
export function quantileBeside(p: number, upper: boolean, df: number, ncp: number): number {
  if (p === 0 || p === 1) return (p === 0) === upper ? Infinity : -Infinity;
  const { x, converged } = solveTails((t) => tails(t, df, ncp), p, upper, ncp, hypot(1, ncp / sqrt(2 * df)));
  return converged ? x : x * Infinity;
}

/** Both tails at once, for one integral, or two where degrees of freedom are few; arguments are not checked. */
export function tails(t: number, df: number, ncp: number): Tails {
  const sign = t < 0 ? -1 : 1;
  const tail = (upper: boolean): number => {
    const side = upper ? sign : -sign;
    return min(
      1,
      average(abs(t), df, sign * ncp, (w) => logNormalTail(side * w)),
    );
  };
  // The tail on the far side of ncp is the one that can be small, but for a heavy tail that holds nearly all.
  const upper = t > ncp;
  const beyond = tail(upper);
  return beyond < 0.9 ? tailsFrom(beyond, upper) : tailsFrom(tail(!upper), !upper);
}

/** Mean of exp(logKernel(t S - ncp, log S)), for t >= 0 and a kernel that falls off about as fast as a normal density. */
function average(t: number, df: number, ncp: number, logKernel: (w: number, u: number) => number): number {
  if (df === Infinity) return exp(logKernel(t - ncp, 0));
  // The s at which exp(-(t s - ncp)² / 2) times the density of log S is largest, and its spread in log s there.
  const hypotenuse = hypot(sqrt(df), t);
  const pull = ncp * (t / hypotenuse);
  const root = hypot(pull, 2 * sqrt(df));
  const scaled = pull > 0 ? (pull + root) / 2 : (2 * df) / (root - pull);
  const about = scaled > 1e-300 * hypotenuse ? log(scaled / hypotenuse) : log(scaled) - log(hypotenuse);
  const width = min(0.5, 1 / hypot(sqrt(df), scaled));
  const half = exp(about / 2);
  const reach = t * half * half;

  // t s - ncp at the center, so that no more is lost than the rounding of t. Where the difference of large numbers would cancel it is
  // df (1/s - s) / t, as at the peak, and the center is where that is so to the last digit.
  const sharp = reach * reach * abs(about) > 2 * df;
  const near = abs(about) < 0.5 ? t - ncp + t * expm1(about) : reach - ncp;
  const offset = sharp ? (-df * expm1(2 * about)) / reach : near;
  const center = sharp && abs(ncp - t) < t / 2 ? log1p((ncp - t + offset) / t) : about;
  const logF = (x: number): number => logChiScale(center + x, df) + logKernel(offset + reach * expm1(x), center + x);
  return exp(logChiScaleAtOne(df) + logIntegral(logF, width));
}

// One by one, for those who need no other.
type Of = Evaluate<[df: number, ncp: number]>;
export const density: Of = /* @__PURE__ */ member(noncentralT, 'density');
export const cdf: Of = /* @__PURE__ */ member(noncentralT, 'cdf');
export const sf: Of = /* @__PURE__ */ member(noncentralT, 'sf');
export const quantile: Of = /* @__PURE__ */ member(noncentralT, 'quantile');
export const isf: Of = /* @__PURE__ */ member(noncentralT, 'isf');
