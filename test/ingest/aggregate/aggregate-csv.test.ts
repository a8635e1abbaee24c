import { gzipSync } from 'node:zlib';
import { fc, test as law } from '@fast-check/vitest';
import { groupComoments, parseCsv } from 'efficacy';
import { describe, expect, test } from 'vitest';
import { aggregateCsvText } from '../../../src/ingest/aggregate/aggregate-csv-text.js';
import { aggregateCsv } from '../../../src/ingest/node/aggregate-csv.js';

const numbers = { x: 'number', y: 'number', w: 'number' } as const;
const score = fc.integer({ min: -100_000, max: 100_000 }).map((k) => (k / 100).toFixed(2));
const row = fc.tuple(
  fc.constantFrom('a', 'b', '"c,c"', ''),
  fc.constantFrom('t', 'u'),
  fc.oneof({ weight: 9, arbitrary: score }, fc.constant('')),
  score,
  fc.nat({ max: 3 }),
);
const file = fc
  .array(row, { minLength: 1, maxLength: 60 })
  .map((rows) => ['g,h,x,y,w', ...rows.map((cells) => cells.join(',')), 'a,t,1,2,1'].join('\n'));
const plan = fc.record({
  by: fc.constantFrom([], ['g'], ['h', 'g']),
  of: fc.constantFrom(['x'], ['y', 'x']),
  precision: fc.constantFrom('double' as const, 'exact' as const),
  weighted: fc.boolean(),
});

law.prop([file, plan], { numRuns: 1000 })(
  'a text that is aggregated has the bits of its table aggregated',
  (text, { weighted, ...rest }) => {
    const options = { ...rest, ...(weighted && { weights: { column: 'w', kind: 'frequency' as const } }) };
    expect(aggregateCsvText(text, options)).toEqual(groupComoments(parseCsv(text, { columns: numbers }), options));
  },
);

/** A text of many rows, with groups that come late, so that sums grow while they are in use. */
function longText(rows: number): string {
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const lines = ['school,arm,pre,post'];
  for (let r = 0; r < rows; r++) {
    const school = Math.floor(random() * (50 + r / 100));
    const post = random() < 0.02 ? '' : (1e6 * school + 100 * random()).toFixed(3);
    lines.push(`school ${school},${random() < 0.5 ? 't' : 'c'},${(100 * random()).toFixed(2)},${post}`);
  }
  return lines.join('\n');
}

describe('a long file', () => {
  const text = longText(120_000);
  const table = parseCsv(text, { columns: { pre: 'number', post: 'number' } });
  const bytes = new TextEncoder().encode(text);
  for (const by of [['school'], ['school', 'arm'], ['arm'], []]) {
    for (const precision of ['double', 'exact'] as const) {
      test(`by ${by.join(' and ') || 'nothing'}, ${precision}, has the bits of its table`, async () => {
        const options = { by, of: ['pre', 'post'], precision };
        expect(await aggregateCsv(bytes, options)).toEqual(groupComoments(table, options));
      });
    }
  }
  test('may be compressed', async () => {
    const options = { by: ['arm'], of: ['post'] };
    expect(await aggregateCsv(gzipSync(bytes), options)).toEqual(groupComoments(table, options));
  });
});

describe('labels that come late', () => {
  // More than a batch of rows without a label, then more and more labels.
  const lines = Array.from(
    { length: 40_000 },
    (_, r) => `${r < 17_000 ? '' : `g${r % (r >> 8)}`},${r % 7 === 0 ? 1e140 : r / 7}`,
  );
  const text = ['g,x', ...lines].join('\n');
  test.each(['double', 'exact'] as const)('make room behind rows without a label: %s', (precision) => {
    const options = { by: ['g'], of: ['x'], precision };
    const table = parseCsv(text, { columns: { x: 'number' } });
    expect(aggregateCsvText(text, options)).toEqual(groupComoments(table, options));
  });
});

describe('what is wrong', () => {
  const refused = (text: string, options: Parameters<typeof aggregateCsvText>[1]): unknown => {
    try {
      return aggregateCsvText(text, options);
    } catch (error) {
      return error;
    }
  };
  test('a bad cell is told as the reader tells it', () =>
    expect(refused('g,x\na,1\nb,?\n', { by: ['g'], of: ['x'] })).toMatchObject({
      code: 'invalid_number',
      detail: { count: 1 },
    }));
  test.each([
    ['exact sums', { of: ['x'], precision: 'exact' }],
    ['frequencies', { of: ['y'], weights: { column: 'x', kind: 'frequency' } }],
  ] as const)('a bad cell far above the end of the text is told the same way: %s', (_, options) => {
    const text = `g,x,y\na,1,1\na,abc,1\n${'a,1,1\n'.repeat(20_000)}`;
    expect(refused(text, { by: ['g'], ...options })).toMatchObject({
      code: 'invalid_number',
      detail: { count: 1, cells: [{ line: 3, column: 'x', text: 'abc' }] },
    });
  });
  test.each([
    ['precision', { precision: 'Exact' }],
    ['missing', { missing: 'drop' }],
    ['kind of weights', { weights: { column: 'w', kind: 'freq' } }],
  ])('a %s that there is not: %j', (_, odd) => {
    const options = { by: ['g'], of: ['x'], ...odd } as Parameters<typeof aggregateCsvText>[1];
    expect(refused('g,x,w\na,1,1\n', options)).toMatchObject({ code: 'invalid_argument' });
  });
  test('a negative weight is told with its line', () => {
    const text = `g,x,w\n${'a,1,1\n'.repeat(40_000)}\n"b\nb",1,-2\n`;
    expect(refused(text, { by: ['g'], of: ['x'], weights: { column: 'w', kind: 'sampling' } })).toMatchObject({
      code: 'invalid_weight',
      detail: { line: 40_003, weight: -2 },
    });
  });
  test('a fractional frequency, a missing weight and no weight above 0', () => {
    for (const weight of ['1.5', '', '0'])
      expect(
        refused(`g,x,w\na,1,${weight}\n`, { by: ['g'], of: ['x'], weights: { column: 'w', kind: 'frequency' } }),
      ).toMatchObject({
        code: 'invalid_weight',
      });
  });
  test('a column that is wanted as numbers and as labels', () =>
    expect(refused('g,x\na,1\n', { by: ['x'], of: ['x'] })).toMatchObject({ code: 'invalid_argument' }));
  test('no numeric column at all', () =>
    expect(refused('g,x\na,1\n', { by: ['g'], of: [] })).toMatchObject({ code: 'invalid_argument' }));
  test('a missing value where those are refused', () =>
    expect(refused('g,x\na,1\na,\n', { by: ['g'], of: ['x'], missing: 'refuse' })).toMatchObject({
      code: 'not_finite',
    }));
  test('missing codes are declared for the text', () =>
    expect(
      aggregateCsvText('g,x\na,1\na,NA\n', { by: ['g'], of: ['x'], csv: { missing: ['NA'] } }).leftOut.incomplete,
    ).toBe(1));
  test('no rows make no groups', () =>
    expect(aggregateCsvText('g,x\n', { by: ['g'], of: ['x'] })).toMatchObject({ groupCount: 0 }));
});
