import { EfficacyError } from '../../../support/errors.js';

/**
 * A figure as a paper prints it: as text, `"2.50"` means anything from 2.495 to 2.505; as a number, that number exactly.
 */
export type Printed = number | string;

/** A figure with the range that rounds to it. */
export interface RoundedFigure {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Reads a printed figure, trailing zeros counted: each digit that a paper prints halves what was rounded away tenfold.
 *
 * @param least - what the figure cannot be below, such as 0 for a standard deviation
 * @param most - what it cannot be above, such as 1 for a p-value
 * @throws {@link EfficacyError} `invalid_number` for text that is no decimal number, `invalid_argument` for one out of range
 */
export function readPrinted(
  printed: Printed,
  name: string,
  who: string,
  least: number = Number.NEGATIVE_INFINITY,
  most: number = Number.POSITIVE_INFINITY,
): RoundedFigure {
  const figure = typeof printed === 'string' ? parse(printed, name, who) : { value: printed, half: 0 };
  const { value, half } = figure;
  if (!(value >= least && value <= most && Number.isFinite(value))) {
    const range = `${least > Number.NEGATIVE_INFINITY ? ` of ${least} or more` : ''}${most < Number.POSITIVE_INFINITY ? ` up to ${most}` : ''}`;
    throw new EfficacyError('invalid_argument', `${who} needs a finite ${name}${range}; got ${printed}`, {
      [name]: String(printed),
    });
  }
  return { value, lower: Math.max(least, value - half), upper: Math.min(most, value + half) };
}

const decimal = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

function parse(printed: string, name: string, who: string): { readonly value: number; readonly half: number } {
  const text = printed.trim().replace(/^\u2212/, '-');
  const match = decimal.exec(text);
  const digits = `${match?.[2] ?? ''}${match?.[3] ?? ''}`;
  if (match === null || digits === '') {
    const bound = /^[<>≤≥]/.test(text) ? '; an inequality bounds the effect but does not give it' : '';
    throw new EfficacyError(
      'invalid_number',
      `${who} needs ${name} as a number or as decimal text such as "2.50"; got "${printed}"${bound}`,
      { [name]: printed },
    );
  }
  const exponent = Number(match[4] ?? 0) - (match[3] ?? '').length;
  return { value: Number(text), half: Number(`5e${exponent - 1}`) };
}
