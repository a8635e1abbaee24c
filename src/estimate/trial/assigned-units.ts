import { factorColumnOf, numericColumnOf } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { quoted } from '../../support/text.js';
import type { TwoArms } from './two-arms.js';

/** What was assigned as one: a row, or a cluster with the total of its rows. */
export interface AssignedUnit {
  total: number;
  rows: number;
  readonly treated: boolean;
  /** Chance of treatment; NaN where none is given. */
  readonly probability: number;
}

/**
 * The units that were assigned, with totals of the outcome.
 *
 * @param chosen - rows of both arms
 * @throws {@link EfficacyError} `out_of_domain` for a chance of treatment that is not between 0 and 1; `unbalanced_design` for one that differs
 * within a cluster
 */
export function assignedUnits(
  { table, treated }: TwoArms,
  chosen: Uint32Array,
  {
    outcome,
    cluster,
    probability,
  }: { readonly outcome: string; readonly cluster?: string; readonly probability?: number | string },
  who: string,
): readonly AssignedUnit[] {
  const values = numericColumnOf(table, outcome, who).values;
  const clusters = cluster === undefined ? null : factorColumnOf(table, cluster, who);
  const chances = typeof probability === 'string' ? numericColumnOf(table, probability, who).values : null;
  const units = new Map<number, AssignedUnit>();
  for (const row of chosen) {
    const chance = chances === null ? ((probability as number | undefined) ?? Number.NaN) : chances[row]!;
    if (probability !== undefined && !(chance > 0 && chance < 1)) {
      throw new EfficacyError(
        'out_of_domain',
        `${who} needs chances of treatment between 0 and 1, both excluded; got ${chance}${chances === null ? '' : ` in ${quoted(probability as string)}`}: who is sure to be in one arm cannot be compared`,
        { probability: chance },
      );
    }
    const id = clusters === null ? row : clusters.codes[row]!;
    const known = units.get(id);
    if (known === undefined) {
      units.set(id, { total: values[row]!, rows: 1, treated: treated[row] === 1, probability: chance });
      continue;
    }
    if (chances !== null && known.probability !== chance) {
      throw new EfficacyError(
        'unbalanced_design',
        `${who} needs one chance of treatment a cluster; ${quoted(clusters!.levels[id]!)} of ${quoted(cluster!)} has ${known.probability} and ${chance}`,
        { cluster: clusters!.levels[id] },
      );
    }
    known.total += values[row]!;
    known.rows++;
  }
  return [...units.values()];
}
