/**
 * How closely two numbers must agree, by kind of quantity. All are relative, with the same figure as an absolute floor
 * where the expected value is near 0. A test that needs another figure says why beside it.
 */
export const tolerance = {
  /** A closed form in double precision against another implementation of the same closed form. */
  closedForm: 1e-10,
  /** A sum or product of few terms: only rounding. */
  rounding: 1e-13,
  /** Estimates that R's own optimizer leaves in the seventh digit. */
  iterated: 1e-6,
  /** Robust variances, degrees of freedom, intervals against R. */
  inference: 1e-8,
  /** Noncentral limits against effectsize, whose own search stops near 1e-6. */
  effectsizeNoncentral: 1e-6,
  /** Central distribution functions against exact values. */
  distribution: 1e-12,
  /** Noncentral t against exact values. */
  noncentralT: 1e-10,
  /** Studentized range against quadrature. */
  studentizedRange: 1e-9,
} as const;

/** |actual - expected| relative to the size of the expected value, absolute below 1e-300. */
export function relativeError(actual: number, expected: number): number {
  if (actual === expected) return 0;
  const size = Math.abs(expected);
  return Math.abs(actual - expected) / Math.max(size, 1e-300);
}

/** Log relative error: the number of correct significant digits, at most 15 (NIST StRD's measure). */
export function lre(actual: number, expected: number): number {
  const error = expected === 0 ? Math.abs(actual) : Math.abs(actual - expected) / Math.abs(expected);
  return error === 0 ? 15 : Math.max(0, Math.min(15, -Math.log10(error)));
}
