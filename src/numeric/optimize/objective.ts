import { EfficacyError } from '../../support/errors.js';
import type { AtBound } from './bounds.js';
import type { Convergence } from './convergence.js';

/** A function of several parameters to be minimized. Where it is NaN or infinite it is taken for too high to go there. */
export type Objective = (parameters: Float64Array) => number;

/** What a minimizer of several parameters found. */
export interface Minimum extends Convergence {
  readonly parameters: readonly number[];
  /** The objective there. */
  readonly value: number;
  /** Derivatives of the objective there; null from a method that uses none. */
  readonly gradient: readonly number[] | null;
  readonly atBound: readonly AtBound[];
}

/** Counts calls and reads every value that is not finite as Infinity. */
export function countedObjective<A>(objective: (at: A) => number): { (at: A): number; calls: () => number } {
  let calls = 0;
  const counted = (at: A): number => {
    calls++;
    const value = objective(at);
    return Number.isFinite(value) ? value : Infinity;
  };
  return Object.assign(counted, { calls: () => calls });
}

/** The value at a start, which must be finite. */
export function startingValue<A>(name: string, objective: (at: A) => number, at: A): number {
  const value = objective(at);
  if (value < Infinity) return value;
  throw new EfficacyError(
    'not_finite',
    `${name} needs a start where the objective is finite, got ${at}; start elsewhere`,
    {
      start: typeof at === 'number' ? at : Array.from(at as Float64Array),
    },
  );
}
