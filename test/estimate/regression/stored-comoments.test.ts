import { describe, expect, test } from 'vitest';
import { aggregateFromJson, aggregateToJson } from '../../../src/aggregate/aggregate-json.js';
import { type GroupedComoments, groupComoments } from '../../../src/aggregate/group-comoments.js';
import { mergeComoments, noComoments } from '../../../src/aggregate/merge-comoments.js';
import { selectRows } from '../../../src/columns/complete-rows.js';
import type { Table } from '../../../src/columns/table.js';
import { fitLinear, type LinearFit } from '../../../src/estimate/regression/fit-linear.js';
import { waldTest } from '../../../src/estimate/regression/wald-test.js';
import { fromColumns } from '../../../src/ingest/from-columns.js';
import { randomStream } from '../../../src/numeric/random/index.js';
import { relativeError, tolerance } from '../../tolerances.js';

/** Districts of schools of unequal sizes: schools are assigned, and every school lies in one district. */
function districts(schools: number, seed: number): Table {
  const draws = randomStream(seed);
  const columns = { district: [] as string[], school: [] as string[], treated: [] as number[], pre: [] as number[] };
  const [minutes, post] = [[] as number[], [] as number[]];
  for (let school = 0; school < schools; school++) {
    const shared = 4 * draws.normal();
    const size = 3 + Math.floor(draws.uniform() * 40);
    for (let pupil = 0; pupil < size; pupil++) {
      const [pre, use] = [500 + shared + 20 * draws.normal(), 60 * draws.uniform()];
      const treated = school % 2;
      columns.district.push(`d${school % 5}`);
      columns.school.push(`s${school}`);
      columns.treated.push(treated);
      columns.pre.push(pre);
      minutes.push(treated * use);
      post.push(520 + shared + 0.7 * (pre - 500) + 3 * treated + 0.05 * use * treated + 12 * draws.normal());
    }
  }
  return fromColumns({ ...columns, minutes, post });
}

const table = districts(30, 7);
const regression = { outcome: 'post', terms: ['treated', 'pre', 'minutes'], cluster: 'school' } as const;
const of = ['treated', 'pre', 'minutes', 'post'];
/** What a warehouse would have kept: text and nothing else. */
const stored = (aggregate: GroupedComoments): GroupedComoments =>
  aggregateFromJson(JSON.parse(JSON.stringify(aggregateToJson(aggregate))));

function expectEqualAnswers(actual: LinearFit, expected: LinearFit): void {
  expect(actual.n).toBe(expected.n);
  expect(actual.coefficients.map(({ term }) => term)).toEqual(expected.coefficients.map(({ term }) => term));
  actual.coefficients.forEach((ours, i) => {
    const theirs = expected.coefficients[i];
    for (const figure of ['estimate', 'standardError', 'df', 'statistic', 'pValue'] as const)
      expect(relativeError(ours[figure] ?? 0, theirs?.[figure] ?? Number.NaN)).toBeLessThan(tolerance.closedForm);
  });
}

describe('per-school co-moments that were stored as text give the answer of the rows', () => {
  const bySchool = stored(groupComoments(table, { by: ['school'], of }));
  const byBoth = stored(groupComoments(table, { by: ['district', 'school'], of }));

  test.each(['CR0', 'CR1', 'CR1p', 'CR1S', 'CR2', 'CR3'] as const)('%s', (vcov) => {
    expectEqualAnswers(fitLinear(bySchool, { ...regression, vcov }), fitLinear(table, { ...regression, vcov }));
  });

  test.each(['CR0', 'CR1', 'CR1S', 'CR2', 'CR3'] as const)('%s within absorbed districts', (vcov) => {
    const plan = { ...regression, vcov, absorb: 'district' };

    expectEqualAnswers(fitLinear(byBoth, plan), fitLinear(table, plan));
  });

  test.each(['HTZ', 'HTA', 'EDF', 'EDT', 'naive-F', 'chi-squared'] as const)('%s of two coefficients', (type) => {
    const plan = { ...regression, zero: ['treated', 'minutes'], test: type };
    const [ours, theirs] = [waldTest(bySchool, plan), waldTest(table, plan)];

    expect(relativeError(ours.statistic, theirs.statistic)).toBeLessThan(tolerance.closedForm);
    expect(relativeError(ours.pValue ?? 0, theirs.pValue ?? 1)).toBeLessThan(tolerance.closedForm);
  });

  test('the rows in twenty parts, merged: no part needs to be in memory with another', () => {
    const parts = Array.from({ length: 20 }, (_, part) => {
      const rows = Uint32Array.from({ length: table.rowCount }, (__, row) => row).filter((row) => row % 20 === part);
      return stored(groupComoments(selectRows(table, ['school', ...of], rows), { by: ['school'], of }));
    });

    expectEqualAnswers(fitLinear(parts.reduce(mergeComoments, noComoments), regression), fitLinear(table, regression));
  });
});
