import { EfficacyError } from '../../support/errors.js';

/** A result, or the typed error for which there is none. */
export function attempt<T>(run: () => T): T | EfficacyError {
  try {
    return run();
  } catch (error) {
    if (error instanceof EfficacyError) return error;
    throw error;
  }
}
