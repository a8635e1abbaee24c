import type { GroupedComoments } from '../../aggregate/group-comoments.js';
import { codesOfGroups, newGroupNumbers, numberedGroups, numberGroups } from '../../aggregate/group-numbers.js';
import { addToSums, comomentsOfSums, growSums, newSums } from '../../aggregate/sums-of-rows.js';
import type { FactorColumn } from '../../columns/column.js';
import type { LabelDictionary } from '../csv/labels.js';
import { type RowBatch, rowBatch } from '../csv/row-plan.js';
import type { RowSink } from '../csv/row-sink.js';
import type { AggregateCsvOptions } from './options.js';
import { weightCheck } from './weight-check.js';

/** Rows that are read before they are added: few enough to stay in the cache. */
const batchRows = 2 ** 12;

/** Adds rows to the sums of their groups, in the order of the file, and keeps none. */
export function comomentsSink(options: AggregateCsvOptions, who: string): RowSink<GroupedComoments> {
  const { by, of, weights, missing = 'omit', precision = 'double' } = options;
  const weighting = { weighted: weights !== undefined, countsRows: weights?.kind === 'frequency' };
  const sums = newSums(precision, of.length, 1, weighting);
  const numbers = newGroupNumbers(by.length);
  let numbered = new Uint32Array(0);
  let fieldOf: ReadonlyMap<string, number> = new Map();
  let dictionaries: readonly LabelDictionary[] = [];
  let checkWeights: ReturnType<typeof weightCheck> | null = null;

  const add = (batch: RowBatch): RowBatch => {
    const valuesOf = (name: string): Float64Array => batch.values[fieldOf.get(name) as number] as Float64Array;
    const codes = by.map((name) => batch.codes[fieldOf.get(name) as number] as Uint32Array);
    if (by.length > 1 && numbered.length < batch.rows) numbered = new Uint32Array(batch.capacity);
    if (by.length > 1) numberGroups(numbers, codes, 0, numbered, batch.rows);
    const slots = by.length > 1 ? numberedGroups(numbers) : (dictionaries[0]?.levels.length ?? 1);
    growSums(sums, slots);
    const keys = by.length > 1 ? [numbered] : codes;
    const w = weights === undefined ? null : valuesOf(weights.column);
    if (w !== null) checkWeights?.add(w, batch.rows);
    addToSums(sums, { columns: of.map(valuesOf), weights: w, keys, sizes: keys.map(() => sums.slots) }, 0, batch.rows);
    batch.rows = 0;
    return batch;
  };

  return {
    start(plan, lines) {
      fieldOf = new Map(plan.kept.map(({ name, field }) => [name, field]));
      dictionaries = by.map((name) => plan.dictionaries[fieldOf.get(name) as number] as LabelDictionary);
      if (weights !== undefined) checkWeights = weightCheck(weights, lines, who);
      return rowBatch(plan, batchRows);
    },
    full: add,
    end(batch) {
      add(batch);
      checkWeights?.end();
      const columns = dictionaries.map(({ levels }): FactorColumn => ({ kind: 'factor', codes: numbered, levels }));
      const members = by.length > 1 ? codesOfGroups(numbers) : [];
      const codesOf = (slots: Uint32Array): Uint32Array[] =>
        by.length > 1 ? members.map((codes) => slots.map((slot) => codes[slot] as number)) : by.map(() => slots);
      const plan = { by, of, weightKind: weights?.kind ?? null, missing };
      return comomentsOfSums(plan, { columns, slots: sums.slots, codesOf }, sums, who);
    },
  };
}
