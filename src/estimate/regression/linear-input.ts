import { type GroupedComoments, groupComoments } from '../../aggregate/group-comoments.js';
import { selectComoments } from '../../aggregate/select-comoments.js';
import type { Weights } from '../../aggregate/weights.js';
import { factorColumnOf, makeTable, numericColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { listed, quoted } from '../../support/text.js';
import { analyticRows } from './analytic-rows.js';
import type { Cells, OtherWeights } from './cells.js';
import { partsOfTerm, type ReferenceLevels, type Term, termColumns } from './terms.js';
import type { SystemRows } from './vcov.js';

/** The part of a regression's options that says which data it is about. */
export interface LinearInputOptions {
  readonly outcome: string;
  readonly terms: readonly string[];
  readonly reference?: ReferenceLevels;
  readonly absorb?: string;
  readonly cluster?: string;
  readonly weights?: Weights;
}

/** A regression's data as cells of cross-products, and the rows behind them where there are any. */
export interface LinearInput {
  /** The columns on the right-hand side; the cells have them in this order, and the outcome after them. */
  readonly names: readonly string[];
  readonly terms: readonly Term[];
  readonly cells: Cells;
  readonly rows: SystemRows | null;
  readonly notes: readonly Note[];
}

/**
 * The data of a regression.
 *
 * @param needsOthers - whether cross-products under other weights will be asked for: see {@link OtherWeights}
 * @throws {@link EfficacyError} `invalid_argument` for weights or a reference with co-moments, and where co-moments lack what is needed
 */
export function linearInput(
  data: Table | GroupedComoments,
  options: LinearInputOptions,
  needsOthers: boolean,
  who: string,
): LinearInput {
  return data.kind === 'table'
    ? inputFromTable(data, options, needsOthers, who)
    : inputFromComoments(data, options, needsOthers, who);
}

/** From rows: complete ones, reduced by block and cluster. */
function inputFromTable(data: Table, options: LinearInputOptions, needsOthers: boolean, who: string): LinearInput {
  const { outcome, absorb, cluster, weights, reference = {} } = options;
  numericColumnOf(data, outcome, who);
  const sources = options.terms.flatMap((term) => partsOfTerm(data, term, who));
  const labels = [absorb, cluster].filter((name) => name !== undefined);
  for (const name of labels) factorColumnOf(data, name, who);
  const used = analyticRows(data, [outcome, ...sources, ...labels], weights, who);
  const { table, terms } = termColumns(used.table, options.terms, reference, who);
  const names = terms.flatMap((term) => term.names);
  const plan = { by: [...new Set(labels)], of: [...names, outcome] };
  const comoments = groupComoments(table, weights === undefined ? plan : { ...plan, weights });
  const others =
    needsOthers && weights !== undefined && weights.kind !== 'frequency' ? otherWeights(table, plan, weights) : null;
  const cells = cellsOf(comoments, others, absorb, cluster, who);
  return {
    names,
    terms,
    cells,
    rows: {
      columns: plan.of.map((name) => numericColumnOf(table, name, who).values),
      weights: weights === undefined ? null : numericColumnOf(table, weights.column, who).values,
      weightsCountRows: weights?.kind === 'frequency',
      blocks:
        absorb === undefined ? new Uint32Array(table.rowCount) : blocksOfRows(table, absorb, comoments, cells, who),
      where: used.where,
    },
    notes: used.notes,
  };
}

/** The same cells with every weight 1, and with squared weights. */
function otherWeights(
  table: Table,
  plan: { readonly by: readonly string[]; readonly of: readonly string[] },
  weights: Weights,
): OtherWeights {
  const { values } = numericColumnOf(table, weights.column, 'otherWeights');
  const column = `${[...table.columns.keys()].join()}^2`; // longer than any name that is there
  const squares = makeTable([...table.columns, [column, { kind: 'numeric', values: values.map((w) => w * w) }]]);
  return {
    unit: groupComoments(table, plan),
    squared: groupComoments(squares, { ...plan, weights: { column, kind: weights.kind } }),
  };
}

/** From co-moments that somebody made before. */
function inputFromComoments(
  data: GroupedComoments,
  options: LinearInputOptions,
  needsOthers: boolean,
  who: string,
): LinearInput {
  const { outcome, terms, absorb, cluster, weights, reference } = options;
  if (weights !== undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} cannot weight co-moments that are already summed; give the weights to groupComoments`,
    );
  }
  if (reference !== undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} has no labels in co-moments to take a reference from; make 0/1 columns before groupComoments`,
    );
  }
  const { weightKind } = data;
  if (needsOthers && weightKind !== null && weightKind !== 'frequency') {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs the rows for CR2 or Satterthwaite's degrees of freedom with ${weightKind} weights: co-moments hold sums under the weights alone, and these need sums without them and with their squares; CR1S takes these co-moments`,
      { weightKind },
    );
  }
  const comoments = selectComoments(data, [...terms, outcome], who);
  const lost = comoments.leftOut.incomplete + comoments.leftOut.noGroup;
  const notes =
    lost === 0 ? [] : [{ code: 'rows_left_out', message: `Rows left out when the co-moments were made: ${lost}.` }];
  return {
    names: terms,
    terms: terms.map((term) => ({ term, names: [term] })),
    cells: cellsOf(withRows(comoments), null, absorb, cluster, who),
    rows: null,
    notes,
  };
}

/** Without the groups that have no row left, whose means are NaN. */
function withRows(comoments: GroupedComoments): GroupedComoments {
  if (comoments.n.every((n) => n > 0)) return comoments;
  const keep = (_: number, group: number): boolean => comoments.n[group]! > 0;
  return {
    ...comoments,
    groupCount: comoments.n.filter(keep).length,
    keys: comoments.keys.map((key) => ({ ...key, codes: key.codes.filter(keep) })),
    n: comoments.n.filter(keep),
    weight: comoments.weight.filter(keep),
    means: comoments.means.map((means) => means.filter(keep)),
    products: comoments.products.map((products) => products.filter(keep)),
  };
}

/** Which block and cluster each group of the co-moments belongs to, numbered from 0 without gaps. */
function cellsOf(
  comoments: GroupedComoments,
  others: OtherWeights | null,
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
        { column: name, by: comoments.by },
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
    others,
    blocks: blocks.ids,
    blockCount: blocks.count,
    clusters: cluster === undefined ? null : clusters.ids,
    clusterCount: cluster === undefined ? 0 : clusters.count,
  };
}

/** For each row the number of its block, as the cells count them. */
function blocksOfRows(
  table: Table,
  absorb: string,
  comoments: GroupedComoments,
  cells: Cells,
  who: string,
): Uint32Array {
  const key = comoments.keys[comoments.by.indexOf(absorb)];
  const ids = new Map<number, number>();
  key?.codes.forEach((code, cell) => {
    ids.set(code, cells.blocks[cell]!);
  });
  return factorColumnOf(table, absorb, who).codes.map((code) => ids.get(code) ?? 0);
}
