import type { ExactSums } from '../numeric/sums/index.js';
import { EfficacyError } from '../support/errors.js';
import { counted, quoted } from '../support/text.js';
import { type ExactAccumulation, exactTotalsOf } from './add-exact-rows.js';
import { type Accumulation, totalsOf } from './add-rows.js';
import { cellStride } from './cells.js';
import { exactWidth, pickExact } from './exact-cells.js';
import { exactStatistics } from './exact-statistics.js';
import type { GroupedComoments, MissingRule } from './grouped-comoments.js';
import type { Grouping } from './grouping.js';
import { type NamedGroups, nameGroups } from './groups.js';
import type { LeftOutRows } from './odd-rows.js';
import { columnCounts, refuseOverflow, type Statistics, statisticsOf } from './statistics-of-cells.js';
import type { WeightKind } from './weights.js';

/** What a co-moments record says of how it was made. */
export interface ComomentsPlan {
  readonly by: readonly string[];
  readonly of: readonly string[];
  readonly weightKind: WeightKind | null;
  readonly missing: MissingRule;
}

/**
 * The record of sums that are complete.
 *
 * @throws {@link EfficacyError} `overflow`; `not_finite` where rows lack values and the plan refuses that
 */
export function comomentsOf(
  plan: ComomentsPlan,
  grouping: SlotNames,
  sums: Accumulation,
  who: string,
): GroupedComoments {
  refuseIncomplete(plan, sums.left, who);
  const cells = totalsOf(sums);
  const stride = cellStride(cells);
  const { seen } = sums.left;
  const named = nameGroups(grouping, (slot) => cells.values[slot * stride + cells.k]! > 0 || seen[slot] === 1);
  return record(plan, named, statisticsOf(cells, named.slots), sums.left, null, who);
}

/**
 * The record of exact sums that are complete.
 *
 * @throws {@link EfficacyError} `overflow`; `not_finite` where rows lack values and the plan refuses that
 */
export function exactComomentsOf(
  plan: ComomentsPlan,
  grouping: SlotNames,
  sums: ExactAccumulation,
  who: string,
): GroupedComoments {
  refuseIncomplete(plan, sums.left, who);
  const totals = exactTotalsOf(sums);
  const { seen } = sums.left;
  const named = nameGroups(grouping, (slot) => sums.rows[slot]! > 0 || seen[slot] === 1);
  const exact = pickExact(totals, named.slots, exactWidth(sums.k, sums.weighted));
  const rows = Float64Array.from(named.slots, (slot) => sums.rows[slot]!);
  return record(plan, named, exactStatistics(exact, rows, sums.k, sums.weighted), sums.left, exact, who);
}

/** What it takes to name the groups. */
export type SlotNames = Pick<Grouping, 'columns' | 'slots' | 'codesOf'>;

function record(
  plan: ComomentsPlan,
  { slots, keys }: NamedGroups,
  statistics: Statistics,
  left: LeftOutRows,
  exact: ExactSums | null,
  who: string,
): GroupedComoments {
  refuseOverflow(plan.of, statistics, who);
  const { rows, weight, means, products } = statistics;
  const n = plan.weightKind === 'frequency' ? weight : rows;
  const { noGroup, incomplete, byColumn, zeroWeight } = left;
  return {
    kind: 'grouped-comoments',
    ...plan,
    precision: exact === null ? 'double' : 'exact',
    groupCount: slots.length,
    keys,
    n,
    weight,
    means,
    products,
    columnN: columnCounts(n, left, slots),
    exact,
    leftOut: { noGroup, incomplete, byColumn: [...byColumn], zeroWeight },
  };
}

/** Throws `not_finite` where rows lack values and the plan refuses that. */
function refuseIncomplete({ of, missing }: ComomentsPlan, left: LeftOutRows, who: string): void {
  if (missing === 'omit' || left.incomplete === 0) return;
  const column = of[left.byColumn.findIndex((c) => c > 0)]!;
  throw new EfficacyError(
    'not_finite',
    `${who} found ${counted(left.incomplete, 'row')} with a missing value, in ${quoted(column)} for one; leave them out or use missing: 'omit'`,
    { incomplete: left.incomplete, column },
  );
}
