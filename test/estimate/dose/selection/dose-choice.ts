import { expect } from 'vitest';
import { parseCsv, type Table } from '../../../../src/index.js';
import { type ReferenceCase, referenceCases, referenceData } from '../../../reference.js';
import { tolerance } from '../../../tolerances.js';

/** Students of 24 schools in three arms, who chose their minutes; made by test/reference/scripts/dose_selection.R. */
export const students: Table = parseCsv(referenceData('dose_choice.csv'), {
  columns: { school: 'text', arm: 'text', pre: 'number', frl: 'number', minutes: 'number', post: 'number' },
});

const cases: readonly ReferenceCase[] = referenceCases('dose_selection');

/** What R has of a case. */
// biome-ignore lint/suspicious/noExplicitAny: the shape differs by case; each test knows its own
export const expectedOf = (id: string): any => {
  const found = cases.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no case ${id}`);
  return found.expected;
};

/** Agreement with R, relative, absolute below 1. */
export function close(
  actual: number | null | undefined,
  expected: number,
  allowed: number = tolerance.inference,
): void {
  expect(
    Math.abs((actual as number) - expected) / Math.max(1e-3, Math.abs(expected)),
    `${actual} for ${expected}`,
  ).toBeLessThan(allowed);
}
