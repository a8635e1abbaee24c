/**
 * Where element (i, j), i >= j, of a symmetric matrix stands when its lower triangle is stored row by row.
 *
 * @example
 * packedIndex(2, 1); // 4: after (0,0) (1,0) (1,1) (2,0)
 */
export const packedIndex = (i: number, j: number): number => (i * (i + 1)) / 2 + j;

/** Numbers that a packed k x k symmetric matrix takes. */
export const packedLength = (k: number): number => packedIndex(k, 0);

/** Writes the packed k x k matrix that starts at `from` as a full row-major one. No checks, no allocation. */
export function unpackSymmetricInto(out: Float64Array, packed: Float64Array, k: number, from = 0): void {
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      const x = packed[from + packedIndex(i, j)]!;
      out[i * k + j] = x;
      out[j * k + i] = x;
    }
  }
}
