/**
 * The NIST StRD sets that are made by formula, so that they need no file. Decimals are made as a whole number over a
 * power of ten, because `number / power` is the double nearest to the decimal, as reading the text of it is.
 *
 * @see https://www.itl.nist.gov/div898/strd/ : NumAcc1-4 (Simon and Lesage 1989), SmLs01-09 (Simon and Lesage 1989),
 * Wampler1-5 (Wampler 1970), NoInt1-2 (Eberhardt).
 */
export interface MadeColumn {
  readonly name: string;
  readonly values: readonly number[];
  /** What NIST certifies, exact in decimal. */
  readonly certified: { readonly mean: number; readonly sd: number; readonly lag1Autocorrelation: number };
}

/** 1001 values: the base and a tenth in turn above and below it. */
function numAcc(name: string, tenths: number): MadeColumn {
  const values = Array.from(
    { length: 1001 },
    (_, i) => (i === 0 ? tenths : i % 2 === 1 ? tenths - 1 : tenths + 1) / 10,
  );
  return { name, values, certified: { mean: tenths / 10, sd: 0.1, lag1Autocorrelation: -0.999 } };
}

export const madeColumns: readonly MadeColumn[] = [
  {
    name: 'NumAcc1',
    values: [10_000_001, 10_000_003, 10_000_002],
    certified: { mean: 10_000_002, sd: 1, lag1Autocorrelation: -0.5 },
  },
  numAcc('NumAcc2', 12),
  numAcc('NumAcc3', 10_000_002),
  numAcc('NumAcc4', 100_000_002),
];

export interface MadeGroups {
  readonly name: string;
  readonly groups: readonly (readonly number[])[];
  /** `F = n` for n values a group; the constant that all values share does not enter. */
  readonly certified: { readonly F: number };
}

/** Nine groups of n: a large constant, a few tenths for the group, and a tenth in turn below and above. */
function simonLesage(number: number, constant: number, n: number): MadeGroups {
  const groups = [4, 3, 5, 3, 5, 3, 5, 3, 5].map((group) =>
    Array.from({ length: n }, (_, i) => (10 * constant + group + (i === 0 ? 0 : i % 2 === 1 ? -1 : 1)) / 10),
  );
  return { name: `SmLs0${number}`, groups, certified: { F: n } };
}

export const madeGroups: readonly MadeGroups[] = [1, 1e6, 1e12].flatMap((constant, c) =>
  [21, 201, 2001].map((n, i) => simonLesage(3 * c + i + 1, constant, n)),
);

export interface MadeModel {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly degree: number;
  readonly intercept: boolean;
  /** Certified estimates, which are short decimals or fractions. */
  readonly certified: readonly number[];
}

const upTo20 = Array.from({ length: 21 }, (_, x) => x);
const quintic = (x: number): number => 1 + x + x ** 2 + x ** 3 + x ** 4 + x ** 5;
/** What Wampler added to the quintic, at right angles to it. */
const deviations = [
  759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 2523, -2048,
  2048, -2048, 759,
];

function wampler(number: number, y: readonly number[], certified: readonly number[]): MadeModel {
  return { name: `Wampler${number}`, x: upTo20, y, degree: 5, intercept: true, certified };
}

const ones = [1, 1, 1, 1, 1, 1];
const noisy = (number: number, scale: number): MadeModel =>
  wampler(
    number,
    upTo20.map((x) => quintic(x) + scale * deviations[x]!),
    ones,
  );

export const madeModels: readonly MadeModel[] = [
  wampler(1, upTo20.map(quintic), ones),
  wampler(
    2,
    upTo20.map((x) => (1e5 + 1e4 * x + 1e3 * x ** 2 + 100 * x ** 3 + 10 * x ** 4 + x ** 5) / 1e5),
    [1, 0.1, 0.01, 0.001, 0.0001, 0.00001],
  ),
  noisy(3, 1),
  noisy(4, 100),
  noisy(5, 10_000),
  {
    name: 'NoInt1',
    x: Array.from({ length: 11 }, (_, i) => 60 + i),
    y: Array.from({ length: 11 }, (_, i) => 130 + i),
    degree: 1,
    intercept: false,
    certified: [251 / 121],
  },
  { name: 'NoInt2', x: [4, 5, 6], y: [3, 4, 4], degree: 1, intercept: false, certified: [8 / 11] },
];
