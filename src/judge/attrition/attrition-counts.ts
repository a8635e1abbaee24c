import { missingCode } from '../../columns/column.js';
import { isMissingAt } from '../../columns/complete-rows.js';
import { whereIsRow } from '../../columns/line-map.js';
import { columnOf, factorColumnOf, type Table } from '../../columns/table.js';
import type { TreatmentColumn } from '../../estimate/trial/two-arms.js';
import { EfficacyError } from '../../support/errors.js';
import { quoted } from '../../support/text.js';
import { type Arm, armOfRow } from '../arm-of-row.js';
import type { AttritionCounts } from './wwc-attrition.js';
import type { ClusterAttritionCounts } from './wwc-cluster-attrition.js';

/** Which rows were assigned and what they need to be analysed. */
export interface AttritionColumns {
  /** The column of the arms and the two labels that are compared. */
  readonly treatment: TreatmentColumn;
  /** Columns that a row must have a value in to be analysed: the outcome, the covariates of the model. */
  readonly needed: readonly string[];
}

/**
 * Counts the rows that were assigned to each of two arms and those that can be analysed.
 *
 * @param table - everybody who was assigned, one row for each, those without an outcome too; nobody who joined later
 * @throws {@link EfficacyError} `column_not_found`, `wrong_column_type`, `invalid_argument` for an arm that is not there
 *
 * @example
 * wwcAttrition(attritionCounts(roster, { treatment, needed: ['post'] }), { boundary: 'cautious', profile: 'wwc-5.0' });
 */
export function attritionCounts(table: Table, columns: AttritionColumns): AttritionCounts {
  const { armOf, isAnalysed } = readersOf(table, columns, 'attritionCounts');
  const tally = emptyTally();
  for (let row = 0; row < table.rowCount; row++) {
    const arm = armOf(row);
    if (arm === null) continue;
    tally[arm].assigned++;
    if (isAnalysed(row)) tally[arm].analysed++;
  }
  return tally;
}

/**
 * Counts clusters that were assigned and that have anybody to analyse, and individuals inside those.
 *
 * @param table - everybody who was there at assignment, one row for each; nobody who joined later
 * @param columns - as {@link attritionCounts}, and the cluster that was assigned
 * @returns counts without a word on joiners, which the table cannot show: add it
 * @throws {@link EfficacyError} as {@link attritionCounts}; `unbalanced_design` for a cluster in both arms, `invalid_argument` for a row
 * without a cluster
 *
 * @example
 * const counts = clusterAttritionCounts(roster, { treatment, needed: ['post'], cluster: 'school' });
 * wwcClusterAttrition({ ...counts, joiners: 'none' }, { boundary: 'cautious', profile: 'wwc-5.0' });
 */
export function clusterAttritionCounts(
  table: Table,
  columns: AttritionColumns & { readonly cluster: string },
): Pick<ClusterAttritionCounts, 'clusters' | 'individuals'> {
  const who = 'clusterAttritionCounts';
  const { armOf, isAnalysed } = readersOf(table, columns, who);
  const { codes, levels } = factorColumnOf(table, columns.cluster, who);
  const byCluster = new Map<number, { readonly arm: Arm; assigned: number; analysed: number }>();
  for (let row = 0; row < table.rowCount; row++) {
    const arm = armOf(row);
    if (arm === null) continue;
    const code = codes[row] as number;
    if (code === missingCode) {
      throw new EfficacyError(
        'invalid_argument',
        `${who} needs a cluster for every assigned row; ${whereIsRow(table.lines, row)} has none in ${quoted(columns.cluster)}`,
        { column: columns.cluster, row: row + 1 },
      );
    }
    const cluster = byCluster.get(code) ?? { arm, assigned: 0, analysed: 0 };
    if (cluster.arm !== arm) {
      throw new EfficacyError(
        'unbalanced_design',
        `${who} takes ${quoted(columns.cluster)} for what was assigned together, but ${quoted(levels[code] as string)} has rows of both arms`,
        { cluster: levels[code] },
      );
    }
    cluster.assigned++;
    if (isAnalysed(row)) cluster.analysed++;
    byCluster.set(code, cluster);
  }
  const [clusters, individuals] = [emptyTally(), emptyTally()];
  for (const { arm, assigned, analysed } of byCluster.values()) {
    clusters[arm].assigned++;
    if (analysed === 0) continue;
    clusters[arm].analysed++;
    individuals[arm].assigned += assigned;
    individuals[arm].analysed += analysed;
  }
  return { clusters, individuals };
}

const emptyTally = (): Record<Arm, { assigned: number; analysed: number }> => ({
  treatment: { assigned: 0, analysed: 0 },
  control: { assigned: 0, analysed: 0 },
});

function readersOf(
  table: Table,
  { treatment, needed }: AttritionColumns,
  who: string,
): { readonly armOf: (row: number) => Arm | null; readonly isAnalysed: (row: number) => boolean } {
  const columns = needed.map((name) => columnOf(table, name, who));
  return {
    armOf: armOfRow(table, treatment, who),
    isAnalysed: (row) => columns.every((column) => !isMissingAt(column, row)),
  };
}
