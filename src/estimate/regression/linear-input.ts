import { type GroupedComoments, groupComoments } from '../../aggregate/group-comoments.js';
import { selectComoments } from '../../aggregate/select-comoments.js';
import { type Weights, weightsOf } from '../../aggregate/weights.js';
import type { FactorColumn } from '../../columns/column.js';
import { completeRows } from '../../columns/complete-rows.js';
import { factorColumnOf, numericColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { listed, quoted } from '../../support/text.js';
import type { Cells } from './linear-system.js';
import { termColumns } from './terms.js';
import type { SystemRows } from './vcov.js';

/** The part of a regression's options that says which data it is about. */
export interface LinearInputOptions {
  readonly outcome: string;
  readonly terms: readonly string[];
  readonly absorb?: string;
  readonly cluster?: string;
  readonly weights?: Weights;
}

/** A regression's data as cells of cross-products, and the rows behind them where there are any. */
export interface LinearInput {
  readonly names: readonly string[];
  readonly cells: Cells;
  readonly rows: SystemRows | null;
  readonly notes: readonly Note[];
}

/** From rows: complete ones, reduced by block and cluster. */
export function inputFromTable(data: Table, options: LinearInputOptions, who: string): LinearInput {
  const { outcome, absorb, cluster, weights } = options;
  const { table, names } = termColumns(data, outcome, options.terms, who);
  if (weights !== undefined) weightsOf(table, weights, who);
  const labels = [absorb, cluster].filter((name) => name !== undefined);
  for (const name of labels) factorColumnOf(table, name, who);
  const extra = weights === undefined ? [] : [weights.column];
  const complete = completeRows(table, [outcome, ...names, ...labels, ...extra], who);
  if (complete.rows.length === 0)
    throw new EfficacyError(
      'no_data',
      `${who} found no row that is complete in ${listed([outcome, ...names, ...labels])}`,
    );

  const of = [...names, outcome];
  const by = [...new Set(labels)];
  const comoments = groupComoments(complete.table, { by, of, ...(weights === undefined ? {} : { weights }) });
  const cells = cellsOf(comoments, absorb, cluster, who);
  const rows: SystemRows = {
    columns: of.map((name) => numericColumnOf(complete.table, name, who).values),
    weights: weights === undefined ? null : numericColumnOf(complete.table, weights.column, who).values,
    blocks:
      absorb === undefined
        ? new Uint32Array(complete.rows.length)
        : denseBlocks(factorColumnOf(complete.table, absorb, who), absorb, comoments),
  };
  const notes = complete.leftOut
    .filter((reason) => reason.rows > 0)
    .map(({ column, rows: count }) => ({
      code: 'rows_left_out',
      message: `Rows left out for want of ${quoted(column)}: ${count}.`,
    }));
  if (comoments.leftOut.zeroWeight > 0)
    notes.push({
      code: 'zero_weight',
      message: `Rows left out because their weight is 0: ${comoments.leftOut.zeroWeight}.`,
    });
  return { names, cells, rows, notes };
}

/** From co-moments that somebody made before. */
export function inputFromComoments(data: GroupedComoments, options: LinearInputOptions, who: string): LinearInput {
  const { outcome, terms, absorb, cluster, weights } = options;
  if (weights !== undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} cannot weight co-moments that are already summed; give the weights to groupComoments`,
    );
  }
  const comoments = selectComoments(data, [...terms, outcome], who);
  const lost = comoments.leftOut.incomplete + comoments.leftOut.noGroup;
  const notes =
    lost === 0 ? [] : [{ code: 'rows_left_out', message: `Rows left out when the co-moments were made: ${lost}.` }];
  return { names: terms, cells: cellsOf(comoments, absorb, cluster, who), rows: null, notes };
}

/** Which block and cluster each group of the co-moments belongs to, numbered from 0 without gaps. */
function cellsOf(
  comoments: GroupedComoments,
  absorb: string | undefined,
  cluster: string | undefined,
  who: string,
): Cells {
  const dense = (name: string | undefined): { readonly ids: Uint32Array; readonly count: number } => {
    if (name === undefined) return { ids: new Uint32Array(comoments.groupCount), count: 1 };
    const key = comoments.keys[comoments.by.indexOf(name)];
    if (key === undefined) {
      throw new EfficacyError(
        'invalid_argument',
        `${who} needs co-moments grouped by ${quoted(name)}; these are grouped by ${listed(comoments.by)}`,
        {
          column: name,
          by: comoments.by,
        },
      );
    }
    const seen = new Map<number, number>();
    const ids = key.codes.map((code) => {
      const id = seen.get(code) ?? seen.size;
      seen.set(code, id);
      return id;
    });
    return { ids, count: seen.size };
  };
  const blocks = dense(absorb);
  const clusters = dense(cluster);
  return {
    comoments,
    blocks: blocks.ids,
    blockCount: blocks.count,
    clusters: cluster === undefined ? null : clusters.ids,
    clusterCount: cluster === undefined ? 0 : clusters.count,
  };
}

/** For each row the number of its block, as {@link cellsOf} counts them. */
function denseBlocks(column: FactorColumn, absorb: string, comoments: GroupedComoments): Uint32Array {
  const key = comoments.keys[comoments.by.indexOf(absorb)];
  const ids = new Map<number, number>();
  for (const code of key?.codes ?? []) if (!ids.has(code)) ids.set(code, ids.size);
  return column.codes.map((code) => ids.get(code) ?? 0);
}
