import { type GrowthNorm, growthNorm, type TestTime } from '../../estimate/growth/norms/norm-table.js';
import { readNormTable } from '../../estimate/growth/norms/read-norm-table.js';
import type { ScaleKind } from '../../estimate/growth/scale/scale-kind.js';
import { EfficacyError } from '../../support/errors.js';

/** Which growth of a norm table is wanted. */
export interface NormWanted {
  /** Kind of the scores that are summarized. */
  readonly scale: ScaleKind;
  readonly subject: string;
  readonly before: TestTime;
  readonly after: TestTime;
}

/**
 * The norm for a growth, from a table as JSON has it.
 *
 * @throws {@link EfficacyError} `wrong_scale` where the table is of other scores; as `readNormTable` and `growthNorm`
 */
export function normFromJson(json: unknown, { scale, subject, before, after }: NormWanted): GrowthNorm {
  const table = readNormTable(json);
  if (table.scale === scale) return growthNorm(table, subject, before, after);
  throw new EfficacyError(
    'wrong_scale',
    `growthSummary needs a norm of ${scale} scores, as its scale says; ${table.id} is of ${table.scale} ones`,
    { scale, norm: table.scale },
  );
}
