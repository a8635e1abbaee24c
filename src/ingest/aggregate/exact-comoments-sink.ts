import { type GroupedComoments, groupComoments } from '../../aggregate/group-comoments.js';
import { mergeComoments } from '../../aggregate/merge-comoments.js';
import type { Column } from '../../columns/column.js';
import { makeTable } from '../../columns/table.js';
import type { LabelDictionary } from '../csv/labels.js';
import { numeric, type RowBatch, type RowPlan, rowBatch } from '../csv/row-plan.js';
import type { RowSink } from '../csv/row-sink.js';
import type { AggregateCsvOptions } from './options.js';
import { weightCheck } from './weight-check.js';

/** Rows of a part. Exact sums merge exactly, so that this decides about speed and memory alone. */
const batchRows = 2 ** 18;

/** Reduces stretches of the file exactly, one after the other, and merges them. */
export function exactComomentsSink(options: AggregateCsvOptions, who: string): RowSink<GroupedComoments> {
  const { weights } = options;
  let rowPlan: RowPlan;
  let total: GroupedComoments | null = null;
  let checkWeights: ReturnType<typeof weightCheck> | null = null;

  const add = (batch: RowBatch): RowBatch => {
    const columns = rowPlan.kept.map(({ name, field }): [string, Column] => {
      if (rowPlan.roles[field] === numeric)
        return [name, { kind: 'numeric', values: (batch.values[field] as Float64Array).subarray(0, batch.rows) }];
      const codes = (batch.codes[field] as Uint32Array).subarray(0, batch.rows);
      const { levels } = rowPlan.dictionaries[field] as LabelDictionary;
      return [name, { kind: 'factor', codes, levels: [...levels] }];
    });
    const table = makeTable(columns);
    if (weights !== undefined) checkWeights?.add(batch.values[fieldOf(weights.column)] as Float64Array, batch.rows);
    const part = groupComoments(table, options);
    total = total === null ? part : mergeComoments(total, part);
    batch.rows = 0;
    return batch;
  };
  const fieldOf = (column: string): number => rowPlan.kept.find(({ name }) => name === column)?.field as number;

  return {
    start(plan, lines) {
      rowPlan = plan;
      if (weights !== undefined) checkWeights = weightCheck(weights, lines, who);
      return rowBatch(plan, batchRows);
    },
    full: add,
    end(batch) {
      if (batch.rows > 0 || total === null) add(batch);
      checkWeights?.end();
      return total as unknown as GroupedComoments;
    },
  };
}
