import { fc } from '@fast-check/vitest';

/** Any finite double, from the smallest to 1.8e308. */
export const anyDouble: fc.Arbitrary<number> = fc.double({ noNaN: true, noDefaultInfinity: true });

/** Scores to two decimals, as tests report them. */
export const score: fc.Arbitrary<number> = fc.integer({ min: -100_000, max: 100_000 }).map((k) => k / 100);

/** Doubles with all 53 bits in use and exponents as far apart as sizes let them be without overflow of a product. */
export const spread = (reach: number): fc.Arbitrary<number> =>
  fc
    .tuple(fc.double({ min: 0.5, max: 1, noNaN: true }), fc.integer({ min: -reach, max: reach }), fc.boolean())
    .map(([m, e, negative]) => (negative ? -m : m) * 2 ** e);

/** Columns in which nearly everything cancels. */
export const cancelling: fc.Arbitrary<number[]> = fc
  .array(spread(80), { maxLength: 30 })
  .chain((xs) => fc.shuffledSubarray([...xs, ...xs.map((x) => -x), 1e-30, 3], { minLength: 0 }));

/** Short columns of every kind. */
export const column: fc.Arbitrary<number[]> = fc.oneof(
  fc.array(anyDouble, { maxLength: 40 }),
  fc.array(score, { maxLength: 60 }),
  fc.array(spread(300), { maxLength: 40 }),
  cancelling,
);
