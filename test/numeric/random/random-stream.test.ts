import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type RandomStream, randomStream } from '../../../src/numeric/random/index.js';
import { referenceCases } from '../../reference.js';
import { chiSquared, chiSquaredCritical, kolmogorov, kolmogorovCritical, normalCdf } from './goodness-of-fit.js';

const draw = <T>(count: number, one: () => T): T[] => Array.from({ length: count }, one);
const refused = (call: () => unknown): void =>
  expect(call).toThrow(expect.objectContaining({ name: 'EfficacyError', code: 'invalid_argument' }));

describe('the same bits as an independent program', () => {
  test.each(referenceCases('random_stream').map((one) => [one.id, one] as const))('%s', (_, { input, expected }) => {
    const seed = BigInt(input.seed);
    const make = () => randomStream(seed <= 2n ** 53n - 1n ? Number(seed) : seed, ...input.path);
    const [words, uniforms, normals, integers, mixed] = [make(), make(), make(), make(), make()];

    expect(draw(40, () => words.uint32())).toEqual(expected.words);
    expect(draw(40, () => uniforms.uniform())).toEqual(expected.uniforms);
    const many = draw(2000, () => normals.normal());
    expect(many.slice(0, 40)).toEqual(expected.normals);
    expect(many.at(-1)).toBe(expected.normal2000);
    expect(draw(40, () => integers.integer(6))).toEqual(expected.below6);
    expect(draw(20, () => integers.integer(3e9))).toEqual(expected.below3e9);
    expect(draw(20, () => integers.integer(6e15))).toEqual(expected.belowLarge);
    expect(draw(40, () => [mixed.uint32(), mixed.uniform()]).flat()).toEqual(expected.mixed);
  });
});

describe('seed and path', () => {
  test('the same seed and path give the same numbers, as number or bigint', () => {
    const numbers = (stream: RandomStream) => draw(100, () => stream.normal());
    expect(numbers(randomStream(7, 1, 2))).toEqual(numbers(randomStream(7, 1, 2)));
    expect(numbers(randomStream(7n, 1, 2))).toEqual(numbers(randomStream(7, 1, 2)));
  });

  test('a seed is never invented', () => {
    refused(() => randomStream(undefined as unknown as number));
    refused(() => randomStream(Number.NaN));
    refused(() => randomStream(1.5));
    refused(() => randomStream(-1));
    refused(() => randomStream(2 ** 53));
    refused(() => randomStream(-1n));
    refused(() => randomStream(1n << 64n));
    refused(() => randomStream('1' as unknown as number));
    refused(() => randomStream(1, -1));
    refused(() => randomStream(1, 0.5));
  });

  test('100,000 replicates of a stratum start with different blocks', () => {
    const starts = new Set<string>();
    for (let replicate = 0; replicate < 100_000; replicate++) {
      const stream = randomStream(1, 5, replicate);
      starts.add(`${stream.uint32()} ${stream.uint32()}`);
    }
    expect(starts.size).toBe(100_000);
  });

  test('paths that look alike differ: none, [0], [0, 0], [0, 1], [1, 0], [2^32]', () => {
    const paths = [[], [0], [0, 0], [0, 1], [1, 0], [1], [2 ** 32], [2 ** 32 + 1]];
    expect(new Set(paths.map((path) => randomStream(9, ...path).uniform())).size).toBe(paths.length);
  });

  test('neighbouring seeds, strata and replicates are not correlated', () => {
    const n = 100_000;
    const pairs = [
      [randomStream(1), randomStream(2)],
      [randomStream(1, 0), randomStream(1, 1)],
      [randomStream(1, 3, 0), randomStream(1, 3, 1)],
      [randomStream(1, 3), randomStream(1, 3, 0)],
      [randomStream(1, 2, 3), randomStream(1, 3, 2)],
    ] as const;
    for (const [a, b] of pairs) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (a.uniform() - 0.5) * (b.uniform() - 0.5);
      expect(Math.abs((12 * sum) / Math.sqrt(n))).toBeLessThan(4); // standard normal when independent
    }
  });

  test('first numbers of consecutive streams are uniform and uncorrelated', () => {
    const firsts = Array.from({ length: 100_000 }, (_, i) => randomStream(3, 1, i).uniform());
    expect(kolmogorov(firsts, (x) => x)).toBeLessThan(kolmogorovCritical(firsts.length));
    const lag = firsts.slice(1).reduce((sum, x, i) => sum + (x - 0.5) * (firsts[i]! - 0.5), 0);
    expect(Math.abs((12 * lag) / Math.sqrt(firsts.length))).toBeLessThan(4);
  });
});

describe('uniform', () => {
  const n = 400_000;
  const sample = new Float64Array(n);
  randomStream(11).fillUniform(sample);

  test('lies in [0, 1) and passes Kolmogorov and Smirnov', () => {
    expect(Math.min(...sample.subarray(0, 100_000))).toBeGreaterThanOrEqual(0);
    expect(sample.every((x) => x >= 0 && x < 1)).toBe(true);
    expect(kolmogorov(sample, (x) => x)).toBeLessThan(kolmogorovCritical(n));
  });

  test('uses all 53 bits, each set half of the time', () => {
    const counts = new Array<number>(53).fill(0);
    for (const x of sample.subarray(0, 40_000)) {
      let bits = BigInt(x * 2 ** 53);
      for (let bit = 0; bit < 53; bit++, bits >>= 1n) counts[bit]! += Number(bits & 1n);
    }
    for (const count of counts) expect(Math.abs(count - 20_000) / 100).toBeLessThan(4.5); // 100 is the SD
  });

  test.each([1, 2, 3, 31, 32, 64])('has no serial correlation at lag %d', (lag) => {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += (sample[i]! - 0.5) * (sample[i - lag]! - 0.5);
    expect(Math.abs((12 * sum) / Math.sqrt(n - lag))).toBeLessThan(4);
  });

  test('triples fill the cube evenly', () => {
    const counts = new Array<number>(1000).fill(0);
    for (let i = 0; i + 2 < n; i += 3) {
      const [a, b, c] = [sample[i]!, sample[i + 1]!, sample[i + 2]!].map((x) => Math.floor(x * 10));
      counts[a! * 100 + b! * 10 + c!]!++;
    }
    expect(chiSquared(counts, () => 1 / 1000)).toBeLessThan(chiSquaredCritical(999));
  });

  test('filling gives what single calls give, also for normals', () => {
    const [a, b] = [randomStream(4), randomStream(4)];
    const [uniforms, normals] = [new Float64Array(1001), new Float64Array(1001)];
    a.fillUniform(uniforms);
    a.fillNormal(normals);
    expect(Array.from(uniforms)).toEqual(draw(1001, () => b.uniform()));
    expect(Array.from(normals)).toEqual(draw(1001, () => b.normal()));
  });
});

describe('normal', () => {
  const n = 400_000;
  const sample = new Float64Array(n);
  randomStream(12).fillNormal(sample);
  const mean = (f: (x: number) => number) => sample.reduce((sum, x) => sum + f(x), 0) / n;

  test('has the moments 0, 1, 0, 3, each within 4 standard errors', () => {
    expect(Math.abs(mean((x) => x)) * Math.sqrt(n)).toBeLessThan(4);
    expect((Math.abs(mean((x) => x * x) - 1) * Math.sqrt(n)) / Math.sqrt(2)).toBeLessThan(4);
    expect((Math.abs(mean((x) => x ** 3)) * Math.sqrt(n)) / Math.sqrt(15)).toBeLessThan(4);
    expect((Math.abs(mean((x) => x ** 4) - 3) * Math.sqrt(n)) / Math.sqrt(96)).toBeLessThan(4);
  });

  test('passes Kolmogorov and Smirnov', () => {
    expect(kolmogorov(sample, normalCdf)).toBeLessThan(kolmogorovCritical(n));
  });

  test('has the right tails: beyond 3 and 4 standard deviations within 4 standard errors', () => {
    for (const [z, p] of [
      [3, 0.0026997960632601866],
      [4, 6.334248366623996e-5],
    ] as const) {
      const count = sample.reduce((sum, x) => sum + Number(Math.abs(x) > z), 0);
      expect(Math.abs(count - n * p) / Math.sqrt(n * p)).toBeLessThan(4);
    }
  });

  test('the two numbers of a pair and neighbours are not correlated', () => {
    for (const lag of [1, 2, 3]) {
      let sum = 0;
      for (let i = lag; i < n; i++) sum += sample[i]! * sample[i - lag]!;
      expect(Math.abs(sum / Math.sqrt(n - lag))).toBeLessThan(4);
    }
  });
});

describe('integer', () => {
  test.each([1, 2, 6, 7, 1000, 2 ** 21])('below %d is evenly spread', (below) => {
    const stream = randomStream(13, below);
    const cells = Math.min(below, 1000);
    let inside = true;
    const counts = new Array<number>(cells).fill(0);
    for (let i = 0; i < 200_000; i++) {
      const k = stream.integer(below);
      inside &&= k >= 0 && k < below && Number.isInteger(k);
      counts[Math.floor((k * cells) / below)]!++;
    }
    expect(inside).toBe(true);
    const share = (c: number) => (Math.ceil(((c + 1) * below) / cells) - Math.ceil((c * below) / cells)) / below;
    if (cells > 1) expect(chiSquared(counts, share)).toBeLessThan(chiSquaredCritical(cells - 1));
  });

  test('a range of three quarters of 2^53 has no bias: thirds are equally frequent', () => {
    const stream = randomStream(14);
    const below = 3 * 2 ** 51;
    const counts = [0, 0, 0];
    for (let i = 0; i < 90_000; i++) counts[Math.floor(stream.integer(below) / 2 ** 51)]!++;
    expect(chiSquared(counts, () => 1 / 3)).toBeLessThan(chiSquaredCritical(2));
  });

  test.each([0, -1, 1.5, Number.NaN, Infinity, 2 ** 53])('below %d is refused', (below) => {
    refused(() => randomStream(1).integer(below));
  });
});

describe('shuffle, permutation, sample', () => {
  test('every order of four is equally likely', () => {
    const stream = randomStream(15);
    const counts = new Map<string, number>();
    for (let i = 0; i < 48_000; i++) {
      const order = stream.shuffle(['a', 'b', 'c', 'd']).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expect(chiSquared([...counts.values()], () => 1 / 24)).toBeLessThan(chiSquaredCritical(23));
  });

  test('every ordered pair of five is equally likely, and every sparse one', () => {
    const stream = randomStream(16);
    for (const n of [5, 40]) {
      const counts = new Array<number>(n * n).fill(0);
      for (let i = 0; i < 80_000; i++) {
        const [a, b] = stream.sample(n, 2);
        counts[a! * n + b!]!++;
      }
      const offDiagonal = counts.filter((_, cell) => cell % (n + 1) !== 0);
      expect(counts.reduce((a, b) => a + b) - offDiagonal.reduce((a, b) => a + b)).toBe(0);
      expect(chiSquared(offDiagonal, () => 1 / (n * (n - 1)))).toBeLessThan(chiSquaredCritical(n * (n - 1) - 1));
    }
  });

  test('with replacement every index is equally likely each time', () => {
    const counts = new Array<number>(10).fill(0);
    for (const k of randomStream(17).sample(10, 100_000, { replacement: true })) counts[k]!++;
    expect(chiSquared(counts, () => 0.1)).toBeLessThan(chiSquaredCritical(9));
  });

  property.prop([fc.nat(), fc.nat(200), fc.nat(200)])(
    'a sample without replacement has k different indices below n',
    (seed, a, b) => {
      const [k, n] = [Math.min(a, b), Math.max(a, b)];
      const sample = randomStream(seed).sample(n, k);
      expect(sample).toHaveLength(k);
      expect(new Set(sample).size).toBe(k);
      expect(sample.every((i) => i < n)).toBe(true);
    },
  );

  property.prop([fc.nat(), fc.array(fc.integer())])(
    'a shuffle keeps what it shuffles, typed arrays too',
    (seed, values) => {
      const sorted = (xs: ArrayLike<number>) => Array.from(xs).sort((a, b) => a - b);
      expect(sorted(randomStream(seed).shuffle([...values]))).toEqual(sorted(values));
      const typed = Float64Array.from(values);
      expect(randomStream(seed).shuffle(typed)).toBe(typed);
      expect(Array.from(typed)).toEqual(randomStream(seed).shuffle([...values]));
    },
  );

  test('empty and single ones are what they are', () => {
    const stream = randomStream(1);
    expect(stream.shuffle([])).toEqual([]);
    expect(Array.from(stream.permutation(0))).toEqual([]);
    expect(Array.from(stream.permutation(1))).toEqual([0]);
    expect(Array.from(stream.sample(0, 0, { replacement: true }))).toEqual([]);
    expect(stream.sample(4_000_000_000, 3)).toHaveLength(3);
  });

  test('more than there are is refused without replacement', () => {
    refused(() => randomStream(1).sample(3, 4));
    refused(() => randomStream(1).sample(0, 1, { replacement: true }));
    refused(() => randomStream(1).sample(3, -1));
    refused(() => randomStream(1).sample(2 ** 32, 1));
  });
});
