import { describe, expect, test } from 'vitest';
import { kruskalWallisTest } from '../../../src/estimate/ranks/kruskal-wallis-test.js';
import { mannWhitneyTest } from '../../../src/estimate/ranks/mann-whitney-test.js';
import { atMost, rankSumShares, signedRankShares } from '../../../src/estimate/ranks/null-counts.js';
import type { RankTestOptions } from '../../../src/estimate/ranks/rank-inference.js';
import { signedRankTest } from '../../../src/estimate/ranks/signed-rank-test.js';
import { parseCsv, toRows } from '../../../src/index.js';
import { type ReferenceCase, referenceCases, referenceData } from '../../reference.js';
import { tolerance } from '../../tolerances.js';

const made = referenceCases('rank_tests');
const stored = referenceCases('g_inference');
const close = (actual: number | undefined, wanted: number, within: number, what: string): void =>
  expect(Math.abs((actual ?? Number.NaN) - wanted), `${what}: ${actual} for ${wanted}`).toBeLessThanOrEqual(
    within * Math.max(Math.abs(wanted), what === 'p' ? 1e-300 : 1),
  );
const optionsOf = (call: string): RankTestOptions => ({
  distribution: call.includes('exact=TRUE') ? 'exact' : 'normal',
  continuity: call.includes('correct=TRUE'),
  level: Number(/conf.level=([\d.]+)/.exec(call)?.[1] ?? 0.95),
});

test.each(made.filter(({ id }) => /^r\.(rank_sum|signed_rank)/.test(id)))('$id', ({ id, call, input, expected }) => {
  const { x, y } = input;
  const signed = id.startsWith('r.signed');
  const run = (more: RankTestOptions = {}) =>
    signed
      ? signedRankTest({ before: y, after: x }, { ...optionsOf(call), ...more })
      : mannWhitneyTest(x, y, { ...optionsOf(call), ...more });
  const found = run();

  expect(found.statistic).toBe(expected.w ?? expected.v);
  close(found.pValue, expected.p, tolerance.closedForm, 'p');
  close(run({ alternative: 'less' }).pValue, expected.less, tolerance.closedForm, 'p');
  close(run({ alternative: 'greater' }).pValue, expected.greater, tolerance.closedForm, 'p');
  close(found.estimate, expected.estimate, tolerance.rounding, 'estimate');
  // R searches the limits of the normal distribution with a tolerance of 1e-13 and stops some steps later.
  const within = found.distribution === 'exact' ? tolerance.rounding : tolerance.inference;
  close(found.interval?.lower, expected.ci[0], within, 'lower');
  close(found.interval?.upper, expected.ci[1], within, 'upper');
});

describe('the stored cases of R', () => {
  const source = (id: string): { readonly x: number[]; readonly y: number[] } =>
    stored.find((one) => one.id === id)?.input;
  const wilcoxon = stored.filter(({ id }) => id.startsWith('g.wilcox.'));
  const sides = { 'two.sided': 'two-sided', less: 'less', greater: 'greater' } as const;

  test.each(wilcoxon)('$id', ({ id, call, expected }: ReferenceCase) => {
    const signed = id.includes('.signed.');
    const tag = /(?:normal|exact)\.(.*?)(?:\.(?:two\.sided|less|greater))?(?:\.correct.*)?$/.exec(id)?.[1];
    const side = (/(two\.sided|less|greater)/.exec(id)?.[1] ?? 'two.sided') as keyof typeof sides;
    const { x, y } = source(signed ? `g.t.paired.${tag}` : `g.t.welch.${tag}.two.sided`);
    const level = side === 'two.sided' ? 0.95 : 0.9; // a one-sided limit at 95 % is that of a two-sided interval at 90 %
    const options = { ...optionsOf(call), alternative: sides[side], level };
    const found = signed ? signedRankTest({ before: y, after: x }, options) : mannWhitneyTest(x, y, options);
    const [lower, upper] = expected.ci;

    expect(found.statistic).toBe(expected.statistic.W ?? expected.statistic.V);
    close(found.pValue, expected.p, tolerance.closedForm, 'p');
    if (lower !== '-Inf') close(found.interval?.lower, lower, tolerance.inference, 'lower');
    if (upper !== 'Inf') close(found.interval?.upper, upper, tolerance.inference, 'upper');
    // With exact=FALSE R stops anywhere between the two middle differences.
    if (!id.includes('normal.short')) close(found.estimate, expected.estimate[0], tolerance.inference, 'estimate');
  });

  test('there are all of them', () => {
    expect(wilcoxon).toHaveLength(25);
  });
});

test.each(made.filter(({ id }) => /pwilcox|psignrank/.test(id)))('$id: both tails', ({ id, expected }) => {
  const sizes = id.split('.')[2]!.split('x').map(Number) as [number, number?];
  const shares = sizes[1] === undefined ? signedRankShares(sizes[0]) : rankSumShares(sizes[0], sizes[1]);
  const most = sizes[1] === undefined ? (sizes[0] * (sizes[0] + 1)) / 2 : sizes[0] * sizes[1];

  (expected.q as number[]).forEach((q, i) => {
    close(atMost(shares, most, q), expected.p[i], tolerance.closedForm, 'p');
    close(atMost(shares, most, most - q), expected.upper[i], tolerance.closedForm, 'p');
  });
});

test.each(made.filter(({ id }) => id.includes('kruskal')))('$id', ({ input, expected }) => {
  const found = kruskalWallisTest(input.groups);

  close(found.statistic, expected.h, tolerance.closedForm, 'h');
  close(found.pValue, expected.p, tolerance.closedForm, 'p');
  expect(found.df).toBe(expected.df);
});

const byGroup = (file: string, value: string, group: string, keep: (row: Record<string, unknown>) => boolean) => {
  const table = parseCsv(referenceData(file), { columns: { [value]: 'number' } });
  const groups = new Map<unknown, number[]>();
  for (const row of [...toRows(table)].filter(keep)) {
    groups.set(row[group], [...(groups.get(row[group]) ?? []), row[value] as number]);
  }
  return [...groups.values()];
};

test.each([
  ['g.kruskal.factorial', byGroup('factorial.csv', 'y', 'arm', () => true)],
  [
    'g.kruskal.school_trial.pre_by_school',
    byGroup('school_trial.csv', 'pre', 'school', ({ district }) => district === 'D01' || district === 'D02'),
  ],
])('%s', (id, groups) => {
  const { expected } = stored.find((one) => one.id === id)!;
  const found = kruskalWallisTest(groups);

  close(found.statistic, expected.statistic['Kruskal-Wallis chi-squared'], tolerance.closedForm, 'h');
  close(found.pValue, expected.p, tolerance.closedForm, 'p');
});
