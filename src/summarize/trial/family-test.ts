import { type AdjustmentMethod, adjustPValues } from '../../numeric/multiplicity/index.js';

/** A p value judged as one of a family. */
export interface FamilyTest {
  /** The p value adjusted for the family; null where there is none. */
  readonly adjustedPValue: number | null;
  /** Whether the rule rejects at 1 less the level; null where there is no p value. */
  readonly significant: boolean | null;
}

/** 1 less a confidence level, without the rounding of the difference: 0.05 for 0.95. */
export function errorRate(level: number): number {
  return Number((1 - level).toPrecision(12));
}

/** The p values that there are, judged as one family. */
export function judged(
  pValues: readonly (number | null)[],
  method: AdjustmentMethod,
  level: number,
  m?: number,
): readonly FamilyTest[] {
  const given = pValues.filter((p) => p !== null);
  const { adjusted, significant } = adjustPValues(given, { method, level, ...(m !== undefined && { m }) });
  let at = 0;
  return pValues.map((p) => {
    if (p === null) return { adjustedPValue: null, significant: null };
    const test = { adjustedPValue: adjusted[at] as number, significant: significant[at] as boolean };
    at++;
    return test;
  });
}
