import { EfficacyError } from '../../support/errors.js';
import { didYouMean, listed, quoted } from '../../support/text.js';
import type { LinearModel } from './model.js';

/** A hypothesis about coefficients: terms that are all 0, or weighted sums of coefficients that are all 0. */
export interface Hypothesis {
  /** Terms whose coefficients are all 0: a label column stands for all of its 0/1 columns. */
  readonly zero?: readonly string[];
  /** Weights of coefficients by their names; each sum is 0: `[{ 'arm=b': 1, 'arm=c': -1 }]`. */
  readonly contrasts?: readonly Readonly<Record<string, number>>[];
}

/**
 * The hypothesis as rows of weights on the coefficients as they were given, row-major.
 *
 * @throws {@link EfficacyError} `invalid_argument` for no hypothesis or one about no coefficient, `collinear` for a dropped one
 */
export function hypothesisRows(
  model: LinearModel,
  { zero = [], contrasts = [] }: Hypothesis,
  who: string,
): Float64Array {
  const { names, dropped, input, system } = model;
  const placeOf = (name: string): number => {
    const place = names.indexOf(name);
    if (place < 0) {
      throw new EfficacyError(
        'invalid_argument',
        `${who} needs coefficients of the model in its hypothesis; there is no ${quoted(name)}, only ${listed(names)}.${didYouMean(name, names)}`,
        { name, names: names.slice(0, 100) },
      );
    }
    if (dropped.includes(place)) {
      throw new EfficacyError(
        'collinear',
        `${who} cannot test ${quoted(name)}: earlier terms determine it, so that it has no coefficient`,
        { name },
      );
    }
    return place;
  };
  const named = zero.flatMap((term) => input.terms.find((t) => t.term === term)?.names ?? [term]);
  const all = [...named.map((name) => ({ [name]: 1 })), ...contrasts];
  if (all.length === 0) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs a hypothesis: zero: ['pre'], or contrasts: [{ a: 1, b: -1 }]`,
    );
  }
  const rows = new Float64Array(all.length * system.size);
  all.forEach((weights, row) => {
    for (const [name, weight] of Object.entries(weights)) {
      if (!Number.isFinite(weight)) {
        throw new EfficacyError(
          'not_finite',
          `${who} needs finite weights in a contrast; ${quoted(name)} has ${weight}`,
          {
            name,
          },
        );
      }
      rows[row * system.size + placeOf(name)]! += weight;
    }
  });
  return rows;
}
