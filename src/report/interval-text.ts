import type { ConfidenceSet } from '../support/confidence-set.js';
import { fixed, levelText } from './number-text.js';

/** `95 % interval 4.71 to 8.54`, or `no interval`. */
export function intervalText(
  interval: { readonly lower: number; readonly upper: number; readonly level: number } | null,
  decimals: number,
): string {
  if (interval === null) return 'no interval';
  return `${levelText(interval.level)} interval ${fixed(interval.lower, decimals)} to ${fixed(interval.upper, decimals)}`;
}

/** The same for a set that need not be one interval: `95 % set below -3.1 and above 2.4`. */
export function setText(set: ConfidenceSet, decimals: number): string {
  const parts = piecesText(set, decimals);
  return `${levelText(set.level)} set ${parts.length === 0 ? 'empty' : parts.join(' and ')}`;
}

/** Each piece of a set: `below -3.1`, `above 2.4`. */
export function piecesText({ pieces }: ConfidenceSet, decimals: number): readonly string[] {
  return pieces.map(({ lower, upper }) => {
    if (lower === null) return upper === null ? 'every number' : `below ${fixed(upper, decimals)}`;
    return upper === null
      ? `above ${fixed(lower, decimals)}`
      : `${fixed(lower, decimals)} to ${fixed(upper, decimals)}`;
  });
}
