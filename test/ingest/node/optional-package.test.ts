import { expect, test } from 'vitest';
import { optionalPackage } from '../../../src/ingest/node/optional-package.js';

const failing = (code: string) => async (): Promise<never> => {
  throw Object.assign(new Error('failed'), { code });
};

test('a package that is not installed is named, with what to do', async () => {
  const error = await optionalPackage(failing('ERR_MODULE_NOT_FOUND'), 'hyparquet', 'readParquet').catch(
    (e: unknown) => e,
  );
  expect(error).toMatchObject({ code: 'missing_package', detail: { package: 'hyparquet' } });
  expect(String(error)).toContain('npm install hyparquet');
});

test('any other failure of a package is passed on', async () =>
  expect(optionalPackage(failing('ERR_OTHER'), 'hyparquet', 'readParquet')).rejects.toMatchObject({
    code: 'ERR_OTHER',
  }));
