import { numericColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { didYouMean, listed, quoted } from '../../support/text.js';
import type { TrialDesign } from './design.js';

const known: Readonly<Record<keyof TrialDesign, true>> = {
  outcome: true,
  treatment: true,
  baseline: true,
  covariates: true,
  block: true,
  cluster: true,
  assignedWithinClusters: true,
  weights: true,
  unit: true,
  range: true,
  higherIsBetter: true,
  level: true,
  received: true,
  minutes: true,
  subgroups: true,
  sites: true,
  multiplicity: true,
  power: true,
  profile: true,
  attritionBoundary: true,
  outcomeType: true,
  icc: true,
};

/**
 * Refuses what plain JavaScript may hand over: no table, a design with a name that means nothing, a column in two roles.
 *
 * @throws {@link EfficacyError} `invalid_argument`, `wrong_column_type` for a baseline that was read as labels
 */
export function checkDesign(table: Table, design: TrialDesign, who: string): void {
  const refuse = (message: string): never => {
    throw new EfficacyError('invalid_argument', `${who} ${message}`);
  };
  const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isRecord(table) || table['kind'] !== 'table')
    refuse('needs a table, which fromRows, fromColumns, parseCsv and readCsv make');
  if (!isRecord(design)) refuse('needs a design: { outcome, treatment: { column, treated, control }, ... }');
  const odd = Object.keys(design).find((name) => !Object.hasOwn(known, name));
  if (odd !== undefined) refuse(`knows no ${quoted(odd)} in a design.${didYouMean(odd, Object.keys(known))}`);

  const {
    outcome,
    treatment,
    baseline,
    covariates = [],
    block,
    cluster,
    unit,
    minutes,
    subgroups = [],
    weights,
  } = design;
  const isName = (value: unknown): boolean => typeof value === 'string';
  if (!isName(outcome)) refuse('needs outcome, the name of a numeric column');
  const arms: unknown = treatment;
  if (
    isRecord(arms) &&
    [arms['treated'], arms['control']].some((label) => ['number', 'boolean'].includes(typeof label))
  )
    refuse(
      `needs labels as text: write treated: '${String(arms['treated'])}', control: '${String(arms['control'])}', and declare ${quoted(String(arms['column']))} as text where the table is made`,
    );
  if (!isRecord(treatment) || ![treatment['column'], treatment['treated'], treatment['control']].every(isName))
    refuse(
      'needs treatment: { column, treated, control }, the column of the arms and the two labels that are compared',
    );
  for (const [role, name] of Object.entries({ baseline, block, cluster, unit, minutes }))
    if (name !== undefined && !isName(name)) refuse(`needs ${role} to be the name of a column`);
  for (const [role, names] of Object.entries({ covariates, subgroups }))
    if (!Array.isArray(names) || !names.every(isName)) refuse(`needs ${role} to be a list of names of columns`);
  if (weights !== undefined && !(isRecord(weights) && isName(weights['column'])))
    refuse("needs weights: { column, kind }, such as { column: 'w', kind: 'sampling' }");
  const roles = { baseline, block, cluster, unit, minutes, treatment: treatment.column };
  const twice = Object.entries(roles).find(([, name]) => name === outcome)?.[0];
  if (twice !== undefined || covariates.includes(outcome))
    refuse(`cannot take ${listed([outcome])} as the outcome and as ${twice ?? 'a covariate'} at once`);
  if (baseline !== undefined) numericColumnOf(table, baseline, who);
}
