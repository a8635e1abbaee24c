import { checkLevel } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import { listed, quoted } from '../../../support/text.js';
import { requireScale } from '../scale/scale-kind.js';
import { frontierOf } from './frontier-of.js';
import type { FrontierProduct, ScreenTimeFrontierOptions } from './frontier-options.js';
import type { ScreenTimeFrontier } from './frontier-result.js';
import { productMeans } from './product-means.js';

/**
 * Growth against the weekly minutes that products ask for: which of them another one beats with no more minutes, how sure that is, where the line
 * of 45 minutes a week falls, and how much instruction gives way.
 *
 * Products stand by their minutes and never by their rate, with total effect and observed doses beside it; those whose doses do not overlap are not
 * compared on it.
 *
 * @param products - 2 to 12, over the same period, on one scale; results of {@link growthPerMinute} may be spread into them
 * @param options - weeks of the period, unit, and the joint covariance where products share students or schools
 * @returns growth in the unit given, minutes a week, rates for an hour; every two products with single and simultaneous intervals
 * @throws {@link EfficacyError} `invalid_argument` for fewer than 2 or more than 12 products, a name that comes twice, a product without total effect;
 * `wrong_scale` for different scales, `out_of_domain`, `zero_variance`, `length_mismatch`, `not_finite`
 *
 * @example
 * screenTimeFrontier(
 *   [
 *     { product: 'A', ...rateOfA, minutesDemanded: 30, weeklyDoses: { lower: 5, upper: 40 } },
 *     { product: 'B', ...rateOfB, minutesDemanded: 60, weeklyDoses: { lower: 10, upper: 80 } },
 *   ],
 *   { weeks: 24 },
 * ).products[1]?.dominatedBy;
 *
 * @see Fieller (1954), J. R. Statist. Soc. B 16(2), 175-185, for rates; Hothorn, Bretz & Westfall (2008), Biometrical Journal 50(3), 346-363, for all
 * pairs at once; Berger (1982), Technometrics 24(4), 295-300, for "fewer minutes and more growth".
 */
export function screenTimeFrontier(
  products: readonly FrontierProduct[],
  options: ScreenTimeFrontierOptions,
): ScreenTimeFrontier {
  const who = 'screenTimeFrontier';
  const { unit = 'points', joint, level = 0.95 } = options;
  checkLevel(who, level);
  const units = ['points', 'nce', 'sd'];
  need(units.includes(unit), 'invalid_argument', who, `a unit among ${units.join(', ')}`, unit);
  const names = products.map(({ product }) => product);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  need(twice === undefined, 'invalid_argument', who, 'each product once', quoted(twice ?? ''));
  const scales = products.flatMap(({ scale }) => (scale === undefined ? [] : [scale]));
  const kinds = [...new Set(scales)];
  need(kinds.length <= 1, 'wrong_scale', who, 'one kind of scale for all products', listed(kinds));
  if (kinds[0] !== undefined) requireScale(kinds[0], { operation: 'difference', sameTest: true }, who);
  const known = products.map((product) => ({ ...product, interpretation: product.interpretation ?? 'descriptive' }));
  const method = joint === undefined ? 'products taken as independent' : 'products with the joint covariance given';
  return frontierOf(known, productMeans(products, joint, who), { ...options, unit, method, notes: [] }, who);
}
