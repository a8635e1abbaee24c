import { groupComoments } from '../../aggregate/group-comoments.js';
import { type Moments, moments } from '../../aggregate/moments.js';
import { numericColumn } from '../../columns/column.js';
import { selectRows } from '../../columns/complete-rows.js';
import { makeTable, numericColumnOf, type Table } from '../../columns/table.js';
import type { TrialDesign } from './design.js';
import { furtherColumns, neededColumns, type TrialRows } from './trial-rows.js';

/** Name of the 0/1 column that says who was assigned to the treatment. */
export const indicator = '(treatment)';

/** The rows that are analysed, of both arms, with the indicator beside the columns that the design needs or asks about. */
export function analysedSample(table: Table, design: TrialDesign, rows: TrialRows): Table {
  const treated = rows.treated.rows;
  const chosen = Uint32Array.from([...treated, ...rows.control.rows]);
  const columns = selectRows(
    table,
    [...new Set([...neededColumns(design), ...furtherColumns(design)])],
    chosen,
  ).columns;
  const values = Float64Array.from(chosen, (_, i) => Number(i < treated.length));
  return makeTable([...columns, [indicator, numericColumn(values)]]);
}

/** The outcome of both arms. With weights, m2 is scaled to the number of rows. */
export function armMoments(
  sample: Table,
  design: TrialDesign,
  treatedCount: number,
  who: string,
): { readonly treatment: Moments; readonly control: Moments } {
  const values = numericColumnOf(sample, design.outcome, who).values;
  if (design.weights === undefined) {
    return { treatment: moments(values.subarray(0, treatedCount)), control: moments(values.subarray(treatedCount)) };
  }
  const weighted = (from: number, to: number): Moments => {
    const rows = Uint32Array.from({ length: to - from }, (_, i) => from + i);
    const names = [design.outcome, design.weights?.column as string];
    const arm = groupComoments(selectRows(sample, names, rows), {
      by: [],
      of: [design.outcome],
      ...(design.weights && { weights: design.weights }),
    });
    const n = arm.n[0] as number;
    return {
      n,
      mean: arm.means[0]?.[0] as number,
      m2: ((arm.products[0]?.[0] as number) / (arm.weight[0] as number)) * n,
    };
  };
  return { treatment: weighted(0, treatedCount), control: weighted(treatedCount, values.length) };
}
