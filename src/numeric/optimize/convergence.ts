import { EfficacyError } from '../../support/errors.js';
import { need } from '../../support/need.js';

/** How an iteration ended. Only `'converged'` is an answer; the others describe where it was left. */
export type ConvergenceStatus =
  /** The convergence test of the method holds. */
  | 'converged'
  /** No step improves any more, and the convergence test does not hold. */
  | 'stalled'
  /** The data do not determine every parameter here: some direction leaves the fit unchanged. */
  | 'singular'
  /** The iterations allowed were used up. */
  | 'max_iterations';

/** Stands in the result of every optimizer. */
export interface Convergence {
  /** How it ended; anything but `'converged'` is no answer. */
  readonly status: ConvergenceStatus;
  /** Iterations that were finished. */
  readonly iterations: number;
  /** Calls of the user's function, those for differences included, those of its derivatives not. */
  readonly evaluations: number;
}

/** What every optimizer can be told. */
export interface IterationOptions {
  /** Iterations after which to give up; the default stands with each method. */
  readonly maxIterations?: number;
  /** An `AbortSignal`, looked at in every iteration. */
  readonly signal?: { readonly aborted: boolean };
}

/**
 * Lets an answer pass and refuses anything else: the strict form of every optimizer.
 *
 * @param result - the result of an optimizer
 * @returns the same result, when its status is `'converged'`
 * @throws {@link EfficacyError} `convergence_failed` otherwise; its detail is the result: iterations, last estimates, gradient
 *
 * @example
 * const { parameters } = requireConverged(levenbergMarquardt(curve));
 */
export function requireConverged<R extends Convergence>(result: R): R {
  need(
    result.status === 'converged',
    'convergence_failed',
    'requireConverged',
    'a converged result (try another start, bounds, or a simpler model)',
    `'${result.status}' after ${result.iterations} iterations`,
    { ...(result as Convergence) },
  );
  return result;
}

/**
 * Repeats an iteration until it says how it ended, or too many were made, or the caller no longer wants it.
 *
 * @param most - iterations after which to give up, where the options do not say
 * @param iteration - null to go on
 */
export function iterate(
  name: string,
  most: number,
  { maxIterations = most, signal }: IterationOptions,
  iteration: () => ConvergenceStatus | null,
): { readonly status: ConvergenceStatus; readonly iterations: number } {
  let iterations = 0;
  for (; iterations < maxIterations; iterations++) {
    if (signal?.aborted)
      throw new EfficacyError('aborted', `${name} was aborted after ${iterations} iterations`, { iterations });
    const status = iteration();
    if (status) return { status, iterations };
  }
  return { status: 'max_iterations', iterations };
}
