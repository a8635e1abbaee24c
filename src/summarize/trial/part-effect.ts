import { type FactorColumn, missingCode } from '../../columns/column.js';
import { selectRows } from '../../columns/complete-rows.js';
import { numericColumnOf, type Table } from '../../columns/table.js';
import type { TestedEstimate } from '../../estimate/estimate.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { attempt } from './attempt.js';
import type { TrialDesign } from './design.js';
import { effectOfAssignment } from './effect-of-assignment.js';
import type { PooledEffect } from './pooled-effect.js';
import { armMoments, indicator } from './sample.js';

/** The effect of assignment in a part of the sample. */
export interface PartEffect {
  /** Of the subgroup or of the block. */
  readonly label: string;
  /** Rows of the treatment arm. */
  readonly nTreatment: number;
  /** Rows of the control arm. */
  readonly nControl: number;
  /** In points; null where this part cannot tell, with the reason. */
  readonly effect: TestedEstimate | null;
  /** Over the pooled standard deviation of this part; null with the effect. */
  readonly hedgesG: PooledEffect | null;
  /** Why there is no effect; null where there is one. */
  readonly reason: string | null;
  /** What a reader must know of this part: few clusters, rows of full leverage. */
  readonly notes: readonly Note[];
}

/** Rows of each label, in the order of the labels: numbers within them as numbers. */
export function rowsByLabel({ codes, levels }: FactorColumn): readonly { label: string; rows: Uint32Array }[] {
  const rows = levels.map((): number[] => []);
  codes.forEach((code, row) => {
    if (code !== missingCode) (rows[code] as number[]).push(row);
  });
  return levels
    .map((label, code) => ({ label, rows: Uint32Array.from(rows[code] as number[]) }))
    .filter((part) => part.rows.length > 0)
    .sort((a, b) => compareLabels(a.label, b.label));
}

/** Whole numbers by size, before other labels; others by their characters, the same on every machine. */
function compareLabels(a: string, b: string): number {
  const [x, y] = [a, b].map((label) => (/^\d{1,15}$/.test(label) ? Number(label) : Number.POSITIVE_INFINITY)) as [
    number,
    number,
  ];
  if (x !== y) return x - y;
  return a < b ? -1 : Number(a > b);
}

/** The effect in some rows of the sample, estimated from them alone; a part that cannot tell says why. */
export function partEffect(
  sample: Table,
  { label, rows }: { readonly label: string; readonly rows: Uint32Array },
  design: TrialDesign,
  adjustedFor: readonly string[],
  who: string,
): PartEffect {
  const part = selectRows(sample, [...sample.columns.keys()], rows);
  const nTreatment = numericColumnOf(part, indicator, who).values.reduce((sum, z) => sum + z, 0);
  const sizes = { label, nTreatment, nControl: rows.length - nTreatment };
  const none = (reason: string): PartEffect => ({ ...sizes, effect: null, hedgesG: null, reason, notes: [] });
  if (nTreatment === 0 || nTreatment === rows.length) return none('one arm only');
  const found = attempt(() => {
    const arms = armMoments(part, design, nTreatment, who);
    return effectOfAssignment(part, arms, design, adjustedFor, who);
  });
  if (found instanceof EfficacyError) return none(found.message);
  return { ...sizes, effect: found.intentToTreat, hedgesG: found.hedgesG, reason: null, notes: found.notes };
}
