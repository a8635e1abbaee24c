import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as effect from '../../../src/effect.js';
import * as judge from '../../../src/judge.js';

const methods = readFileSync(new URL('../../../docs/methods.md', import.meta.url), 'utf8');

/** Functions that compute no estimate: parts, makers of inputs, tests of a value. */
const parts = [
  'momentsOf',
  'sd',
  'variance',
  'oneWaySums',
  'EfficacyError',
  'noEvidence',
  'isNoEvidence',
  'wwcProfile',
];

test.each([
  ['efficacy/effect', effect],
  ['efficacy/judge', judge],
])('docs/methods.md has a row for every estimator of %s', (_, exported) => {
  const names = Object.entries(exported).filter(([, value]) => typeof value === 'function');
  const missing = names
    .map(([name]) => name)
    .filter((name) => !parts.includes(name) && !methods.includes(`\`${name}\``));

  expect(missing).toEqual([]);
});
