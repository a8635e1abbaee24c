import { need } from '../../support/need.js';
import type { Watch } from '../../support/pool/progress.js';
import type { WorkerPool } from '../../support/pool/worker-pool.js';
import type { Alternative } from '../effect/means/effect-limits.js';
import { armContrast, contrastWidth, type OutcomeVectors } from './arm-contrast.js';
import { assignmentStatisticsTask, type StretchStatistics } from './assignment-statistics.js';
import type { Stretch } from './assignments.js';
import type { PValuesOf } from './invert-test.js';
import type { SharpOutcomes } from './sharp-outcomes.js';
import type { TestUnits } from './test-units.js';

/**
 * What is compared between the arms: the difference in means of rows; the same over its standard error; or the difference in mean ranks
 * (over n + 1, ranked within blocks), which orders assignments as Wilcoxon's rank sum does.
 */
export type RandomizationStatistic = 'difference' | 'studentized' | 'ranks';

/** Which assignments are looked at, for what, and by whom. */
export interface ReferenceWork extends Watch {
  readonly units: TestUnits;
  readonly sharp: SharpOutcomes;
  readonly statistic: RandomizationStatistic;
  readonly alternative: Alternative;
  /** How many assignments to look at. */
  readonly count: number;
  /** Of random ones; null for all that there are. */
  readonly seed: number | null;
  readonly pool: WorkerPool;
  readonly who: string;
}

/** The statistic of the assignment that was made, among those of others. */
export interface ReferenceTest {
  readonly statistic: number;
  readonly pValue: number;
  /** Assignments looked at. */
  readonly assignments: number;
  /** Standard deviation of the statistic over them; null where it is infinite in one. */
  readonly nullSd: number | null;
}

/** The distribution of a statistic over assignments. */
export interface ReferenceDistribution {
  /** The test of no effect. */
  test(): Promise<ReferenceTest>;
  /** The p-values of constant effects, each on the same assignments. */
  readonly pValues: PValuesOf;
}

/** Assignments in a piece of work: fixed, so that the draws do not depend on the number of workers. */
const piece = 500;
/** Assignments that were hard to find are kept up to this many numbers. */
const mostKept = 2.5e7;

/**
 * Where the assignment that was made stands among those that could have been.
 *
 * A difference in means is linear in the outcome, and its variance quadratic: what they are for an effect follows from those of the outcome and of
 * the indicator of treatment, so that one look at the assignments is enough. Ranks take another look at the same ones for each set of effects.
 */
export function referenceDistribution(work: ReferenceWork): ReferenceDistribution {
  const { units, sharp, statistic, count, seed, pool, who } = work;
  const { space, order } = units;
  const ranked = statistic === 'ranks';
  const studentized = statistic === 'studentized';
  const rounding = 1e-10 * (ranked ? 1 : sharp.range);
  if (studentized) requireSpread(units, who);
  const stretches = cut(count, seed === null);
  const keeps = seed !== null && space.balance !== null && count * order.length <= mostKept;
  const kept: Uint32Array<ArrayBuffer>[] = [];
  const watch = watched(work);

  const outcomesOf = (totals: Float64Array): OutcomeVectors => ({ rows: sharp.rows, totals, spread: studentized });
  const made = (outcomes: OutcomeVectors): Float64Array => {
    const out = new Float64Array(contrastWidth(outcomes));
    armContrast(space, outcomes)(order, out);
    return out;
  };
  async function* look(outcomes: OutcomeVectors, phase: string): AsyncGenerator<Float64Array> {
    const known = kept.length > 0;
    const inputs = stretches.map((stretch, i) => ({ ...stretch, orders: kept[i] ?? null }));
    const comparison = { space, outcomes, seed, keeps: keeps && !known };
    const options = { who, phase, ...watch(phase, stretches.length) };
    const parts: AsyncIterable<StretchStatistics> = pool.each(assignmentStatisticsTask, comparison, inputs, options);
    for await (const { statistics, orders } of parts) {
      if (comparison.keeps) kept.push(orders);
      yield statistics;
    }
  }

  /** What counts as extreme: as far as the observed statistic, or so near that rounding may have parted them. */
  const tallyOf = (observed: Float64Array, effects: readonly number[]): Tally =>
    newTally(observed, work.alternative, (made, e) =>
      studentized ? 1e-10 * Math.max(1, Math.abs(made)) : rounding + 1e-14 * Math.abs(effects[e]!),
    );
  const ofRanks = async (effects: readonly number[], phase: string): Promise<Tally> => {
    const outcomes = outcomesOf(sharp.totals(effects));
    const tally = tallyOf(made(outcomes), effects);
    for await (const statistics of look(outcomes, phase)) addTo(tally, statistics);
    return tally;
  };
  const seen: Float64Array[] = [];
  const ofMeans = async (effects: readonly number[], phase: string): Promise<Tally> => {
    const outcomes = outcomesOf(sharp.basis());
    const lessEffects = studentized ? studentizedLess : differencesLess;
    const tally = tallyOf(requireFinite(lessEffects(made(outcomes), effects, rounding), who), effects);
    if (seen.length === 0) for await (const figures of look(outcomes, phase)) seen.push(figures);
    for (const figures of seen) addTo(tally, lessEffects(figures, effects, rounding));
    return tally;
  };
  const tallied = ranked ? ofRanks : ofMeans;
  const shares = ({ extreme, visited }: Tally): readonly number[] =>
    Array.from(extreme, (b) => (seed === null ? b / visited : (b + 1) / (visited + 1)));
  return {
    test: async () => {
      const tally = await tallied([0], 'test');
      const { observed, visited, sum, squares } = tally;
      const variance = squares / visited - (sum / visited) ** 2;
      return {
        statistic: observed[0]!,
        pValue: shares(tally)[0]!,
        assignments: visited,
        nullSd: Number.isFinite(variance) ? Math.sqrt(Math.max(0, variance)) : null,
      };
    },
    pValues: async (effects) => shares(await tallied(effects, 'interval')),
  };
}

/** How many assignments are as extreme as the one that was made, for each of some effects. */
interface Tally {
  readonly observed: Float64Array;
  /** Turns a statistic so that large is extreme. */
  readonly sizeOf: (statistic: number) => number;
  /** From which size on a statistic is extreme. */
  readonly limits: Float64Array;
  readonly extreme: Float64Array;
  visited: number;
  /** Sum of the first effect's statistics, and of their squares. */
  sum: number;
  squares: number;
}

function newTally(
  observed: Float64Array,
  alternative: Alternative,
  slack: (made: number, effect: number) => number,
): Tally {
  const sizes = { 'two-sided': Math.abs, greater: (t: number) => t, less: (t: number) => -t };
  const sizeOf = sizes[alternative];
  const limits = observed.map((made, e) => sizeOf(made) - slack(made, e));
  return { observed, sizeOf, limits, extreme: new Float64Array(observed.length), visited: 0, sum: 0, squares: 0 };
}

/** @param statistics - for one assignment after the other those of each effect */
function addTo(tally: Tally, statistics: Float64Array): void {
  const { sizeOf, limits, extreme } = tally;
  const width = limits.length;
  for (let at = 0; at < statistics.length; at += width) {
    for (let e = 0; e < width; e++) if (sizeOf(statistics[at + e]!) >= limits[e]!) extreme[e]!++;
    tally.sum += statistics[at]!;
    tally.squares += statistics[at]! ** 2;
    tally.visited++;
  }
}

/** From the differences of the outcome and of the indicator of treatment those of the outcome less some effects. */
function differencesLess(figures: Float64Array, effects: readonly number[]): Float64Array {
  const width = effects.length;
  const count = figures.length / 2;
  const out = new Float64Array(count * width);
  for (let i = 0; i < count; i++) {
    const [outcome, arm] = [figures[2 * i]!, figures[2 * i + 1]!];
    for (let e = 0; e < width; e++) out[i * width + e] = outcome - effects[e]! * arm;
  }
  return out;
}

/** The same over their standard errors, from the covariances of both: infinite where nothing varies within the arms, 0 without a difference. */
function studentizedLess(figures: Float64Array, effects: readonly number[], rounding: number): Float64Array {
  const width = effects.length;
  const count = figures.length / 5;
  const out = new Float64Array(count * width);
  for (let i = 0; i < count; i++) {
    const at = 5 * i;
    const [outcome, arm] = [figures[at]!, figures[at + 1]!];
    const [vOutcome, covariance, vArm] = [figures[at + 2]!, figures[at + 3]!, figures[at + 4]!];
    for (let e = 0; e < width; e++) {
      const effect = effects[e]!;
      const difference = outcome - effect * arm;
      const variance = vOutcome - 2 * effect * covariance + effect * effect * vArm;
      const lost = 1e-13 * (vOutcome + effect * effect * vArm) + rounding * rounding;
      out[i * width + e] =
        Math.abs(difference) <= rounding ? 0 : difference / (variance > lost ? Math.sqrt(variance) : 0);
    }
  }
  return out;
}

function requireFinite(observed: Float64Array, who: string): Float64Array {
  need(
    observed.every(Number.isFinite),
    'zero_variance',
    who,
    "a spread within the arms to studentize (take the statistic 'difference')",
    'none',
  );
  return observed;
}

/** Studentizing takes two units in each arm of each block, or two blocks. */
function requireSpread({ space: { starts, treated } }: TestUnits, who: string): void {
  const [first, control] = [treated[0]!, starts[1]! - treated[0]!];
  need(
    treated.length > 1 || Math.min(first, control) > 1,
    'too_few_observations',
    who,
    "two units in each arm to studentize (take the statistic 'difference')",
    `${first} treated and ${control} control`,
  );
}

function cut(count: number, exact: boolean): readonly Stretch[] {
  return Array.from({ length: Math.ceil(count / piece) }, (_, i) => ({
    from: exact ? i * piece : i,
    count: Math.min(piece, count - i * piece),
  }));
}

/** One look after another at the same assignments is one phase, of which nobody knows how long it will be. */
function watched({ signal, onProgress }: Watch): (phase: string, pieces: number) => Watch {
  let before = 0;
  return (phase, pieces) => {
    const start = before;
    if (phase !== 'test') before += pieces;
    return {
      ...(signal && { signal }),
      ...(onProgress && {
        onProgress: ({ done, total }) =>
          onProgress(phase === 'test' ? { phase, done, total } : { phase, done: start + done, total: null }),
      }),
    };
  };
}
