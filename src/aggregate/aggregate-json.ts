import type { FactorColumn } from '../columns/column.js';
import { addDigits, exactDigits, exactSums } from '../numeric/sums/index.js';
import { exactWidth } from './exact-cells.js';
import type { GroupedComoments, LeftOutCounts, MissingRule, Precision } from './grouped-comoments.js';
import { refuse, requireList, requireRecord, requireWhole } from './require-json.js';
import type { WeightKind } from './weights.js';

/** A record of co-moments as plain JSON: to store it, or to send it from where the rows are to where it is merged. */
export interface AggregateJson {
  /** What this record is. */
  readonly kind: 'grouped-comoments';
  /** Of this form. */
  readonly version: 1;
  /** How sums were held. */
  readonly precision: Precision;
  /** Names of the columns. */
  readonly columns: readonly string[];
  /** The columns whose labels together name a group. */
  readonly by: readonly string[];
  /** What the weights meant; null without weights. */
  readonly weightKind: WeightKind | null;
  /** What was done with rows that lack a value. */
  readonly missing: MissingRule;
  /** How many groups have rows. */
  readonly groupCount: number;
  /** For each column of `by` its labels, and which of them each group has. */
  readonly keys: readonly LabelsJson[];
  /** For each group the rows used; with frequency weights, the rows that they stand for. */
  readonly n: readonly number[];
  /** For each group the sum of the weights; null where it is `n`. */
  readonly weight: readonly number[] | null;
  /** For each column; null where a group has no complete row. */
  readonly means: readonly (readonly (number | null)[])[];
  /** For each pair (i, j) of columns with i >= j, at i (i + 1) / 2 + j, its centred cross-product in each group. */
  readonly products: readonly (readonly number[])[];
  /** For each column the rows of each group that have a value in it. */
  readonly columnN: readonly (readonly number[])[];
  /** Rows left out, by what they lack. */
  readonly leftOut: LeftOutCounts;
  /** With precision `exact`, for each group each of its sums as `[exponent, digit, ...]` in base 2^32. */
  readonly exact: readonly (readonly (readonly number[])[])[] | null;
}

/** The labels of one column, and which of them each group has. */
export interface LabelsJson {
  /** The labels, each once. */
  readonly levels: readonly string[];
  /** For each group the index of its label. */
  readonly codes: readonly number[];
}

/**
 * A record of co-moments as plain JSON, with the labels that its groups have. Every number comes back with the same bits.
 *
 * @example
 * JSON.stringify(aggregateToJson(groupComoments(table, { by: ['school'], of: ['pre', 'post'] })));
 */
export function aggregateToJson(aggregate: GroupedComoments): AggregateJson {
  const { precision, of, by, weightKind, missing, groupCount, n, weight, exact, leftOut } = aggregate;
  const width = exactWidth(of.length, weightKind !== null);
  const numbers = (columns: readonly Float64Array[]): number[][] => columns.map((column) => [...column]);
  return {
    kind: 'grouped-comoments',
    version: 1,
    precision,
    columns: [...of],
    by: [...by],
    weightKind,
    missing,
    groupCount,
    keys: aggregate.keys.map(usedLabels),
    n: [...n],
    weight: weightKind === null || weightKind === 'frequency' ? null : [...weight],
    means: aggregate.means.map((mean) => Array.from(mean, (x) => (Number.isNaN(x) ? null : x))),
    products: numbers(aggregate.products),
    columnN: numbers(aggregate.columnN),
    leftOut,
    exact:
      exact === null
        ? null
        : Array.from({ length: groupCount }, (_, g) =>
            Array.from({ length: width }, (__, i) => exactDigits(exact, g * width + i)),
          ),
  };
}

/**
 * The record that {@link aggregateToJson} wrote.
 *
 * @param json - what `JSON.parse` gave
 * @throws {@link EfficacyError} `invalid_aggregate` where it is no such record, of another version, or damaged; the message names the field
 */
export function aggregateFromJson(json: unknown): GroupedComoments {
  const record = requireRecord(json, 'the record');
  if (record['kind'] !== 'grouped-comoments') refuse('kind', '"grouped-comoments"', record['kind']);
  if (record['version'] !== 1) refuse('version', '1', record['version']);
  const precision = oneOf(record, 'precision', ['double', 'exact'] as const);
  const weightKind = oneOf(record, 'weightKind', [null, 'frequency', 'precision', 'sampling'] as const);
  const missing = oneOf(record, 'missing', ['omit', 'refuse'] as const);
  const of = texts(record['columns'], 'columns');
  const by = texts(record['by'], 'by');
  const groupCount = requireWhole(record['groupCount'], 'groupCount');
  const k = of.length;

  const column = (value: unknown, field: string, what: What): Float64Array =>
    Float64Array.from(requireList(value, field, groupCount), (x, g) =>
      isWhat(x, what, n[g]!) ? (x ?? Number.NaN) : refuse(`${field}[${g}]`, needed[what], x),
    );
  const columns = (field: string, whats: readonly What[]): Float64Array[] =>
    requireList(record[field], field, whats.length).map((value, i) => column(value, `${field}[${i}]`, whats[i]!));

  let n: Float64Array = new Float64Array(groupCount);
  n = column(record['n'], 'n', 'rows');
  const weighted = weightKind === 'precision' || weightKind === 'sampling';
  if (!weighted && record['weight'] !== null) refuse('weight', 'null where it is n', record['weight']);
  const keys = requireList(record['keys'], 'keys', by.length).map((key, j) => keyOf(key, `keys[${j}]`, groupCount));
  const groups = new Set(Array.from(n, (_, g) => keys.map(({ codes }) => codes[g]).join())).size;
  if (groups < groupCount) refuse('keys', 'each group once', `${groups} groups where there are ${groupCount}`);
  const pairs = of.flatMap((_, i) => of.slice(0, i + 1).map((__, j): What => (i === j ? 'square' : 'product')));
  return {
    kind: 'grouped-comoments',
    by,
    of,
    weightKind,
    missing,
    precision,
    groupCount,
    keys,
    n,
    weight: weighted ? column(record['weight'], 'weight', 'weight') : n,
    means: columns(
      'means',
      of.map(() => 'mean'),
    ),
    products: columns('products', pairs),
    columnN: columns(
      'columnN',
      of.map(() => 'rows'),
    ),
    exact: precision === 'exact' ? sumsOf(record['exact'], groupCount, exactWidth(k, weightKind !== null)) : null,
    leftOut: leftOutOf(record['leftOut'], k),
  };
}

/** What numbers can be of a group, and what is needed of them there. */
const needed = {
  rows: 'a whole number, no less than n',
  weight: 'a number above 0 where there are rows, else 0',
  mean: 'a finite number',
  product: 'a finite number',
  square: 'a number of 0 or more',
} as const;
type What = keyof typeof needed;

/** Whether a number can be that of a group of n rows. */
function isWhat(x: unknown, what: What, n: number): x is number | null {
  if (x === null) return what === 'mean' && n === 0;
  if (typeof x !== 'number' || !Number.isFinite(x)) return false;
  if (what === 'rows') return Number.isInteger(x) && x >= n;
  if (what === 'weight') return x >= 0 && x > 0 === n > 0;
  return what !== 'square' || x >= 0;
}

/** A key with no other labels than those that groups have. */
function usedLabels({ levels, codes }: FactorColumn): { readonly levels: string[]; readonly codes: number[] } {
  const used = [...new Set(codes)].sort((a, b) => a - b);
  const place = new Map(used.map((code, at) => [code, at]));
  return { levels: used.map((code) => levels[code]!), codes: Array.from(codes, (code) => place.get(code)!) };
}

function oneOf<T>(record: Readonly<Record<string, unknown>>, field: string, known: readonly T[]): T {
  const found = known.find((value) => value === record[field]);
  return found === undefined ? refuse(field, known.map(String).join(' or '), record[field]) : found;
}

function texts(value: unknown, field: string): string[] {
  return requireList(value, field).map((text, i) =>
    typeof text === 'string' ? text : refuse(`${field}[${i}]`, 'text', text),
  );
}

function keyOf(value: unknown, field: string, groupCount: number): FactorColumn {
  const key = requireRecord(value, field);
  const levels = texts(key['levels'], `${field}.levels`);
  if (new Set(levels).size < levels.length) refuse(`${field}.levels`, 'each label once', levels);
  const codes = requireList(key['codes'], `${field}.codes`, groupCount).map((code, g) => {
    const whole = requireWhole(code, `${field}.codes[${g}]`);
    return whole < levels.length ? whole : refuse(`${field}.codes[${g}]`, `a number below ${levels.length}`, code);
  });
  return { kind: 'factor', codes: Uint32Array.from(codes), levels };
}

function leftOutOf(value: unknown, k: number): LeftOutCounts {
  const counts = requireRecord(value, 'leftOut');
  const count = (field: 'noGroup' | 'incomplete' | 'zeroWeight'): number =>
    requireWhole(counts[field], `leftOut.${field}`);
  return {
    noGroup: count('noGroup'),
    incomplete: count('incomplete'),
    byColumn: requireList(counts['byColumn'], 'leftOut.byColumn', k).map((n, i) =>
      requireWhole(n, `leftOut.byColumn[${i}]`),
    ),
    zeroWeight: count('zeroWeight'),
  };
}

function sumsOf(value: unknown, groupCount: number, width: number): GroupedComoments['exact'] {
  const sums = exactSums(groupCount * width);
  requireList(value, 'exact', groupCount).forEach((group, g) => {
    requireList(group, `exact[${g}]`, width).forEach((digits, i) => {
      const field = `exact[${g}][${i}]`;
      try {
        addDigits(sums, g * width + i, requireList(digits, field) as readonly number[]);
      } catch {
        refuse(field, '[exponent, digit, ...]', digits);
      }
    });
  });
  return sums;
}
