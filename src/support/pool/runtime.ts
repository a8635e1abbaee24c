/** What this file needs of a module of Node.js. */
interface NodeThreads {
  readonly Worker: new (url: URL, options: object) => AnyWorker;
  readonly parentPort: { postMessage(message: unknown, moves: ArrayBuffer[]): void; on: Listen } | null;
}

type Listen = (event: string, listener: (value: unknown) => void) => void;

/** A worker thread of Node.js or a Web Worker. */
export interface AnyWorker {
  /** Sends it a message; these buffers move with it. */
  postMessage(message: unknown, moves: ArrayBuffer[]): void;
  /** Ends it at once. */
  terminate(): unknown;
}

/** The global scope of a Web Worker. */
interface WebScope {
  postMessage?(message: unknown, moves: ArrayBuffer[]): void;
  addEventListener?: (event: string, listener: (event: { readonly data: unknown }) => void) => void;
  readonly navigator?: { readonly hardwareConcurrency?: number };
}

declare const Worker: new (url: URL, options: object) => AnyWorker;

const scope = globalThis as WebScope;

/**
 * A built-in module of Node.js, or undefined elsewhere: asked for at run time, so that the same file loads in a browser.
 */
export function builtIn(name: string): object | undefined {
  return globalThis.process?.getBuiltinModule?.(name);
}

/** How many threads the machine runs at once; 1 where it does not say. */
export function coreCount(): number {
  const os = builtIn('os') as { availableParallelism(): number } | undefined;
  return scope.navigator?.hardwareConcurrency ?? os?.availableParallelism() ?? 1;
}

/** What starts a worker that serves the tasks of this library, or null where there are no workers. */
export function ownFactory(): (() => AnyWorker) | null {
  // Written so that bundlers which know the form `new Worker(new URL(...))` make a file of the worker.
  if (typeof Worker === 'function')
    return () => new Worker(new URL('../../worker.js', import.meta.url), { type: 'module' });
  const threads = builtIn('worker_threads') as NodeThreads | undefined;
  // Without the options of the main program, some of which (--input-type) a worker refuses.
  return threads === undefined
    ? null
    : () => new threads.Worker(new URL('../../worker.js', import.meta.url), { execArgv: [] });
}

/** The worker's end of the line to the pool. */
export interface Port {
  readonly post: (message: unknown, moves: ArrayBuffer[]) => void;
  readonly listen: (listener: (message: unknown) => void) => void;
}

/** The line to whoever started this worker. */
export function portOfWorker(): Port {
  const port = (builtIn('worker_threads') as NodeThreads | undefined)?.parentPort;
  if (port)
    return {
      post: (message, moves) => port.postMessage(message, moves),
      listen: (listener) => port.on('message', listener),
    };
  return {
    post: (message, moves) => scope.postMessage?.(message, moves),
    listen: (listener) => scope.addEventListener?.('message', ({ data }) => listener(data)),
  };
}

/** Lets everything else that waits in this thread run. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve);
  });
}
