import { EfficacyError } from '../../../support/errors.js';
import { listed } from '../../../support/text.js';
import { type LogisticPoint, type LogisticRows, maximizeLogistic } from './logistic-newton.js';
import { times } from './standardized-columns.js';

/**
 * The maximum of the likelihood.
 *
 * @param back - from coefficients of standardized columns to those of the columns as they came
 * @throws {@link EfficacyError} `separation`, naming the terms along which the likelihood rises for ever; `convergence_failed`
 */
export function logisticMaximum(
  rows: LogisticRows,
  back: Float64Array,
  names: readonly string[],
  who: string,
): { readonly at: LogisticPoint; readonly iterations: number } {
  const search = maximizeLogistic(rows, new Float64Array(rows.k));
  if (search.ended === 'converged') return search;
  if (search.ended === 'stalled') {
    throw new EfficacyError(
      'convergence_failed',
      `${who} found no maximum in ${search.iterations} steps; leave out terms with very large values or few ones, or ask for { penalty: 'firth' }`,
      { iterations: search.iterations },
    );
  }
  const size = search.direction.reduce((most, d) => Math.max(most, Math.abs(d)), 0);
  const terms = names.filter((_, a) => a > 0 && Math.abs(search.direction[a]!) > 1e-4 * size);
  const slopes = times(back, search.direction, rows.k);
  const rising = names.filter((name, a) => terms.includes(name) && slopes[a]! > 0);
  throw new EfficacyError(
    'separation',
    `${who} finds that ${listed(terms)} ${terms.length === 1 ? 'separates' : 'separate'} outcomes of 1 from outcomes of 0, wholly or in part: the likelihood has no maximum; leave ${terms.length === 1 ? 'it' : 'some of them'} out, join sparse labels, or ask for { penalty: 'firth' }`,
    { terms, rising },
  );
}
