import { type GrowthNorm, growthNorm, type TestTime } from '../../estimate/growth/norms/norm-table.js';
import { readNormTable } from '../../estimate/growth/norms/read-norm-table.js';

/** Which growth of a norm table is wanted. */
export interface NormWanted {
  readonly subject: string;
  readonly before: TestTime;
  readonly after: TestTime;
}

/**
 * The norm for a growth, from a table as JSON has it.
 *
 * @throws {@link EfficacyError} as `readNormTable` and `growthNorm`
 */
export const normFromJson = (json: unknown, { subject, before, after }: NormWanted): GrowthNorm =>
  growthNorm(readNormTable(json), subject, before, after);
