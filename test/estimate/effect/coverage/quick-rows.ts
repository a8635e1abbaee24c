import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type CoverageSection,
  complaint,
  coverageOf,
  type ReferenceCoverage,
} from '../../../../scripts/simulate/harness.js';
import { seed } from '../../../../scripts/simulate/seed.js';

/** R's coverage in the trials of a section's rows, at 10,000 trials. */
export const referencesOf = ({ id }: CoverageSection): Readonly<Record<string, ReferenceCoverage>> =>
  JSON.parse(readFileSync(new URL(`../../../../scripts/simulate/reference/${id}.json`, import.meta.url), 'utf8'));

/** Fewer trials than in docs/coverage.md, so that the bounds are wider; seeded, so that they never fail by chance. */
const trials = 300;

/** A quick version of every row of a section. */
export function testRows(section: CoverageSection): void {
  const references = referencesOf(section);

  describe(`intervals: ${section.title}`, () => {
    test.each(section.designs.map((row) => [row.name, row] as const))('%s: covers as it should', (_name, row) => {
      expect(complaint(coverageOf(row, trials, seed), references[row.name])).toBeNull();
    });

    test('its rows have names of their own, and R answers for each that is not exact', () => {
      const names = section.designs.map(({ name }) => name);
      const compared = section.designs.filter(({ reference }) => reference !== undefined).map(({ name }) => name);

      expect(new Set(names).size).toBe(names.length);
      expect(Object.keys(references).sort()).toEqual(compared.sort());
      expect(section.designs.filter((row) => (row.kind === 'exact') !== (row.reference === undefined))).toEqual([]);
    });
  });
}
