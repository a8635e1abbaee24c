import type { GroupedComoments } from '../../../aggregate/grouped-comoments.js';
import { EfficacyError } from '../../../support/errors.js';
import type { TreatmentColumn } from '../../trial/two-arms.js';
import { type ArmGroups, armMeans } from './arm-means.js';
import { comomentsOfGrowth, type GrowthData } from './growth-data.js';
import type { MeanVector } from './mean-vector.js';

/** Means of columns in the treatment arm and, last, of the gain in the control arm. */
export interface MeansOfArms {
  /** The means with their covariance. */
  readonly vector: MeanVector;
  /** Null without arms. */
  readonly nControl: number | null;
  /** Null without clusters. */
  readonly clusters: number | null;
}

/**
 * @param columns - wanted of the treatment arm, the gain first
 * @throws {@link EfficacyError} `invalid_argument` where controls used the product, and for weighted co-moments without clusters
 */
export function meansOfArms(
  data: GrowthData,
  columns: readonly string[],
  { arm, cluster }: { readonly arm?: TreatmentColumn; readonly cluster?: string },
  who: string,
): MeansOfArms {
  const { indicator, minutes } = data;
  const of = [...new Set([...columns, minutes, ...(indicator === null ? [] : [indicator])])];
  const comoments = comomentsOfGrowth(data, [arm?.column, cluster], of, who);
  const meansIn = (name: string): Float64Array => comoments.means[comoments.of.indexOf(name)]!;
  const groups = Array.from(comoments.n.keys()).filter((g) => comoments.n[g]! > 0);
  const isTreated = (g: number): boolean => indicator === null || meansIn(indicator)[g] === 1;
  const [treated, controls] = [groups.filter(isTreated), groups.filter((g) => !isTreated(g))];
  if (controls.some((g) => meansIn(minutes)[g]! > 0)) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} offers only estimand 'causal' where controls used the product too: their growth is not that of students without it`,
    );
  }
  refuseUnknownSpread(comoments, cluster, who);
  const key = cluster === undefined ? null : comoments.keys[comoments.by.indexOf(cluster)]!.codes;
  const placesOf = (names: readonly string[]): readonly number[] => names.map((name) => comoments.of.indexOf(name));
  const treatment: ArmGroups = { groups: treated, columns: placesOf(columns) };
  const control: ArmGroups = { groups: controls, columns: placesOf(columns.slice(0, 1)) };
  return {
    vector: armMeans(comoments, indicator === null ? [treatment] : [treatment, control], key, who),
    nControl: indicator === null ? null : controls.reduce((sum, g) => sum + comoments.n[g]!, 0),
    clusters: key === null ? null : new Set(groups.map((g) => key[g])).size,
  };
}

/** Coefficients of the first means, and of the last, the others 0. */
export function coefficients({ means }: MeanVector, first: readonly number[], last = 0): readonly number[] {
  return means.map((_, i) => (first[i] ?? 0) + (i === means.length - 1 ? last : 0));
}

/** Refuses weighted co-moments without clusters: nothing else tells how their means vary. */
export function refuseUnknownSpread({ weightKind }: GroupedComoments, cluster: string | undefined, who: string): void {
  if (weightKind === null || weightKind === 'frequency' || cluster !== undefined) return;
  throw new EfficacyError(
    'invalid_argument',
    `${who} needs a cluster for co-moments with ${weightKind} weights: without the rows nothing else tells how means vary`,
    { weightKind },
  );
}
