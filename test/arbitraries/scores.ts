import { fc } from '@fast-check/vitest';
import { factorColumn, makeTable, numericColumn, type Table } from '../../src/index.js';

/** Scores to two decimals, as tests report them. */
export const score: fc.Arbitrary<number> = fc.integer({ min: -100_000, max: 100_000 }).map((k) => k / 100);

/** Scores of a school: near a level of its own, far from that of other schools. */
export const scoreNear = (level: number): fc.Arbitrary<number> =>
  fc.integer({ min: -5_000, max: 5_000 }).map((k) => level + k / 100);

/** Doubles of any size whose squares are doubles as well. */
export const anySize: fc.Arbitrary<number> = fc
  .double({ noNaN: true, noDefaultInfinity: true, min: -1e70, max: 1e70 })
  .map((x) => (Math.abs(x) < 1e-140 ? 0 : x));

/** A row: labels and values, either of which may be missing. */
export interface Row {
  readonly labels: readonly (string | null)[];
  readonly values: readonly (number | null)[];
}

const label = fc.option(fc.constantFrom('Oak', 'Elm', 'ash', 'Žák', ''), { freq: 8 });

/** Rows with some labels and values. */
export function rowsOf(
  labels: number,
  values: number,
  value: fc.Arbitrary<number> = score,
  maxLength = 40,
): fc.Arbitrary<Row[]> {
  const many = <T>(one: fc.Arbitrary<T>, length: number) => fc.array(one, { minLength: length, maxLength: length });
  return fc.array(fc.record({ labels: many(label, labels), values: many(fc.option(value, { freq: 12 }), values) }), {
    maxLength,
  });
}

export const keyNames: readonly string[] = ['school', 'arm', 'grade', 'term', 'subject', 'year', 'site'];

/** Names of `count` numeric columns. */
export const valueNames = (count: number): string[] => Array.from({ length: count }, (_, i) => `x${i}`);

/** The rows as a table, with the number of times that each counts in `weight`. */
export function tableOfRows(rows: readonly Row[], labels: number, values: number, weights?: readonly number[]): Table {
  return makeTable([
    ...keyNames
      .slice(0, labels)
      .map((name, j) => [name, factorColumn(rows.map((row) => row.labels[j] as string | null))] as const),
    ...valueNames(values).map((name, i) => [name, numericColumn(rows.map((row) => row.values[i]))] as const),
    ...(weights === undefined ? [] : [['weight', numericColumn(weights)] as const]),
  ]);
}
