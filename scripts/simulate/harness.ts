import { type RandomStream, randomStream } from '../../src/numeric/random/index.js';

/** One estimator under one design: draws a trial and asks for its interval. */
export interface CoverageDesign {
  /** Estimator, interval method and design, as a row of the table. */
  readonly name: string;
  /** `'exact'`: covers at its level by theory. `'approximate'`: only nearly so. */
  readonly kind: 'exact' | 'approximate';
  /** What the interval should hold. */
  readonly truth: number;
  /** The interval of one simulated trial at 95 %; null, or without an end, where there is none. */
  readonly interval: (draws: RandomStream) => { readonly lower: number | null; readonly upper: number | null } | null;
}

/** How often the intervals held the truth. */
export interface Coverage {
  readonly name: string;
  readonly kind: CoverageDesign['kind'];
  readonly trials: number;
  /** Share of trials whose interval held the truth; one without an end covers on that side. */
  readonly share: number;
  /** Shares that missed with the interval below the truth, and above it. */
  readonly below: number;
  readonly above: number;
  /** Trials without an interval, which count as not covering. */
  readonly none: number;
}

/** Draws trials, each from its own stream of random numbers, so that the result depends on the seed alone. */
export function coverageOf(design: CoverageDesign, trials: number, seed: number): Coverage {
  const tally = { below: 0, above: 0, none: 0 };
  for (let trial = 0; trial < trials; trial++) {
    const interval = design.interval(randomStream(seed, trial));
    if (interval === null) tally.none++;
    else if (interval.upper !== null && interval.upper < design.truth) tally.below++;
    else if (interval.lower !== null && interval.lower > design.truth) tally.above++;
  }
  const { below, above, none } = tally;
  const { name, kind } = design;
  return {
    name,
    kind,
    trials,
    share: 1 - (below + above + none) / trials,
    below: below / trials,
    above: above / trials,
    none,
  };
}

const percent = (share: number): string => (100 * share).toFixed(2);

/** The rows of `docs/coverage.md`. */
export function coverageTable(rows: readonly Coverage[]): string {
  const lines = rows.map(
    ({ name, kind, share, below, above, none }) =>
      `| ${name} | ${kind} | ${percent(share)} | ${percent(below)} | ${percent(above)} | ${none} |`,
  );
  return [
    '| estimator, interval, design | kind | covers, % | too low, % | too high, % | without |',
    '|---|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}
