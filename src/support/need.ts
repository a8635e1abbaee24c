import { EfficacyError, type EfficacyErrorCode } from './errors.js';

/**
 * Refuses wrong use: unless something holds, throws `who needs what, got it`.
 *
 * @param who - the public function that was called
 * @param what - what it needs and, in brackets, what to do
 * @param got - what came instead
 * @param detail - for programs, where more than these two words can be said
 *
 * @example
 * need(n > 0, 'no_data', 'mean', 'at least one value', n); // mean needs at least one value, got 0
 */
export function need(
  holds: boolean,
  code: EfficacyErrorCode,
  who: string,
  what: string,
  got: unknown,
  detail?: Readonly<Record<string, unknown>>,
): asserts holds {
  if (!holds)
    throw new EfficacyError(code, `${who} needs ${what}, got ${got}`, detail ?? { needed: what, got: String(got) });
}

/** Refuses a column that is named for two things at once. */
export function needDistinct(names: readonly string[], who: string): void {
  const clash = names.find((name, i) => names.indexOf(name) < i);
  need(clash === undefined, 'invalid_argument', who, 'each column in one place', clash);
}
