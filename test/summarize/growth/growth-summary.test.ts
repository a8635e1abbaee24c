import { describe, expect, test } from 'vitest';
import { fromColumns } from '../../../src/ingest/from-columns.js';
import { formatGrowthSummary } from '../../../src/report/growth-summary.js';
import { simulateDistrict } from '../../../src/simulate/simulate-district.js';
import type { GrowthDesign } from '../../../src/summarize/growth/design.js';
import { growthSummary } from '../../../src/summarize/growth/growth-summary.js';
import { errorOf } from '../../errors.js';

const { table, truth } = simulateDistrict({ seed: 1, schoolsPerDistrict: 40 });
const columns = { scale: 'vertical', before: 'pre', after: 'post', minutes: 'minutes', weeks: 30 } as const;
const design: GrowthDesign = {
  ...columns,
  treatment: { column: 'arm', treated: 'treatment', control: 'control' },
  cluster: 'school',
  doses: [30, 45],
};

describe('a growth summary of a district whose truth is planted', () => {
  const summary = growthSummary(table, design);
  const within = (interval: { lower: number; upper: number } | null | undefined, value: number | null): void => {
    expect(interval?.lower).toBeLessThan(value as number);
    expect(interval?.upper).toBeGreaterThan(value as number);
  };

  test('leads with the causal rate, and its interval holds the truth', () => {
    expect(summary.headline).toBe('causal');
    expect(summary.interpretation).toBe('causal among compliers');
    within(summary.rates.causal?.slope?.interval, truth.causalRate);
    within(summary.rates.causal?.totalEffect?.interval, truth.intentToTreat);
  });

  test('the excess rate holds its truth, and the raw rate credits the product with all growth', () => {
    within(summary.rates.ratioOfMeans?.excess?.interval, truth.excessRatioOfMeans);
    expect(summary.rates.ratioOfMeans?.raw?.estimate).toBeGreaterThan(3 * (truth.excessRatioOfMeans as number));
    // 8 points come without the product, in 905.36 minutes: the figures of docs/methods.md.
    expect(truth.ratioOfMeans).toBeCloseTo(0.003 + 8 / 905.362, 7);
    expect((truth.excessRatioOfUsers as number) / (truth.causalRate as number)).toBeCloseTo(1.142, 3);
  });

  test('the slope among students who chose their minutes is too steep, and is called an association', () => {
    expect(summary.rates.marginal?.interpretation).toBe('association');
    expect(summary.rates.marginal?.slope?.interval?.lower).toBeGreaterThan(truth.marginalRate);
  });

  test('accounts for every row', () => {
    const { treatment, control, noArm } = summary;
    const arms = [treatment, control as typeof treatment];
    for (const arm of arms) expect(arm.n + arm.leftOut.reduce((sum, { rows }) => sum + rows, 0)).toBe(arm.assigned);
    expect(arms.reduce((sum, { assigned }) => sum + assigned, noArm)).toBe(table.rowCount);
  });

  test('counts the doses among all who were offered the product, users or not', () => {
    const [thirty, fortyFive] = summary.doses;
    expect(thirty?.share).toBe((thirty?.count as number) / summary.treatment.n);
    expect(fortyFive?.share).toBeLessThan(thirty?.share as number);
  });

  test('prints what the figure may be read as first, and warns of rates', () => {
    const lines = formatGrowthSummary(summary).split('\n');
    expect(lines[0]).toBe('Growth of treatment beside control, and growth for minutes of use');
    expect(lines[3]).toContain('Read as        an effect of the offer');
    expect(lines.join(' ')).toContain('rank no products by it');
    expect(formatGrowthSummary(summary, { format: 'markdown' })).toMatch(/^## Growth of treatment/);
  });

  test('tells how much more treatment gained, as it is and at equal first scores', () => {
    const { ancova, rates } = summary;
    within(ancova?.adjusted.interval, truth.intentToTreat);
    within(ancova?.gainScore.interval, truth.intentToTreat);
    expect(ancova?.adjusted.estimate).toBeCloseTo(rates.causal?.totalEffect?.estimate as number, 8);
    const gains = (summary.treatment.gain?.estimate as number) - (summary.control?.gain?.estimate as number);
    expect(ancova?.gainScore.estimate).toBeCloseTo(gains, 8);
    expect(formatGrowthSummary(summary)).toMatch(/Mean gain +-?\d+\.\d+ points more than control/);
  });

  test('names the paradox where the two answers are not one', () => {
    // Everybody stays at the first score, as Lord had it: no gains, but for half a point in turn, in groups that started 20 points apart.
    const pre = Array.from({ length: 40 }, (_, i) => (i < 20 ? 60 : 40) + ((7 * i) % 20) / 2);
    const post = pre.map((x, i) => 50 + (i < 20 ? 15 : -15) * 0.6 + 0.4 * (x - 50) + (i % 2) / 2);
    const data = fromColumns({
      pre,
      post,
      minutes: pre.map((_, i) => (i < 20 ? 100 + i : 0)),
      arm: pre.map((_, i) => (i < 20 ? 'app' : 'usual')),
    });
    const { ancova } = growthSummary(data, {
      ...columns,
      treatment: { column: 'arm', treated: 'app', control: 'usual' },
    });
    expect(ancova?.notes.map(({ code }) => code)).toContain('lords_paradox');
  });

  test('prints each rate for a minute, an hour and 45 minutes, in points and in SDs', () => {
    const { slope } = summary.rates.causal as NonNullable<typeof summary.rates.causal>;
    expect(slope?.sdPerHour).toBeCloseTo((60 * (slope?.estimate as number)) / summary.sd, 14);
    const lines = formatGrowthSummary(summary).split('\n');
    expect(lines.find((line) => line.includes('a minute'))).toMatch(/a minute +an hour +45 minutes/);
    const cells = lines.find((line) => line.includes('Causal rate, SD'))?.match(/\d+\.\d+(?:e-\d+)?/g);
    expect(Number(cells?.[1])).toBeCloseTo(slope?.sdPerHour as number, 3);
    expect(Number(cells?.[2])).toBeCloseTo(slope?.sdPer45Minutes as number, 3);
  });

  test('is JSON without loss', () => {
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });
});

describe('a growth summary', () => {
  const few = (post: readonly (number | null)[], minutes: readonly number[]) =>
    fromColumns(
      { pre: [10, 12, 9, 14], post, minutes },
      { columns: { pre: 'number', post: 'number', minutes: 'number' } },
    );

  test('without a control arm describes, and says that nothing was taken off', () => {
    const summary = growthSummary(table, columns);
    expect(summary.interpretation).toBe('descriptive');
    expect(summary.rates.causal).toBeNull();
    expect(summary.rates.ratioOfMeans?.excess).toBeNull();
    expect(formatGrowthSummary(summary)).toContain('Nothing was taken off');
  });

  test('takes a stated growth off', () => {
    const summary = growthSummary(few([15, 15, 16, 19], [60, 90, 100, 70]), { ...columns, expected: 3 });
    // Gains 5, 3, 7, 5: mean 5, and 2 beyond 3; mean minutes 80.
    expect(summary.rates.ratioOfMeans?.raw?.estimate).toBeCloseTo(5 / 80, 14);
    expect(summary.rates.ratioOfMeans?.excess?.estimate).toBeCloseTo(2 / 80, 14);
    expect(summary.treatment.minutesPerWeek).toBeCloseTo(80 / 30, 14);
  });

  test('takes the growth of the norm group off, at the first scores of these students', () => {
    const norm = {
      of: 'students',
      scale: 'vertical',
      before: { mean: 12, sd: 4 },
      after: { mean: 15, sd: 5 },
      correlation: 0.8,
      table: 'own',
    } as const;
    const summary = growthSummary(few([15, 15, 16, 19], [60, 90, 100, 70]), { ...columns, expected: norm });
    // ρ σ₂/σ₁ = 1, so that 3 points are expected of everybody.
    expect(summary.rates.ratioOfMeans?.excess?.estimate).toBeCloseTo(2 / 80, 14);
    expect(formatGrowthSummary(summary)).toContain('expected without the product (norm own)');
    const flat = { ...norm, correlation: 0.4 };
    const other = growthSummary(few([15, 15, 16, 19], [60, 90, 100, 70]), { ...columns, expected: flat });
    // A slope of -.5: at a mean first score of 11.25, 3 + .375.
    expect(other.rates.ratioOfMeans?.expectedGrowth?.points).toBeCloseTo(3.375, 12);
  });

  test('with nobody who used the product has gains and no rate, and says why', () => {
    const summary = growthSummary(few([15, 15, 16, 19], [0, 0, 0, 0]), columns);
    expect(summary.headline).toBeNull();
    expect(Object.values(summary.rates)).toEqual([null, null, null]);
    expect(summary.treatment.gain?.estimate).toBe(5);
    expect(summary.notes.map(({ code }) => code)).toContain('no_rate');
    expect(formatGrowthSummary(summary)).toContain('growthPerMinute needs');
  });

  test('with equal gains has no interval for them, and says why', () => {
    const summary = growthSummary(few([13, 15, 12, 17], [60, 90, 100, 70]), columns);
    expect(summary.treatment.gain).toBeNull();
    expect(summary.notes.map(({ code }) => code)).toContain('no_gain');
  });

  test('negative growth keeps its sign', () => {
    const summary = growthSummary(few([9, 11, 5, 12], [60, 90, 100, 70]), columns);
    expect(summary.rates.ratioOfMeans?.raw?.estimate).toBeLessThan(0);
  });

  test('refuses what cannot be a growth', () => {
    const data = few([15, 15, 16, 19], [60, 90, 100, 70]);
    const code = (wrong: Partial<GrowthDesign>): string =>
      errorOf(() => growthSummary(data, { ...columns, ...wrong })).code;
    expect(code({ scale: 'percentile' })).toBe('wrong_scale');
    expect(code({ scale: 'raw' })).toBe('wrong_scale');
    expect(code({ weeks: 0 })).toBe('out_of_domain');
    expect(code({ range: [0, 18] })).toBe('out_of_domain');
    expect(code({ after: 'spring' })).toBe('column_not_found');
    expect(code({ cluster: 'pre' })).toBe('wrong_column_type');
    const negative = few([15, 15, 16, 19], [60, -1, 100, 70]);
    expect(errorOf(() => growthSummary(negative, columns)).code).toBe('out_of_domain');
    const alone = few([15, null, null, null], [60, 90, 100, 70]);
    expect(errorOf(() => growthSummary(alone, columns)).code).toBe('too_few_observations');
  });
});
