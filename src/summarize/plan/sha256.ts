/** First 32 bits of the fractions of the cube roots of the first 64 primes. */
const roundConstants = Uint32Array.from(fractions(64, Math.cbrt));

/** First 32 bits of the fractions of the square roots of the first 8 primes. */
const start: readonly number[] = fractions(8, Math.sqrt);

/**
 * SHA-256 of bytes, as 64 hexadecimal digits in lower case; at once, without the platform's promises.
 *
 * @example
 * sha256(new TextEncoder().encode('abc')); // 'ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad', without blanks
 *
 * @see NIST (2015), FIPS 180-4, sections 4.1.2, 4.2.2, 5.1.1 and 6.2.
 */
export function sha256(bytes: Uint8Array): string {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const hash = Uint32Array.from(start);
  const schedule = new Uint32Array(64);
  for (let block = 0; block < padded.length; block += 64) addBlock(hash, schedule, view, block);
  return Array.from(hash, (word) => word.toString(16).padStart(8, '0')).join('');
}

const rotated = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

/** One round of section 6.2.2; the names are the standard's. */
function addBlock(hash: Uint32Array, w: Uint32Array, view: DataView, block: number): void {
  for (let t = 0; t < 16; t++) w[t] = view.getUint32(block + 4 * t);
  for (let t = 16; t < 64; t++) {
    const [x, y] = [w[t - 15]!, w[t - 2]!];
    const small0 = rotated(x, 7) ^ rotated(x, 18) ^ (x >>> 3);
    const small1 = rotated(y, 17) ^ rotated(y, 19) ^ (y >>> 10);
    w[t] = small1 + w[t - 7]! + small0 + w[t - 16]!;
  }
  let [a, b, c, d, e, f, g, h] = hash as unknown as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t++) {
    const big1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const first = h + big1 + ((e & f) ^ (~e & g)) + roundConstants[t]! + w[t]!;
    const big0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const second = big0 + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    hash[i]! += word;
  });
}

/** The first 32 bits of the fractions of a root of the first primes: doubles have 53 bits, the whole parts take at most 5. */
function fractions(count: number, root: (x: number) => number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((p) => n % p !== 0)) primes.push(n);
  return primes.map((p) => Math.floor((root(p) % 1) * 2 ** 32));
}
