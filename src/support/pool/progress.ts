import { EfficacyError } from '../errors.js';

/** How far a long computation is. */
export interface Progress {
  /** What is being done, e.g. `'aggregate'`; `done` starts anew with each phase. */
  readonly phase: string;
  /** Never falls within a phase. */
  readonly done: number;
  /** What `done` will be at the end of the phase; null where that is not known. */
  readonly total: number | null;
}

/** How to watch a long computation, and how to stop it. */
export interface Watch {
  /** Aborting it ends the computation with an {@link EfficacyError} `aborted`, and nothing is left running. */
  readonly signal?: AbortSignal;
  /** Called from the start to the end of each phase. */
  readonly onProgress?: (progress: Progress) => void;
}

/** Who is to stop, and when. */
export interface Stop {
  /** The public function that is at work, for the message. */
  readonly who: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * A promise that does not outlast the wish for it.
 *
 * @throws {@link EfficacyError} `aborted` as soon as the signal says so
 */
export function orAborted<T>(promise: Promise<T>, { who, signal }: Stop): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      const reason = signal.reason === undefined ? null : String(signal.reason);
      const message = `${who} was aborted before it was done; there is no partial result`;
      reject(new EfficacyError('aborted', message, { reason }));
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** The same for things that come one after another, at once or in time. */
export async function* abortable<T>(
  items: Iterable<T> | AsyncIterable<T>,
  stop: Stop,
): AsyncGenerator<T, void, undefined> {
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let done = false;
  try {
    while (true) {
      const next = await orAborted(Promise.resolve(source.next()), stop);
      if (next.done) {
        done = true;
        return;
      }
      yield next.value;
    }
  } finally {
    if (!done) void Promise.resolve(source.return?.()).catch(() => undefined);
  }
}
