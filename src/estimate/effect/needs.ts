import { need } from '../../support/need.js';

/** Refuses what JavaScript may hand over in the place of a record of named figures. */
export function needRecord(value: unknown, who: string, what: string): void {
  if (typeof value === 'object' && value !== null) return;
  need(false, 'invalid_argument', who, what, String(value));
}

/** Refuses what is no array. */
export function needArray(value: unknown, who: string, what: string): void {
  if (Array.isArray(value)) return;
  need(false, 'invalid_argument', who, what, typeof value === 'object' ? 'another object' : String(value));
}

/** Refuses a word that is none of those known. */
export function needOneOf<T extends string | boolean>(value: T, known: readonly T[], who: string, name: string): void {
  if (known.includes(value)) return;
  const words = known.map((word) => JSON.stringify(word)).join(' or ');
  need(false, 'invalid_argument', who, `${words} as ${name}`, typeof value === 'object' ? 'an object' : String(value));
}
