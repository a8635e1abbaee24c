import type { ConfidenceSet } from '../../support/confidence-set.js';

/** The p-values of some effects, each that of the sharp hypothesis that every unit has it. */
export type PValuesOf = (effects: readonly number[]) => Promise<readonly number[]>;

/** Where to look for the ends of the set. */
export interface Search {
  /** An effect that the test does not reject: the estimate. */
  readonly centre: number;
  /** A length on the scale of effects. */
  readonly scale: number;
  /** How many times the scale an end may lie away before it is taken for unbounded. */
  readonly reach: number;
  /** Which ends there are. */
  readonly sides: readonly ('lower' | 'upper')[];
  readonly level: number;
}

/** Effects tried at a time on each side. */
const atOnce = 7;
/** An end is known to this share of the scale. */
const precision = 1e-10;

/**
 * The effects that a test does not reject, from one end to the other.
 *
 * First effects at growing distances, then sections between the last that is not rejected and the first that is. All effects face the
 * same assignments, so that the p-values fall from the estimate outwards, up to small irregularities of studentized statistics.
 *
 * @returns null when the estimate itself is rejected
 *
 * @see Rosenbaum (2002), Observational Studies, 2nd ed., section 2.4; Garthwaite (1996), Biometrics 52, 1387-1393.
 */
export async function invertTest(
  pValues: PValuesOf,
  { centre, scale, reach, sides, level }: Search,
): Promise<ConfidenceSet | null> {
  const alpha = 1 - level + 1e-12; // 1 - 0.9 is a little below 0.1, and a p-value of 0.1 rejects
  const [atCentre] = await pValues([centre]);
  if (atCentre! <= alpha) return null;
  const steps: number[] = [];
  for (let step = scale / 64; step < 2 * reach * scale; step *= 2) steps.push(step);
  const signs = sides.map((side) => (side === 'lower' ? -1 : 1));

  let brackets = signs.map((sign) => ({ sign, inside: 0, outside: Number.POSITIVE_INFINITY }));
  let offsets: readonly (readonly number[])[] = brackets.map(() => steps);
  for (;;) {
    const effects = brackets.flatMap(({ sign }, i) => offsets[i]!.map((offset) => centre + sign * offset));
    const p = effects.length === 0 ? [] : await pValues(effects);
    let at = 0;
    brackets = brackets.map((bracket, i) => {
      const tried = offsets[i]!;
      const first = tried.findIndex((_, j) => p[at + j]! <= alpha);
      at += tried.length;
      if (tried.length === 0) return bracket;
      if (first < 0) return { ...bracket, inside: tried.at(-1)! };
      return { ...bracket, inside: first === 0 ? bracket.inside : tried[first - 1]!, outside: tried[first]! };
    });
    offsets = brackets.map(({ inside, outside }) => sections(inside, outside, scale));
    if (offsets.every((tried) => tried.length === 0)) break;
  }
  const ends = new Map(
    brackets.map(({ outside, inside, sign }) => [sign, outside < Infinity ? centre + sign * inside : null]),
  );
  return { level, pieces: [{ lower: ends.get(-1) ?? null, upper: ends.get(1) ?? null }] };
}

/** Points that cut a bracket into equal parts; none when it is narrow enough or has no outer end. */
function sections(inside: number, outside: number, scale: number): readonly number[] {
  const width = outside - inside;
  if (!(width > precision * scale && width > 4 * Number.EPSILON * outside) || outside === Number.POSITIVE_INFINITY)
    return [];
  return Array.from({ length: atOnce }, (_, i) => inside + (width * (i + 1)) / (atOnce + 1));
}
