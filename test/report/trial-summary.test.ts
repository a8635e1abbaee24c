import { describe, expect, test } from 'vitest';
import { formatTrialSummary, fromColumns, trialSummary } from '../../src/node.js';

const summary = (label = 't', outcome = 'post', post: readonly (number | null)[] = [12, 9, 14, 11, 13, 10, 15, 8]) =>
  trialSummary(
    fromColumns({
      arm: [label, 'c', label, 'c', label, 'c', label, 'c'],
      [outcome]: post,
    }),
    { outcome, treatment: { column: 'arm', treated: label, control: 'c' } },
  );

describe('a trial summary as text', () => {
  test('lines of at most 100 characters, ended by a line end', () => {
    const text = formatTrialSummary(summary());

    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(text.endsWith('\n')).toBe(true);
    expect(text).toContain('Intent to treat');
  });

  test('says who is missing from which arm', () => {
    expect(formatTrialSummary(summary('t', 'post', [12, null, 14, 11, 13, 10, 15, 8]))).toContain(
      '1 of 4 c (25.0 %) without post',
    );
    expect(formatTrialSummary(summary())).toContain('nobody of the two arms');
  });

  test('an effect that cannot be told from none is not called one', () => {
    const text = formatTrialSummary(summary('t', 'post', [12, 9, 4, 11, 13, 10, 15, 18]));

    expect(text).toContain('cannot be told from no effect');
    expect(text).not.toContain('favours');
  });

  test('a zero is 0 and never -0', () => {
    expect(formatTrialSummary(summary('t', 'post', [1, 2, 2, 1, 3, 4, 4, 3]))).not.toMatch(/-0\.0+\b(?!\d)/);
  });
});

describe('a trial summary as Markdown', () => {
  test('labels from data are shown letter by letter', () => {
    const text = formatTrialSummary(summary('<img src=x onerror=alert(1)>|`*_', 'po|st'), { format: 'markdown' });

    expect(text).not.toContain('<img');
    expect(text).toContain('&lt;img src=x onerror=alert(1)>\\|\\`\\*\\_');
    const table = text.split('\n').filter((line) => line.startsWith('|'));
    expect(table).toHaveLength(4);
    for (const line of table) expect(line.replaceAll('\\|', '').split('|')).toHaveLength(6);
  });
});
