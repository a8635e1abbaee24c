import { expect, test } from 'vitest';
import { EfficacyError } from '../../src/support/errors.js';

test('an error carries its code and its facts beside the message', () => {
  const error = new EfficacyError('no_data', 'mean needs at least one value, got none', { n: 0 });

  expect(error).toBeInstanceOf(Error);
  expect(error.name).toBe('EfficacyError');
  expect(error.code).toBe('no_data');
  expect(error.detail).toEqual({ n: 0 });
});
