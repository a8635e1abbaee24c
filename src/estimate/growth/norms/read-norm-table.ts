import { EfficacyError } from '../../../support/errors.js';
import { listed, quoted } from '../../../support/text.js';
import { type ScaleKind, scaleKinds } from '../scale/scale-kind.js';
import type { NormCorrelation, NormRow, NormTable } from './norm-table.js';

/**
 * A norm table from outside (a JSON file, say), checked field by field.
 *
 * @param value - an object in the shape of {@link NormTable}; what else it has is left out
 * @returns a copy that `growthNorm` can rely on
 * @throws {@link EfficacyError} `invalid_argument` with the place in the message and in `detail.path` (`rows[3].sd`): for a field that lacks or is of another
 * kind, an SD that is not above 0, a correlation that is not between -1 and 1, a week below 0, or two rows of one subject, grade and week
 *
 * @example
 * const norms = readNormTable(JSON.parse(text));
 * growthNorm(norms, 'math', { grade: '3', season: 'fall', week: 4 }, { grade: '3', season: 'spring', week: 30 });
 */
export function readNormTable(value: unknown): NormTable {
  const table = record(value, 'the table');
  const rows = list(table, 'rows').map(normRow);
  const correlations = list(table, 'correlations').map(normCorrelation);
  refuseTwice(
    rows.map(({ subject, grade, week }) => `${subject}, grade ${grade}, week ${week}`),
    'rows',
  );
  refuseTwice(
    correlations.map(({ subject, from, to }) => `${subject}, ${from.season} ${from.grade} to ${to.season} ${to.grade}`),
    'correlations',
  );
  return {
    id: word(table, 'id'),
    source: word(table, 'source'),
    of: oneOf(table, 'of', ['students', 'schools'] as const),
    scale: oneOf<ScaleKind>(table, 'scale', scaleKinds),
    rows,
    correlations,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function normRow(value: unknown, i: number): NormRow {
  const path = `rows[${i}]`;
  const row = record(value, path);
  return {
    subject: word(row, 'subject', path),
    grade: word(row, 'grade', path),
    week: number(row, 'week', path, 'a week of instruction, 0 or more', (x) => x >= 0),
    mean: number(row, 'mean', path, 'a finite mean', () => true),
    sd: number(row, 'sd', path, 'a standard deviation above 0', (x) => x > 0),
  };
}

function normCorrelation(value: unknown, i: number): NormCorrelation {
  const path = `correlations[${i}]`;
  const row = record(value, path);
  const time = (name: 'from' | 'to'): NormCorrelation['from'] => {
    const at = record(row[name], `${path}.${name}`);
    return { grade: word(at, 'grade', `${path}.${name}`), season: word(at, 'season', `${path}.${name}`) };
  };
  return {
    subject: word(row, 'subject', path),
    from: time('from'),
    to: time('to'),
    correlation: number(row, 'correlation', path, 'a correlation above -1 and below 1', (x) => Math.abs(x) < 1),
  };
}

function record(value: unknown, path: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw wrong(path, 'an object', value);
}

function list(table: Fields, name: string): readonly unknown[] {
  const value = table[name];
  if (Array.isArray(value) && value.length > 0) return value;
  throw wrong(name, 'a list with at least one entry', value);
}

function word(fields: Fields, name: string, path = ''): string {
  const value = fields[name];
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw wrong(place(path, name), 'text in quotes', value);
}

function number(fields: Fields, name: string, path: string, what: string, holds: (x: number) => boolean): number {
  const value = fields[name];
  if (typeof value === 'number' && Number.isFinite(value) && holds(value)) return value;
  throw wrong(place(path, name), what, value);
}

function oneOf<T extends string>(fields: Fields, name: string, choices: readonly T[]): T {
  const value = fields[name];
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw wrong(name, `one of ${listed(choices)}`, value);
}

function refuseTwice(names: readonly string[], path: string): void {
  const again = names.findIndex((name, i) => names.indexOf(name) < i);
  if (again < 0) return;
  throw wrong(`${path}[${again}]`, 'each subject and time once', names[again]);
}

const place = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function wrong(path: string, expected: string, value: unknown): EfficacyError {
  const received =
    value === undefined
      ? 'nothing'
      : typeof value === 'string'
        ? quoted(value)
        : Array.isArray(value)
          ? `a list of ${value.length}`
          : typeof value === 'object' && value !== null
            ? 'an object'
            : String(value);
  return new EfficacyError('invalid_argument', `readNormTable needs ${expected} at ${path}; got ${received}`, {
    path,
    expected,
    received,
  });
}
