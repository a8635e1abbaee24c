import { describe, expect, test } from 'vitest';
import { fromColumns } from '../../../src/ingest/from-columns.js';
import type { TrialDesign } from '../../../src/summarize/trial/design.js';
import { trialSummary } from '../../../src/summarize/trial/trial-summary.js';
import { errorOf } from '../../errors.js';

const scores = [12, 9, 14, 11, 13, 10, 15, 8, 12, 11];
const table = fromColumns({
  arm: scores.map((_, i) => (i % 2 === 0 ? 't' : 'c')),
  post: scores,
  same: scores.map((score) => 3 * score + 7),
  labels: scores.map(String),
});
const design: TrialDesign = { outcome: 'post', treatment: { column: 'arm', treated: 't', control: 'c' } };
/** What plain JavaScript may hand over. */
const wrong = (parts: Record<string, unknown>): Error & { code: string } =>
  errorOf(() => trialSummary(table, { ...design, ...parts } as unknown as TrialDesign));

describe('a design from plain JavaScript', () => {
  test('needs a table and a design', () => {
    expect(errorOf(() => trialSummary([] as never, design)).message).toContain('fromRows');
    expect(errorOf(() => trialSummary(null as never, design)).code).toBe('invalid_argument');
    expect(errorOf(() => trialSummary(table, null as never)).message).toContain('needs a design');
    expect(errorOf(() => trialSummary(table, {} as never)).message).toContain('needs outcome');
  });

  test('a name that means nothing is refused, and the likely one named', () => {
    expect(wrong({ blocks: 'school' }).message).toContain('Did you mean "block"?');
  });

  test('says what each role is to be', () => {
    expect(wrong({ weights: 'w' }).message).toContain("{ column: 'w', kind: 'sampling' }");
    expect(wrong({ covariates: 'post' }).message).toContain('a list of names');
    expect(wrong({ block: 5 }).message).toContain('the name of a column');
    expect(wrong({ treatment: 'arm' }).message).toContain('{ column, treated, control }');
    expect(wrong({ baseline: 'labels' }).code).toBe('wrong_column_type');
  });

  test('the outcome is not adjusted for itself', () => {
    expect(wrong({ baseline: 'post' }).message).toContain('at once');
    expect(wrong({ covariates: ['post'] }).message).toContain('at once');
  });

  test('nor for a column that determines it, whose residuals are rounding', () => {
    expect(wrong({ baseline: 'same' }).code).toBe('zero_variance');
  });
});
