import { EfficacyError } from '../../support/errors.js';

/**
 * A JSON value as the one text that all writers agree on: members in the order of their names' UTF-16 code units, numbers as ECMAScript
 * writes them, no blanks. Members that are undefined are left out.
 *
 * @param value - objects, arrays, strings, finite numbers, true, false, null
 * @throws {@link EfficacyError} `not_finite` for NaN and Infinity, `invalid_argument` for what JSON has no word for
 *
 * @example
 * canonicalJson({ b: 1e1, a: 'x' }); // '{"a":"x","b":10}'
 *
 * @see Rundgren, Jordan & Erdtman (2020), RFC 8785, JSON Canonicalization Scheme.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return JSON.stringify(value);
    throw new EfficacyError('not_finite', `canonicalJson needs finite numbers; got ${value}`);
  }
  if (typeof value === 'string') {
    // A surrogate without its partner has no UTF-8.
    if (!/\p{Surrogate}/u.test(value)) return JSON.stringify(value);
    throw new EfficacyError(
      'invalid_argument',
      'canonicalJson needs text of whole characters; got half of a surrogate pair',
    );
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    members.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${canonicalJson(name)}:${canonicalJson(member)}`).join(',')}}`;
  }
  throw new EfficacyError('invalid_argument', `canonicalJson needs JSON values; got a value of type ${typeof value}`);
}
