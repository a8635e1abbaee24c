import { describe, expect, test } from 'vitest';
import { ancovaGain } from '../../../../src/estimate/growth/gain/ancova-gain.js';
import { fromColumns } from '../../../../src/ingest/from-columns.js';
import { errorOf } from '../../../errors.js';
import { referenceCases } from '../../../reference.js';
import { relativeError } from '../../../tolerances.js';

const arm = { column: 'arm', treated: 'app', control: 'usual' };
const columns = { scale: 'vertical', before: 'pre', after: 'post', arm } as const;
const codes = ({ notes }: { readonly notes: readonly { readonly code: string }[] }) => notes.map(({ code }) => code);

describe('gain score beside ANCOVA', () => {
  const cases = referenceCases('growth_ancova');
  const table = fromColumns(cases[0]!.input);
  const designs: Readonly<Record<string, object>> = {
    'ancova.rows': {},
    'ancova.clusters': { cluster: 'school' },
    'ancova.blocks': { within: 'block' },
  };

  test.each(cases.map(({ id, expected }) => [id, expected] as const))('%s agrees with estimatr', (id, expected) => {
    const found = ancovaGain(table, { ...columns, ...designs[id] });
    const near = (actual: number | null | undefined, wanted: number): void =>
      expect(relativeError(actual ?? Number.NaN, wanted)).toBeLessThan(1e-9);
    for (const [one, wanted] of [
      [found.adjusted, expected.adjusted],
      [found.gainScore, expected.gain],
    ] as const) {
      near(one.estimate, wanted.estimate);
      near(one.standardError, wanted.se);
      near(one.df, wanted.df);
      near(one.pValue, wanted.p);
      near(one.interval?.lower, wanted.lower);
      near(one.interval?.upper, wanted.upper);
    }
    near(found.slope, expected.slope);
    near(found.baselineDifference, expected.baseline);
    // An identity of least squares.
    near(found.disagreement, (found.slope - 1) * found.baselineDifference);
    expect(found.estimate).toBe(found.adjusted.estimate);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  test('says so where nobody gained and the group that started ahead seems to', () => {
    // Lord's diets: each group's scores spread around its own mean, later as before, with a slope below 1.
    const deviations = Array.from({ length: 30 }, (_, i) => (i % 5) - 2);
    const later = deviations.map((x) => [-1, -2, 0, 2, 1][x + 2] as number);
    const lords = fromColumns({
      arm: [...deviations.map(() => 'app'), ...deviations.map(() => 'usual')],
      pre: [...deviations.map((x) => 20 + x), ...deviations.map((x) => 10 + x)],
      post: [...later.map((x) => 20 + x), ...later.map((x) => 10 + x)],
    });
    const found = ancovaGain(lords, columns);
    // Slope 8/10 = .8; groups 10 apart: (1 - .8) 10 = 2.
    expect(found.gainScore.estimate).toBeCloseTo(0, 12);
    expect(found.slope).toBeCloseTo(0.8, 12);
    expect(found.adjusted.estimate).toBeCloseTo(2, 12);
    expect(found.disagreement).toBeCloseTo(-2, 12);
    expect(codes(found)).toContain('lords_paradox');
  });

  test('says so where the two differ in sign, however little', () => {
    const deviations = [-2, -1, 0, 1, 2];
    const later = [-1, -2, 0, 2, 1];
    const near = fromColumns({
      arm: [...deviations.map(() => 'app'), ...deviations.map(() => 'usual')],
      pre: [...deviations.map((x) => 20 + x), ...deviations.map((x) => 19 + x)],
      post: [...later.map((x) => 25 + x), ...later.map((x) => 24.1 + x)],
    });
    const { gainScore, adjusted, notes } = ancovaGain(near, columns);
    // Gains 5 and 5.1; groups start 1 apart, and the slope is .8: -.1 + (1 - .8).
    expect(gainScore.estimate).toBeCloseTo(-0.1, 12);
    expect(adjusted.estimate).toBeCloseTo(0.1, 12);
    const message = notes.find(({ code }) => code === 'lords_paradox')?.message;
    expect(message).toContain('differ in sign, because');
  });

  test('is silent where groups start alike', () => {
    const alike = fromColumns({
      arm: ['app', 'app', 'app', 'app', 'usual', 'usual', 'usual', 'usual'],
      pre: [10, 14, 18, 22, 10, 14, 18, 22],
      post: [15, 21, 22, 26, 11, 17, 17, 24],
    });
    const found = ancovaGain(alike, columns);
    expect(found.adjusted.estimate).toBeCloseTo(3.75, 12);
    expect(found.gainScore.estimate).toBeCloseTo(3.75, 12);
    expect(codes(found)).not.toContain('lords_paradox');
  });

  test('refuses what has no answer', () => {
    const code = (options: object, data = table): string =>
      errorOf(() => ancovaGain(data, { ...columns, ...options })).code;
    expect(code({ scale: 'percentile' })).toBe('wrong_scale');
    expect(code({ within: 'school' })).toBe('collinear');
    expect(code({ after: 'spring' })).toBe('column_not_found');
    expect(code({ arm: { ...arm, treated: 'other' } })).toBe('invalid_argument');
    expect(code({ level: 1 })).toBe('invalid_argument');
    const flat = fromColumns({ arm: ['app', 'app', 'usual', 'usual'], pre: [5, 5, 5, 5], post: [7, 8, 6, 9] });
    expect(code({}, flat)).toBe('collinear');
  });
});
