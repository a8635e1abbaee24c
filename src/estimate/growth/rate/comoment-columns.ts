import type { GroupedComoments } from '../../../aggregate/grouped-comoments.js';
import { packedIndex } from '../../../numeric/linalg/packed.js';
import { EfficacyError } from '../../../support/errors.js';
import { quoted } from '../../../support/text.js';
import type { TreatmentColumn } from '../../trial/two-arms.js';

/** Refuses to make a column of a name that is there. */
export function refuseTaken(name: string, names: readonly string[], who: string): void {
  if (!names.includes(name)) return;
  throw new EfficacyError(
    'duplicate_column',
    `${who} makes a column ${quoted(name)}, and there is one of that name; rename it`,
    {
      column: name,
    },
  );
}

/** The groups of which something holds. */
export function keepGroups(comoments: GroupedComoments, keep: (group: number) => boolean): GroupedComoments {
  const picked = (_: unknown, group: number): boolean => keep(group);
  return {
    ...comoments,
    groupCount: comoments.n.filter(picked).length,
    keys: comoments.keys.map((key) => ({ ...key, codes: key.codes.filter(picked) })),
    n: comoments.n.filter(picked),
    weight: comoments.weight.filter(picked),
    means: comoments.means.map((means) => means.filter(picked)),
    products: comoments.products.map((products) => products.filter(picked)),
    columnN: comoments.columnN.map((n) => n.filter(picked)),
    precision: 'double',
    exact: null,
  };
}

/** With one more column: c x + d y of two others. */
export function withCombination(
  comoments: GroupedComoments,
  name: string,
  [x, c]: readonly [column: string, factor: number],
  [y, d]: readonly [column: string, factor: number],
  who: string,
): GroupedComoments {
  refuseTaken(name, comoments.of, who);
  const [a, b] = [comoments.of.indexOf(x), comoments.of.indexOf(y)];
  const product = (i: number, j: number): Float64Array =>
    comoments.products[packedIndex(Math.max(i, j), Math.min(i, j))]!;
  const combined = (p: Float64Array, q: Float64Array): Float64Array => p.map((value, g) => c * value + d * q[g]!);
  const row = comoments.of.map((_, j) => combined(product(a, j), product(b, j)));
  const own = combined(row[a]!, row[b]!).map((square) => Math.max(0, square));
  return withColumn(comoments, name, combined(comoments.means[a]!, comoments.means[b]!), [...row, own]);
}

/** With one more column: 1 in the groups of the treatment arm, 0 in the others. */
export function withIndicator(
  comoments: GroupedComoments,
  { column, treated }: TreatmentColumn,
  name: string,
  who: string,
): GroupedComoments {
  refuseTaken(name, comoments.of, who);
  const key = comoments.keys[comoments.by.indexOf(column)]!;
  const code = key.levels.indexOf(treated);
  const none = new Float64Array(comoments.groupCount);
  const means = none.map((_, g) => Number(key.codes[g] === code));
  return withColumn(
    comoments,
    name,
    means,
    [...comoments.of, name].map(() => none),
  );
}

function withColumn(
  comoments: GroupedComoments,
  name: string,
  means: Float64Array,
  row: readonly Float64Array[],
): GroupedComoments {
  return {
    ...comoments,
    of: [...comoments.of, name],
    means: [...comoments.means, means],
    products: [...comoments.products, ...row],
    columnN: [...comoments.columnN, comoments.n],
    leftOut: { ...comoments.leftOut, byColumn: [...comoments.leftOut.byColumn, 0] },
    precision: 'double',
    exact: null,
  };
}
