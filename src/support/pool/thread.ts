import { EfficacyError } from '../errors.js';
import { type FromWorker, reasonText, type ToWorker } from './messages.js';
import type { AnyWorker } from './runtime.js';

/** A worker of either kind, seen from the pool. */
export interface Thread {
  post(message: ToWorker, moves: ArrayBuffer[]): void;
  /** Stops it at once, whatever it is doing. */
  end(): Promise<void>;
  /** Whether the process waits for it. A browser has no such question. */
  keepAlive(yes: boolean): void;
}

/** What a thread has to say. */
export interface ThreadEvents {
  answered(answer: FromWorker): void;
  /** It is gone, or cannot be understood; nothing more will come. */
  failed(error: EfficacyError): void;
}

/** A worker thread of Node.js as far as it differs from a Web Worker. */
interface NodeWorker extends AnyWorker {
  on(event: string, listener: (value: unknown) => void): unknown;
  ref(): void;
  unref(): void;
}

interface WebWorker extends AnyWorker {
  addEventListener(
    event: string,
    listener: (event: { readonly data?: unknown; readonly message?: string }) => void,
  ): void;
}

/**
 * Starts a worker.
 *
 * @throws {@link EfficacyError} `worker_failed` when it cannot be started
 */
export function startThread(factory: () => AnyWorker, { answered, failed }: ThreadEvents): Thread {
  let worker: NodeWorker | WebWorker;
  try {
    worker = factory() as NodeWorker | WebWorker;
  } catch (error) {
    throw workerFailed(`could not be started: ${reasonText(error)}`);
  }
  const fail = (what: string): void => failed(workerFailed(what));
  if ('on' in worker) {
    worker.on('message', (answer) => answered(answer as FromWorker));
    worker.on('messageerror', (error) => fail(`sent what cannot be read: ${reasonText(error)}`));
    worker.on('error', (error) => fail(`broke down: ${reasonText(error)}`));
    worker.on('exit', (code) => fail(`ended by itself, with exit code ${code}`));
  } else {
    worker.addEventListener('message', ({ data }) => answered(data as FromWorker));
    worker.addEventListener('messageerror', () => fail('sent what cannot be read'));
    worker.addEventListener('error', ({ message }) => fail(`broke down: ${message ?? 'its file could not be loaded'}`));
  }
  return {
    post: (message, moves) => worker.postMessage(message, moves),
    end: async () => {
      await worker.terminate();
    },
    keepAlive: (yes) => {
      if (!('ref' in worker)) return;
      if (yes) worker.ref();
      else worker.unref();
    },
  };
}

function workerFailed(what: string): EfficacyError {
  return new EfficacyError(
    'worker_failed',
    `workerPool lost a worker, which ${what}; start again, with fewer workers if memory is short, and with a factory if the program is bundled`,
    { reason: what },
  );
}
