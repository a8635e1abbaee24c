import { EfficacyError } from '../../support/errors.js';
import { quoted } from '../../support/text.js';

const problems: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
};

/** What a failed read means: an error of this library as it is, a damaged or unreadable file as `wrong_file`, anything else as it is. */
export function fileError(error: unknown, who: string, path: string, name: string): unknown {
  if (error instanceof EfficacyError) return error;
  const cause = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (cause.startsWith('Z_')) {
    return new EfficacyError(
      'wrong_file',
      `${who} cannot decompress ${name}: the gzip data (.gz) is damaged or cut short; fetch the file again`,
      { name, cause },
    );
  }
  const problem = problems[cause];
  if (problem === undefined) return error;
  return new EfficacyError('wrong_file', `${who} cannot open ${quoted(path, 200)}: ${problem}`, { path, cause });
}
