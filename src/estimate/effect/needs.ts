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

/** Whether these are degrees of freedom for which distributions have limits. */
export const isDf = (df: unknown): df is number =>
  typeof df === 'number' && df >= 1e-10 && df <= Number.MAX_SAFE_INTEGER;

/** The same in words. */
export const dfWanted = 'degrees of freedom from 1e-10 to 2^53 - 1';
