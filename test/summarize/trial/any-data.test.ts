import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import {
  type CellValue,
  EfficacyError,
  formatTrialSummary,
  fromColumns,
  type TrialDesign,
  trialSummary,
} from '../../../src/node.js';

/** Small trials of all shapes: few rows, one arm, constant or missing values, blocks and clusters that do not fit. */
const row = fc.record({
  arm: fc.oneof(
    { weight: 15, arbitrary: fc.constantFrom('t', 'c') },
    { weight: 1, arbitrary: fc.constantFrom('other', null) },
  ),
  post: fc.oneof(
    { weight: 15, arbitrary: fc.integer({ min: 0, max: 9 }) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  pre: fc.oneof({ weight: 15, arbitrary: fc.integer({ min: 0, max: 3 }) }, { weight: 1, arbitrary: fc.constant(null) }),
  took: fc.constantFrom(0, 1, 1, null),
  minutes: fc.constantFrom(0, 0, 30, 90, null),
  sex: fc.constantFrom('f', 'm', null),
  block: fc.constantFrom('a', 'b', 'c'),
  /** Most clusters lie in one arm and one block. */
  cluster: fc.constantFrom('1', '2', '3', 'any'),
  w: fc.constantFrom(0, 1, 2.5),
});
const options = fc.record(
  {
    baseline: fc.constant('pre'),
    block: fc.constant('block'),
    cluster: fc.constant('cluster'),
    assignedWithinClusters: fc.boolean(),
    weights: fc.constant({ column: 'w', kind: 'sampling' } as const),
    received: fc.constant('took'),
    minutes: fc.constant('minutes'),
    subgroups: fc.constant(['sex', 'block']),
    sites: fc.boolean(),
    profile: fc.constantFrom('wwc-4.1', 'wwc-5.0'),
  },
  { requiredKeys: [] },
);

test.prop([fc.array(row, { minLength: 6, maxLength: 40 }), options])(
  'any data give a typed error or figures that are finite, in words without holes',
  (rows, asked) => {
    const names = ['arm', 'post', 'pre', 'took', 'minutes', 'sex', 'block', 'cluster', 'w'] as const;
    const numbers = Object.fromEntries(
      ['post', 'pre', 'took', 'minutes', 'w'].map((name) => [name, 'number'] as const),
    );
    const columns: Record<string, readonly CellValue[]> = Object.fromEntries(
      names.map((name) => [name, rows.map((r) => r[name])]),
    );
    columns['cluster'] = rows.map(({ arm, block, cluster }) =>
      cluster === 'any' && block === 'c' ? 'any' : `${arm}${block}${cluster}`,
    );
    const design = {
      outcome: 'post',
      treatment: { column: 'arm', treated: 't', control: 'c' },
      ...asked,
    } as TrialDesign;
    try {
      const summary = trialSummary(fromColumns(columns, { columns: numbers }), design);
      const text = formatTrialSummary(summary, { details: true });

      expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
      expect(`${JSON.stringify(summary)}${text}`).not.toMatch(/NaN|Infinity|undefined/);
    } catch (error) {
      if (!(error instanceof EfficacyError)) throw error;
      expect(error.message).not.toMatch(/undefined/);
    }
  },
);
