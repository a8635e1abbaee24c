import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import {
  findMinimum,
  findRoot,
  type IterationOptions,
  levenbergMarquardt,
  nelderMead,
  quasiNewton,
} from '../../../src/numeric/optimize/index.js';

type Signal = NonNullable<IterationOptions['signal']>;
/** Each optimizer on a problem that takes dozens of evaluations, which are told to `each`. */
const searches: readonly [string, (each: () => void, signal: Signal) => unknown][] = [
  [
    'findRoot',
    (each, signal) =>
      findRoot(
        told(each, (x: number) => x ** 9 - 1e-9),
        0,
        2,
        { signal },
      ),
  ],
  [
    'findMinimum',
    (each, signal) =>
      findMinimum(
        told(each, (x: number) => Math.abs(x - 0.3) ** 1.5),
        -7,
        9,
        { signal },
      ),
  ],
  [
    'nelderMead',
    (each, signal) =>
      nelderMead(
        told(each, (x: Float64Array) => valley(x)),
        [-1.2, 1],
        { signal },
      ),
  ],
  [
    'quasiNewton',
    (each, signal) =>
      quasiNewton(
        told(each, (x: Float64Array) => valley(x)),
        [-1.2, 1],
        { signal },
      ),
  ],
  [
    'levenbergMarquardt',
    (each, signal) =>
      levenbergMarquardt(
        {
          observed: [0, 0],
          predict: (x, out) => {
            each();
            out.set([1 - x[0]!, 10 * (x[1]! - x[0]! ** 2)]);
          },
          start: [-1.2, 1],
        },
        { signal },
      ),
  ],
];
const told =
  <A>(each: () => void, f: (x: A) => number) =>
  (x: A): number => {
    each();
    return f(x);
  };
const valley = (x: Float64Array): number => (1 - x[0]!) ** 2 + 100 * (x[1]! - x[0]! * x[0]!) ** 2;
const aborted = (name: string, evaluations: number) =>
  expect.objectContaining({
    code: 'aborted',
    message: expect.stringContaining(`${name} was aborted`),
    detail: { evaluations },
  });

describe.each(searches)('%s', (name, search) => {
  test('is not begun when it is aborted already', () => {
    let calls = 0;
    expect(() => search(() => calls++, AbortSignal.abort())).toThrow(aborted(name, 0));
    expect(calls).toBe(0);
  });

  test('makes no further evaluation after the one that aborted it, the differences of a derivative included', () => {
    for (const last of [1, 2, 7, 12]) {
      const controller = new AbortController();
      let calls = 0;
      const each = () => {
        if (++calls === last) controller.abort();
      };
      expect(() => search(each, controller.signal)).toThrow(aborted(name, last));
      expect(calls).toBe(last);
    }
  });

  test('asks a property that counts or looks at a clock', () => {
    let asked = 0;
    const signal = {
      get aborted() {
        return asked++ >= 5;
      },
    };
    expect(() => search(() => {}, signal)).toThrow(aborted(name, 5));
  });

  test('is aborted by another thread through shared memory, although it never pauses', async () => {
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const other = new Worker('Atomics.store(require("node:worker_threads").workerData, 0, 1)', {
      eval: true,
      workerData: flag,
    });
    const signal = {
      get aborted() {
        return Atomics.load(flag, 0) === 1;
      },
    };
    // The second evaluation lasts until the other thread has spoken.
    let calls = 0;
    const waiting = () => {
      if (++calls === 2) while (Atomics.load(flag, 0) === 0) Atomics.wait(flag, 0, 0, 5);
    };
    expect(() => search(waiting, signal)).toThrow(aborted(name, 2));
    await other.terminate();
  });
});
