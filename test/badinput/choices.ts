import type { Outcome } from './cases.js';

/** What this library does where the index of the files leaves a choice. A change here is a change of behaviour. */
export const choices: Readonly<Record<string, Outcome>> = {
  'utf16le-bom.csv': 'error',
  'latin1-school.csv': 'error',
  'nul-tail.csv': 'error',
  'bare-quote.csv': 'ok',
  'totals-row.csv': 'warning',
  'num-fullwidth.csv': 'error',
  'num-unicode-minus.csv': 'error',
  'num-halfway.csv': 'error',
  'num-minus999.csv': 'warning',
  'duplicate-student.csv': 'error',
  'arm-case-variants.csv': 'error',
  'negative-minutes.csv': 'error',
  'ansi-school.csv': 'ok',
  'bomb-66mb.csv.gz': 'error',
  'string-scores.parquet': 'ok',
  'stream-as-file.arrow': 'ok',
};
