import { expect, test } from 'vitest';
import { parseCsv } from '../../../src/ingest/csv/parse-csv.js';
import { errorOf } from '../../errors.js';

const message = (csv: string): string => errorOf(() => parseCsv(csv, { columns: { x: 'number' } })).message;

test('a column of labels that was declared as numbers is called one, and none of its labels a missing value', () => {
  expect(message('x\nfemale\nmale\nfemale\n')).toMatch(/A column of labels is text, not numbers$/);
  expect(message('x\nfemale\nmale\n')).not.toContain('missing');
});

test('a single code among numbers may stand for a missing value', () => {
  expect(message('x\n1\nNA\n2\n')).toContain('missing: ["NA"]');
  expect(message('x\n1\nabsent\n2\nabsent\n')).toContain('missing: ["absent"]');
});
