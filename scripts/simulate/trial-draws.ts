import { type Column, factorColumn, numericColumn } from '../../src/columns/column.js';
import { makeTable, type Table } from '../../src/columns/table.js';
import type { RandomStream } from '../../src/numeric/random/index.js';
import { type CoverageDesign, design, type Figures, type Limits, type RowHeader } from './harness.js';

/** A row whose trials are tables. */
export function tableDesign(
  row: RowHeader & { readonly draw: (draws: RandomStream) => Table; readonly interval: (trial: Table) => Limits },
): CoverageDesign {
  return design({ ...row, figures: figuresOf });
}

/** A table for R: its numbers, and the sizes of its clusters and blocks, whose rows follow each other; arms are the numbers z. */
function figuresOf({ columns }: Table): Figures {
  const found = [...columns].filter(([name]) => name !== treatment.column);
  return Object.fromEntries(
    found.map(([name, column]) => {
      if (column.kind === 'numeric') return [name, column.values];
      const sizes = new Float64Array(column.levels.length);
      for (const code of column.codes) sizes[code]!++;
      return [name, sizes];
    }),
  );
}

/** Labels of the arms, as every simulated trial has them. */
export const treatment = { column: 'arm', treated: 't', control: 'c' } as const;

/** A table of numbers and labels. */
export function tableOf(columns: Readonly<Record<string, ArrayLike<number> | readonly string[]>>): Table {
  const made = Object.entries(columns).map(([name, values]): [string, Column] => {
    const labels = typeof values[0] === 'string';
    return [name, labels ? factorColumn(values as readonly string[]) : numericColumn(values as ArrayLike<number>)];
  });
  return makeTable(made);
}

/** Labels of arms for 0/1 flags. */
export const armsOf = (treated: readonly boolean[]): readonly string[] => treated.map((z) => (z ? 't' : 'c'));

/** Which of n units are treated, k of them, every choice as likely. */
export function drawn(draws: RandomStream, n: number, k: number): readonly boolean[] {
  const order = Array.from({ length: n }, (_, i) => ({ i, key: draws.uniform() })).sort((a, b) => a.key - b.key);
  const chosen = new Set(order.slice(0, k).map(({ i }) => i));
  return Array.from({ length: n }, (_, i) => chosen.has(i));
}

/** Clusters of given sizes that were assigned as a whole. */
export interface Clusters {
  readonly sizes: readonly number[];
  /** How many of them are treated. */
  readonly treated: number;
  readonly icc: number;
  readonly effect: number;
  /** Standard deviation of treated units over that of the others. */
  readonly spread?: number;
  /** Coefficient of a covariate of units with variance 1. */
  readonly slope?: number;
}

/** Pupils in clusters: total variance 1 in the control arm, but for the covariate. */
export function clusteredTrial(draws: RandomStream, design: Clusters): Table {
  const { sizes, treated, icc, effect, spread = 1, slope = 0 } = design;
  const flags = drawn(draws, sizes.length, treated);
  const rows = sizes.flatMap((size, g) => {
    const [z, own] = [flags[g] as boolean, Math.sqrt(icc) * draws.normal()];
    return Array.from({ length: size }, () => {
      const x = draws.normal();
      const noise = own + Math.sqrt(1 - icc) * draws.normal();
      return { z, x, cluster: `g${g}`, y: Number(z) * effect + slope * x + (z ? spread : 1) * noise };
    });
  });
  return tableOf({
    y: rows.map(({ y }) => y),
    x: rows.map(({ x }) => x),
    z: rows.map(({ z }) => Number(z)),
    cluster: rows.map(({ cluster }) => cluster),
    arm: armsOf(rows.map(({ z }) => z)),
  });
}

/** Units within blocks: in each, so many are treated; blocks differ, and so may their effects, which sum to 0 over units. */
export function blockedTrial(
  draws: RandomStream,
  blocks: readonly { readonly size: number; readonly treated: number; readonly extra?: number }[],
  effect: number,
  spread = 1,
): Table {
  const rows = blocks.flatMap(({ size, treated, extra = 0 }, b) => {
    const level = 2 * draws.normal();
    return drawn(draws, size, treated).map((z) => ({
      z,
      block: `b${b}`,
      y: level + Number(z) * (effect + extra) + (z ? spread : 1) * draws.normal(),
    }));
  });
  return tableOf({
    y: rows.map(({ y }) => y),
    z: rows.map(({ z }) => Number(z)),
    block: rows.map(({ block }) => block),
    arm: armsOf(rows.map(({ z }) => z)),
  });
}

/** Encouraged units, a share of whom take part because of it; those who would anyway have higher outcomes. */
export function encouragedTrial(draws: RandomStream, n: number, compliers: number, effect: number): Table {
  const flags = drawn(draws, n, Math.floor(n / 2));
  const rows = flags.map((z) => {
    const kind = draws.uniform();
    const always = kind > 0.9;
    const took = always || (z && kind < compliers);
    return { z, took, y: Number(took) * effect + Number(always) + draws.normal() };
  });
  return tableOf({
    y: rows.map(({ y }) => y),
    took: rows.map(({ took }) => Number(took)),
    z: rows.map(({ z }) => Number(z)),
    arm: armsOf(flags),
  });
}
