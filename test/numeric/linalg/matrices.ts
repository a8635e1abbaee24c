import { fc } from '@fast-check/vitest';

const element = fc.integer({ min: -1000, max: 1000 }).map((k) => k / 64);

/** An n x k matrix of moderate numbers, row-major, n a little or a lot more than k. */
export const tall = (maxColumns = 7): fc.Arbitrary<{ a: Float64Array; n: number; k: number }> =>
  fc
    .tuple(fc.integer({ min: 1, max: maxColumns }), fc.integer({ min: 0, max: 12 }))
    .chain(([k, more]) =>
      fc
        .array(element, { minLength: (k + more) * k, maxLength: (k + more) * k })
        .map((values) => ({ a: Float64Array.from(values), n: k + more, k })),
    );

/** Any symmetric matrix of moderate numbers. */
export const symmetric: fc.Arbitrary<{ a: Float64Array; k: number }> = tall(8).map(({ a, k }) => ({
  a: Float64Array.from({ length: k * k }, (_, at) => {
    const [i, j] = [Math.floor(at / k), at % k];
    return a[Math.max(i, j) * k + Math.min(i, j)]!;
  }),
  k,
}));

/** `A'A` plus the identity: positive definite and not near singular. */
export const positiveDefinite: fc.Arbitrary<{ a: Float64Array; k: number }> = tall(7).map(({ a, n, k }) => {
  const product = multiply(transpose(a, n, k), a, k, n, k);
  for (let i = 0; i < k; i++) product[i * k + i]! += 1;
  return { a: product, k };
});

export function multiply(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    let sum = 0;
    for (let m = 0; m < inner; m++) sum += a[i * inner + m]! * b[m * columns + j]!;
    return sum;
  });
}

export function transpose(a: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, at) => a[(at % rows) * columns + Math.floor(at / rows)]!);
}

export function identity(k: number): Float64Array {
  return Float64Array.from({ length: k * k }, (_, at) => (at % (k + 1) === 0 ? 1 : 0));
}

export function largest(a: Float64Array): number {
  return a.reduce((size, x) => Math.max(size, Math.abs(x)), 0);
}

/** The largest difference between two matrices, beside the size of the second. */
export function distance(a: Float64Array, b: Float64Array): number {
  return largest(a.map((x, i) => x - b[i]!)) / (largest(b) || 1);
}
