import { EfficacyError } from '../errors.js';
import { type FromWorker, sentError, type ToWorker, taskError } from './messages.js';
import type { PoolTask } from './pool-task.js';
import { type Port, portOfWorker } from './runtime.js';

/**
 * Makes this thread a worker of a pool: it does pieces of these tasks until it is ended.
 *
 * @param port - the line to the pool; by default that of the worker in which this is called
 *
 * @example
 * serveTasks([comomentsTask]); // all that a worker's own file says
 */
export function serveTasks(tasks: readonly PoolTask<never, never, unknown>[], port: Port = portOfWorker()): void {
  const byName = new Map(tasks.map((task) => [task.name, task as PoolTask<unknown, unknown, unknown>]));
  let begun: { readonly task: string; readonly shared: unknown } | null = null;
  let work: ((input: unknown) => unknown) | null = null;

  const taskAtHand = (): PoolTask<unknown, unknown, unknown> => {
    const task = byName.get(begun?.task ?? '');
    if (task !== undefined) return task;
    throw new EfficacyError(
      'worker_failed',
      `workerPool asked its worker for the task ${begun?.task}, which it does not serve; let the factory start the worker file of this version`,
      { task: begun?.task ?? null, served: [...byName.keys()] },
    );
  };

  const reply = (piece: number, input: unknown): void => {
    try {
      const task = taskAtHand();
      work ??= task.begin(begun?.shared);
      const output = work(input);
      port.post({ piece, output } satisfies FromWorker, task.outputMoves?.(output) ?? []);
    } catch (error) {
      port.post({ piece, error: sentError(taskError(error, begun?.task ?? '')) } satisfies FromWorker, []);
    }
  };

  port.listen((message) => {
    const told = message as ToWorker;
    if (told.kind === 'piece') {
      reply(told.piece, told.input);
    } else {
      begun = told.kind === 'begin' ? told : null;
      work = null;
    }
  });
}
