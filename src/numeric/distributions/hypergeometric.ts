import { max, min } from '../math.js';
import { binomialMass } from './binomial.js';
import { type DiscreteDistribution, discrete, type Evaluate, member } from './distribution.js';
import { checkCount, outOfDomain } from './domain.js';

/**
 * Hypergeometric distribution: marked items k in draws without replacement from `marked` and `unmarked` items, up to 1e10 of
 * both. Its tails sum as many terms as the standard deviation is wide, which with so many takes some milliseconds.
 *
 * @param marked - items of the counted kind, a whole number
 * @param unmarked - all other items, a whole number; no more than 1e10 items in all
 * @param draws - items drawn, a whole number up to marked + unmarked
 *
 * @example
 * hypergeometric.cdf(1, 5, 5, 4); // 0.2619047619047619
 *
 * @see Loader (2000), Fast and accurate computation of binomial probabilities.
 */
export const hypergeometric: DiscreteDistribution<[marked: number, unmarked: number, draws: number]> =
  /* @__PURE__ */ discrete(
    'hypergeometric',
    (who, marked, unmarked, draws) => {
      checkCount(who, 'marked', marked);
      checkCount(who, 'unmarked', unmarked);
      checkCount(who, 'draws', draws);
      const items = marked + unmarked;
      if (items > 1e10) outOfDomain(who, 'marked + unmarked <= 1e10', items);
      if (draws > items) outOfDomain(who, `draws <= ${items} items`, draws);
    },
    exactly,
    (k, upper, marked, unmarked, draws) => {
      // P(K <= k) is P(draws - K >= draws - k), and draws - K counts the unmarked: one loop serves both tails.
      const below = k * (marked + unmarked) <= draws * marked;
      const sum = below ? downwardSum(k, marked, unmarked, draws) : downwardSum(draws - k - 1, unmarked, marked, draws);
      return below === upper ? 1 - sum : sum;
    },
    (marked, unmarked, draws) => {
      const items = marked + unmarked;
      const mean = items === 0 ? 0 : draws * (marked / items);
      return {
        mean,
        variance: items < 2 ? 0 : mean * (unmarked / items) * ((items - draws) / (items - 1)),
        lowest: max(0, draws - unmarked),
        highest: min(draws, marked),
      };
    },
  );

/** P(K = k), as a ratio of three binomial probabilities. */
function exactly(k: number, marked: number, unmarked: number, draws: number): number {
  const items = marked + unmarked;
  const share = items === 0 ? 0 : draws / items;
  return (
    (binomialMass(k, marked, share) * binomialMass(draws - k, unmarked, share)) / binomialMass(draws, items, share)
  );
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

// One by one, for those who need no other.
type Of = Evaluate<[marked: number, unmarked: number, draws: number]>;
export const mass: Of = /* @__PURE__ */ member(hypergeometric, 'mass');
export const cdf: Of = /* @__PURE__ */ member(hypergeometric, 'cdf');
export const sf: Of = /* @__PURE__ */ member(hypergeometric, 'sf');
export const quantile: Of = /* @__PURE__ */ member(hypergeometric, 'quantile');
export const isf: Of = /* @__PURE__ */ member(hypergeometric, 'isf');
