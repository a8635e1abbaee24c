/**
 * One block of Philox4x32-10: four words of random bits as a pure function of a counter and a key.
 *
 * Nothing but 32-bit integer operations, so every machine gives the same words. The high half of a 32 by 32 bit product is put
 * together from 16-bit halves, since a double cannot hold it.
 *
 * @param out - receives four words at `at`
 * @see Salmon, Moraes, Dror & Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC11, doi:10.1145/2063384.2063405.
 */
export function philox(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array,
  at: number,
): void {
  // Engines keep numbers that are visibly 32-bit in integer registers; a word above 2^31 would make doubles of them all.
  c0 |= 0;
  c1 |= 0;
  c2 |= 0;
  c3 |= 0;
  k0 |= 0;
  k1 |= 0;
  for (let round = 0; round < 10; round++) {
    const high0 = highProduct(c0, 0xd251, 0x1f53) ^ c3 ^ k1;
    const high2 = highProduct(c2, 0xcd9e, 0x8d57) ^ c1 ^ k0;
    c1 = Math.imul(c2, 0xcd9e8d57);
    c3 = Math.imul(c0, 0xd2511f53);
    c0 = high2;
    c2 = high0;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  out[at] = c0;
  out[at + 1] = c1;
  out[at + 2] = c2;
  out[at + 3] = c3;
}

/** The high half of the product of a word and another, given by its halves. */
function highProduct(word: number, high: number, low: number): number {
  const a = word >>> 16;
  const b = word & 0xffff;
  const middle = (Math.imul(a, low) + (Math.imul(b, low) >>> 16)) | 0;
  const cross = (Math.imul(b, high) + (middle & 0xffff)) | 0;
  return (Math.imul(a, high) + (middle >>> 16) + (cross >>> 16)) | 0;
}
