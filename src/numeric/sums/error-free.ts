/**
 * What rounding left out of a sum: with `s = a + b` as a double, `a + b = s + sumError(a, b, s)` exactly,
 * unless the sum overflows.
 *
 * @see Knuth, The Art of Computer Programming 2, section 4.2.2, theorem B (TwoSum).
 */
export function sumError(a: number, b: number, s: number): number {
  const t = s - a;
  return a - (s - t) + (b - t);
}

/** 2^27 + 1 cuts the 53 bits of a double into two halves whose products are exact. */
const splitter = 134_217_729;

/**
 * What rounding left out of a product: with `p = a * b` as a double, `a * b = p + productError(a, b, p)` exactly, as
 * long as both factors are under 2^970 and the product is 0 or between 2^-900 and 2^1000.
 *
 * @see Dekker (1971), Numer. Math. 18, 224-242 (TwoProduct, with Veltkamp's split).
 */
export function productError(a: number, b: number, p: number): number {
  const ca = splitter * a;
  const cb = splitter * b;
  const ah = ca - (ca - a);
  const bh = cb - (cb - b);
  const al = a - ah;
  const bl = b - bh;
  return al * bl - (p - ah * bh - al * bh - ah * bl);
}
