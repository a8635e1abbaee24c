import { describe, expect, test } from 'vitest';
import { eefMonths } from '../../../src/judge/benchmarks/eef-months.js';
import { type GrowthTable, hill2008 } from '../../../src/judge/benchmarks/growth-table.js';
import { type KraftStudy, kraftBand, kraftCostBand } from '../../../src/judge/benchmarks/kraft-band.js';
import { monthsOfProgress, shareOfAnnualGrowth } from '../../../src/judge/benchmarks/months-of-progress.js';
import { noEvidence } from '../../../src/judge/no-evidence.js';

const trial: KraftStudy = { design: 'randomized', outcome: 'standardized-achievement' };
const nothing = noEvidence('not-reported', 'the study reports no outcome for grade 4');
const fourth = { grade: 4, subject: 'math', table: hill2008 } as const;

describe('Kraft’s bands', () => {
  test.each([
    [0, 'small', 'none'],
    [0.0499, 'small', 'positive'],
    [0.05, 'medium', 'positive'],
    [0.1999, 'medium', 'positive'],
    [0.2, 'large', 'positive'],
    [-0.12, 'medium', 'negative'],
  ])('an effect of %d is %s and %s', (estimate, band, direction) => {
    expect(kraftBand({ estimate }, trial)).toMatchObject({ kind: 'kraft-band', band, direction });
  });

  test.each([
    [{ ...trial, design: 'correlational' }, 'design'],
    [{ ...trial, outcome: 'developer-made' }, 'outcome'],
    [{ ...trial, outcome: 'researcher-made' }, 'outcome'],
    [{ ...trial, outcome: 'other' }, 'outcome'],
  ] as const)('are refused for %o, with the reason', (study, reason) => {
    expect(kraftBand({ estimate: 0.3 }, study as KraftStudy)).toMatchObject({
      kind: 'not-eligible',
      rule: 'kraft-2020',
      reason,
    });
  });

  test('throw for a study that does not say how it was made', () => {
    expect(() => kraftBand({ estimate: 0.3 }, { outcome: trial.outcome } as KraftStudy)).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  });

  test('of costs change at 500 and 4,000 dollars', () => {
    expect([0, 499.99, 500, 3999, 4000].map(kraftCostBand)).toEqual(['low', 'low', 'moderate', 'moderate', 'high']);
    expect(() => kraftCostBand(-1)).toThrow(expect.objectContaining({ code: 'invalid_argument' }));
  });
});

describe('a share of annual growth', () => {
  test('is the effect over the year of its grade and subject', () => {
    const share = shareOfAnnualGrowth({ estimate: 0.13 }, fourth);

    expect(share).toMatchObject({
      kind: 'share-of-annual-growth',
      share: 0.25,
      annualGrowth: 0.52,
      confidence: 'unverified',
    });
  });

  test('in months says its grade, subject, source and caution', () => {
    const months = monthsOfProgress({ estimate: -0.26 }, fourth);

    expect(months).toMatchObject({
      kind: 'months-of-progress',
      months: -4.5,
      monthsPerYear: 9,
      grade: 4,
      subject: 'math',
      table: 'hill-2008',
    });
    expect('notes' in months && months.notes.map(({ code }) => code)).toEqual(['translated_effect']);
  });

  test.each([
    ['a grade beyond the table', 0.1, { ...fourth, grade: 13 }, 'not-in-table'],
    [
      'reading in grade 12, where a year is .06',
      0.05,
      { ...fourth, grade: 12, subject: 'reading' },
      'annual-growth-near-zero',
    ],
    ['mathematics in grade 12, where a year is .01', 0.05, { ...fourth, grade: 12 }, 'annual-growth-near-zero'],
    ['an effect of more than a year', 0.53, fourth, 'beyond-one-year'],
  ] as const)('is refused for %s', (_, estimate, options, reason) => {
    expect(monthsOfProgress({ estimate }, options)).toMatchObject({ kind: 'not-eligible', reason });
  });

  test('comes from a table of the caller’s, if there is one', () => {
    const table: GrowthTable = {
      id: 'district',
      source: 'made up',
      confidence: 'verified',
      rows: [{ subject: 'math', grade: 4, gain: 0.8 }],
    };

    expect(monthsOfProgress({ estimate: 0.2 }, { ...fourth, table, monthsPerYear: 10 })).toMatchObject({
      months: 2.5,
      table: 'district',
    });
    const twice = { ...table, rows: [...table.rows, ...table.rows] };
    expect(() => shareOfAnnualGrowth({ estimate: 0.2 }, { ...fourth, table: twice })).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  });

  test.each([
    {},
    { grade: 4 },
    { grade: 4, subject: 'math' },
    { ...fourth, grade: 4.5 },
    { ...fourth, subject: 'art' },
  ])('without grade, subject and table is wrong use: %o', (options) => {
    expect(() => monthsOfProgress({ estimate: 0.1 }, options as typeof fourth)).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  });
});

describe('the months of the Education Endowment Foundation', () => {
  // The first and the last effect of each row of the Toolkit's table.
  const rows = [
    [0, 0.01],
    [0.02, 0.09],
    [0.1, 0.18],
    [0.19, 0.26],
    [0.27, 0.35],
    [0.36, 0.44],
    [0.45, 0.52],
    [0.53, 0.61],
    [0.62, 0.69],
    [0.7, 0.78],
    [0.79, 0.87],
    [0.88, 0.95],
    [0.96, 1],
  ] as const;

  test('are those of every row of the table, and mirrored below 0', () => {
    rows.forEach(([from, to], months) => {
      for (const estimate of [from, to]) {
        expect(eefMonths({ estimate }, 'toolkit')).toMatchObject({ months });
        expect(eefMonths({ estimate: -estimate }, 'toolkit')).toMatchObject({ months: months === 0 ? 0 : -months });
      }
    });
  });

  test('go by the effect to two decimals', () => {
    expect(eefMonths({ estimate: 0.0949 }, 'toolkit')).toMatchObject({ rounded: 0.09, months: 1 });
    expect(eefMonths({ estimate: 0.0951 }, 'toolkit')).toMatchObject({ rounded: 0.1, months: 2 });
  });

  test('of single trials begin at .05', () => {
    expect(eefMonths({ estimate: 0.04 }, 'trials')).toMatchObject({ months: 0 });
    expect(eefMonths({ estimate: 0.05 }, 'trials')).toMatchObject({ months: 1 });
  });

  test('end at 1.0', () => {
    expect(eefMonths({ estimate: 1.01 }, 'toolkit')).toMatchObject({ kind: 'not-eligible', reason: 'beyond-table' });
    expect(() => eefMonths({ estimate: 0.1 }, 'home-made' as 'trials')).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  });
});

test('missing evidence stays missing: no label makes a 0 of it', () => {
  expect(kraftBand(nothing, trial)).toBe(nothing);
  expect(monthsOfProgress(nothing, fourth)).toBe(nothing);
  expect(shareOfAnnualGrowth(nothing, fourth)).toBe(nothing);
  expect(eefMonths(nothing, 'toolkit')).toBe(nothing);
});

test('an effect that is no number is refused rather than labelled', () => {
  for (const estimate of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => kraftBand({ estimate }, trial)).toThrow(expect.objectContaining({ code: 'not_finite' }));
    expect(() => monthsOfProgress({ estimate }, fourth)).toThrow(expect.objectContaining({ code: 'not_finite' }));
    expect(() => eefMonths({ estimate }, 'toolkit')).toThrow(expect.objectContaining({ code: 'not_finite' }));
  }
});
