import { describe, expect, test } from 'vitest';
import { complaint, coverageOf } from '../../../scripts/simulate/harness.js';
import { section } from '../../../scripts/simulate/sections/inference.js';
import { seed } from '../../../scripts/simulate/seed.js';
import { referencesOf } from '../effect/coverage/quick-rows.js';

const references = referencesOf(section);

// A quick version of the rows of docs/coverage.md; with fewer trials the bounds are wider, by chance alone.
const trials = 250;

describe(`intervals: ${section.title}`, () => {
  test.each(section.designs.map((row) => [row.name, row] as const))('%s: covers as it should', (_, row) => {
    const found = coverageOf(row, trials, seed);

    expect(complaint(found, references[row.name])).toBeNull();
  });

  test('its rows have names of their own, and R answers for each that asks it', () => {
    expect(new Set(section.designs.map(({ name }) => name)).size).toBe(section.designs.length);
    const asked = section.designs.filter(({ reference }) => reference !== undefined).map(({ name }) => name);
    expect(Object.keys(references).sort()).toEqual(asked.sort());
  });
});
