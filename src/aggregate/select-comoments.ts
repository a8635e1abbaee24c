import { packedIndex } from '../numeric/linalg/packed.js';
import { EfficacyError } from '../support/errors.js';
import { didYouMean, listed, quoted } from '../support/text.js';
import type { GroupedComoments } from './group-comoments.js';

/**
 * The same co-moments for some of the columns, in another order. The rows behind them are those that were complete in all columns.
 *
 * @throws {@link EfficacyError} `column_not_found`
 */
export function selectComoments(comoments: GroupedComoments, of: readonly string[], who: string): GroupedComoments {
  const places = of.map((name) => {
    const place = comoments.of.indexOf(name);
    if (place >= 0) return place;
    throw new EfficacyError(
      'column_not_found',
      `${who} needs ${quoted(name)} among the co-moments, which are of ${listed(comoments.of)}.${didYouMean(name, comoments.of)}`,
      {
        column: name,
        columns: comoments.of,
      },
    );
  });
  const products = places.flatMap((a, i) =>
    places.slice(0, i + 1).map((b) => comoments.products[packedIndex(Math.max(a, b), Math.min(a, b))] as Float64Array),
  );
  return { ...comoments, of, means: places.map((place) => comoments.means[place] as Float64Array), products };
}
