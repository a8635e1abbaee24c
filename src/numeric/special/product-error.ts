const splitter = 2 ** 27 + 1;

/**
 * What rounding took from a product: `a * b` is exactly `product + productError(a, b, product)`, where `product` is the
 * rounded `a * b`. Holds while the factors stay under 1e300 and the product over 1e-290.
 *
 * @see Dekker (1971), Numer. Math. 18, 224-242.
 */
export function productError(a: number, b: number, product: number): number {
  const aWide = a * splitter;
  const aHigh = aWide - (aWide - a);
  const aLow = a - aHigh;
  const bWide = b * splitter;
  const bHigh = bWide - (bWide - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
