import { packedIndex } from '../../numeric/linalg/packed.js';
import type { CellMoments } from './cells.js';
import type { LinearInput } from './linear-input.js';
import type { SystemRows } from './vcov.js';

/** A column made of others: the centre of the column `at`, and a weighted sum of columns as they stand about their centres. */
export interface Combination {
  readonly name: string;
  readonly at: number;
  /** Column and weight, for those whose weight is not 0. */
  readonly of: readonly (readonly [column: number, weight: number])[];
}

/** A column of the input as it is. */
export function sameColumn(input: LinearInput, at: number): Combination {
  return { name: input.names[at] ?? '', at, of: [[at, 1]] };
}

/**
 * The data of a regression on made columns, the last of them the outcome, without going back to the rows: means and cross-products of
 * weighted sums follow from those of their parts.
 *
 * @param centres - for each block the centre of every column of the input, its outcome last
 */
export function combineColumns(
  input: LinearInput,
  centres: readonly Float64Array[],
  columns: readonly Combination[],
): LinearInput {
  const { cells, rows } = input;
  const names = columns.slice(0, -1).map(({ name }) => name);
  const moments = (of: CellMoments): CellMoments => combineMoments(of, cells.blocks, centres, columns);
  return {
    ...input,
    names,
    terms: names.map((name) => ({ term: name, names: [name] })),
    cells: {
      ...cells,
      comoments: moments(cells.comoments),
      others: cells.others && { unit: moments(cells.others.unit), squared: moments(cells.others.squared) },
    },
    rows: rows && combineRows(rows, centres, columns),
  };
}

/** The made columns row by row, made when they are first asked for: cluster-robust covariances never do. */
function combineRows(rows: SystemRows, centres: readonly Float64Array[], columns: readonly Combination[]): SystemRows {
  let made: readonly Float64Array[] | null = null;
  return {
    ...rows,
    get columns(): readonly Float64Array[] {
      made ??= columns.map((column) => combine(column, rows.columns, (row) => centres[rows.blocks[row]!]!));
      return made;
    },
  };
}

function combineMoments(
  moments: CellMoments,
  blocks: Uint32Array,
  centres: readonly Float64Array[],
  columns: readonly Combination[],
): CellMoments {
  const means = columns.map((column) => combine(column, moments.means, (cell) => centres[blocks[cell]!]!));
  const products = columns.flatMap((a, i) => columns.slice(0, i + 1).map((b) => combineProducts(a, b, moments)));
  return { ...moments, means, products };
}

function combine(
  { at, of }: Combination,
  columns: readonly Float64Array[],
  centreOf: (place: number) => Float64Array,
): Float64Array {
  const [only] = of;
  if (of.length === 1 && only![0] === at && only![1] === 1) return columns[at]!;
  return Float64Array.from({ length: columns[at]!.length }, (_, place) => {
    const centre = centreOf(place);
    return of.reduce((sum, [j, weight]) => sum + weight * (columns[j]![place]! - centre[j]!), centre[at]!);
  });
}

function combineProducts(a: Combination, b: Combination, { groupCount, products }: CellMoments): Float64Array {
  const out = new Float64Array(groupCount);
  for (const [i, wi] of a.of) {
    for (const [j, wj] of b.of) {
      const product = products[packedIndex(Math.max(i, j), Math.min(i, j))]!;
      const w = wi * wj;
      for (let cell = 0; cell < groupCount; cell++) out[cell]! += w * product[cell]!;
    }
  }
  return out;
}
