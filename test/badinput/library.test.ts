import { EfficacyError, type Table, type TrialSummary, trialSummary } from 'efficacy/node';
import { describe, expect, test } from 'vitest';
import { checkDose } from '../../src/ingest/check-dose.js';
import { readTable } from '../../src/ingest/node/read-table.js';
import { arms, type BadInput, cases, folder } from './cases.js';
import { expectedOutcome, expectFigures, expectFinite, expectNamed, notices } from './expectations.js';

interface Read {
  readonly table: Table;
  readonly summary: TrialSummary;
}

async function read({ file, options, expect: wanted }: BadInput): Promise<Read> {
  const { outcome = 'post', cluster, dose, weights, range, delimiter, decimal } = options;
  const numbers = [outcome, dose, weights].filter((name) => name !== undefined);
  const labels = ['student_id', arms.column, cluster, wanted.cell?.column].filter((name) => name !== undefined);
  const table = await readTable(`${folder}/${file}`, {
    columns: Object.fromEntries(numbers.map((name) => [name, 'number'])),
    only: [...numbers, ...labels],
    ...(delimiter !== undefined && { delimiter }),
    ...(decimal !== undefined && { decimal }),
  });
  if (dose !== undefined) checkDose(table, dose);
  const summary = trialSummary(table, {
    outcome,
    treatment: arms,
    unit: 'student_id',
    ...(cluster !== undefined && { cluster, assignedWithinClusters: true }),
    ...(weights !== undefined && { weights: { column: weights, kind: 'sampling' } }),
    ...(range !== undefined && { range }),
  });
  return { table, summary };
}

async function outcomeOf(bad: BadInput): Promise<Read | EfficacyError> {
  try {
    return await read(bad);
  } catch (error) {
    if (error instanceof EfficacyError) return error;
    throw error;
  }
}

function labelAt(table: Table, name: string, row: number): string | undefined {
  const column = table.columns.get(name);
  return column?.kind === 'factor' ? column.levels[column.codes[row - 1] as number] : undefined;
}

describe.skipIf(folder === null)('a damaged or odd file, read and summarized by the library', () => {
  test('there are 76 of them', () => expect(cases).toHaveLength(76));

  for (const bad of cases) {
    const outcome = expectedOutcome(bad);
    test(`${bad.file}: ${outcome}. ${bad.why}`, async () => {
      const started = performance.now();
      const result = await outcomeOf(bad);
      if (bad.expect.maxMillis !== undefined) expect(performance.now() - started).toBeLessThan(bad.expect.maxMillis);

      if (outcome === 'error') {
        if (!(result instanceof EfficacyError)) throw new Error('gave numbers');
        expectNamed(result.message, bad);
        expect(result.message).not.toMatch(/\p{Cc}/u);
        return;
      }
      if (result instanceof EfficacyError) throw result;
      const { table, summary } = result;
      expectFinite(summary);
      expectFigures(summary, bad);
      if (outcome === 'ok') expect(notices(summary)).toBe('');
      else expectNamed(notices(summary), bad);
      const { cell, values } = bad.expect;
      if (cell !== undefined) expect(labelAt(table, cell.column, cell.row)).toBe(cell.text);
      const ids = table.columns.get('student_id');
      if (values?.students !== undefined) expect(ids).toMatchObject({ levels: { length: values.students } });
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    });
  }
});

test.runIf(folder === null)('the folder of damaged and odd files is absent: nothing was tested', (context) =>
  context.skip(),
);
