import { expect } from 'vitest';
import { EfficacyError } from '../src/support/errors.js';

/** Runs something that must fail, and gives back its typed error. */
export function errorOf(run: () => unknown): EfficacyError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(EfficacyError);
    return error as EfficacyError;
  }
  throw new Error('expected an EfficacyError, and nothing was thrown');
}

/** The same for a promise. */
export async function rejectionOf(promise: Promise<unknown>): Promise<EfficacyError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EfficacyError);
  return error as EfficacyError;
}
