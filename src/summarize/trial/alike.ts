import { missingCode } from '../../columns/column.js';
import { factorColumnOf, type Table } from '../../columns/table.js';
import type { AttritionBoundary } from '../../judge/attrition/boundary-table.js';
import { type WwcAttrition, wwcAttrition } from '../../judge/attrition/wwc-attrition.js';
import {
  type ClusterAttritionCounts,
  type WwcClusterAttrition,
  wwcClusterAttrition,
} from '../../judge/attrition/wwc-cluster-attrition.js';
import type { BaselineEquivalence } from '../../judge/equivalence/baseline-equivalence.js';
import { baselineOfTable } from '../../judge/equivalence/baseline-of-table.js';
import type { WwcProfile } from '../../judge/profiles/profile.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { counted, quoted } from '../../support/text.js';
import type { TrialDesign } from './design.js';
import type { ArmRows, TrialRows } from './trial-rows.js';

/** Whether the arms that are compared are still alike: whom they lost, and what they were like before. */
export interface ArmsAlike {
  /** Attrition by the boundary that the design states; null without one, or with a note. */
  readonly attrition: WwcAttrition | WwcClusterAttrition | null;
  /** Equivalence of the analysed rows on everything that the estimate is adjusted for; null without covariates, or with a note. */
  readonly baseline: BaselineEquivalence | null;
  /** Why one of them is missing. */
  readonly notes: readonly Note[];
}

/** Errors that say what the data lack, not what was asked wrongly. */
const ofTheData: readonly string[] = [
  'no_data',
  'too_few_observations',
  'too_few_clusters',
  'zero_variance',
  'collinear',
  'inconsistent_counts',
  'out_of_domain',
];

/** Both judgements by an edition of the What Works Clearinghouse, from the rows that were assigned. */
export function armsAlike(
  table: Table,
  design: TrialDesign,
  profile: WwcProfile['id'],
  adjustedFor: readonly string[],
  rows: TrialRows,
  who: string,
): ArmsAlike {
  const { outcome, treatment, block, cluster, weights, attritionBoundary, assignedWithinClusters = false } = design;
  const notes: Note[] = [];
  const orNote = <T>(make: () => T): T | null => {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof EfficacyError) || !ofTheData.includes(error.code)) throw error;
      notes.push({ code: 'not_judged', message: `${error.message}.` });
      return null;
    }
  };
  const assigned = cluster !== undefined && !assignedWithinClusters;
  const ofAttrition = (boundary: AttritionBoundary): ArmsAlike['attrition'] => {
    const rule = { boundary, profile };
    if (assigned) return wwcClusterAttrition(clusterCounts(table, cluster, design, rows, who), rule);
    const countsOf = ({ assigned: all, rows: kept }: ArmRows) => ({ assigned: all, analysed: kept.length });
    return wwcAttrition({ treatment: countsOf(rows.treated), control: countsOf(rows.control) }, rule);
  };
  const ofBaseline = (): BaselineEquivalence =>
    baselineOfTable(table, {
      treatment,
      covariates: adjustedFor,
      analysed: [outcome, ...adjustedFor],
      profile,
      adjustment: { method: 'regression', covariates: adjustedFor },
      ...(cluster !== undefined && { cluster }),
      ...(block !== undefined && { block }),
    });
  if (adjustedFor.length > 0 && weights !== undefined)
    notes.push({
      code: 'not_judged',
      message: 'Baseline equivalence of weighted rows is not judged: compare the weighted means of the covariates.',
    });
  const counts = weights?.kind === 'frequency';
  if (counts && attritionBoundary !== undefined)
    notes.push({
      code: 'not_judged',
      message: 'Attrition of rows that stand for several units is not judged: give each unit a row.',
    });
  return {
    attrition: attritionBoundary === undefined || counts ? null : orNote(() => ofAttrition(attritionBoundary)),
    baseline: adjustedFor.length === 0 || weights !== undefined ? null : orNote(ofBaseline),
    notes,
  };
}

/** Clusters assigned and analysed, and individuals in the analysed ones, by the rows that the summary counts. */
function clusterCounts(
  table: Table,
  cluster: string,
  { treatment }: TrialDesign,
  rows: TrialRows,
  who: string,
): Pick<ClusterAttritionCounts, 'clusters' | 'individuals'> {
  const arms = factorColumnOf(table, treatment.column, who);
  const ids = factorColumnOf(table, cluster, who);
  const of = ({ label, rows: analysed }: ArmRows) => {
    const arm = arms.levels.indexOf(label);
    const kept = new Set(analysed.map((row) => ids.codes[row]));
    const all = new Set<number>();
    let inside = 0;
    let without = 0;
    for (const [row, code] of ids.codes.entries()) {
      if (arms.codes[row] !== arm) continue;
      if (code === missingCode) without++;
      else all.add(code);
      inside += Number(kept.has(code));
    }
    if (without > 0) {
      throw new EfficacyError(
        'no_data',
        `${who} cannot judge the attrition of clusters: ${counted(without, 'row')} of ${quoted(label)} ${without === 1 ? 'has' : 'have'} no ${quoted(cluster)}; fill in where everybody was assigned`,
        { rows: without, column: cluster },
      );
    }
    return {
      clusters: { assigned: all.size, analysed: kept.size },
      individuals: { assigned: inside, analysed: analysed.length },
    };
  };
  const [t, c] = [of(rows.treated), of(rows.control)];
  return {
    clusters: { treatment: t.clusters, control: c.clusters },
    individuals: { treatment: t.individuals, control: c.individuals },
  };
}
