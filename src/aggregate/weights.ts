import { whereIsRow } from '../columns/line-map.js';
import { numericColumnOf, type Table } from '../columns/table.js';
import { EfficacyError } from '../support/errors.js';
import { need } from '../support/need.js';
import { quoted } from '../support/text.js';

/**
 * What a weight means: `frequency` is a count of equal rows, `precision` an inverse variance, `sampling` an inverse selection
 * probability.
 */
export type WeightKind = 'frequency' | 'precision' | 'sampling';

/** Which column holds the weights, and what they mean. */
export interface Weights {
  /** The numeric column that holds the weights. */
  readonly column: string;
  /** What they mean. */
  readonly kind: WeightKind;
}

const kinds: readonly unknown[] = ['frequency', 'precision', 'sampling'] satisfies WeightKind[];

/** Refuses a kind of weights that there is not: `invalid_argument`. */
export function checkWeightKind({ kind }: Weights, who: string): void {
  need(kinds.includes(kind), 'invalid_argument', who, `a kind of weights, one of ${kinds.join(', ')}`, kind);
}

/**
 * The weights of all rows, checked.
 *
 * @throws {@link EfficacyError} `invalid_argument` for an unknown kind; `invalid_weight` for a negative, missing or infinite weight, a fractional frequency, or when all are 0
 */
export function weightsOf(table: Table, weights: Weights, who: string): Float64Array {
  checkWeightKind(weights, who);
  const { values } = numericColumnOf(table, weights.column, who);
  let positive = 0;
  for (let row = 0; row < values.length; row++) {
    const w = values[row] as number;
    if (!(w >= 0 && w < Number.POSITIVE_INFINITY) || (weights.kind === 'frequency' && !Number.isInteger(w))) {
      const needed = weights.kind === 'frequency' ? 'whole weights of 0 or more' : 'weights of 0 or more';
      throw new EfficacyError(
        'invalid_weight',
        `${who} needs ${needed} in ${quoted(weights.column)}; ${whereIsRow(table.lines, row)} has ${Number.isNaN(w) ? 'none' : w}`,
        { column: weights.column, row: row + 1, weight: Number.isNaN(w) ? null : w },
      );
    }
    if (w > 0) positive++;
  }
  if (positive === 0) {
    throw new EfficacyError(
      'invalid_weight',
      `${who} needs some weight above 0 in ${quoted(weights.column)}; all ${values.length} are 0`,
      {
        column: weights.column,
      },
    );
  }
  return values;
}
