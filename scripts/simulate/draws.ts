import { moments, sd } from '../../src/aggregate/moments.js';
import type { RandomStream } from '../../src/numeric/random/index.js';

/** Independent normal values. */
export const normals = (draws: RandomStream, n: number, mean = 0, spread = 1): Float64Array =>
  Float64Array.from({ length: n }, () => mean + spread * draws.normal());

/** Mean and standard deviation, as a paper prints them. */
export const summary = (values: Float64Array): { readonly mean: number; readonly sd: number } => {
  const group = moments(values);
  return { mean: group.mean, sd: sd(group) };
};

/** Two arms. */
export interface Arms {
  readonly treatment: Float64Array;
  readonly control: Float64Array;
}

/** Sizes, means and standard deviations of both arms, as R is given them. */
export function figuresOfArms({ treatment, control }: Arms): Record<string, number> {
  const [t, c] = [summary(treatment), summary(control)];
  return { nT: treatment.length, mT: t.mean, sT: t.sd, nC: control.length, mC: c.mean, sC: c.sd };
}

/** The same units twice. */
export interface Pairs {
  readonly before: Float64Array;
  readonly after: Float64Array;
}

/** The same units before and after, with correlation r and standard deviation 1 both times. */
export function pairs(draws: RandomStream, n: number, change: number, r: number): Pairs {
  const before = normals(draws, n);
  return { before, after: before.map((x) => change + r * x + Math.sqrt(1 - r * r) * draws.normal()) };
}

/** What R is given of pairs. */
export function figuresOfPairs({ before, after }: Pairs): Record<string, number> {
  const [one, two, change] = [summary(before), summary(after), summary(after.map((x, i) => x - (before[i] as number)))];
  const r = (one.sd ** 2 + two.sd ** 2 - change.sd ** 2) / (2 * one.sd * two.sd);
  return { n: before.length, m1: one.mean, s1: one.sd, m2: two.mean, s2: two.sd, mD: change.mean, sD: change.sd, r };
}

/** Outcomes in clusters of one size, with total standard deviation 1. */
export function clustered(
  draws: RandomStream,
  clusters: number,
  size: number,
  mean: number,
  icc: number,
): Float64Array {
  const shared = normals(draws, clusters, 0, Math.sqrt(icc));
  return Float64Array.from(
    { length: clusters * size },
    (_, i) => mean + (shared[Math.floor(i / size)] as number) + Math.sqrt(1 - icc) * draws.normal(),
  );
}
