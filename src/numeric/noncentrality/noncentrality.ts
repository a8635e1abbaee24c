import { checkLevel } from '../../support/interval.js';
import { outOfDomain } from '../distributions/domain.js';
import { type Solution, solveTails, type Tails } from '../distributions/solve-tails.js';
import { finite, sqrt } from '../math.js';

/** The noncentrality at which a tail has a given probability. */
export interface Noncentrality {
  /** The answer; the nearest admissible value where `status` is not `'converged'`. */
  readonly ncp: number;
  /**
   * `'converged'`: right to the last digits. `'at_zero'`: no noncentrality reaches the probability, the central
   * distribution (ncp 0) comes nearest. `'not_converged'`: no answer was found that a double could hold.
   */
  readonly status: 'converged' | 'at_zero' | 'not_converged';
  /** How many times the distribution was evaluated. */
  readonly evaluations: number;
}

/** Both exact confidence limits of a noncentrality. */
export interface NoncentralityInterval {
  /** The lower limit, on the scale of the noncentrality. */
  readonly lower: number;
  /** The upper limit. */
  readonly upper: number;
  /** Confidence level, between 0 and 1. */
  readonly level: number;
  /** How each limit was found, see {@link Noncentrality}. */
  readonly status: { readonly lower: Noncentrality['status']; readonly upper: Noncentrality['status'] };
}

/** Which tail has the probability: at or below what was observed, or at or above it. */
export interface NoncentralityOptions {
  /**
   * At or below the observed statistic, or at or above it.
   * @defaultValue `'lower'`
   */
  readonly tail?: 'lower' | 'upper';
}

/**
 * The noncentrality of T, with either sign.
 *
 * The lower tail falls as the noncentrality rises, so that the search runs along its negative.
 */
export const solveSigned = (
  at: (ncp: number) => Tails,
  p: number,
  upper: boolean,
  start: number,
  scale: number,
): Noncentrality =>
  describe(
    solveTails((x) => at(-x), p, upper, -start, scale),
    (x) => (x === 0 ? 0 : -x),
  );

/** -√ncp goes no farther: the distributions end at an ncp of 1e25. */
const farthest = -3e12;

/** The noncentrality of F or chi-square: at least 0, searched for on its square root, on which scores are nearly straight. */
export function solveSquared(
  at: (ncp: number) => Tails,
  p: number,
  upper: boolean,
  start: number,
  scale: number,
): Noncentrality {
  const central = at(0);
  // The lower tail is largest at 0.
  if (upper ? central.upper >= p : central.lower <= p) {
    const exact = (upper ? central.upper : central.lower) === p;
    return { ncp: 0, status: exact ? 'converged' : 'at_zero', evaluations: 1 };
  }
  // From -√ncp, along which the lower tail rises, up to 0.
  const { x, converged, evaluations } = solveTails((x) => at(x * x), p, upper, -sqrt(start), scale, farthest, 0);
  return describe({ x, converged: converged && x > farthest, evaluations }, (x) => x * x);
}

/** Finds the noncentrality at which the lower (or upper) tail of what was observed is p. */
export type Solve = (p: number, upper: boolean) => Noncentrality;

/** One answer, for a tail probability strictly between 0 and 1. */
export function oneTail(
  name: string,
  solve: Solve,
  p: number,
  { tail = 'lower' }: NoncentralityOptions,
): Noncentrality {
  if (!(finite(p) && p > 0 && p < 1)) outOfDomain(name, '0 < p < 1', p);
  return solve(p, tail === 'upper');
}

/** Both limits at a level: the upper tail at the lower limit and the lower tail at the upper one have (1 - level) / 2. */
export function bothLimits(name: string, solve: Solve, level: number): NoncentralityInterval {
  checkLevel(name, level);
  const p = (1 - level) / 2;
  const lower = solve(p, true);
  const upper = solve(p, false);
  return { lower: lower.ncp, upper: upper.ncp, level, status: { lower: lower.status, upper: upper.status } };
}

const describe = ({ x, converged, evaluations }: Solution, ncpOf: (x: number) => number): Noncentrality => ({
  ncp: ncpOf(x),
  status: converged ? 'converged' : 'not_converged',
  evaluations,
});
