import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  type CoverageSection,
  complaint,
  coverageOf,
  coverageTable,
  design,
} from '../../../../scripts/simulate/harness.js';
import { section as means } from '../../../../scripts/simulate/sections/means.js';
import { section as proportions } from '../../../../scripts/simulate/sections/proportions.js';
import { section as published } from '../../../../scripts/simulate/sections/published.js';
import { section as ranks } from '../../../../scripts/simulate/sections/ranks.js';
import { section as variance } from '../../../../scripts/simulate/sections/variance.js';
import * as effect from '../../../../src/effect.js';
import { EfficacyError } from '../../../../src/support/errors.js';
import { referencesOf } from './quick-rows.js';

const path = (relative: string): string => fileURLToPath(new URL(`../../../../${relative}`, import.meta.url));
const sections: readonly CoverageSection[] = [means, published, proportions, ranks, variance];
describe('docs/coverage.md', () => {
  const lines = readFileSync(path('docs/coverage.md'), 'utf8').split('\n');
  const cells = (line: string): string[] => line.split('|').map((cell) => cell.trim());
  const printed = new Map(lines.filter((line) => line.startsWith('| ')).map((line) => [cells(line)[1], cells(line)]));

  test.each(sections.map((section) => [section.title, section] as const))(
    'shows every row of: %s',
    (title, section) => {
      const references = referencesOf(section);

      expect(lines).toContain(`## ${title}`);
      for (const { name, kind } of section.designs) {
        const [, , kindPrinted, share, below, above, none, ofR] = printed.get(name) ?? [];
        const row = {
          name,
          kind,
          trials: 10_000,
          share: Number(share) / 100,
          below: Number(below),
          above: Number(above),
        };
        expect(kindPrinted, name).toBe(kind);
        expect(complaint({ ...row, none: Number(none) }, references[name]), name).toBeNull();
        expect(Number(ofR) / 100).toBeCloseTo(references[name]?.share ?? 0, 4);
      }
    },
  );
});

describe('the rows', () => {
  const rows = sections.flatMap(({ designs }) => designs.map(({ name }) => name));
  /** Functions that have no interval of a quantity of their own: counts, factors, constants, tools, a measure without one. */
  const without = [
    ...['moments', 'momentsOf', 'mergeMoments', 'sd', 'variance', 'oneWaySums', 'clusterDesign', 'hedgesCorrection'],
    ...['sdFromClusterMeans', 'sdFromGains', 'improvementIndex', 'percentileGain', 'rankEpsilonSquared'],
    'EfficacyError',
  ];

  test('leave out no function that efficacy/effect exports and that gives an interval', () => {
    const functions = Object.entries(effect).filter(([, value]) => typeof value === 'function');
    const missing = functions.map(([name]) => name).filter((name) => !rows.some((row) => row.startsWith(`${name},`)));

    expect(missing.sort()).toEqual([...without].sort());
    expect(effect.EfficacyError).toBe(EfficacyError);
  });

  test('come from files of scripts/simulate/sections, with a program and answers of R each', () => {
    const files = readdirSync(path('scripts/simulate/reference'));

    for (const { id } of sections) expect(files).toEqual(expect.arrayContaining([`${id}.R`, `${id}.json`]));
    expect(readdirSync(path('scripts/simulate/sections'))).toEqual(
      expect.arrayContaining(sections.map(({ id }) => `${id}.ts`)),
    );
    expect(new Set(sections.map(({ order }) => order)).size).toBe(sections.length);
  });
});

describe('the harness', () => {
  const drawn = [
    { lower: 0, upper: 2 },
    { lower: 2, upper: 3 },
    { lower: -1, upper: 0 },
    { lower: null, upper: 4 },
    null,
  ];

  test('counts what misses, on which side, and what has no interval', () => {
    let trial = 0;
    const row = design({
      name: 'made up',
      kind: 'exact',
      truth: 1,
      draw: () => drawn[trial++] ?? null,
      interval: (x) => x,
    });
    const coverage = coverageOf(row, 5, 1);

    expect(coverage).toMatchObject({ share: 0.4, below: 0.2, above: 0.2, none: 1 });
    expect(coverageTable([coverage], { 'made up': { share: 0.95, by: 'hand' } })).toContain(
      '| made up | exact | 40.00 | 20.00 | 20.00 | 1 | 95.00 | hand |',
    );
  });

  test.each([
    ['exact', 0.9436, undefined, true],
    ['exact', 0.9434, undefined, false],
    ['exact', 0.9566, undefined, false],
    ['approximate', 0.929, 0.925, false], // below 93 %, whatever R does
    ['approximate', 0.935, 0.94, true], // within .65 of R
    ['approximate', 0.935, 0.944, false],
    ['approximate', 0.95, 0.9, true], // nearer to 95 % than R
    ['approximate', 0.97, 0.951, false],
    ['approximate', 0.95, undefined, true], // R has none: as an exact one
    ['approximate', 0.94, undefined, false],
    ['reproduced', 0.95, undefined, false], // R is missing
    ['reproduced', 0.86, 0.859, true], // as short as R
    ['reproduced', 0.95, 0.859, false],
  ] as const)("holds %s with a coverage of %d beside R's %d to its rule: %s", (kind, share, ofR, good) => {
    const row = { name: 'made up', kind, trials: 10_000, share, below: 0, above: 0, none: 0 };

    expect(complaint(row, ofR === undefined ? undefined : { share: ofR, by: 'hand' }) === null).toBe(good);
  });
});
