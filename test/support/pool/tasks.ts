import { threadId } from 'node:worker_threads';
import { EfficacyError } from '../../../src/support/errors.js';
import type { PoolTask } from '../../../src/support/pool/pool-task.js';

function spin(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end; );
}

/** The square of a number, after some time. */
export const square: PoolTask<null, { readonly x: number; readonly milliseconds?: number }, number> = {
  name: 'square',
  begin:
    () =>
    ({ x, milliseconds = 0 }) => {
      spin(milliseconds);
      return x * x;
    },
};

/** Counts in shared memory: how often it began in cell 0, each piece in its own. Tells in which thread a piece was done. */
export const tally: PoolTask<{ readonly cells: Int32Array }, number, number> = {
  name: 'tally',
  begin: ({ cells }) => {
    Atomics.add(cells, 0, 1);
    return (at) => {
      spin(2);
      Atomics.add(cells, at, 1);
      return threadId;
    };
  },
};

const hoard: number[][] = [];

const failures: Readonly<Record<string, (piece: number) => unknown>> = {
  typed: (piece) => {
    throw new EfficacyError('zero_variance', `failing met piece ${piece}`, { piece });
  },
  plain: (piece) => {
    throw new RangeError(`no room for piece ${piece}`);
  },
  exit: () => process.exit(7),
  memory: () => {
    while (true) hoard.push(new Array(1e6).fill(hoard.length));
  },
  loose: (piece) => {
    queueMicrotask(() => {
      throw new Error('loose end');
    });
    return piece;
  },
  unsendable: (piece) => () => piece,
};

/** Gives its input back, but for the pieces of which `shared` says how they fail. */
export const failing: PoolTask<Readonly<Record<number, string>>, number, unknown> = {
  name: 'failing',
  begin: (shared) => (piece) => {
    spin(1);
    const how = shared[piece];
    return how === undefined ? piece : failures[how]?.(piece);
  },
};

/** Twice the numbers, whose memory moves in and out. */
export const doubling: PoolTask<null, Float64Array<ArrayBuffer>, Float64Array<ArrayBuffer>> = {
  name: 'doubling',
  begin: () => (numbers) => numbers.map((x) => 2 * x),
  inputMoves: (numbers) => [numbers.buffer],
  outputMoves: (numbers) => [numbers.buffer],
};
