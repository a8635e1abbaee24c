import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { growthPerMinute } from '../../../../src/estimate/growth/rate/growth-per-minute.js';
import { parseCsv } from '../../../../src/ingest/csv/parse-csv.js';
import { sharedPath } from '../../../reference.js';
import { relativeError, tolerance } from '../../../tolerances.js';

const path = sharedPath('data/sesame.csv');
const near = (actual: number | null | undefined, expected: number): void =>
  expect(relativeError(actual ?? Number.NaN, expected)).toBeLessThan(tolerance.inference);

// Children were encouraged at random to watch; viewing is their own. Expected values: estimatr 1.0.0, iv_robust and lm_robust with HC2.
describe.skipIf(path === null)('Sesame Street, where the file is present', () => {
  const table = (): ReturnType<typeof parseCsv> =>
    parseCsv(readFileSync(path as string, 'utf8'), {
      columns: { postlet: 'number', prelet: 'number', watched: 'number', viewcat: 'number' },
    });
  const common = {
    estimand: 'causal',
    scale: 'raw',
    gain: 'postlet',
    arm: { column: 'encouraged', treated: '1', control: '0' },
  } as const;

  test('letters for having watched at all: 7.93', () => {
    const { estimate, standardError, slope } = growthPerMinute(table(), { ...common, minutes: 'watched' });

    near(estimate, 7.93399339933995);
    near(standardError, 4.63630608334707);
    expect(slope?.confidenceSet?.pieces).toHaveLength(1);
  });

  test('beside pretest, site and setting: 14.03, and 8.09 for one more category of viewing', () => {
    const covariates = ['prelet', 'site', 'setting'];
    const watched = growthPerMinute(table(), { ...common, minutes: 'watched', covariates });
    const category = growthPerMinute(table(), { ...common, minutes: 'viewcat', covariates });

    near(watched.estimate, 14.03398142124798);
    near(watched.standardError, 4.10324019132763);
    near(watched.totalEffect?.estimate, 4.80891931946476);
    near(watched.totalEffect?.standardError, 1.45171333801776);
    near(category.estimate, 8.09417850386144);
    near(category.standardError, 2.41621036533643);
  });
});
