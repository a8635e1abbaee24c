import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { numericColumn } from '../../../src/columns/column.js';
import { makeTable } from '../../../src/columns/table.js';
import { parseCsv } from '../../../src/index.js';
import { wwcFinding } from '../../../src/judge/wwc/wwc-finding.js';
import { trialSummary } from '../../../src/summarize/trial/trial-summary.js';
import { referenceData } from '../../reference.js';
import { relativeError, tolerance } from '../../tolerances.js';

// test/reference/scripts/shares_by_design.R: estimatr's difference of shares, and the Cox index with its error by the formula.
const cases = new URL('../../reference/cases/shares_by_design.json', import.meta.url);
const r = JSON.parse(readFileSync(cases, 'utf8'));
const near = (actual: number | undefined, expected: number): void =>
  expect(relativeError(actual ?? Number.NaN, expected)).toBeLessThan(tolerance.inference);

describe('a yes-or-no outcome by the What Works Clearinghouse has the standard error of the design', () => {
  const expectAsR = (finding: ReturnType<typeof wwcFinding> | null, expected: Record<string, number>): void => {
    expect(finding?.effectFrom).toBe('shares');
    near(finding?.estimate, expected['estimate'] as number);
    near(finding?.standardError, expected['se'] as number);
    near(finding?.df, expected['df'] as number);
    near(finding?.pValue, expected['p'] as number);
  };

  test('within blocks, adjusted', () => {
    const table = parseCsv(referenceData('student_trial.csv'), { columns: { passed: 'number', pre: 'number' } });
    const trial = trialSummary(table, {
      outcome: 'passed',
      treatment: { column: 'z', treated: '1', control: '0' },
      block: 'block',
      baseline: 'pre',
      profile: 'wwc-5.0',
    });

    expectAsR(trial.wwc, r.blocked);
  });

  test('of clusters that were assigned, whose correlation is then not corrected for twice', () => {
    const read = parseCsv(referenceData('school_trial.csv'), { columns: { post: 'number' }, missing: ['NA'] });
    const post = read.columns.get('post');
    const passed = post?.kind === 'numeric' ? post.values.map((x) => (Number.isNaN(x) ? x : Number(x >= 215))) : [];
    const table = makeTable([...read.columns, ['passed', numericColumn(passed)]]);
    const trial = trialSummary(table, {
      outcome: 'passed',
      treatment: { column: 'arm', treated: '1', control: '0' },
      cluster: 'school',
      profile: 'wwc-5.0',
    });

    expectAsR(trial.wwc, r.clustered);
  });

  test('which is that of two independent shares where the study’s own is just that', () => {
    const [nT, nC, pT, pC] = [120, 110, 0.6, 0.5];
    const standardError = Math.sqrt((pT * (1 - pT)) / nT + (pC * (1 - pC)) / nC);
    const arms = { treatment: { n: nT, p: pT }, comparison: { n: nC, p: pC }, outcomeType: 'other' } as const;
    const plain = wwcFinding(arms, 'wwc-5.0');
    const own = wwcFinding({ ...arms, adjusted: { difference: pT - pC, standardError, covariates: 0 } }, 'wwc-5.0');

    expect(relativeError(own.estimate, plain.estimate)).toBeLessThan(tolerance.rounding);
    expect(relativeError(own.standardError, plain.standardError)).toBeLessThan(tolerance.rounding);
    expect(own.notes.map(({ code }) => code)).toEqual(['error_of_shares']);
  });
});
