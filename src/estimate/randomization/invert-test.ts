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
 * The effects that a test does not reject.
 *
 * First effects at growing distances from the estimate, then sections between any two neighbours of which only one is rejected. All effects face
 * the same assignments. Differences in means lose p-values outwards, so that the set is one piece; covariates that are near the arm, and
 * studentized statistics of few units, may leave others beyond it, which are found where one of the distances falls on them.
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
  const offsets = sides.flatMap((side) => steps.map((step) => (side === 'lower' ? -step : step)));
  const p = await pValues(offsets.map((offset) => centre + offset));
  const tried = [{ offset: 0, kept: true }, ...offsets.map((offset, i) => ({ offset, kept: p[i]! > alpha }))];
  const inOrder = tried.sort((a, b) => a.offset - b.offset);

  let brackets = inOrder.flatMap(({ offset, kept }, i): readonly Bracket[] => {
    const next = inOrder[i + 1];
    if (next === undefined || next.kept === kept) return [];
    return [kept ? { inside: offset, outside: next.offset } : { inside: next.offset, outside: offset }];
  });
  for (;;) {
    const cuts = brackets.map((bracket) => sections(bracket, scale));
    if (cuts.every((cut) => cut.length === 0)) break;
    const found = await pValues(cuts.flat().map((offset) => centre + offset));
    let at = 0;
    brackets = brackets.map((bracket, i) => {
      const points = [bracket.inside, ...cuts[i]!, bracket.outside];
      const rejected = cuts[i]!.findIndex((_, j) => found[at + j]! <= alpha);
      at += cuts[i]!.length;
      const outside = rejected < 0 ? points.length - 1 : rejected + 1;
      return { inside: points[outside - 1]!, outside: points[outside]! };
    });
  }
  return { level, pieces: piecesOf(brackets, centre) };
}

/** Two effects, less the estimate, between which an end of the set lies. */
interface Bracket {
  /** Not rejected. */
  readonly inside: number;
  /** Rejected. */
  readonly outside: number;
}

/** Points that cut a bracket into equal parts, from the inside outwards; none when it is narrow enough. */
function sections({ inside, outside }: Bracket, scale: number): readonly number[] {
  const width = Math.abs(outside - inside);
  if (!(width > precision * scale && width > 4 * Number.EPSILON * Math.max(Math.abs(inside), Math.abs(outside))))
    return [];
  return Array.from({ length: atOnce }, (_, i) => inside + ((outside - inside) * (i + 1)) / (atOnce + 1));
}

/** What lies between ends that are in ascending order; without an end on a side it goes on there. */
function piecesOf(brackets: readonly Bracket[], centre: number): ConfidenceSet['pieces'] {
  const pieces: { readonly lower: number | null; readonly upper: number | null }[] = [];
  let lower: number | null = null;
  let open = true;
  for (const { inside, outside } of brackets) {
    if (inside > outside) lower = centre + inside;
    else pieces.push({ lower, upper: centre + inside });
    open = inside > outside;
  }
  return open ? [...pieces, { lower, upper: null }] : pieces;
}
