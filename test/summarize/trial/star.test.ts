import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readCsv, type Table, type TestedEstimate, type TrialDesign, trialSummary } from '../../../src/node.js';
import { relativeError, tolerance } from '../../tolerances.js';

const path = (relative: string): URL => new URL(relative, import.meta.url);
const r = JSON.parse(readFileSync(path('../../reference/cases/star.json'), 'utf8'));

let table: Table;
const design: TrialDesign = { outcome: 'readk', treatment: { column: 'stark', treated: 'small', control: 'regular' } };

beforeAll(async () => {
  table = await readCsv(path('../../../examples/data/star.csv').pathname, {
    columns: { readk: 'number', mathk: 'number' },
  });
});

function expectAsR(
  actual: TestedEstimate,
  expected: Record<'estimate' | 'se' | 'df' | 'p' | 'lower' | 'upper', number>,
): void {
  const pairs: readonly (readonly [number | null | undefined, number])[] = [
    [actual.estimate, expected.estimate],
    [actual.standardError, expected.se],
    [actual.df, expected.df],
    [actual.pValue, expected.p],
    [actual.interval?.lower, expected.lower],
    [actual.interval?.upper, expected.upper],
  ];
  for (const [ours, theirs] of pairs)
    expect(relativeError(ours ?? Number.NaN, theirs)).toBeLessThan(tolerance.inference);
}

describe('Project STAR, kindergarten reading, small against regular classes, as R has it', () => {
  test('everybody is accounted for', () => {
    const summary = trialSummary(table, { ...design, block: 'schoolidk' });
    const { treatment, control, rows } = summary;

    expect([treatment.n, control.n]).toEqual([r.n.small, r.n.regular]);
    expect([treatment.assigned, control.assigned]).toEqual([r.assigned.small, r.assigned.regular]);
    expect(treatment.leftOut).toEqual([{ column: 'readk', rows: r.assigned.small - r.n.small }]);
    expect(
      treatment.assigned + control.assigned + rows.noArm + rows.otherArms.reduce((sum, arm) => sum + arm.rows, 0),
    ).toBe(rows.total);
  });

  test('means and standard deviations', () => {
    const { treatment, control } = trialSummary(table, design);

    expect(relativeError(treatment.mean, r.mean['1'])).toBeLessThan(tolerance.closedForm);
    expect(relativeError(control.mean, r.mean['0'])).toBeLessThan(tolerance.closedForm);
    expect(relativeError(treatment.sd, r.sd['1'])).toBeLessThan(tolerance.closedForm);
    expect(relativeError(control.sd, r.sd['0'])).toBeLessThan(tolerance.closedForm);
  });

  test('simple: difference in means', () => {
    expectAsR(trialSummary(table, design).intentToTreat, r.simple);
  });

  test('blocked by school', () => {
    const summary = trialSummary(table, { ...design, block: 'schoolidk' });

    expectAsR(summary.intentToTreat, r.blocked);
    expect(summary.blocks).toEqual({ column: 'schoolidk', count: 79, withBothArms: 78 });
    expect(relativeError(summary.hedgesG.estimate, r.g.estimate)).toBeLessThan(tolerance.closedForm);
    expect(relativeError(summary.hedgesG.standardError ?? 0, r.g.se)).toBeLessThan(tolerance.closedForm);
    expect(relativeError(summary.hedgesG.interval?.lower ?? 0, r.g.lower)).toBeLessThan(tolerance.closedForm);
    expect(relativeError(summary.hedgesG.interval?.upper ?? 0, r.g.upper)).toBeLessThan(tolerance.closedForm);
    expect(relativeError(summary.improvementIndex, r.improvement_index)).toBeLessThan(tolerance.closedForm);
  });

  test('blocked by school, clustered by school, where pupils were assigned within', () => {
    const summary = trialSummary(table, {
      ...design,
      block: 'schoolidk',
      cluster: 'schoolidk',
      assignedWithinClusters: true,
    });

    expectAsR(summary.intentToTreat, r.clustered);
  });

  test('blocked by school and adjusted', () => {
    // The pupils without a mathematics score drop out of the adjusted comparison in R too.
    expectAsR(trialSummary(table, { ...design, block: 'schoolidk', covariates: ['mathk'] }).intentToTreat, r.adjusted);
  });

  test('a file without class ids: the summary says that clustering by classroom is not modelled', () => {
    const codes = trialSummary(table, { ...design, block: 'schoolidk' }).notes.map((note) => note.code);

    expect(codes).toContain('no_clusters');
    expect(codes).toContain('one_arm_blocks');
    expect(codes).toContain('missing_values');
  });
});
