import type { GroupedComoments } from '../../../aggregate/grouped-comoments.js';
import { placesOf } from '../../../aggregate/select-comoments.js';
import { packedIndex } from '../../../numeric/linalg/packed.js';
import { need } from '../../../support/need.js';
import { quoted } from '../../../support/text.js';
import type { GainColumns } from './growth-options.js';

/** The columns of the co-moments, as they are stored, and the gain of each group that has students. */
export interface StoredGains {
  /** By place among the groups that have students. */
  readonly gains: Float64Array;
  /** As stored: mean minutes of each group. */
  readonly used: Float64Array;
  /** As stored: squares and products of the scores and the minutes. The gain is `after`, less `before` where there is one. */
  readonly products: {
    readonly after: readonly [own: Float64Array, withMinutes: Float64Array];
    readonly before: readonly [own: Float64Array, withMinutes: Float64Array, withAfter: Float64Array] | null;
    readonly minutes: Float64Array;
  };
}

/** Places of the groups that have students. */
export function groupsWithStudents({ n, groupCount }: GroupedComoments): Uint32Array {
  let count = 0;
  for (let g = 0; g < groupCount; g++) if (n[g]! > 0) count++;
  const filled = new Uint32Array(count);
  for (let g = 0, k = 0; g < groupCount; g++) if (n[g]! > 0) filled[k++] = g;
  return filled;
}

/** @throws {@link EfficacyError} `column_not_found`; `out_of_domain` for minutes below 0 */
export function storedGains(
  comoments: GroupedComoments,
  filled: Uint32Array,
  gain: GainColumns,
  minutes: string,
  who: string,
): StoredGains {
  const names = typeof gain === 'string' ? [gain, minutes] : [gain.after, minutes, gain.before];
  const [a, m, b] = placesOf(comoments, names, who) as [number, number, number | undefined];
  const product = (i: number, j: number): Float64Array =>
    comoments.products[packedIndex(Math.max(i, j), Math.min(i, j))]!;
  const [later, used, first] = [comoments.means[a]!, comoments.means[m]!, b === undefined ? null : comoments.means[b]!];
  const gains = new Float64Array(filled.length);
  for (let k = 0; k < filled.length; k++) {
    const g = filled[k]!;
    if (used[g]! < 0) need(false, 'out_of_domain', who, `minutes of 0 or more in ${quoted(minutes)}`, used[g]);
    gains[k] = first === null ? later[g]! : later[g]! - first[g]!;
  }
  return {
    gains,
    used,
    products: {
      after: [product(a, a), product(a, m)],
      before: b === undefined ? null : [product(b, b), product(b, m), product(b, a)],
      minutes: product(m, m),
    },
  };
}
