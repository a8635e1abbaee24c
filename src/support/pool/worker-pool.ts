/// <reference lib="esnext.disposable" preserve="true" />
import { EfficacyError } from '../errors.js';
import { newCrew } from './crew.js';
import { doneBy, doneHere, piecesAhead } from './pieces.js';
import type { PoolTask } from './pool-task.js';
import { abortable, orAborted, type Watch } from './progress.js';
import { type AnyWorker, coreCount, ownFactory } from './runtime.js';
import { turns } from './turns.js';

/** How many workers there are, and how they are started. */
export interface WorkerPoolOptions {
  /**
   * The most workers at a time. With 0 or 1, and where there are no workers, everything is done in this thread.
   * @defaultValue as many as the machine has cores
   */
  readonly size?: number;
  /**
   * Starts a worker that runs `efficacy/worker`: for programs that are bundled, in which the worker's file has another address.
   * @defaultValue the worker file of this package
   */
  readonly factory?: () => AnyWorker;
}

/** What is said of a run beside the task. */
export interface RunOptions extends Watch {
  /** The public function that needs it, for messages. */
  readonly who?: string;
  /** Name of the phase in what `onProgress` is told; `done` and `total` count pieces. */
  readonly phase?: string;
}

/** Workers that are started when there is something to do, and kept for the next time. */
export interface WorkerPool {
  /** The most workers at a time; 1 means this thread. */
  readonly size: number;
  /**
   * Has a task done piece by piece: gives out inputs as fast as their outputs are taken, and the outputs in the order of the inputs.
   * Another run waits until this one is done.
   *
   * @param shared - what all pieces need: copied to each worker once, and not at all where it is shared memory
   * @throws {@link EfficacyError} what a piece threw; `worker_failed` when a worker is lost; `aborted`. Then nothing is left running.
   */
  each<Shared, Input, Output>(
    task: PoolTask<Shared, Input, Output>,
    shared: Shared,
    inputs: Iterable<Input> | AsyncIterable<Input>,
    options?: RunOptions,
  ): AsyncGenerator<Output, void, undefined>;
  /** The same with all outputs at once. */
  run<Shared, Input, Output>(
    task: PoolTask<Shared, Input, Output>,
    shared: Shared,
    inputs: Iterable<Input> | AsyncIterable<Input>,
    options?: RunOptions,
  ): Promise<Output[]>;
  /** Ends the workers, and what they are doing with `aborted`. */
  close(): Promise<void>;
  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * A pool of workers: worker threads in Node.js, Web Workers in a browser. It starts them when they are first needed. Idle ones do not
 * keep the process alive, so that closing the pool is good manners and no more.
 *
 * @throws {@link EfficacyError} `invalid_argument` for a size that is not a whole number of 0 or more
 *
 * @example
 * const pool = workerPool({ size: 4 });
 * const bySchool = await groupComomentsParallel(table, { by: ['school'], of: ['pre', 'post'], pool });
 * await pool.close();
 */
export function workerPool(options: WorkerPoolOptions = {}): WorkerPool {
  const { size = coreCount(), factory = ownFactory() } = options;
  if (!Number.isInteger(size) || size < 0) {
    throw new EfficacyError('invalid_argument', `workerPool needs a whole number of workers, 0 or more; got ${size}`, {
      size,
    });
  }
  const crew = factory === null || size < 2 ? null : newCrew(size, factory);
  const nextTurn = turns();
  let closed = false;

  async function* each<Shared, Input, Output>(
    task: PoolTask<Shared, Input, Output>,
    shared: Shared,
    inputs: Iterable<Input> | AsyncIterable<Input>,
    options: RunOptions = {},
  ): AsyncGenerator<Output, void, undefined> {
    const { who = 'workerPool', phase = task.name, signal, onProgress } = options;
    const total = Array.isArray(inputs) ? inputs.length : null;
    const stop = { who, signal };
    const turn = nextTurn();
    try {
      await orAborted(turn, stop);
      if (closed) {
        throw new EfficacyError('invalid_argument', `${who} needs a pool that is open; this one was closed`);
      }
      let done = 0;
      onProgress?.({ phase, done, total });
      const wanted = abortable(inputs, stop);
      const outputs =
        crew === null
          ? doneHere(task, shared, wanted, stop)
          : doneBy(crew, piecesAhead(size), task, shared, wanted, stop);
      for await (const output of outputs) {
        if (closed) throw closedError();
        yield output;
        onProgress?.({ phase, done: ++done, total });
      }
    } finally {
      void turn.then((end) => end());
    }
  }

  const close = async (): Promise<void> => {
    closed = true;
    await crew?.dismiss(closedError());
  };

  return {
    size: crew === null ? 1 : size,
    each,
    run: async (task, shared, inputs, options) => {
      const outputs = [];
      for await (const output of each(task, shared, inputs, options)) outputs.push(output);
      return outputs;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function closedError(): EfficacyError {
  return new EfficacyError('aborted', 'workerPool was closed before its work was done; there is no partial result');
}
