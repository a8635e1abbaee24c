import { describe, expect, test } from 'vitest';
import { fromColumns } from '../../src/index.js';
import { eefThreats } from '../../src/judge/eef/padlock-rules.js';
import { formatTrialRating } from '../../src/report/trial-rating.js';
import { trialRating } from '../../src/summarize/rating/trial-rating.js';
import { trialFamily } from '../../src/summarize/trial/trial-family.js';
import { trialSummary } from '../../src/summarize/trial/trial-summary.js';

const n = 40;
const numbers = (of: (i: number) => number) => Array.from({ length: n }, (_, i) => of(i));
const table = fromColumns({
  arm: numbers((i) => i % 2).map((z) => (z === 1 ? 'app' : 'usual')),
  school: numbers((i) => i % 8).map((school) => `s${school}`),
  read: numbers((i) => (i === 3 ? Number.NaN : (i % 2) + ((i * 7) % 5))),
  math: numbers((i) => (i * 3) % 11),
});
const design = {
  outcome: 'read',
  treatment: { column: 'arm', treated: 'app', control: 'usual' },
  cluster: 'school',
  profile: 'wwc-4.1',
  attritionBoundary: 'optimistic',
} as const;
const trial = trialSummary(table, design);
const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe('a rating for a memo', () => {
  test('says verdict and reason, the flow, each step, and which rules were not read', () => {
    const rating = trialRating(trial, { design: 'randomized', confounds: ['the same | teacher'] });
    const said = formatTrialRating(rating);

    expect(flat(said)).toContain('WWC does not meet. Is there nothing else that goes with one arm only');
    expect(said).toMatch(/app +20 +- +1 \(no read\) +0 +19\n/);
    expect(said).toMatch(/clusters +assigned[\s\S]*app +4 +- +0 +0 +4\n/);
    expect(flat(said)).toContain(
      'no: Is there nothing else that goes with one arm only and could make the difference? "the same | teacher"',
    );
    expect(flat(said)).toContain('(unverified): WWC face-validity');
    expect(Math.max(...said.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(formatTrialRating(rating, { format: 'markdown' })).toContain('the same \\| teacher');
  });

  test('tells padlocks once everything was judged, and what a report must say with details', () => {
    const threats = Object.fromEntries(eefThreats.map((threat) => [threat, 'low']));
    const evidence = { design: 'randomized', eef: { threats, mdes: 0.25 } } as const;

    expect(flat(formatTrialRating(trialRating(trial, evidence)))).toContain(
      '4 of 5: 4 by design, detectable effect and attrition, less 0 for threats',
    );
    expect(formatTrialRating(trialRating(trial, evidence), { details: true })).toContain('cluster 10c, consent');
    expect(formatTrialRating(trialRating(trial, evidence))).not.toContain('cluster 10c');
  });

  test('keeps several outcomes apart', () => {
    const family = trialFamily(table, [design, { ...design, outcome: 'math' }]);
    const said = formatTrialRating(trialRating(family, { findingsInDomain: 2 }));

    expect(said).toContain('Rating of read, math by wwc-4.1');
    expect(said).toContain('Flow, math');
    expect(flat(said)).toContain('(math) [measures.math.reliability]');
  });
});
