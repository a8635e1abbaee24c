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
  /**
   * An `AbortSignal`, or anything else with `aborted`, which is read before every call of the user's function.
   *
   * An optimizer runs without a pause, so that timers (`AbortSignal.timeout` too) do not fire meanwhile. What can abort it is
   * the function itself, a property that looks at a clock, or another thread through shared memory.
   *
   * @example
   * const end = performance.now() + 1000;
   * const withinASecond = { get aborted() { return performance.now() > end; } };
   * // in a worker, with flag: Int32Array of a SharedArrayBuffer
   * const whenToldSo = { get aborted() { return Atomics.load(flag, 0) === 1; } };
   */
  readonly signal?: { readonly aborted: boolean };
}

/** Stops an optimizer that the caller no longer wants, before another call of the function. */
export function stopIfAborted(name: string, signal: IterationOptions['signal'], calls: number): void {
  if (signal?.aborted)
    throw new EfficacyError('aborted', `${name} was aborted after ${calls} evaluations`, { evaluations: calls });
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
 * Repeats an iteration until it says how it ended, or too many were made.
 *
 * @param most - iterations after which to give up, where the options do not say
 * @param iteration - null to go on
 */
export function iterate(
  most: number,
  { maxIterations = most }: IterationOptions,
  iteration: () => ConvergenceStatus | null,
): { readonly status: ConvergenceStatus; readonly iterations: number } {
  let iterations = 0;
  for (; iterations < maxIterations; iterations++) {
    const status = iteration();
    if (status) return { status, iterations };
  }
  return { status: 'max_iterations', iterations };
}
