/** A number `units 2^exponent` with all its bits, the exponent a multiple of 32. */
export type Dyadic = readonly [units: bigint, exponent: number];

/** A finite double as it is. */
export function dyadic(x: number): Dyadic {
  let exponent = 0;
  for (; !Number.isInteger(x); exponent -= 32) x *= 2 ** 32;
  return [BigInt(x), exponent];
}

/** a b, exactly. */
export const timesDyadic = (a: Dyadic, b: Dyadic): Dyadic => [a[0] * b[0], a[1] + b[1]];

/** a + b, exactly. */
export function plusDyadic(a: Dyadic, b: Dyadic): Dyadic {
  if (a[1] < b[1]) return plusDyadic(b, a);
  return [(a[0] << BigInt(a[1] - b[1])) + b[0], b[1]];
}
