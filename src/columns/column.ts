import { EfficacyError } from '../support/errors.js';

/** A column of numbers. Missing is NaN; nothing is infinite. */
export interface NumericColumn {
  /** Numbers, not labels. */
  readonly kind: 'numeric';
  /** For each row its number, or NaN. */
  readonly values: Float64Array;
}

/** A column of labels: for each row the index of its label in `levels`, or {@link missingCode}. */
export interface FactorColumn {
  /** Labels, not numbers. */
  readonly kind: 'factor';
  /** For each row the index of its label, or {@link missingCode}. */
  readonly codes: Uint32Array;
  /** The labels, each once, in the order in which they first appeared. */
  readonly levels: readonly string[];
}

/** One column of a table. */
export type Column = NumericColumn | FactorColumn;

/** The code of a missing label in a factor column. */
export const missingCode = 0xffffffff;

/**
 * A column of numbers.
 *
 * @param values - kept, not copied, when a Float64Array; NaN, null and undefined are missing
 * @throws {@link EfficacyError} `not_finite` for Infinity
 */
export function numericColumn(values: ArrayLike<number | null | undefined>): NumericColumn {
  const numbers = values instanceof Float64Array ? values : Float64Array.from(values, (x) => x ?? Number.NaN);
  const bad = numbers.findIndex((x) => x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY);
  if (bad >= 0) {
    throw new EfficacyError(
      'not_finite',
      `numericColumn needs finite numbers or NaN for missing; row ${bad + 1} is ${numbers[bad]}`,
      {
        row: bad + 1,
      },
    );
  }
  return { kind: 'numeric', values: numbers };
}

/**
 * A column of labels.
 *
 * @param labels - null and undefined are missing; any text, the empty one too, is a label
 */
export function factorColumn(labels: ArrayLike<string | null | undefined>): FactorColumn {
  const codes = new Uint32Array(labels.length);
  const seen = new Map<string, number>();
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row];
    if (label === null || label === undefined) {
      codes[row] = missingCode;
      continue;
    }
    let code = seen.get(label);
    if (code === undefined) {
      code = seen.size;
      seen.set(label, code);
    }
    codes[row] = code;
  }
  return { kind: 'factor', codes, levels: [...seen.keys()] };
}

/** How many rows a column has. */
export function columnLength(column: Column): number {
  return column.kind === 'numeric' ? column.values.length : column.codes.length;
}
