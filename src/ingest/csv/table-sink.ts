import type { Column } from '../../columns/column.js';
import type { LineMap } from '../../columns/line-map.js';
import { makeTable, type Table } from '../../columns/table.js';
import type { LabelDictionary } from './labels.js';
import { numeric, type RowBatch, type RowPlan, rowBatch } from './row-plan.js';
import type { RowSink } from './row-sink.js';

/** Rows of the first batch; the following ones are twice as large each, up to these many cells. */
const firstRows = 1024;
const mostCells = 2 ** 20;

/** Keeps all rows: the batches are joined at the end, column by column, so that at most one column is there twice. */
export function tableSink(): RowSink<Table> {
  let plan: RowPlan;
  let lines: LineMap;
  let parts: RowBatch[] = [];
  const next = (rows: number): RowBatch => rowBatch(plan, rows);
  return {
    start(rowPlan, lineMap) {
      plan = rowPlan;
      lines = lineMap;
      return next(Math.min(firstRows, Math.max(64, Math.floor(mostCells / Math.max(1, plan.kept.length)))));
    },
    full(batch) {
      parts.push(batch);
      const larger = 2 * batch.capacity;
      return next(larger * plan.kept.length > mostCells ? batch.capacity : larger);
    },
    end(batch) {
      parts.push(batch);
      const rows = parts.reduce((sum, part) => sum + part.rows, 0);
      const columns = plan.kept.map(({ name, field }): [string, Column] => [name, joined(plan, parts, field, rows)]);
      parts = [];
      return makeTable(columns, { lines });
    },
  };
}

function joined(plan: RowPlan, parts: readonly RowBatch[], field: number, rows: number): Column {
  if (plan.roles[field] === numeric)
    return { kind: 'numeric', values: join(parts, 'values', field, new Float64Array(rows)) };
  const { levels } = plan.dictionaries[field] as LabelDictionary;
  return { kind: 'factor', codes: join(parts, 'codes', field, new Uint32Array(rows)), levels };
}

/** The filled parts of one column, one after the other; each part is let go once it is copied. */
function join<Kind extends 'values' | 'codes'>(
  parts: readonly RowBatch[],
  kind: Kind,
  field: number,
  out: RowBatch[Kind][number],
): RowBatch[Kind][number] {
  let at = 0;
  for (const { rows, [kind]: columns } of parts) {
    const part = columns[field] as RowBatch[Kind][number];
    out.set(part.subarray(0, rows), at);
    columns[field] = part.slice(0, 0);
    at += rows;
  }
  return out;
}
