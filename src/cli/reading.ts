import type { ReadCsvOptions } from '../ingest/node/read-csv.js';
import { UsageError } from './usage-error.js';

/** What every command's help says of files. */
export const readingHelp: string = `Reading the file
  --missing TEXT       a cell that means missing, beside the empty one: --missing NA; may be given again
                       (one that starts with a minus needs the equals sign: --missing=-999)
  --range LOW:HIGH     lowest and highest possible score; one outside is an error
  --delimiter CHAR     , (the default) ; | or tab
  --decimal CHAR       . (the default) or ,
  --encoding NAME      utf-8 (the default) or windows-1252
`;

/** The reader's options among those of a command. */
export function formatOptions(values: {
  readonly delimiter?: string | undefined;
  readonly decimal?: string | undefined;
  readonly encoding?: string | undefined;
}): ReadCsvOptions {
  const delimiter = values.delimiter === 'tab' || values.delimiter === '\\t' ? '\t' : values.delimiter;
  // Checked by the reader, which names the choices.
  return {
    ...(delimiter !== undefined && { delimiter: delimiter as ',' }),
    ...(values.decimal !== undefined && { decimal: values.decimal as '.' }),
    ...(values.encoding !== undefined && { encoding: values.encoding as 'utf-8' }),
  };
}

/** The number that an option was given. */
export function numberOf(value: string, option: string, example: string, command: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isFinite(number)) return number;
  throw new UsageError(`efficacy ${command} needs a number for ${option}, such as ${example}; got ${value}`, command);
}

/** The two numbers of `--range LOW:HIGH`. */
export function rangeOf(value: string, command: string): readonly [number, number] {
  const [low, high, more] = value.split(':');
  if (low === undefined || high === undefined || more !== undefined)
    throw new UsageError(`efficacy ${command} needs --range LOW:HIGH, such as 0:100; got ${value}`, command);
  const range = [numberOf(low, '--range', '0:100', command), numberOf(high, '--range', '0:100', command)] as const;
  if (range[0] < range[1]) return range;
  throw new UsageError(`efficacy ${command} needs --range LOW:HIGH, the lowest score first; got ${value}`, command);
}
