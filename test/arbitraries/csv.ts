import fc from 'fast-check';

/** Text of a cell, with all that quoting is for: delimiters, quotes, line ends, blanks, letters of many bytes. */
export const cellText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom('a', 'Z', '7', ',', ';', '"', '\n', '\r\n', '\r', ' ', '\t', 'é', '雪', '🙂', '-', '='), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

/** A table as a spreadsheet would have it: column names, and rows of as many cells. */
export const cellTable: fc.Arbitrary<{
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}> = fc.integer({ min: 2, max: 5 }).chain((width) =>
  fc.record({
    names: fc.constant(Array.from({ length: width }, (_, i) => `c${i}`)),
    rows: fc.array(fc.array(cellText, { minLength: width, maxLength: width }), { maxLength: 12 }),
  }),
);

/** A cell as RFC 4180 writes it; quotes only where they are needed, or always. */
export function written(cell: string, always: boolean): string {
  return always || /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Cuts bytes at some places. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const cuts = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...cuts].map((from, i) => bytes.subarray(from, cuts[i] ?? bytes.length));
}
