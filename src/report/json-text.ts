/**
 * A record as JSON, indented. Characters that act on a terminal or end a script element are written as escapes, which every JSON reader
 * turns back into themselves.
 */
export function jsonText(record: object): string {
  return JSON.stringify(record, null, 2).replace(
    /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff<]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
