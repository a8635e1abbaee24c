/** ln 2 in two parts; the first leaves room for an exact product with any exponent. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

/**
 * Natural logarithm of a finite x > 0 from additions, multiplications and divisions only, to about one unit in the last place.
 *
 * `Math.log` may differ in its last bit from one engine to the next, and one bit can decide whether a draw is accepted; these
 * operations are rounded the same way everywhere.
 */
export function stableLog(x: number): number {
  let exponent = 0;
  for (; x < 2 ** -32; x *= 2 ** 32) exponent -= 32;
  for (; x > 2 ** 32; x *= 2 ** -32) exponent += 32;
  for (; x < Math.SQRT1_2; x *= 2) exponent--;
  for (; x > Math.SQRT2; x /= 2) exponent++;
  return exponent * ln2High + (exponent * ln2Low + nearOne((x - 1) / (x + 1)));
}

/** ln(1 + x) for x > -1, to full precision also near 0, by the same means. */
export function stableLog1p(x: number): number {
  const s = x / (2 + x);
  return s > -0.17 && s < 0.17 ? nearOne(s) : stableLog(1 + x);
}

/** ln((1 + s) / (1 - s)), |s| < 0.172, by the series of the inverse hyperbolic tangent; its next term is below rounding. */
function nearOne(s: number): number {
  const z = s * s;
  const high = 1 / 13 + z * (1 / 15 + z * (1 / 17 + z * (1 / 19 + z / 21)));
  const sum = z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z * (1 / 11 + z * high)))));
  return 2 * s + 2 * s * sum;
}
