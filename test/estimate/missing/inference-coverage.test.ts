import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { complaint, coverageOf, type ReferenceCoverage } from '../../../scripts/simulate/harness.js';
import { section } from '../../../scripts/simulate/sections/inference.js';
import { seed } from '../../../scripts/simulate/seed.js';

const references: Readonly<Record<string, ReferenceCoverage>> = JSON.parse(
  readFileSync('scripts/simulate/reference/inference.json', 'utf8'),
);

// A quick version of the rows of docs/coverage.md; with fewer trials the bounds are wider, by chance alone.
const trials = 250;

describe(`intervals: ${section.title}`, () => {
  test.each(section.designs.map((row) => [row.name, row] as const))('%s: covers as it should', (_, row) => {
    const found = coverageOf(row, trials, seed);

    expect(complaint(found, references[row.name])).toBeNull();
  });

  test('its rows have names of their own', () => {
    expect(new Set(section.designs.map(({ name }) => name)).size).toBe(section.designs.length);
  });
});
