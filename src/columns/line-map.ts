/**
 * On which physical line of its file each row starts. Rows usually follow one another line by line, so only the places where
 * they do not (a line end inside quotes, a blank line) are kept.
 */
export interface LineMap {
  /** Row numbers, from 0, ascending, from which the offset of the same index holds. The first is 0. */
  readonly rows: readonly number[];
  /** Line minus row, with the header on line 1. */
  readonly offsets: readonly number[];
}

/** The line, from 1, on which a row, from 0, starts. */
export function lineOfRow(map: LineMap, row: number): number {
  let low = 0;
  let high = map.rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((map.rows[middle] as number) <= row) low = middle;
    else high = middle - 1;
  }
  return row + (map.offsets[low] ?? 0);
}

/** Where a row is, for a message: `line 8` when it came from a file, `row 7` (from 1) when not. */
export function whereIsRow(map: LineMap | null, row: number): string {
  return map === null ? `row ${row + 1}` : `line ${lineOfRow(map, row)}`;
}
