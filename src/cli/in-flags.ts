import { EfficacyError } from '../support/errors.js';

/** What the library calls it, and what the command line does. */
export type FlagWords = readonly (readonly [library: RegExp, flag: string])[];

/** What every command needs. */
const everywhere: FlagWords = [
  [/declare \{ columns: \{ .*? \} \} where the table is made/g, 'it was named as numbers too'],
  [/\ba level\b/g, '--level'],
];

/**
 * A message of the library in the words of the command line. What stands in double quotes is data, and stays.
 *
 * @example
 * inFlags('trialSummary needs "icc" or icc', [[/\bicc\b/g, '--icc'], [/\btrialSummary\b/g, 'efficacy trial']]); // 'efficacy trial needs "icc" or --icc'
 */
export function inFlags(message: string, words: FlagWords): string {
  const missing = message.replace(/missing: \["([^"]*)"\]/g, '--missing=$1');
  return missing
    .split(/("[^"]*")/)
    .map((part, i) =>
      i % 2 === 1
        ? part
        : [...everywhere, ...words].reduce((text, [library, flag]) => text.replace(library, flag), part),
    )
    .join('');
}

/** The function of the library that refuses stands first in what it says. */
const speaker = /^[a-z]+[A-Z]\w*(?= )/;

/** Runs a command; what the library refuses is refused in the name of the command and in the words of the command line. */
export async function withFlags<T>(command: string, words: FlagWords, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof EfficacyError)) throw error;
    const message = error.message.replace(speaker, `efficacy ${command}`);
    throw new EfficacyError(error.code, inFlags(message, words), error.detail);
  }
}
