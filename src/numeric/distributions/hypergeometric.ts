import { binomialMass } from './binomial.js';
import { type Counts, countIsf, countQuantile } from './discrete.js';
import { checkCount, checkPoint, checkProbability, checkWhole, outOfDomain } from './domain.js';

/** Hypergeometric distribution: marked items k in draws without replacement from `marked` and `unmarked` items. */

/**
 * Probability of exactly k marked items, as a ratio of three binomial probabilities.
 *
 * @param k - a whole number
 * @param marked - items of the counted kind, a whole number
 * @param unmarked - all other items, a whole number
 * @param draws - items drawn, a whole number up to marked + unmarked
 * @throws {@link EfficacyError} `out_of_domain` for another k or parameter
 * @see Loader (2000), Fast and accurate computation of binomial probabilities.
 */
export function mass(k: number, marked: number, unmarked: number, draws: number): number {
  checkWhole('hypergeometric.mass', 'k', k);
  check('hypergeometric.mass', k, marked, unmarked, draws);
  return exactly(k, marked, unmarked, draws);
}

/**
 * Probability of at most k marked items. Sums as many terms as the standard deviation is wide.
 *
 * @param k - any number; between whole numbers the probability does not change
 * @param marked - items of the counted kind, a whole number
 * @param unmarked - all other items, a whole number
 * @param draws - items drawn, a whole number up to marked + unmarked
 * @throws {@link EfficacyError} `out_of_domain` for another parameter, or NaN
 *
 * @example
 * cdf(1, 5, 5, 4); // 0.2619047619047619
 */
export function cdf(k: number, marked: number, unmarked: number, draws: number): number {
  check('hypergeometric.cdf', k, marked, unmarked, draws);
  return tail(k, marked, unmarked, draws, false);
}

/** Probability of more than k marked items, to full relative precision in the far tail. @throws as {@link cdf} */
export function sf(k: number, marked: number, unmarked: number, draws: number): number {
  check('hypergeometric.sf', k, marked, unmarked, draws);
  return tail(k, marked, unmarked, draws, true);
}

/**
 * The smallest k with cdf(k) >= p, where a computed cdf(k) counts as reached.
 *
 * @param marked - items of the counted kind, a whole number
 * @param unmarked - all other items, a whole number
 * @param draws - items drawn, a whole number up to marked + unmarked
 * @throws {@link EfficacyError} `out_of_domain` for another parameter, or unless 0 <= p <= 1
 */
export function quantile(p: number, marked: number, unmarked: number, draws: number): number {
  checkProbability('hypergeometric.quantile', p);
  check('hypergeometric.quantile', 0, marked, unmarked, draws);
  return countQuantile(p, counts(marked, unmarked, draws));
}

/** The smallest k with sf(k) <= p, likewise. @throws as {@link quantile} */
export function isf(p: number, marked: number, unmarked: number, draws: number): number {
  checkProbability('hypergeometric.isf', p);
  check('hypergeometric.isf', 0, marked, unmarked, draws);
  return countIsf(p, counts(marked, unmarked, draws));
}

function check(name: string, k: number, marked: number, unmarked: number, draws: number): void {
  checkPoint(name, 'k', k);
  checkCount(name, 'marked', marked);
  checkCount(name, 'unmarked', unmarked);
  checkCount(name, 'draws', draws);
  if (draws > marked + unmarked) outOfDomain(name, `draws <= ${marked + unmarked} items`, draws);
}

function exactly(k: number, marked: number, unmarked: number, draws: number): number {
  const items = marked + unmarked;
  const share = items === 0 ? 0 : draws / items;
  return (
    (binomialMass(k, marked, share) * binomialMass(draws - k, unmarked, share)) / binomialMass(draws, items, share)
  );
}

function tail(k: number, marked: number, unmarked: number, draws: number, upper: boolean): number {
  if (k < Math.max(0, draws - unmarked)) return upper ? 1 : 0;
  if (k >= Math.min(draws, marked)) return upper ? 0 : 1;
  const floor = Math.floor(k);
  // P(K <= k) is P(draws - K >= draws - k), and draws - K counts the unmarked: one loop serves both tails.
  const below = floor * (marked + unmarked) <= draws * marked;
  const sum = below
    ? downwardSum(floor, marked, unmarked, draws)
    : downwardSum(draws - floor - 1, unmarked, marked, draws);
  return below === upper ? 1 - sum : sum;
}

/** P(K <= k) for k below the mean, from k downwards until the terms no longer count. */
function downwardSum(k: number, marked: number, unmarked: number, draws: number): number {
  let ratio = 1;
  let sum = 1;
  for (let j = k; j > 0 && ratio > 1e-17 * sum; j--) {
    ratio *= (j / (marked - j + 1)) * ((unmarked - draws + j) / (draws - j + 1));
    sum += ratio;
  }
  return exactly(k, marked, unmarked, draws) * sum;
}

function counts(marked: number, unmarked: number, draws: number): Counts {
  const items = marked + unmarked;
  const mean = items === 0 ? 0 : draws * (marked / items);
  return {
    cdf: (k) => tail(k, marked, unmarked, draws, false),
    sf: (k) => tail(k, marked, unmarked, draws, true),
    mean,
    variance: items < 2 ? 0 : mean * (unmarked / items) * ((items - draws) / (items - 1)),
    lowest: Math.max(0, draws - unmarked),
    highest: Math.min(draws, marked),
  };
}
