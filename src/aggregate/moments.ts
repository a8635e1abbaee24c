import { EfficacyError } from '../support/errors.js';
import { need } from '../support/need.js';

/** What all two-group statistics need of a group: how many values, their mean, their spread. Mergeable. */
export interface Moments {
  /** How many values. */
  readonly n: number;
  /** Their mean, in their unit; 0 when there are none. */
  readonly mean: number;
  /** Sum of squared deviations from the mean, in squared units. */
  readonly m2: number;
}

/** The usual three figures of a group, such as a line of a published table. */
export interface GroupSummary {
  /** How many values, a whole number. */
  readonly n: number;
  /** Their mean, in their unit. */
  readonly mean: number;
  /** Their standard deviation with denominator n - 1, in the same unit. */
  readonly sd: number;
}

/** A group of values, as the values themselves, as their moments, or as a line of a published table. */
export type Sample = Moments | GroupSummary | ArrayLike<number>;

/** The moments of no values at all: merging it changes nothing. */
export const noMoments: Moments = { n: 0, mean: 0, m2: 0 };

/**
 * Count, mean and sum of squared deviations of values.
 *
 * Two passes, the second one corrected for the rounding of the mean; values far from 1 are scaled by a power of two first, so that
 * neither 1.7e308 nor 5e-324 is lost on the way.
 *
 * @param values - finite numbers in any unit
 * @throws {@link EfficacyError} `not_finite` when a value is NaN or infinite; leave missing values out first
 * @throws {@link EfficacyError} `overflow` or `underflow` when the sum of squares is beyond the range of numbers
 *
 * @example
 * moments([2, 4, 6]); // { n: 3, mean: 4, m2: 8 }
 *
 * @see Chan, Golub & LeVeque (1983), The American Statistician 37(3), 242-247, eq. 1.7 (corrected two-pass).
 */
export function moments(values: ArrayLike<number>): Moments {
  return momentsOfValues(values, 'moments', '');
}

/** The same for another public function, and a group with a name. */
function momentsOfValues(values: ArrayLike<number>, who: string, group: string): Moments {
  const n = values.length;
  if (n === 0) return noMoments;
  const scale = powerOfTwoNear(largestSize(values, who, group));
  const shift = (values[0] as number) / scale;

  const rough = shift + compensatedSum(values, (x) => x / scale - shift) / n;
  const correction = compensatedSum(values, (x) => x / scale - rough);
  const mean = rough + correction / n;
  const squares = compensatedSum(values, (x) => (x / scale - rough) ** 2);
  const m2 = Math.max(0, squares - (correction * correction) / n) * scale * scale;
  checkSquares(m2, squares > 0, n, who);
  return { n, mean: mean * scale, m2 };
}

/**
 * The moments of a group of which only the usual three figures are known, such as a line of a published table.
 *
 * @param summary - n, mean, and the standard deviation with denominator n - 1; two-group functions take it as it is
 * @throws {@link EfficacyError} `invalid_argument` when n is no whole number, sd is negative, or a figure is not finite; `overflow` or
 * `underflow` when the sum of squares is beyond the range of numbers
 *
 * @example
 * hedgesG(momentsOf({ n: 42, mean: 103.2, sd: 14.1 }), momentsOf({ n: 40, mean: 96.5, sd: 15 }));
 */
export function momentsOf(summary: GroupSummary): Moments {
  return momentsOfSummary(summary, 'momentsOf', '');
}

function momentsOfSummary({ n, mean, sd }: GroupSummary, who: string, group: string): Moments {
  if (!(Number.isSafeInteger(n) && n >= 0 && Number.isFinite(mean) && Number.isFinite(sd) && sd >= 0)) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs a whole n >= 0, a finite mean and an sd >= 0${group === '' ? '' : ` in ${group}`}; got n ${n}, mean ${mean}, sd ${sd}`,
      {
        n,
        mean,
        sd,
      },
    );
  }
  if (n === 0) return noMoments;
  const m2 = sd * sd * (n - 1);
  checkSquares(m2, sd > 0 && n > 1, n, who);
  return { n, mean, m2 };
}

/**
 * The moments of two groups taken as one. Associative up to rounding; {@link noMoments} is its identity, bit for bit.
 *
 * @see Chan, Golub & LeVeque (1983), eq. 2.1.
 */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.n === 0) return b;
  if (b.n === 0) return a;
  const n = a.n + b.n;
  const delta = b.mean - a.mean;
  return { n, mean: a.mean + delta * (b.n / n), m2: a.m2 + b.m2 + delta * delta * a.n * (b.n / n) };
}

/** Variance with denominator n - 1, in squared units; NaN below two values. */
export function variance(group: Moments): number {
  return group.n < 2 ? Number.NaN : group.m2 / (group.n - 1);
}

/** Standard deviation with denominator n - 1, in the unit of the values; NaN below two values. */
export function sd(group: Moments): number {
  return Math.sqrt(variance(group));
}

/**
 * The moments of a sample that may already be some.
 *
 * @param who - the public function, for messages
 * @param group - the name of the group, such as `'treatment'`
 * @throws {@link EfficacyError} `invalid_argument`, `no_data` where every value is missing, `not_finite`, `overflow`, `underflow`
 */
export function momentsOfSample(sample: Sample, who = 'moments', group = ''): Moments {
  if (typeof sample === 'object' && sample !== null) {
    if ('m2' in sample) return checkedMoments(sample, who, group);
    if ('sd' in sample) return momentsOfSummary(sample, who, group);
    if (Number.isInteger(sample.length)) return momentsOfValues(sample, who, group);
  }
  throw new EfficacyError(
    'invalid_argument',
    `${who} needs ${group || 'a group'} as values, moments or { n, mean, sd }; got ${typeof sample}`,
    { group },
  );
}

/** Moments as they came, perhaps from JSON; refuses text, what is not finite, and squares below 0. */
function checkedMoments(sample: Moments, who: string, group: string): Moments {
  const { n, mean, m2 } = sample;
  const figures: readonly unknown[] = [n, mean, m2];
  need(
    figures.every(Number.isFinite) && n >= 0 && n <= Number.MAX_SAFE_INTEGER && m2 >= 0,
    figures.every((x) => typeof x === 'number') ? 'not_finite' : 'invalid_argument',
    who,
    `a finite mean, and n and m2 of 0 or more,${group && ` in ${group}`}`,
    figures.join(', '),
  );
  return sample;
}

/** The smallest number with all its digits. */
const smallestNormal = 2 ** -1022;

/** Refuses a sum of squares that overflowed, or lost digits or all of itself below the smallest normal number. */
function checkSquares(m2: number, varies: boolean, n: number, who: string): void {
  const over = m2 === Number.POSITIVE_INFINITY;
  if (!over && (m2 >= smallestNormal || !varies)) return;
  throw new EfficacyError(
    over ? 'overflow' : 'underflow',
    `${who} cannot hold the squared deviations of these values, which ${over ? 'exceed 1.8e308' : 'are below 2.2e-308'}; rescale them`,
    { n },
  );
}

/** The largest absolute value; refuses what is not finite. */
function largestSize(values: ArrayLike<number>, who: string, group: string): number {
  let largest = 0;
  let missing = 0;
  let bad = 0;
  let firstBad = -1;
  for (let i = 0; i < values.length; i++) {
    const value: unknown = values[i]; // JavaScript hands over null and text too
    const size = typeof value === 'number' ? Math.abs(value) : Number.NaN;
    if (size < Number.POSITIVE_INFINITY) {
      if (size > largest) largest = size;
    } else {
      if (bad++ === 0) firstBad = i;
      if (value == null || Number.isNaN(value)) missing++;
    }
  }
  if (bad > 0) {
    const where = group === '' ? '' : ` in ${group}`;
    throw new EfficacyError(
      missing === values.length && group !== '' ? 'no_data' : 'not_finite',
      `${who} needs finite values; ${bad} of ${values.length}${where} are not, the first at index ${firstBad} (${values[firstBad]}); leave missing values out first`,
      { group, count: bad, first: firstBad },
    );
  }
  return largest;
}

/** A power of two to divide by: 1 unless squares could overflow or vanish. */
function powerOfTwoNear(size: number): number {
  if (size === 0 || (size > 1e-100 && size < 1e100)) return 1;
  return 2 ** Math.max(-1022, Math.min(1022, Math.floor(Math.log2(size))));
}

/** Neumaier's compensated sum of a function of the values. */
function compensatedSum(values: ArrayLike<number>, term: (x: number) => number): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const x = term(values[i] as number);
    const next = sum + x;
    lost += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
    sum = next;
  }
  return sum + lost;
}
