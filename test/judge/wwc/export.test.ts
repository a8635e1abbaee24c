import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { numericColumnOf } from '../../../src/columns/table.js';
import { publishedEffect } from '../../../src/estimate/effect/published/published-effect.js';
import { improvementIndex } from '../../../src/estimate/effect/reading/improvement-index.js';
import { parseCsv } from '../../../src/index.js';
import type { WwcArm, WwcFindingInput } from '../../../src/judge/wwc/input.js';
import { wwcFinding } from '../../../src/judge/wwc/wwc-finding.js';
import * as studentT from '../../../src/numeric/distributions/student-t.js';
import { sharedPath } from '../../reference.js';
import { differing } from './differing.js';

const folder = sharedPath('reference/wwc');
if (folder === null) process.stderr.write('skipped: the WWC’s export of findings (reference/wwc) is not here\n');

/** Short names of the columns of the export that findings are computed from. */
const names = {
  id: 'FindingID',
  nT: 'Outcome_Measure_Intervention_Sample_Size',
  nC: 'Outcome_Measure_Comparison_Sample_Size',
  clustersT: 'Intervention_Clusters_Sample_Size',
  clustersC: 'Comparison_Clusters_Sample_Size',
  meanT: 'Intervention_Mean',
  meanC: 'Comparison_Mean',
  sdT: 'Intervention_Standard_Deviation',
  sdC: 'Comparison_Standard_Deviation',
  g: 'Effect_Size_WWC',
  gStudy: 'Effect_Size_Study',
  index: 'Improvement_Index',
  p: 'p_Value_WWC',
  icc: 'ICC',
} as const;
type Row = Readonly<Record<keyof typeof names, number>>;

interface Reproduced {
  readonly hedgesG: readonly number[];
  readonly coxIndex: { readonly proportion: readonly number[]; readonly percent: readonly number[] };
  readonly clusteredP: readonly number[];
  readonly clusteredPWithin01: readonly number[];
}

const columns = Object.fromEntries(Object.values(names).map((name) => [name, 'number'] as const));
const rows: readonly Row[] = folder === null ? [] : read(`${folder}/findings.csv`);
const byId = new Map(rows.map((row) => [row.id, row]));
const listed: Reproduced =
  folder === null
    ? { hedgesG: [], coxIndex: { proportion: [], percent: [] }, clusteredP: [], clusteredPWithin01: [] }
    : JSON.parse(readFileSync(`${folder}/reproduced.json`, 'utf8'));
const rowOf = (id: number): Row => byId.get(id) as Row;

function read(file: string): readonly Row[] {
  const table = parseCsv(readFileSync(file), { columns });
  const values = Object.entries(names).map(
    ([short, name]) => [short, numericColumnOf(table, name, 'test').values] as const,
  );
  return Array.from(
    { length: table.rowCount },
    (_, i) => Object.fromEntries(values.map(([short, column]) => [short, column[i]])) as Row,
  );
}

const known = (...values: readonly number[]): boolean => values.every(Number.isFinite);
const arms = (treatment: Omit<WwcArm, 'n'>, comparison: Omit<WwcArm, 'n'>, { nT, nC }: Row): WwcFindingInput => ({
  treatment: { n: nT, ...treatment },
  comparison: { n: nC, ...comparison },
  outcomeType: 'achievement',
});
const means = (row: Row): WwcFindingInput =>
  arms({ mean: row.meanT, sd: row.sdT }, { mean: row.meanC, sd: row.sdC }, row);
const withSds = rows.filter(
  ({ nT, nC, meanT, meanC, sdT, sdC, g }) => known(nT, nC, meanT, meanC, sdT, sdC, g) && nT >= 2 && nC >= 2,
);
// The WWC turns the sign of undesirable outcomes.
const off = (row: Row, estimate: number): number => Math.abs(Math.abs(estimate) - Math.abs(row.g));

/** The difference in points that the WWC's effect amounts to over the printed standard deviations, to three decimals. */
function impliedDifference(row: Row): number {
  const { pooledSd, steps } = wwcFinding(means(row), 'wwc-4.1');
  const factor = steps.find(({ step }) => step === 'small-sample')?.value ?? 1;
  return Math.round((1000 * row.g * (pooledSd as number)) / factor) / 1000;
}

/** Whether a difference of three decimals or fewer gives the WWC's effect, one that the printed means leave open or another one. */
function reasonOf(row: Row): keyof typeof differing {
  const difference = impliedDifference(row);
  const { estimate } = wwcFinding({ ...means(row), adjusted: { difference, standardError: 1 } }, 'wwc-4.1');
  const printed = row.meanT - row.meanC;
  if (Math.abs(estimate - row.g) <= 1e-9) {
    // The export drops zeros at the end of a number: both means have the digits of the longer one.
    const digits = Math.max(...[row.meanT, row.meanC].map((mean) => String(mean).split('.')[1]?.length ?? 0));
    return Math.abs(difference - printed) <= 10 ** -digits + 1e-9 ? 'more digits' : 'another difference';
  }
  const { roundingInterval } = publishedEffect(
    {
      from: 'means',
      treatment: { n: row.nT, mean: String(row.meanT), sd: String(row.sdT) },
      control: { n: row.nC, mean: String(row.meanC), sd: String(row.sdC) },
    },
    { correction: 'approximate' },
  );
  const { lower, upper } = roundingInterval as { lower: number; upper: number };
  if (row.g >= lower && row.g <= upper) return 'rounding';
  // The WWC's p-value is that of the study's own effect, which was one of gains.
  const own = (row.nT * row.nC) / (row.nT + row.nC);
  const t = studentT.isf(row.p / 2, row.nT + row.nC - 2);
  return Math.abs(t / Math.sqrt(own) - row.gStudy) < 0.005 ? 'gains' : 'not known';
}

describe.skipIf(folder === null)('the findings of the What Works Clearinghouse are reproduced', () => {
  test('the export and the lists are whole', () => {
    expect(rows.length).toBe(6972);
    expect(byId.size).toBe(6972);
    expect(listed.hedgesG.length).toBe(1909);
  });

  test('1,909 of 1,975 effect sizes from means are the same to 1e-9, and they are those listed', () => {
    const usable = withSds.filter(({ sdT, sdC }) => sdT > 0 && sdC > 0);
    const same = usable.filter((row) => off(row, wwcFinding(means(row), 'wwc-4.1').estimate) <= 1e-9);

    expect(usable.length).toBe(1975);
    expect(same.map(({ id }) => id).sort((a, b) => a - b)).toEqual([...listed.hedgesG].sort((a, b) => a - b));
  });

  test('the 66 others are 24 of means with more digits, 36 of another difference, 3 of rounded figures, 2 of gains, and 1 not known', () => {
    const inList = new Set(listed.hedgesG);
    const others = withSds.filter(({ id, sdT, sdC }) => sdT > 0 && sdC > 0 && !inList.has(id));
    const found = Object.fromEntries(Object.keys(differing).map((reason) => [reason, [] as number[]]));
    for (const row of others) found[reasonOf(row)]?.push(row.id);

    expect(others.length).toBe(66);
    for (const ids of Object.values(found)) ids.sort((a, b) => a - b);
    expect(found).toEqual(differing);
  });

  test('631 effect sizes of shares are the same to 1e-6', () => {
    const { proportion, percent } = listed.coxIndex;
    const shares = [...proportion.map((id) => ({ id, whole: 1 })), ...percent.map((id) => ({ id, whole: 100 }))];
    const same = shares.filter(({ id, whole }) => {
      const row = rowOf(id);
      return (
        off(row, wwcFinding(arms({ p: row.meanT / whole }, { p: row.meanC / whole }, row), 'wwc-4.1').estimate) <= 1e-6
      );
    });

    expect(shares.length).toBe(631);
    expect(same.length).toBe(631);
  });

  test('p-values of shares follow from g and the sizes of the arms, 443 of 450 to .001, and from the log odds only in 142', () => {
    const { proportion, percent } = listed.coxIndex;
    const shares = [...proportion.map((id) => ({ id, whole: 1 })), ...percent.map((id) => ({ id, whole: 100 }))];
    const unclustered = shares.filter(({ id }) => known(rowOf(id).p) && !known(rowOf(id).icc));
    const near = (statisticFrom: 'sample-sizes' | 'standard-error'): number =>
      unclustered.filter(({ id, whole }) => {
        const row = rowOf(id);
        const input = { ...arms({ p: row.meanT / whole }, { p: row.meanC / whole }, row), statisticFrom };
        return Math.abs(wwcFinding(input, 'wwc-4.1').pValue - row.p) <= 0.001;
      }).length;

    expect([unclustered.length, near('sample-sizes'), near('standard-error')]).toEqual([450, 443, 142]);
  });

  test('27 p-values in clusters are the same to 1e-7, and 387 more to .01', () => {
    const apart = (id: number): number => {
      const row = rowOf(id);
      const clusters = (row.clustersT || 0) + (row.clustersC || 0);
      const input: WwcFindingInput = {
        ...arms({}, {}, row),
        effectSize: row.g,
        clusters,
        icc: row.icc,
        statisticFrom: 'sample-sizes',
      };
      return Math.abs(wwcFinding(input, 'wwc-4.1').pValue - row.p);
    };

    expect(listed.clusteredP.filter((id) => apart(id) <= 1e-7).length).toBe(27);
    expect(listed.clusteredPWithin01.filter((id) => apart(id) <= 0.01).length).toBe(387);
  });

  test('the improvement index is the one of the WWC’s effect in 1,398 findings, of the study’s in 507, turned in 2', () => {
    const found = listed.hedgesG.map(rowOf).filter(({ index }) => known(index));
    const reported = ({ g }: Row, sign = 1): number =>
      wwcFinding({ ...arms({}, {}, { nT: 20, nC: 20 } as Row), effectSize: sign * g }, 'wwc-4.1').improvementIndex
        .reported;
    const own = found.filter((row) => reported(row) === row.index);
    const rest = found.filter((row) => reported(row) !== row.index);
    const study = rest.filter(({ gStudy, index }) => known(gStudy) && Math.round(improvementIndex(gStudy)) === index);
    const turned = rest.filter((row) => !study.includes(row) && reported(row, -1) === row.index);

    expect([found.length, own.length, study.length, turned.length]).toEqual([1907, 1398, 507, 2]);
  });

  test('the six findings whose standard deviations are both 0 are refused, though the export shows 0', () => {
    const constant = withSds.filter(({ sdT, sdC }) => sdT === 0 && sdC === 0);

    expect(constant.map(({ id }) => id).sort((a, b) => a - b)).toEqual([677, 678, 679, 1611, 1612, 1613]);
    for (const row of constant) {
      expect(() => wwcFinding(means(row), 'wwc-4.1')).toThrow(expect.objectContaining({ code: 'zero_variance' }));
    }
  });

  test('the default intraclass correlations are the ones that the export holds most', () => {
    const count = (icc: number): number => rows.filter((row) => row.icc === icc).length;

    expect([count(0.2), count(0.1)]).toEqual([579, 99]);
  });
});
