import { factorColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { listed, quoted } from '../../support/text.js';
import type { TwoArms } from './two-arms.js';

/** One block of a trial: which rows it has, and how many units or clusters were assigned in each arm. */
export interface TrialBlock {
  readonly label: string;
  readonly rows: Uint32Array;
  readonly treatment: number;
  readonly control: number;
}

/**
 * The blocks of a trial in the order of their labels, with the units that were assigned in them: rows, or clusters.
 *
 * @throws {@link EfficacyError} `unbalanced_design` for a cluster in two blocks
 */
export function trialBlocks(
  { table, treated }: TwoArms,
  block: string,
  cluster: string | undefined,
  who: string,
): readonly TrialBlock[] {
  const { codes, levels } = factorColumnOf(table, block, who);
  const units = cluster === undefined ? null : clustersInBlocks(table, block, cluster, who);
  const blocks = new Map<number, { rows: number[]; arms: readonly [Set<number>, Set<number>] }>();
  codes.forEach((code, row) => {
    let found = blocks.get(code);
    if (found === undefined) {
      found = { rows: [], arms: [new Set(), new Set()] };
      blocks.set(code, found);
    }
    found.rows.push(row);
    found.arms[treated[row] as 0 | 1].add(units === null ? row : units[row]!);
  });
  return [...blocks]
    .map(([code, { rows, arms }]) => ({
      label: levels[code]!,
      rows: Uint32Array.from(rows),
      treatment: arms[1].size,
      control: arms[0].size,
    }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
}

/**
 * The cluster of each row, each of which lies in one block.
 *
 * @throws {@link EfficacyError} `unbalanced_design` for a cluster in two blocks
 */
export function clustersInBlocks(table: Table, block: string, cluster: string, who: string): Uint32Array {
  const blocks = factorColumnOf(table, block, who);
  const { codes, levels } = factorColumnOf(table, cluster, who);
  const blockOf = new Map<number, number>();
  codes.forEach((code, row) => {
    const [before, here] = [blockOf.get(code), blocks.codes[row]!];
    if (before !== undefined && before !== here) {
      const both = [blocks.levels[before]!, blocks.levels[here]!];
      throw new EfficacyError(
        'unbalanced_design',
        `${who} needs every cluster inside one block; ${quoted(levels[code]!)} of ${quoted(cluster)} lies in ${listed(both)} of ${quoted(block)}`,
        { cluster: levels[code], blocks: both },
      );
    }
    blockOf.set(code, here);
  });
  return codes;
}

/**
 * The blocks with both arms.
 *
 * @param drop - leave the others out rather than refuse them
 * @throws {@link EfficacyError} `unbalanced_design`, with the names of blocks that have one arm only
 */
export function twoArmedBlocks(
  blocks: readonly TrialBlock[],
  block: string,
  drop: boolean,
  who: string,
): { readonly kept: readonly TrialBlock[]; readonly dropped: readonly TrialBlock[] } {
  const kept = blocks.filter(({ treatment, control }) => treatment > 0 && control > 0);
  const dropped = blocks.filter((b) => !kept.includes(b));
  if (kept.length === 0 || (dropped.length > 0 && !drop)) {
    throw new EfficacyError(
      'unbalanced_design',
      `${who} needs both arms in every block of ${quoted(block)}; one arm is all there is in ${listed(dropped.map(({ label }) => label))}${kept.length > 0 ? "; to leave these out, set oneArmedBlocks: 'drop'" : ''}`,
      { block, oneArmed: dropped.length, blocks: blocks.length },
    );
  }
  return { kept, dropped };
}
