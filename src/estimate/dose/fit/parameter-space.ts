import type { NonlinearRole } from '../curves/curve-shape.js';

/** Limits of a parameter; null where it is free. */
export interface ParameterBounds {
  /** Least value. */
  readonly lower: number | null;
  /** Largest value. */
  readonly upper: number | null;
}

/** Where a nonlinear parameter may be, and where to look for it first. */
export interface SearchRange {
  /** Least value. */
  readonly lower: number;
  /** Largest value. */
  readonly upper: number;
  /** Where the search begins. */
  readonly from: number;
  /** Where it ends. */
  readonly to: number;
  /** Whether it is positive and moves by factors. */
  readonly positive: boolean;
}

/**
 * Range of a nonlinear parameter by what it measures: wide enough that only data which do not determine it put it on a limit.
 *
 * @param doses - distinct, ascending, at least two
 */
export function searchRange(role: NonlinearRole, doses: ArrayLike<number>): SearchRange {
  const most = doses[doses.length - 1]!;
  const least = doses[0]! > 0 ? doses[0]! : doses[1]!;
  const width = most - doses[0]!;
  const ranges: Record<NonlinearRole, SearchRange> = {
    dose: { lower: 1e-3 * least, upper: 1e4 * most, from: least / 2, to: 4 * most, positive: true },
    location: {
      lower: -10 * most,
      upper: 11 * most,
      from: doses[0]! - width / 4,
      to: most + width / 2,
      positive: false,
    },
    rate: { lower: 1e-3 / width, upper: 1e3 / width, from: 1 / width, to: 40 / width, positive: true },
    exponent: { lower: 0.02, upper: 50, from: 0.4, to: 8, positive: true },
    asymmetry: { lower: 1e-3, upper: 1e3, from: 0.2, to: 5, positive: true },
    'beta-power': { lower: 0.05, upper: 4, from: 0.2, to: 2.5, positive: true },
  };
  return ranges[role];
}

/**
 * The ranges within which DoseFinding's `fitMod` looks (`defBnds`), where a model has one.
 *
 * @see Bornkamp, Pinheiro & Bretz (2009), J. Stat. Softw. 29(7).
 */
export function doseFindingBounds(model: string, name: string, most: number): ParameterBounds | null {
  const key = `${model}.${name}`;
  const table: Record<string, readonly [number, number]> = {
    'emax.ed50': [0.001 * most, 1.5 * most],
    'sigmoid-emax.ed50': [0.001 * most, 1.5 * most],
    'sigmoid-emax.hill': [0.5, 10],
    'exponential.scale': [0.1 * most, 2 * most],
    'logistic.ed50': [0.001 * most, 1.5 * most],
    'logistic.slope': [1 / (0.5 * most), 1 / (0.01 * most)], // theirs is 1/slope
    'beta.delta1': [0.05, 4],
    'beta.delta2': [0.05, 4],
  };
  const found = table[key];
  return found ? { lower: found[0], upper: found[1] } : null;
}
