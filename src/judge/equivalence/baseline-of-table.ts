import { type Column, type FactorColumn, missingCode } from '../../columns/column.js';
import { completeRows, selectRows } from '../../columns/complete-rows.js';
import { columnOf, type Table } from '../../columns/table.js';
import type { TreatmentColumn } from '../../estimate/trial/two-arms.js';
import { need } from '../../support/need.js';
import { quoted } from '../../support/text.js';
import { type Arm, armOfRow } from '../arm-of-row.js';
import { type BaselineEquivalence, type BaselineOptions, equivalenceOf } from './baseline-equivalence.js';
import type { BaselineCovariate } from './covariate-balance.js';
import { omnibusBalance } from './omnibus-balance.js';

/** Which rows are analysed and which columns describe them before the treatment. */
export interface BaselineTableOptions extends BaselineOptions {
  /** The column of the arms and the two labels that are compared. */
  readonly treatment: TreatmentColumn;
  /** Columns before the treatment. Numbers that are 0 and 1 only, and labels (each label but the first of two), are yes-or-no covariates. */
  readonly covariates: readonly string[];
  /** Columns that a row must have a value in to be analysed: the outcome. The covariates need not be named again. */
  readonly analysed: readonly string[];
  /** What was assigned together: the joint test is then by clusters. */
  readonly cluster?: string;
  /** Blocks within which units or clusters were assigned: the joint test is then within blocks. */
  readonly block?: string;
}

/**
 * Baseline equivalence of the rows of a table that are analysed, with a joint test of all covariates.
 *
 * @param table - one row for each student
 * @param options - arms, covariates, what makes a row analysed, the design, and as {@link baselineEquivalence}
 * @returns differences treatment minus control; where an analysed row lacks a covariate the verdict on that covariate is unknown
 * @throws {@link EfficacyError} as {@link baselineEquivalence}; `column_not_found`, `wrong_column_type`, also for labels in such number that they are ids
 *
 * @example
 * baselineOfTable(table, { treatment, covariates: ['pre', 'female'], analysed: ['post'], cluster: 'school', profile: 'wwc-5.0' });
 *
 * @see As {@link baselineEquivalence}; Hansen & Bowers (2008), Statist. Sci. 23(2), 219-236, for joint tests of balance.
 */
export function baselineOfTable(table: Table, options: BaselineTableOptions): BaselineEquivalence {
  const who = 'baselineOfTable';
  const { treatment, covariates, analysed, cluster, block } = options;
  const labels = [cluster, block].filter((name) => name !== undefined);
  const { rows } = completeRows(table, [treatment.column, ...analysed, ...labels], who);
  const armOf = armOfRow(table, treatment, who);
  const byArm = {
    treatment: rows.filter((r) => armOf(r) === 'treatment'),
    control: rows.filter((r) => armOf(r) === 'control'),
  };
  const described = covariates.flatMap((name) => covariatesOf(name, columnOf(table, name, who), byArm, who));
  const sample = selectRows(table, [...new Set([treatment.column, ...labels, ...covariates])], rows);
  return equivalenceOf(described, options, omnibusBalance(sample, options, who), who);
}

/** A column with more labels than this is an id, or a score that was read as text. */
const mostLabels = 30;

type RowsByArm = Readonly<Record<Arm, Uint32Array>>;

/** A column as covariates: a scored one, a yes-or-no one, or a yes-or-no one for each label. */
function covariatesOf(name: string, column: Column, rows: RowsByArm, who: string): readonly BaselineCovariate[] {
  if (column.kind === 'factor') return labelCovariates(name, column, rows, who);
  const valuesOf = (arm: Arm): number[] =>
    Array.from(rows[arm], (row) => column.values[row] as number).filter((x) => !Number.isNaN(x));
  const [treatment, control] = [valuesOf('treatment'), valuesOf('control')];
  const missing = rows.treatment.length + rows.control.length - treatment.length - control.length;
  const yesOrNo = [...treatment, ...control].every((x) => x === 0 || x === 1);
  if (!yesOrNo) return [{ name, type: 'continuous', treatment, control, missing }];
  const count = (values: readonly number[]) => ({ events: values.filter((x) => x === 1).length, n: values.length });
  return [{ name, type: 'binary', treatment: count(treatment), control: count(control), missing }];
}

function labelCovariates(
  name: string,
  { codes, levels }: FactorColumn,
  rows: RowsByArm,
  who: string,
): readonly BaselineCovariate[] {
  const codesOf = (arm: Arm): number[] =>
    Array.from(rows[arm], (row) => codes[row] as number).filter((code) => code !== missingCode);
  const [treatment, control] = [codesOf('treatment'), codesOf('control')];
  const missing = rows.treatment.length + rows.control.length - treatment.length - control.length;
  const present = new Set([...treatment, ...control]);
  need(
    present.size <= mostLabels,
    'wrong_column_type',
    who,
    `at most ${mostLabels} labels in a covariate (declare a score as a number where the table is made, and leave ids out); ${quoted(name)} has more`,
    present.size,
    { column: name, labels: present.size },
  );
  const shown = levels.filter((_, code) => present.has(code)).sort((a, b) => (a < b ? -1 : 1));
  const count = (of: readonly number[], label: string) => ({
    events: of.filter((code) => levels[code] === label).length,
    n: of.length,
  });
  return (shown.length === 2 ? shown.slice(1) : shown).map((label) => ({
    name: `${name}=${label}`,
    column: name,
    type: 'binary',
    treatment: count(treatment, label),
    control: count(control, label),
    missing,
  }));
}
