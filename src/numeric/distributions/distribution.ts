import { finite, floor } from '../math.js';
import { countAt, type Support } from './count-quantile.js';
import { checkPoint, checkProbability, checkWhole } from './domain.js';

/** A function of a point (or a probability) and of the parameters of a distribution. */
export type Evaluate<Parameters extends readonly number[]> = (at: number, ...parameters: Parameters) => number;

/** The functions that every distribution has, under the same four names. */
export interface Distribution<Parameters extends readonly number[]> {
  /**
   * Probability of a value up to a point, to full relative precision in the far tail.
   *
   * Throws an {@link EfficacyError} `out_of_domain` for NaN, or parameters outside of their domain.
   */
  readonly cdf: Evaluate<Parameters>;
  /** Probability of a value above a point, computed without subtraction from 1 where it is small. Throws as `cdf`. */
  readonly sf: Evaluate<Parameters>;
  /**
   * The point below which a value falls with a probability from 0 to 1; of a count, the smallest k with cdf(k) >= p, where a
   * computed cdf(k) counts as reached. Ends of the support at 0 and 1, and where the point does not fit a double.
   *
   * Throws an {@link EfficacyError} `out_of_domain` unless 0 <= p <= 1, or for parameters outside of their domain.
   */
  readonly quantile: Evaluate<Parameters>;
  /** The point above which a value falls with a probability; of a count, the smallest k with sf(k) <= p. Throws as `quantile`. */
  readonly isf: Evaluate<Parameters>;
}

/** A distribution with a density. */
export interface ContinuousDistribution<Parameters extends readonly number[]> extends Distribution<Parameters> {
  /** Density at a point: probability per unit of it; Infinity where it has a pole. Throws as `cdf`. */
  readonly density: Evaluate<Parameters>;
}

/** A distribution of counts. Its `cdf` and `sf` take any number: between whole numbers they do not change. */
export interface DiscreteDistribution<Parameters extends readonly number[]> extends Distribution<Parameters> {
  /** Probability of exactly k, a whole number; 0 outside of the support. Throws as `cdf`. */
  readonly mass: Evaluate<Parameters>;
}

/** Three parameters at most; a distribution with fewer leaves the last ones alone. */
type Plain = (at: number, a: number, b: number, c: number) => number;
/** The upper tail at a point or the lower one; or the point with that tail. */
type Sided = (at: number, upper: boolean, a: number, b: number, c: number) => number;
/** Refuses parameters, in the name of the function that was called. */
type Check = (who: string, a: number, b: number, c: number) => void;

/**
 * A distribution made of functions that need not check what they are given.
 *
 * @param name - its public name
 * @param symbol - of its variable, in messages
 * @param lowest - its support begins here and has no end, or looks after that itself; both tails are asked for inside of it only
 * @param inverse - the point at which a tail is p, for 0 <= p <= 1
 */
export function continuous<P extends readonly number[]>(
  name: string,
  symbol: string,
  lowest: number,
  check: Check,
  density: Plain,
  tail: Sided,
  inverse: Sided,
): ContinuousDistribution<P> {
  const guarded = guard<P>(name, symbol, check);
  return {
    density: guarded('density', checkPoint, (x, a, b, c) => (x < lowest || !finite(x) ? 0 : density(x, a, b, c))),
    ...sides(
      guarded,
      (x, upper, a, b, c) => (x <= lowest || x === Infinity ? Number(x <= lowest === upper) : tail(x, upper, a, b, c)),
      inverse,
    ),
  };
}

/** As {@link continuous}, for a distribution of counts. */
export function discrete<P extends readonly number[]>(
  name: string,
  check: Check,
  mass: Plain,
  tail: Sided,
  support: (a: number, b: number, c: number) => Support,
): DiscreteDistribution<P> {
  const guarded = guard<P>(name, 'k', check);
  const within: Sided = (k, upper, a, b, c) => {
    const { lowest, highest } = support(a, b, c);
    return k < lowest || k >= highest ? Number(k < lowest === upper) : tail(floor(k), upper, a, b, c);
  };
  const inverse: Sided = (p, upper, a, b, c) =>
    countAt(p, upper, (k, above) => within(k, above, a, b, c), support(a, b, c));
  return { mass: guarded('mass', checkWhole, mass), ...sides(guarded, within, inverse) };
}

/** Density at 0 of a variable that behaves as the square of a sum over `df` coordinates, given its value at 2. */
export const densityAtZero = (df: number, value: number): number => (df < 2 ? Infinity : df === 2 ? value : 0);

/** One function of a distribution by itself, for those who need no other. */
export const member = <D, K extends keyof D>(distribution: D, key: K): D[K] => distribution[key];

type Guard<P extends readonly number[]> = (
  member: string,
  checkFirst: (who: string, symbol: string, at: number) => void,
  f: Plain,
) => Evaluate<P>;

const guard =
  <P extends readonly number[]>(name: string, symbol: string, check: Check): Guard<P> =>
  (member, checkFirst, f) => {
    const who = `${name}.${member}`;
    const checked: Plain = (at, a, b, c) => {
      checkFirst(who, symbol, at);
      check(who, a, b, c);
      return f(at, a, b, c);
    };
    return checked as Evaluate<readonly number[]> as Evaluate<P>;
  };

const sides = <P extends readonly number[]>(guarded: Guard<P>, tail: Sided, inverse: Sided): Distribution<P> => ({
  cdf: guarded('cdf', checkPoint, (x, a, b, c) => tail(x, false, a, b, c)),
  sf: guarded('sf', checkPoint, (x, a, b, c) => tail(x, true, a, b, c)),
  quantile: guarded('quantile', checkProbability, (p, a, b, c) => inverse(p, false, a, b, c)),
  isf: guarded('isf', checkProbability, (p, a, b, c) => inverse(p, true, a, b, c)),
});
