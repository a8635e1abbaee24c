import type { Table } from '../../columns/table.js';
import { attritionCounts, clusterAttritionCounts } from '../../judge/attrition/attrition-counts.js';
import type { AttritionBoundary } from '../../judge/attrition/boundary-table.js';
import { type WwcAttrition, wwcAttrition } from '../../judge/attrition/wwc-attrition.js';
import { type WwcClusterAttrition, wwcClusterAttrition } from '../../judge/attrition/wwc-cluster-attrition.js';
import type { BaselineEquivalence } from '../../judge/equivalence/baseline-equivalence.js';
import { baselineOfTable } from '../../judge/equivalence/baseline-of-table.js';
import type { WwcProfile } from '../../judge/profiles/profile.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import type { TrialDesign } from './design.js';
import { neededColumns } from './trial-rows.js';

/** Whether the arms that are compared are still alike: whom they lost, and what they were like before. */
export interface ArmsAlike {
  /** Attrition by the boundary that the design states; null without one, or with a note. */
  readonly attrition: WwcAttrition | WwcClusterAttrition | null;
  /** Equivalence of the analysed rows on everything that the estimate is adjusted for; null without covariates, or with a note. */
  readonly baseline: BaselineEquivalence | null;
  /** Why one of them is missing. */
  readonly notes: readonly Note[];
}

/** Both judgements by an edition of the What Works Clearinghouse, from the rows that were assigned. */
export function armsAlike(
  table: Table,
  design: TrialDesign,
  profile: WwcProfile['id'],
  adjustedFor: readonly string[],
): ArmsAlike {
  const { outcome, treatment, block, cluster, weights, attritionBoundary, assignedWithinClusters = false } = design;
  const notes: Note[] = [];
  const orNote = <T>(make: () => T): T | null => {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof EfficacyError)) throw error;
      notes.push({ code: 'not_judged', message: `${error.message}.` });
      return null;
    }
  };
  const assigned = cluster !== undefined && !assignedWithinClusters;
  const ofAttrition = (boundary: AttritionBoundary): ArmsAlike['attrition'] => {
    const columns = { treatment, needed: neededColumns(design) };
    const rule = { boundary, profile };
    return assigned
      ? wwcClusterAttrition(clusterAttritionCounts(table, { ...columns, cluster }), rule)
      : wwcAttrition(attritionCounts(table, columns), rule);
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
  return {
    attrition: attritionBoundary === undefined ? null : orNote(() => ofAttrition(attritionBoundary)),
    baseline: adjustedFor.length === 0 || weights !== undefined ? null : orNote(ofBaseline),
    notes,
  };
}
