import { need } from '../../support/need.js';
import { finite } from '../math.js';
import type { AtBound } from './bounds.js';
import { type Convergence, type IterationOptions, stopIfAborted } from './convergence.js';

/** A function of several parameters to be minimized. Where it is NaN or infinite it is taken for too high to go there. */
export type Objective = (parameters: Float64Array) => number;

/** What a minimizer of several parameters found. */
export interface Minimum extends Convergence {
  /** Where the objective is lowest, in the order of the start. */
  readonly parameters: readonly number[];
  /** The objective there. */
  readonly value: number;
  /** Derivatives of the objective there; null from a method that uses none. */
  readonly gradient: readonly number[] | null;
  /** For each parameter, the bound that it ended on, or null. */
  readonly atBound: readonly AtBound[];
}

/** Counts calls, stops where the caller wants it, reads every value that is not finite as Infinity, and refuses a start where it is. */
export function countedObjective<A>(
  name: string,
  objective: (at: A) => number,
  start: A,
  { signal }: IterationOptions,
): { readonly at: (x: A) => number; readonly calls: () => number; readonly startValue: number } {
  let calls = 0;
  const at = (x: A): number => {
    stopIfAborted(name, signal, calls++);
    const value = objective(x);
    return finite(value) ? value : Infinity;
  };
  const startValue = at(start);
  need(startValue < Infinity, 'not_finite', name, 'a start where the objective is finite (start elsewhere)', start);
  return { at, calls: () => calls, startValue };
}
