import * as normal from '../../../numeric/distributions/normal.js';
import { need } from '../../../support/need.js';

/**
 * How the error of the first kind is spent as information comes in: like O'Brien and Fleming's boundary (almost nothing early), like
 * Pocock's (about evenly), by Hwang, Shih and DeCani's family (`gamma` -4 is near the former, 1 near the latter) or by a power of the fraction.
 */
export type AlphaSpending =
  | { readonly kind: 'obrien-fleming' }
  | { readonly kind: 'pocock' }
  | { readonly kind: 'hwang-shih-decani'; readonly gamma: number }
  | { readonly kind: 'power'; readonly exponent: number };

/**
 * The probability of a false rejection that may be used up by the time that a fraction of the planned information is in.
 *
 * @param spending - the spending function, chosen before the first look
 * @param fraction - information so far over that planned, from 0; everything is spent at 1 and beyond
 * @param alpha - one-sided error of the whole trial; a two-sided test spends half of its alpha on each side
 * @returns a probability from 0 to `alpha`
 * @throws {@link EfficacyError} `invalid_argument`
 *
 * @example
 * alphaSpent({ kind: 'obrien-fleming' }, 0.5, 0.025); // 0.00153
 *
 * @see Lan & DeMets (1983), Biometrika 70(3), 659-663, α₁* and α₂*; Hwang, Shih & DeCani (1990), Statist. Med. 9, 1439-1445; Kim & DeMets
 * (1987), Biometrika 74(1), 149-154, for powers.
 */
export function alphaSpent(spending: AlphaSpending, fraction: number, alpha: number): number {
  const who = 'alphaSpent';
  need(fraction >= 0 && fraction < Infinity, 'invalid_argument', who, 'a fraction of 0 or more', fraction);
  need(alpha > 0 && alpha < 1, 'invalid_argument', who, 'alpha between 0 and 1', alpha);
  checkSpending(spending, who);
  return spentBy(spending, fraction, alpha);
}

/** The same, with arguments that were checked. */
export function spentBy(spending: AlphaSpending, fraction: number, alpha: number): number {
  if (fraction === 0) return 0;
  if (fraction >= 1) return alpha;
  switch (spending.kind) {
    case 'obrien-fleming':
      return 2 * normal.sf(normal.isf(alpha / 2) / Math.sqrt(fraction));
    case 'pocock':
      return alpha * Math.log1p((Math.E - 1) * fraction);
    case 'hwang-shih-decani': {
      const { gamma } = spending;
      return gamma === 0 ? alpha * fraction : (alpha * Math.expm1(-gamma * fraction)) / Math.expm1(-gamma);
    }
    case 'power':
      return alpha * fraction ** spending.exponent;
  }
}

/**
 * Refuses what is no spending function.
 *
 * @throws {@link EfficacyError} `invalid_argument`
 */
export function checkSpending(spending: AlphaSpending, who: string): void {
  const kinds = ['obrien-fleming', 'pocock', 'hwang-shih-decani', 'power'];
  const kind: unknown = spending?.kind;
  need(kinds.includes(kind as string), 'invalid_argument', who, `spending of a kind among ${kinds.join(', ')}`, kind);
  if (spending.kind === 'hwang-shih-decani') {
    const { gamma } = spending;
    need(Math.abs(gamma) <= 100, 'invalid_argument', who, 'gamma from -100 to 100', gamma);
  }
  if (spending.kind === 'power') {
    const { exponent } = spending;
    need(exponent > 0 && exponent <= 100, 'invalid_argument', who, 'an exponent above 0 and up to 100', exponent);
  }
}

/** How a spending function is said in a result. */
export function nameOfSpending(spending: AlphaSpending): string {
  switch (spending.kind) {
    case 'obrien-fleming':
      return "O'Brien-Fleming-type";
    case 'pocock':
      return 'Pocock-type';
    case 'hwang-shih-decani':
      return `Hwang-Shih-DeCani (gamma ${spending.gamma})`;
    case 'power':
      return `power (exponent ${spending.exponent})`;
  }
}
