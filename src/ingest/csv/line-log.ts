import type { LineMap } from '../../columns/line-map.js';

/** Writes down where rows stand in their file while they are read. */
export interface LineLog {
  readonly map: LineMap;
  /** The next rows follow one another, one a line, from this line on. */
  add(rows: number, line: number): void;
}

/** An empty log: it grows only where rows and lines get out of step. */
export function lineLog(): LineLog {
  const rowStarts: number[] = [];
  const offsets: number[] = [];
  let row = 0;
  return {
    map: { rows: rowStarts, offsets },
    add(rows, line) {
      const offset = line - row;
      if (offsets.at(-1) !== offset) {
        rowStarts.push(row);
        offsets.push(offset);
      }
      row += rows;
    },
  };
}
