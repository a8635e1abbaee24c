import { describe, expect, test } from 'vitest';
import type { RowsToSum } from '../../src/aggregate/block-sums-task.js';
import { keyRangeTask } from '../../src/aggregate/key-range-task.js';

/** Enough rows for a kernel in WebAssembly. */
const rowCount = 2 ** 16;

describe('sums that a worker sends', () => {
  test.each([
    ['double', 2 ** 20],
    ['double', 2 ** 14],
    ['exact', 2 ** 20],
  ] as const)('move out of its memory: %s, in blocks of %i rows', (precision, blockRows) => {
    const work: RowsToSum = {
      rows: {
        columns: [Float64Array.from({ length: rowCount }, (_, row) => row % 101)],
        weights: null,
        keys: [Uint32Array.from({ length: rowCount }, (_, row) => row % 7)],
        sizes: [7],
      },
      rowCount,
      slots: 7,
      weighting: { weighted: false, countsRows: false },
      precision,
      blockRows,
    };
    const sent = keyRangeTask.begin(work)({ key: 0, first: 0, end: 7 });
    const moves = keyRangeTask.outputMoves?.(sent) ?? [];
    structuredClone(sent, { transfer: moves });

    // Memory of WebAssembly would still be there, and a browser would throw.
    expect(moves.map(({ byteLength }) => byteLength)).toEqual(moves.map(() => 0));
    expect(moves.length).toBeGreaterThan(0);
  });
});
