import { expect } from 'vitest';
import type { BadInput, Outcome } from './cases.js';
import { choices } from './choices.js';

/** What must happen to a file. */
export function expectedOutcome({ file, expect: wanted }: BadInput): Outcome {
  if (typeof wanted.outcome === 'string') return wanted.outcome;
  const chosen = choices[file];
  if (chosen === undefined || !wanted.outcome.includes(chosen)) throw new Error(`no choice is made for ${file}`);
  return chosen;
}

/** A message, or the notices of a result, must name the line, the column and whatever else the index asks for. */
export function expectNamed(text: string, { expect: { line, column, mention = [] } }: BadInput): void {
  if (line !== undefined) expect(text).toMatch(new RegExp(`\\bline ${line}\\b`));
  if (column !== undefined) expect(text).toContain(`"${column}"`);
  for (const word of mention) expect(text.toLowerCase()).toContain(word.toLowerCase());
  expect(text.length).toBeLessThan(1200);
}

/** The part of a trial summary that is compared. */
export interface Figures {
  readonly treatment: { readonly label: string; readonly n: number; readonly mean: number };
  readonly control: { readonly label: string; readonly n: number; readonly mean: number };
  readonly rows: { readonly total: number };
  readonly clusters: { readonly count: number } | null;
  readonly unadjustedDifference: number;
  readonly notes: readonly { readonly code: string; readonly message: string }[];
}

/** Remarks about the data, as against those about the design, which every small trial has. */
const dataNotes = ['missing_values', 'no_arm', 'possible_missing_code', 'columns_left_out', 'zero_weight'];

/** The remarks about the data of a result. */
export function notices({ notes }: Figures): string {
  return notes
    .filter((note) => dataNotes.includes(note.code))
    .map((note) => note.message)
    .join('\n');
}

/** The figures of a result, as far as the index tells them. */
export function expectFigures(figures: Figures, { expect: { values = {} } }: BadInput): void {
  const { rows, n = {}, mean = {}, difference, clusters } = values;
  if (rows !== undefined) expect(figures.rows.total).toBe(rows);
  for (const arm of [figures.treatment, figures.control]) {
    if (n[arm.label] !== undefined) expect(arm.n).toBe(n[arm.label]);
    if (mean[arm.label] !== undefined) expect(arm.mean).toBeCloseTo(mean[arm.label] as number, 12);
  }
  if (difference !== undefined) expect(figures.unadjustedDifference).toBeCloseTo(difference, 12);
  if (clusters !== undefined) expect(figures.clusters?.count).toBe(clusters);
}

/** Neither NaN nor Infinity stands anywhere in a result. */
export function expectFinite(value: unknown): void {
  if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(expectFinite);
}
