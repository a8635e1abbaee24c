import { readFile } from 'node:fs/promises';
import { EfficacyError } from '../support/errors.js';
import { printable } from '../support/text.js';

/** The value of a JSON file. @throws {@link EfficacyError} `wrong_file` where it cannot be read, or holds no JSON */
export async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const reason =
      error instanceof Error && 'code' in error && error.code === 'ENOENT'
        ? 'there is no such file'
        : 'it cannot be read';
    throw new EfficacyError('wrong_file', `efficacy needs a JSON file at ${printable(path, 200)}; ${reason}`, { path });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new EfficacyError('wrong_file', `efficacy needs JSON in ${printable(path, 200)}; it holds something else`, {
      path,
    });
  }
}
