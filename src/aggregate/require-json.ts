import { EfficacyError } from '../support/errors.js';
import { printable } from '../support/text.js';

/** Refuses a field of a stored aggregate. */
export function refuse(field: string, needed: string, received: unknown): never {
  const came = received === undefined ? 'nothing' : printable(JSON.stringify(received) ?? typeof received);
  throw new EfficacyError(
    'invalid_aggregate',
    `aggregateFromJson needs ${needed} in ${field}, got ${came}; the record is damaged, of another version or no aggregate`,
    { field, needed, received: came },
  );
}

/** The value, when it is an object with fields. */
export function requireRecord(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  return refuse(field, 'an object', value);
}

/** The value, when it is a list, of so many items where that is known. */
export function requireList(value: unknown, field: string, length?: number): readonly unknown[] {
  if (Array.isArray(value) && (length === undefined || value.length === length)) return value;
  return refuse(field, length === undefined ? 'a list' : `a list of ${length}`, value);
}

/** The value, when it is a whole number of 0 or more. */
export function requireWhole(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  return refuse(field, 'a whole number of 0 or more', value);
}
