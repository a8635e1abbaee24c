import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { aggregateFromBytes, aggregateToBytes } from '../../src/aggregate/aggregate-bytes.js';
import { type AggregateJson, aggregateFromJson, aggregateToJson } from '../../src/aggregate/aggregate-json.js';
import { checksum } from '../../src/aggregate/checksum.js';
import { mergeComoments } from '../../src/aggregate/merge-comoments.js';
import { type GroupedComoments, groupComoments } from '../../src/index.js';
import { anySize, rowsOf, score, tableOfRows } from '../arbitraries/scores.js';
import { bitsOf } from './rounding.js';

const refused = expect.objectContaining({ code: 'invalid_aggregate' });
const runs = { numRuns: 1000 };

/** Records of every kind: either precision, any weights. */
const anyRecord: fc.Arbitrary<GroupedComoments> = fc
  .record({
    rows: rowsOf(2, 2, fc.oneof(score, anySize), 20),
    precision: fc.constantFrom('double' as const, 'exact' as const),
    kind: fc.constantFrom(null, 'frequency' as const, 'precision' as const, 'sampling' as const),
  })
  .map(({ rows, precision, kind }) => {
    const weights = kind === null || rows.length === 0 ? {} : { weights: { column: 'weight', kind } };
    const table = tableOfRows(
      rows,
      2,
      2,
      rows.map((_, r) => (r % 3) + 1),
    );
    return groupComoments(table, { by: ['school', 'arm'], of: ['x0', 'x1'], precision, ...weights });
  });

const facts = ({ by, of, weightKind, missing, precision }: GroupedComoments) => ({
  by,
  of,
  weightKind,
  missing,
  precision,
});
const json = (record: GroupedComoments): AggregateJson => JSON.parse(JSON.stringify(aggregateToJson(record)));

describe.each([
  ['JSON', (record: GroupedComoments) => aggregateFromJson(json(record))],
  ['bytes', (record: GroupedComoments) => aggregateFromBytes(aggregateToBytes(record))],
])('an aggregate as %s', (_, roundTrip) => {
  property.prop([anyRecord], runs)('comes back with the same bits', (record) => {
    const back = roundTrip(record);
    expect(bitsOf(back)).toEqual(bitsOf(record));
    expect(facts(back)).toEqual(facts(record));
    expect(back.exact === null).toBe(record.exact === null);
  });

  property.prop([anyRecord], runs)('merges like the one that was sent', (record) => {
    expect(bitsOf(mergeComoments(roundTrip(record), roundTrip(record)))).toEqual(
      bitsOf(mergeComoments(record, record)),
    );
  });
});

const sample = groupComoments(
  tableOfRows(
    [
      { labels: ['Oak'], values: [1, 2] },
      { labels: ['Oak'], values: [2, 7] },
      { labels: ['Elm'], values: [0.1, null] },
    ],
    1,
    2,
  ),
  { by: ['school'], of: ['x0', 'x1'], precision: 'exact' },
);

describe('aggregateToJson', () => {
  test('says what it is, and holds no other labels than those of its groups', () => {
    const { kind, version, precision, columns, weightKind, missing, keys } = json(sample);
    expect({ kind, version, precision, columns, weightKind, missing }).toEqual({
      kind: 'grouped-comoments',
      version: 1,
      precision: 'exact',
      columns: ['x0', 'x1'],
      weightKind: null,
      missing: 'omit',
    });
    expect(keys).toEqual([{ levels: ['Oak', 'Elm'], codes: [1, 0] }]);
  });

  test('gives the same text for any order of the rows when sums are exact, but for the order of labels', () => {
    const rows = [3, 1e16, -7.25, 0.1, 2 ** 60].map((x) => ({ labels: [], values: [x] }));
    const text = (list: typeof rows) =>
      JSON.stringify(
        aggregateToJson(groupComoments(tableOfRows(list, 0, 1), { by: [], of: ['x0'], precision: 'exact' })),
      );
    expect(text(rows.toReversed())).toBe(text(rows));
  });
});

describe('aggregateFromJson', () => {
  const changed = (change: Record<string, unknown>): unknown => ({ ...json(sample), ...change });

  test.each([
    ['nothing', null],
    ['a text', 'grouped-comoments'],
    ['a list', []],
    ['another kind', changed({ kind: 'grouped-moments' })],
    ['another version', changed({ version: 2 })],
    ['an unknown precision', changed({ precision: 'half' })],
    ['an unknown kind of weights', changed({ weightKind: 'replicate' })],
    ['no columns', changed({ columns: undefined })],
    ['a column that is no text', changed({ columns: ['x0', 1] })],
    ['a count that is not whole', changed({ groupCount: 1.5 })],
    ['fewer numbers than groups', changed({ n: [2] })],
    ['a number of rows below 0', changed({ n: [0, -2] })],
    [
      'a mean that is no number',
      changed({
        means: [
          ['1', 2],
          [1, 2],
        ],
      }),
    ],
    [
      'a mean that is missing where there are rows',
      changed({
        means: [
          [null, null],
          [null, 4.5],
        ],
      }),
    ],
    [
      'a product too few',
      changed({
        products: [
          [0, 1],
          [0, 1],
        ],
      }),
    ],
    ['a code beyond the labels', changed({ keys: [{ levels: ['Oak', 'Elm'], codes: [1, 2] }] })],
    ['a label twice', changed({ keys: [{ levels: ['Oak', 'Oak'], codes: [1, 0] }] })],
    ['weights where there are none', changed({ weight: [1, 1] })],
    ['a group twice', changed({ keys: [{ levels: ['Oak'], codes: [0, 0] }] })],
    ['two groups of no keys', changed({ by: [], keys: [] })],
    ['a part of a row', changed({ n: [0, 2.5] })],
    [
      'fewer rows with a value than rows with all of them',
      changed({
        columnN: [
          [1, 1],
          [0, 2],
        ],
      }),
    ],
    [
      'a sum of squares below 0',
      changed({
        products: [
          [0, 0.5],
          [0, 2.5],
          [0, -12.5],
        ],
      }),
    ],
    ['rows that weigh nothing', changed({ weightKind: 'sampling', weight: [0, 0] })],
    ['a weight of no rows', changed({ weightKind: 'sampling', weight: [1, 2] })],
    [
      'digits without an exponent',
      changed({
        exact: [
          [[], [], [], [], []],
          [[null, 3], [], [], [], []],
        ],
      }),
    ],
    ['no exact sums', changed({ exact: null })],
    [
      'digits that are no digits',
      changed({
        exact: [
          [[], [], [], [], []],
          [[0, 0.5], [], [], [], []],
        ],
      }),
    ],
    [
      'digits that are a text',
      changed({
        exact: [
          [[], [], [], [], []],
          [['a'], [], [], [], []],
        ],
      }),
    ],
    ['counts of rows left out that are missing', changed({ leftOut: { noGroup: 0, incomplete: 0, zeroWeight: 0 } })],
  ])('refuses %s', (_, value) => {
    expect(() => aggregateFromJson(value)).toThrow(refused);
  });
});

describe('aggregateFromBytes', () => {
  const bytes = aggregateToBytes(sample);

  test('refuses bytes that are cut off anywhere', () => {
    for (let length = 0; length < bytes.length; length++)
      expect(() => aggregateFromBytes(bytes.subarray(0, length))).toThrow(refused);
  });

  property.prop([fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })], runs)(
    'refuses bytes of which one is changed',
    (at, change) => {
      const damaged = bytes.slice();
      damaged[at]! ^= change;
      expect(() => aggregateFromBytes(damaged)).toThrow(refused);
    },
  );

  test.each(['', '{', 'null', '[]', '{}', '{"columns":"ab","groupCount":0}', '{"columns":[],"groupCount":1e9}'])(
    'refuses what is no header, with a right checksum too: %s',
    (header) => {
      const text = new TextEncoder().encode(header);
      const made = new Uint8Array(16 + text.length);
      made.set(bytes.subarray(0, 8));
      made.set(text, 16);
      const view = new DataView(made.buffer);
      view.setUint32(12, text.length, true);
      view.setUint32(8, checksum(made.subarray(12)), true);
      expect(() => aggregateFromBytes(made)).toThrow(refused);
    },
  );

  test('refuses what is no bytes', () => expect(() => aggregateFromBytes('EFAG' as never)).toThrow(refused));

  test('reads from the middle of a larger buffer', () => {
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 3);
    expect(bitsOf(aggregateFromBytes(larger.subarray(3, 3 + bytes.length)))).toEqual(bitsOf(sample));
  });
});
