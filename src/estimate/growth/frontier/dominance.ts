import { adjustPValues } from '../../../numeric/multiplicity/adjust-p-values.js';
import { combination, type MeanVector } from '../rate/mean-vector.js';
import { evidenceAbove } from './simultaneous.js';

/** Who is dominated by whom. */
export interface Dominances {
  /** For each product those that dominate it by the estimates. */
  readonly of: readonly (readonly {
    readonly by: number;
    readonly pValue: number;
    readonly adjustedPValue: number;
  }[])[];
  /** Hypotheses that Holm's rule counts. */
  readonly hypotheses: number;
}

/**
 * Which product brought more growth than another for no more minutes.
 *
 * Where minutes are estimated both must be shown, and the larger of the two p values holds for "and" (intersection-union); where they are known the
 * order of minutes is given, and growth alone is tested.
 *
 * @param asked - known minutes a week; null where they are estimated
 *
 * @see Berger (1982), Technometrics 24(4), 295-300; Holm (1979), Scand. J. Stat. 6, 65-70.
 */
export function dominances({
  effects,
  weekly,
  asked,
  vector,
}: {
  readonly effects: readonly (readonly number[])[];
  readonly weekly: readonly (readonly number[])[];
  readonly asked: readonly number[] | null;
  readonly vector: MeanVector;
}): Dominances {
  const minus = (a: readonly number[], b: readonly number[]): readonly number[] => a.map((x, k) => x - b[k]!);
  const places = [...effects.keys()];
  const tests = places.flatMap((i) =>
    places
      .filter((j) => j !== i && (asked === null || asked[i]! >= asked[j]!))
      .map((j) => {
        const growth = minus(effects[j]!, effects[i]!);
        const minutes = minus(weekly[i]!, weekly[j]!);
        const pValue = Math.max(evidenceAbove(growth, vector), asked === null ? evidenceAbove(minutes, vector) : 0);
        const stands = combination(growth, vector) > 0 && (asked !== null || combination(minutes, vector) >= 0);
        return { product: i, by: j, pValue, stands };
      }),
  );
  const { adjusted } = adjustPValues(
    tests.map(({ pValue }) => pValue),
    { method: 'holm' },
  );
  const all = tests.map((test, k) => ({ ...test, adjustedPValue: adjusted[k]! }));
  return {
    of: places.map((i) =>
      all
        .filter(({ product, stands }) => product === i && stands)
        .map(({ by, pValue, adjustedPValue }) => ({ by, pValue, adjustedPValue })),
    ),
    hypotheses: tests.length,
  };
}
