import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { extraCases, leftOut, shownBy, trialCases } from './reference-cases.js';

const ids = [...trialCases, ...extraCases].map(({ id }) => id);

test.each(ids)('%s is shown by one test, or left out for a reason', (id) => {
  const shown = Object.values(shownBy).filter((pattern) => pattern.test(id)).length;

  expect(shown + Number(id in leftOut)).toBe(1);
});

test.each(Object.entries(shownBy))('%s is there and has cases', (file, pattern) => {
  expect(existsSync(new URL(`../../${file}`, import.meta.url))).toBe(true);
  expect(ids.filter((id) => pattern.test(id)).length).toBeGreaterThan(0);
});

test.each(Object.keys(leftOut))('%s is a case', (id) => {
  expect(ids).toContain(id);
});
