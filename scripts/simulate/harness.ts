import { type RandomStream, randomStream } from '../../src/numeric/random/index.js';
import type { ConfidenceSet } from '../../src/support/confidence-set.js';

/** The interval of a trial; null, or without an end, where there is none. */
export type Limits = { readonly lower: number | null; readonly upper: number | null } | null;

/** The piece of a set that holds the truth; its first one where none does. */
export function pieceAbout(pieces: ConfidenceSet['pieces'], truth: number): Limits {
  const holds = pieces.find(({ lower, upper }) => (lower ?? -Infinity) <= truth && truth <= (upper ?? Infinity));
  return holds ?? pieces[0] ?? null;
}

/** What R needs of a trial to make the interval of its own: numbers by name, arrays as columns name1, name2, ... */
export type Figures = Readonly<Record<string, number | ArrayLike<number>>>;

/**
 * - `'exact'`: covers at its level by theory.
 * - `'approximate'`: only nearly so.
 * - `'reproduced'`: R's own formula, offered for comparison with it, and as short or as wide.
 */
export type CoverageKind = 'exact' | 'approximate' | 'reproduced';

/** What a row says about itself. */
export interface RowHeader {
  /** Estimator, interval method and design, as the row is called. */
  readonly name: string;
  readonly kind: CoverageKind;
  /** What the interval should hold. */
  readonly truth: number;
  /** The function of `reference/<section>.R` that makes R's interval from the figures of a trial. */
  readonly reference?: string;
}

/** One estimator under one design. */
export interface CoverageDesign extends RowHeader {
  /** Draws a trial: its interval at 95 %, and its figures for R. */
  readonly trial: (draws: RandomStream) => { readonly interval: () => Limits; readonly figures: () => Figures };
}

/** A design in its parts: a trial is drawn, and an interval and figures are made of it. */
export function design<T>({
  draw,
  interval,
  figures,
  ...header
}: RowHeader & {
  readonly draw: (draws: RandomStream) => T;
  readonly interval: (trial: T) => Limits;
  readonly figures?: (trial: T) => Figures;
}): CoverageDesign {
  return {
    ...header,
    trial: (draws) => {
      const drawn = draw(draws);
      return { interval: () => interval(drawn), figures: () => figures?.(drawn) ?? {} };
    },
  };
}

/** A design whose interval is made as its trial is drawn. */
export interface IntervalDesign extends RowHeader {
  readonly interval: (draws: RandomStream) => Limits;
  /** Draws the same trial for R. */
  readonly figures?: (draws: RandomStream) => Figures;
}

/** The same as a row. */
export function fromInterval({ interval, figures, ...header }: IntervalDesign): CoverageDesign {
  return {
    ...header,
    trial: (draws) => ({ interval: () => interval(draws), figures: () => figures?.(draws) ?? {} }),
  };
}

/** A table of `docs/coverage.md`: each file of `sections/` exports one as `section`. */
export interface CoverageSection {
  /** The name of its file, and of its R program and R's answers in `reference/`. */
  readonly id: string;
  /** Its place in the document. */
  readonly order: number;
  readonly title: string;
  /** What a reader must know of its designs. */
  readonly about: string;
  readonly designs: readonly CoverageDesign[];
}

/** How often the intervals held the truth. */
export interface Coverage {
  readonly name: string;
  readonly kind: CoverageKind;
  readonly trials: number;
  /** Share of trials whose interval held the truth; one without an end covers on that side. */
  readonly share: number;
  /** Shares that missed with the interval below the truth, and above it. */
  readonly below: number;
  readonly above: number;
  /** Trials without an interval, which count as not covering. */
  readonly none: number;
}

/** How often R's intervals held the truth in the same trials. */
export interface ReferenceCoverage {
  readonly share: number;
  /** The R function, or the formula where no package has one. */
  readonly by: string;
  /** How many of the trials, from the first, where R is slow; all of them without. */
  readonly trials?: number;
}

/** Draws trials, each from its own stream of random numbers, so that the result depends on the seed alone. */
export function coverageOf({ name, kind, truth, trial }: CoverageDesign, trials: number, seed: number): Coverage {
  const tally = { below: 0, above: 0, none: 0 };
  for (let i = 0; i < trials; i++) {
    const interval = trial(randomStream(seed, i)).interval();
    if (interval === null) tally.none++;
    else if (interval.upper !== null && interval.upper < truth) tally.below++;
    else if (interval.lower !== null && interval.lower > truth) tally.above++;
  }
  const { below, above, none } = tally;
  const share = 1 - (below + above + none) / trials;
  return { name, kind, trials, share, below: below / trials, above: above / trials, none };
}

/** Chance error of a share of trials, in standard deviations of it. */
const chance = (trials: number): number => Math.sqrt((0.95 * 0.05) / trials);

/**
 * What is wrong with a row: exact intervals hold the truth in 94.35 to 95.65 % of trials; approximate ones in 93 % or more, and as often as
 * R's within .65 points or nearer to 95 % than R's (where R has no such interval, in 94.35 to 95.65 %); reproduced ones as often as R's within .65 points. With fewer than 10,000 trials the bounds are wider
 * by three and a half standard deviations of chance.
 */
export function complaint({ kind, share, trials }: Coverage, reference?: ReferenceCoverage): string | null {
  const slackOf = (n: number): number => (n < 10_000 ? 3.5 * chance(n) : 0);
  const slack = slackOf(trials);
  const within = (other: number, allowed: number): boolean => Math.abs(share - other) <= allowed + slack + 1e-9;
  const told = `${percent(share)} % of ${trials} trials`;
  if (kind === 'exact') return within(0.95, slack > 0 ? 0 : 0.0065) ? null : `exact, but ${told}`;
  if (kind === 'approximate' && share < 0.93 - slack) return `below 93 %: ${told}`;
  if (reference === undefined)
    return kind === 'approximate' && within(0.95, 0.0065) ? null : `no interval of R beside it, and ${told}`;
  const nearer = kind === 'approximate' && within(0.95, Math.abs(reference.share - 0.95));
  const fewer = slackOf(Math.min(trials, reference.trials ?? trials)) - slack;
  return nearer || within(reference.share, 0.0065 + fewer) ? null : `${told}, but R's ${percent(reference.share)} %`;
}

/** A share as the document prints it. */
export const percent = (share: number): string => (100 * share).toFixed(2);

/** A table of `docs/coverage.md`. */
export function coverageTable(
  rows: readonly Coverage[],
  references: Readonly<Record<string, ReferenceCoverage>> = {},
): string {
  const lines = rows.map(({ name, kind, share, below, above, none }) => {
    const r = references[name];
    const beside =
      r === undefined ? '| |' : `| ${percent(r.share)}${r.trials === undefined ? '' : ` of ${r.trials}`} | ${r.by} |`;
    return `| ${name} | ${kind} | ${percent(share)} | ${percent(below)} | ${percent(above)} | ${none} ${beside}`;
  });
  return [
    '| estimator, interval, design | kind | covers, % | too low, % | too high, % | without | R covers, % | R by |',
    '|---|---|---|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}
