import { packedIndex } from '../numeric/linalg/packed.js';
import { type ExactSums, exactSums, mergeExact } from '../numeric/sums/index.js';
import { EfficacyError } from '../support/errors.js';
import { didYouMean, listed, quoted } from '../support/text.js';
import { exactWidth } from './exact-cells.js';
import type { GroupedComoments } from './grouped-comoments.js';

/**
 * Places of columns among those of co-moments.
 *
 * @throws {@link EfficacyError} `column_not_found`
 */
export function placesOf(comoments: GroupedComoments, names: readonly string[], who: string): readonly number[] {
  return names.map((name) => {
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
}

/**
 * The same co-moments for some of the columns, in another order. The rows behind them are those that were complete in all columns.
 *
 * @throws {@link EfficacyError} `column_not_found`
 */
export function selectComoments(comoments: GroupedComoments, of: readonly string[], who: string): GroupedComoments {
  const places = placesOf(comoments, of, who);
  const pairs = places.flatMap((a, i) =>
    places.slice(0, i + 1).map((b) => packedIndex(Math.max(a, b), Math.min(a, b))),
  );
  return {
    ...comoments,
    of,
    means: places.map((place) => comoments.means[place]!),
    products: pairs.map((pair) => comoments.products[pair]!),
    columnN: places.map((place) => comoments.columnN[place]!),
    exact: comoments.exact === null ? null : selectSums(comoments, comoments.exact, places, pairs),
    leftOut: { ...comoments.leftOut, byColumn: places.map((place) => comoments.leftOut.byColumn[place]!) },
  };
}

function selectSums(
  { of, groupCount, weightKind }: GroupedComoments,
  sums: ExactSums,
  places: readonly number[],
  pairs: readonly number[],
): ExactSums {
  const weighted = weightKind !== null;
  const from = exactWidth(of.length, weighted);
  const kept = [...places, ...pairs.map((pair) => of.length + pair), ...(weighted ? [from - 1] : [])];
  const selected = exactSums(groupCount * kept.length);
  for (let g = 0; g < groupCount; g++) {
    kept.forEach((place, i) => {
      mergeExact(selected, g * kept.length + i, sums, g * from + place);
    });
  }
  return selected;
}
