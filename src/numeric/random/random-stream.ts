import { need } from '../../support/need.js';
import { finite, sqrt, whole } from '../math.js';
import { drawBinomial } from './binomial.js';
import { stableLog } from './log.js';
import { philox } from './philox.js';
import { drawWithout, type Exchangeable, shuffleInPlace } from './shuffle.js';
import type { RandomSource } from './source.js';

/** Options of {@link RandomStream.sample}. */
export interface SampleOptions {
  /**
   * Whether an index may be drawn again.
   * @defaultValue `false`
   */
  readonly replacement?: boolean;
}

const words = 32;
/** Sets the keys that derive streams apart from those that number them. */
const derivation = 0x5bf03635;

/**
 * A stream of random numbers that is a pure function of its seed and path.
 *
 * Pass the stratum and the replicate as path: each has its own numbers, whatever the number and the order of workers. Streams with the
 * same seed whose paths differ in their last entry never share a block; other pairs do with a chance of about 2^-128.
 * Numbers are made of integer operations, + - * / and square roots only, so they are the same bits on every machine.
 *
 * @param seed - a whole number from 0: a number to 2^53 - 1, or a bigint to 2^64 - 1
 * @param path - whole numbers from 0 to 2^53 - 1; `(seed)`, `(seed, 0)` and `(seed, 0, 0)` are different streams
 * @throws {@link EfficacyError} `invalid_argument` for a seed that is missing or anything else; there is no default
 *
 * @example
 * const draws = randomStream(20_260_101, stratum, replicate);
 * const resample = draws.sample(100, 100, { replacement: true });
 *
 * @see Salmon, Moraes, Dror & Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC11.
 */
export function randomStream(seed: number | bigint, ...path: readonly number[]): RandomStream {
  const fits = typeof seed === 'bigint' ? seed >= 0n && seed < 1n << 64n : isIndex(seed);
  need(
    fits && path.every(isIndex),
    'invalid_argument',
    'randomStream',
    'an explicit seed and path of whole numbers from 0 to 2^53 - 1 (a bigint seed: 2^64 - 1)',
    [seed, ...path].join(', '),
  );
  const state = new Uint32Array(4);
  state[0] = Number(BigInt(seed) & 0xffffffffn);
  state[1] = Number(BigInt(seed) >> 32n);
  for (const step of path) {
    philox(step | 0, (step / 2 ** 32) | 0, state[2]!, state[3]!, state[0]! ^ derivation, state[1]!, state, 0);
  }
  return new RandomStream(state);
}

const isIndex = (value: unknown): value is number => whole(value) && (value as number) >= 0;

/** Made by {@link randomStream}. */
export class RandomStream implements RandomSource {
  readonly #state: Uint32Array;
  readonly #words: Uint32Array = new Uint32Array(words);
  #used: number = words;
  #block = 0;
  #spare: number | null = null;

  /** @param state - two words of key, two of counter */
  constructor(state: Uint32Array) {
    this.#state = state;
  }

  /** 32 random bits. */
  uint32(): number {
    if (this.#used === words) this.#refill();
    return this.#words[this.#used++]!;
  }

  /** Uniform on the multiples of 2^-53 in [0, 1). */
  uniform(): number {
    return this.#bits53() * 2 ** -53;
  }

  /**
   * Standard normal by Marsaglia's polar method: exact up to the rounding of doubles, tails to 12 standard deviations.
   *
   * @see Marsaglia & Bray (1964), SIAM Review 6, 260-264.
   */
  normal(): number {
    const spare = this.#spare;
    if (spare !== null) {
      this.#spare = null;
      return spare;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s < 1 && s > 0) {
        const stretch = sqrt((-2 * stableLog(s)) / s);
        this.#spare = v * stretch;
        return u * stretch;
      }
    }
  }

  /**
   * A whole number from 0 to `below` - 1, each equally likely.
   *
   * @throws {@link EfficacyError} `invalid_argument` unless `below` is a whole number from 1 to 2^53 - 1
   * @see Lemire (2019), ACM Trans. Model. Comput. Simul. 29(1), 3, for `below` up to 2^21, where products stay exact.
   */
  integer(below: number): number {
    if (below <= 2 ** 21 && below >= 1 && Number.isInteger(below)) {
      for (;;) {
        const product = this.uint32() * below;
        const low = product >>> 0;
        if (low >= below || low >= 2 ** 32 % below) return (product - low) / 2 ** 32;
      }
    }
    check('integer', isIndex(below) && below > 0, 'below, a whole number from 1 to 2^53 - 1', below);
    const limit = 2 ** 53 - (2 ** 53 % below);
    for (;;) {
      const bits = this.#bits53();
      if (bits < limit) return bits % below;
    }
  }

  /**
   * Successes among `n` trials of probability `p`, exactly distributed.
   *
   * @throws {@link EfficacyError} `invalid_argument` unless n is a whole number from 0 and p from 0 to 1
   */
  binomial(n: number, p: number): number {
    check('binomial', isIndex(n), 'n, a whole number from 0', n);
    check('binomial', finite(p) && p >= 0 && p <= 1, 'p from 0 to 1', p);
    return drawBinomial(this, n, p);
  }

  /** Puts the entries of an array into random order, in place; every order is equally likely. Returns the array. */
  shuffle<A extends Exchangeable<unknown>>(array: A): A {
    shuffleInPlace(this, array);
    return array;
  }

  /** The indices 0 to n - 1 in random order. */
  permutation(n: number): Uint32Array {
    return this.sample(n, n);
  }

  /**
   * k of the indices 0 to n - 1, in random order.
   *
   * @throws {@link EfficacyError} `invalid_argument` unless n and k are whole numbers below 2^32, k at most n without replacement, n at
   * least 1 for any with it
   */
  sample(n: number, k: number, options: SampleOptions = {}): Uint32Array {
    const { replacement = false } = options;
    check('sample', isIndex(n) && n < 2 ** 32, 'n, a whole number below 2^32', n);
    check('sample', isIndex(k) && k < 2 ** 32 && (k <= n || (replacement && n > 0)), `k to draw from ${n}`, k);
    if (!replacement) return drawWithout(this, n, k);
    const out = new Uint32Array(k);
    for (let i = 0; i < k; i++) out[i] = this.integer(n);
    return out;
  }

  /** Fills an array with what as many calls of {@link RandomStream.uniform} would give. */
  fillUniform(out: Float64Array): void {
    for (let i = 0; i < out.length; i++) out[i] = this.uniform();
  }

  /** Fills an array with what as many calls of {@link RandomStream.normal} would give. */
  fillNormal(out: Float64Array): void {
    for (let i = 0; i < out.length; i++) out[i] = this.normal();
  }

  /** A whole number below 2^53; a word that is alone at the end of the buffer is passed over. */
  #bits53(): number {
    if (this.#used > words - 2) this.#refill();
    const at = this.#used;
    this.#used = at + 2;
    return (this.#words[at]! >>> 11) * 2 ** 32 + this.#words[at + 1]!;
  }

  #refill(): void {
    const state = this.#state;
    for (let at = 0; at < words; at += 4) {
      const block = this.#block;
      philox(block | 0, (block / 2 ** 32) | 0, state[2]!, state[3]!, state[0]!, state[1]!, this.#words, at);
      this.#block++;
    }
    this.#used = 0;
  }
}

function check(method: string, fine: boolean, what: string, got: number): void {
  if (!fine) need(fine, 'invalid_argument', `randomStream().${method}`, what, got);
}
