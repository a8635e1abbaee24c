import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { effectCases, shownBy } from './reference-cases.js';

describe('the reference cases of effect sizes', () => {
  test('are all shown by exactly one test file', () => {
    const patterns = Object.values(shownBy);
    const not = effectCases.filter(({ id }) => patterns.filter((pattern) => pattern.test(id)).length !== 1);

    expect(not.map(({ id }) => id)).toEqual([]);
    expect(effectCases.length).toBe(234);
  });

  test.each(Object.entries(shownBy))('%s exists and has cases', (file, pattern) => {
    expect(existsSync(fileURLToPath(new URL(file, import.meta.url)))).toBe(true);
    expect(effectCases.filter(({ id }) => pattern.test(id)).length).toBeGreaterThan(0);
  });
});
