import { EfficacyError } from '../../support/errors.js';
import { quoted } from '../../support/text.js';

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);
const letters = (text: string): readonly number[] => [...text].map((c) => c.charCodeAt(0));

const binaryKinds: readonly { readonly what: string; readonly magic: readonly number[] }[] = [
  { what: 'a PNG picture', magic: [0x89, ...letters('PNG')] },
  { what: 'a JPEG picture', magic: [0xff, 0xd8, 0xff] },
  { what: 'a ZIP archive (an .xlsx workbook is one: save the sheet as CSV)', magic: letters('PK\u0003\u0004') },
  { what: 'an old Excel workbook (save the sheet as CSV)', magic: [0xd0, 0xcf, 0x11, 0xe0] },
  { what: 'a PDF document', magic: letters('%PDF') },
  { what: 'a Parquet file', magic: letters('PAR1') },
  { what: 'an Arrow file', magic: letters('ARROW1') },
  { what: 'an SQLite database', magic: letters('SQLite format 3') },
  {
    what: 'gzip data: decompress it first, or give the file to readCsv of efficacy/node, which does',
    magic: [0x1f, 0x8b],
  },
];

/**
 * Refuses what is plainly no CSV text, by its first bytes, before anything in it is taken for a student.
 *
 * @param start - the first bytes, 512 or all there are
 */
export function refuseWrongFile(start: Uint8Array, who: string, name: string): void {
  const refuse = (what: string): never => {
    throw new EfficacyError('wrong_file', `${who} needs CSV text; ${name} is ${what}`, { name });
  };
  if (start.length === 0)
    throw new EfficacyError('no_data', `${who} needs CSV text with a header; ${name} is empty`, { name });
  if (startsWith(start, 0xff, 0xfe) || startsWith(start, 0xfe, 0xff))
    refuse('in UTF-16: save it as UTF-8 ("CSV UTF-8" in a spreadsheet)');
  for (const { what, magic } of binaryKinds) if (startsWith(start, ...magic)) refuse(what);

  const text = new TextDecoder('latin1')
    .decode(start.subarray(0, 512))
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (/^<(!doctype|html|head|body|\?xml|!--)/i.test(text)) refuse('an HTML page (a login page saved by mistake?)');
  if (text.startsWith('version https://git-lfs'))
    refuse('a Git LFS pointer: run "git lfs pull" to get the file itself');
}

/** Refuses a header that has one column only because the file uses another delimiter. */
export function refuseOtherDelimiter(names: readonly string[], delimiter: number, who: string, name: string): void {
  const only = names.length === 1 ? (names[0] as string) : '';
  const other = [';', '\t', '|', ','].find((c) => c.charCodeAt(0) !== delimiter && only.split(c).length > 2);
  if (other === undefined) return;
  const shown = JSON.stringify(other);
  const decimal = other === ';' ? `, and decimal: "," if its numbers are written 12,5` : '';
  throw new EfficacyError(
    'invalid_csv',
    `${who} found one column in ${name}, ${quoted(only)}; the file looks separated by ${shown}: set delimiter: ${shown}${decimal}`,
    { name, header: only, delimiter: other },
  );
}
