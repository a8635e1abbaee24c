import { EfficacyError } from '../../support/errors.js';

/**
 * A package that is installed only where it is wanted.
 *
 * @throws {@link EfficacyError} `missing_package`, with what to install
 */
export async function optionalPackage<T>(load: () => Promise<T>, name: string, who: string): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (cause !== 'ERR_MODULE_NOT_FOUND' && cause !== 'MODULE_NOT_FOUND') throw error;
    throw new EfficacyError('missing_package', `${who} needs the package ${name}: npm install ${name}`, {
      package: name,
    });
  }
}
