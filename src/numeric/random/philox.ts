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
    // c0 times 0xD2511F53 and c2 times 0xCD9E8D57
    const a0 = c0 & 0xffff;
    const a1 = c0 >>> 16;
    const aMiddle = (Math.imul(a1, 0x1f53) + (Math.imul(a0, 0x1f53) >>> 16)) | 0;
    const aCross = (Math.imul(a0, 0xd251) + (aMiddle & 0xffff)) | 0;
    const aHigh = (Math.imul(a1, 0xd251) + (aMiddle >>> 16) + (aCross >>> 16)) | 0;
    const b0 = c2 & 0xffff;
    const b1 = c2 >>> 16;
    const bMiddle = (Math.imul(b1, 0x8d57) + (Math.imul(b0, 0x8d57) >>> 16)) | 0;
    const bCross = (Math.imul(b0, 0xcd9e) + (bMiddle & 0xffff)) | 0;
    const bHigh = (Math.imul(b1, 0xcd9e) + (bMiddle >>> 16) + (bCross >>> 16)) | 0;
    const bLow = Math.imul(c2, 0xcd9e8d57);
    const aLow = Math.imul(c0, 0xd2511f53);
    c0 = bHigh ^ c1 ^ k0;
    c1 = bLow;
    c2 = aHigh ^ c3 ^ k1;
    c3 = aLow;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  out[at] = c0;
  out[at + 1] = c1;
  out[at + 2] = c2;
  out[at + 3] = c3;
}
