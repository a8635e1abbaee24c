import type { Table } from '../../columns/table.js';
import type { ConfidenceSet } from '../../support/confidence-set.js';
import { checkLevel, type Interval } from '../../support/interval.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import type { Progress, Watch } from '../../support/pool/progress.js';
import { type WorkerPool, workerPool } from '../../support/pool/worker-pool.js';
import { grouped } from '../../support/text.js';
import type { TreatmentColumn } from '../trial/two-arms.js';
import { armContrast } from './arm-contrast.js';
import { type AssignmentSpace, countAssignments, distanceOf, isBalanced, type Stretch } from './assignments.js';
import { centreOfRanks } from './centre-of-ranks.js';
import { type Comparison, countExtremeTask, type ExtremeCounts } from './count-extreme.js';
import { invertTest } from './invert-test.js';
import { type SharpOutcomes, sharpOutcomes } from './sharp-outcomes.js';
import { type TestUnits, testUnits } from './test-units.js';

/**
 * What is compared between the arms: the difference in means of rows; the same over its standard error; or the difference in mean ranks
 * (over n + 1, ranked within blocks), which orders assignments as Wilcoxon's rank sum does.
 */
export type RandomizationStatistic = 'difference' | 'studentized' | 'ranks';

/** Which assignments count as extreme: those in favour of the treatment, those against it, or both. */
export type RandomizationAlternative = 'two-sided' | 'greater' | 'less';

/** What was assigned and how, what is compared, and how much is computed. */
export interface RandomizationTestOptions extends Watch {
  /** Name of the outcome, a numeric column. */
  readonly outcome: string;
  /** The column of arms, and the labels of the two that are compared. */
  readonly treatment: TreatmentColumn;
  /** Blocks within which units were assigned in fixed numbers: a label column. Blocks of two are pairs. */
  readonly block?: string | null;
  /** What was assigned together: a label column. */
  readonly cluster?: string | null;
  /**
   * The balance that the assignment had to have, as the design of `assignArms` states it.
   * @defaultValue `null`: any assignment was taken
   */
  readonly rerandomized?: { readonly covariates: readonly string[]; readonly threshold: number } | null;
  /** @defaultValue `'difference'` */
  readonly statistic?: RandomizationStatistic;
  /**
   * Numeric columns known before assignment, whose least-squares fit is taken out of the outcome before arms are compared.
   * @defaultValue `[]`
   */
  readonly covariates?: readonly string[];
  /** @defaultValue `'two-sided'` */
  readonly alternative?: RandomizationAlternative;
  /**
   * What to do with blocks that have one arm only.
   * @defaultValue `'refuse'`
   */
  readonly oneArmedBlocks?: 'refuse' | 'drop';
  /**
   * Up to how many assignments all of them are looked at.
   * @defaultValue 20000
   */
  readonly exactUpTo?: number;
  /**
   * How many assignments are drawn where there are more.
   * @defaultValue 9999
   */
  readonly draws?: number;
  /** Seed of the draws, a whole number from 0. Needed where assignments are drawn; there is no default. */
  readonly seed?: number;
  /**
   * Whether the interval is computed, which takes some ten times as long as the p-value.
   * @defaultValue `true`
   */
  readonly interval?: boolean;
  /** @defaultValue 0.95 */
  readonly level?: number;
  /** A pool that is at hand; it stays open. */
  readonly pool?: WorkerPool;
  /**
   * Without a pool: the most workers to start. The answer is the same with any number.
   * @defaultValue as many as the machine has cores; none for what one thread does in a moment
   */
  readonly workers?: number;
}

/** A test of the hypothesis that no unit's outcome was changed by the treatment, by the assignments that there could have been. */
export interface RandomizationTest {
  readonly kind: 'randomization-test';
  /** The constant effect at which the statistic is 0, in points; treatment minus control. For ranks it is that of Hodges and Lehmann. */
  readonly estimate: number;
  /** Which statistic was compared. */
  readonly statisticName: RandomizationStatistic;
  /** The statistic of the assignment that was made: points, or without a unit where studentized or of ranks. */
  readonly statistic: number;
  readonly alternative: RandomizationAlternative;
  /** Share of assignments at least as extreme; with draws (b + 1)/(m + 1). */
  readonly pValue: number;
  /** Standard error of the p-value where assignments were drawn, from 0 to 1; 0 where all were looked at. */
  readonly pValueError: number;
  /** Constant effects that the same test does not reject, in points; null, with a note, where unbounded or not asked for. */
  readonly interval: Interval | null;
  /** The same where it may be unbounded, as that of a one-sided test always is; null where not asked for. */
  readonly confidenceSet: ConfidenceSet | null;
  /** Standard deviation of the statistic over assignments if the hypothesis is true; null where it is infinite in one. */
  readonly nullSd: number | null;
  /** Whether all assignments were looked at. */
  readonly exact: boolean;
  /** Assignments looked at. */
  readonly assignments: number;
  /** Assignments that there are, balanced or not; null above 2^53. */
  readonly possible: number | null;
  /** Mahalanobis distance of the covariates under the assignment that was made; null where it was not rerandomized. */
  readonly distance: number | null;
  /** The seed, as given; null where all assignments were looked at. */
  readonly seed: number | null;
  readonly unit: 'points';
  readonly method: string;
  /** Rows compared. */
  readonly nTreatment: number;
  readonly nControl: number;
  /** What was assigned, rows or clusters: how many treated and not. */
  readonly units: { readonly treatment: number; readonly control: number };
  /** Blocks compared; null without. */
  readonly blocks: number | null;
  readonly notes: readonly Note[];
}

/** Assignments in a piece of work: fixed, so that the draws do not depend on the number of workers. */
const piece = 500;
/** Fewer row visits than this are done sooner than a worker has started. */
const momentary = 3e7;

/**
 * Randomization test of the sharp hypothesis of no effect, under the design that was carried out: units, clusters, blocks, pairs, with or
 * without rerandomization; numbers treated are kept in each block (a Bernoulli assignment is taken given its numbers). Its confidence
 * interval holds all constant effects that the same test does not reject.
 *
 * All assignments are looked at where there are few, else random ones. No model, no large sample. The p-value is exact for the sharp
 * hypothesis; the studentized statistic is also right in large samples where only the mean effect is 0.
 *
 * @param data - one row for each unit, or the rows of clusters
 * @returns effects in points, treatment minus control
 * @throws {@link EfficacyError} `invalid_argument` without a seed where assignments are drawn; `unbalanced_design` for blocks with one arm, a
 * cluster with both, or an assignment that the stated threshold would not have let pass; `zero_variance` for a constant outcome, or a
 * studentized statistic without variance; `too_few_observations` for that of an arm with one unit; `no_data`, `collinear`, `aborted`
 *
 * @example
 * const test = await randomizationTest(trial, {
 *   outcome: 'post', treatment: { column: 'arm', treated: 'treatment', control: 'control' }, block: 'school', seed: 7,
 * });
 * test.pValue; // share of assignments with a difference as large
 *
 * @see Fisher (1935), The Design of Experiments, ch. 2; Rosenbaum (2002), Observational Studies, 2nd ed., ch. 2; Phipson & Smyth (2010),
 * Stat. Appl. Genet. Mol. Biol. 9(1), 39, for (b + 1)/(m + 1); Morgan & Rubin (2012), section 3.2, for rerandomization.
 */
export async function randomizationTest(data: Table, options: RandomizationTestOptions): Promise<RandomizationTest> {
  const who = 'randomizationTest';
  const { statistic = 'difference', alternative = 'two-sided', level = 0.95, interval: wanted = true } = options;
  const { exactUpTo = 20_000, draws = 9_999, seed, pool, workers } = options;
  checkOptions(options, who);
  checkLevel(who, level);
  const units = testUnits(data, options, who);
  const { space, order } = units;
  const distance = requireBalanced(units, who);
  const sharp = sharpOutcomes(units, statistic === 'ranks', who);
  const possible = countAssignments(space);
  const exact = possible <= exactUpTo;
  need(
    exact || seed !== undefined,
    'invalid_argument',
    who,
    `an explicit seed, a whole number: there are ${possible < 2 ** 53 ? grouped(possible) : 'countless'} assignments, of which ${grouped(draws)} are drawn`,
    'none',
  );
  const comparison = comparisons(units, sharp, statistic, exact ? null : (seed ?? null), who);
  const stretches = cut(exact ? possible : draws, exact);
  const cost = (exact ? possible : draws) * sharp.rows.length;
  const size = cost * (wanted ? 30 : 1) < momentary ? 1 : workers;
  const crew = pool ?? workerPool(size === undefined ? {} : { size });
  try {
    const watch = watched(options);
    const count = (effects: readonly number[], phase: string) =>
      total(
        crew.each(countExtremeTask, comparison(effects), stretches, { who, phase, ...watch(phase, stretches.length) }),
      );
    const shares = (counts: ExtremeCounts): readonly number[] => {
      const { atLeast, atMost, asLarge, visited } = counts;
      const extreme = alternative === 'greater' ? atLeast : alternative === 'less' ? atMost : asLarge;
      return Array.from(extreme, (b) => (exact ? b / visited : (b + 1) / (visited + 1)));
    };
    const counts = await count([0], 'test');
    const pValue = shares(counts)[0]!;
    const estimate = estimateOf(units, sharp, statistic);
    const confidenceSet = wanted
      ? await invertTest(async (effects) => shares(await count(effects, 'interval')), {
          centre: estimate,
          scale: sharp.range,
          reach: 4 * units.outcome.length,
          sides: alternative === 'two-sided' ? ['lower', 'upper'] : alternative === 'greater' ? ['lower'] : ['upper'],
          level,
        })
      : null;
    const { lower = null, upper = null } = confidenceSet?.pieces[0] ?? {};
    const interval = lower === null || upper === null ? null : { lower, upper, level };
    const nTreatment = units.treated.reduce((sum, z) => sum + z, 0);
    const treatedUnits = space.treated.reduce((sum, k) => sum + k, 0);
    const blocked = (options.block ?? null) !== null;
    return {
      kind: 'randomization-test',
      estimate,
      statisticName: statistic,
      statistic: comparison([0]).observed[0]!,
      alternative,
      pValue,
      pValueError: exact ? 0 : Math.sqrt((pValue * (1 - pValue)) / draws),
      interval,
      confidenceSet,
      nullSd: nullSdOf(counts),
      exact,
      assignments: counts.visited,
      possible: possible <= Number.MAX_SAFE_INTEGER ? possible : null,
      distance,
      seed: exact ? null : (seed ?? null),
      unit: 'points',
      method: methodOf(options, exact),
      nTreatment,
      nControl: units.treated.length - nTreatment,
      units: { treatment: treatedUnits, control: order.length - treatedUnits },
      blocks: blocked ? space.treated.length : null,
      notes: [...units.notes, ...notesOf(counts, exact, alternative, level, wanted, interval)],
    };
  } finally {
    if (pool === undefined) await crew.close();
  }
}

function checkOptions(options: RandomizationTestOptions, who: string): void {
  const { statistic = 'difference', alternative = 'two-sided', exactUpTo = 20_000, draws = 9_999 } = options;
  const { seed, pool, workers } = options;
  const oneOf = (words: readonly string[], word: string, what: string): void =>
    need(words.includes(word), 'invalid_argument', who, `${what} (${words.join(', ')})`, word);
  oneOf(['difference', 'studentized', 'ranks'], statistic, 'a statistic that it knows');
  oneOf(['two-sided', 'greater', 'less'], alternative, 'an alternative that it knows');
  need(exactUpTo >= 0 && exactUpTo <= 1e9, 'invalid_argument', who, 'exactUpTo from 0 to 1e9', exactUpTo);
  need(Number.isInteger(draws) && draws >= 1 && draws <= 1e9, 'invalid_argument', who, 'draws from 1 to 1e9', draws);
  const whole = seed === undefined || (Number.isSafeInteger(seed) && seed >= 0);
  need(whole, 'invalid_argument', who, 'a seed that is a whole number from 0', seed);
  need(pool === undefined || workers === undefined, 'invalid_argument', who, 'a pool or a number of workers', 'both');
}

/** The distance of the assignment that was made, which the stated threshold must let pass. */
function requireBalanced({ space, order }: TestUnits, who: string): number | null {
  const { balance } = space;
  if (balance === null) return null;
  const distance = distanceOf(order, space, balance);
  need(
    isBalanced(order, space),
    'unbalanced_design',
    who,
    `an assignment with a Mahalanobis distance of at most ${balance.threshold}, as rerandomization would have left it (are covariates, blocks and clusters those of the assignment?)`,
    distance,
    { threshold: balance.threshold, distance },
  );
  return distance;
}

/** Makes what workers need to know to compare assignments if each of some effects is the true one. */
function comparisons(
  { space, order }: TestUnits,
  sharp: SharpOutcomes,
  statistic: RandomizationStatistic,
  seed: number | null,
  who: string,
): (effects: readonly number[]) => Comparison {
  const studentized = statistic === 'studentized';
  if (studentized) requireSpread(space, who);
  const rounding = 1e-10 * (statistic === 'ranks' ? 1 : sharp.range);
  const outcomesOf = (totals: Float64Array) => ({ rows: sharp.rows, totals, studentized, rounding });
  const linear = statistic === 'difference' ? sharp.basis() : null;
  return (effects) => {
    const outcomes = outcomesOf(linear ?? sharp.totals(effects));
    const made = new Float64Array(linear === null ? effects.length : 2);
    armContrast(space, outcomes)(order, made);
    const observed = linear === null ? made : Float64Array.from(effects, (effect) => made[0]! - effect * made[1]!);
    need(
      observed.every(Number.isFinite),
      'zero_variance',
      who,
      "a spread within the arms to studentize (take the statistic 'difference')",
      'none',
    );
    const slack = observed.map((t, i) =>
      studentized ? 1e-10 * Math.max(1, Math.abs(t)) : rounding + 1e-14 * Math.abs(effects[i]!),
    );
    return { space, outcomes, effects: linear === null ? null : Float64Array.from(effects), observed, slack, seed };
  };
}

/** Studentizing takes two units in each arm of each block, or two blocks. */
function requireSpread({ starts, treated }: AssignmentSpace, who: string): void {
  const fine = treated.length > 1 || Math.min(treated[0]!, starts[1]! - treated[0]!) > 1;
  need(
    fine,
    'too_few_observations',
    who,
    "two units in each arm to studentize (take the statistic 'difference')",
    `${treated[0]} treated and ${starts[1]! - treated[0]!} control`,
  );
}

/** The effect at which the statistic of the assignment that was made is 0. */
function estimateOf({ space, order }: TestUnits, sharp: SharpOutcomes, statistic: RandomizationStatistic): number {
  const { rows, range } = sharp;
  const at = (totals: Float64Array): Float64Array => {
    const out = new Float64Array(totals.length / rows.length);
    armContrast(space, { rows, totals, studentized: false, rounding: 0 })(order, out);
    return out;
  };
  if (statistic === 'ranks') return centreOfRanks((effect) => at(sharp.totals([effect]))[0]!, range);
  const [outcome, arm] = at(sharp.basis());
  return outcome! / arm!;
}

function cut(count: number, exact: boolean): readonly Stretch[] {
  return Array.from({ length: Math.ceil(count / piece) }, (_, i) => ({
    from: exact ? i * piece : i,
    count: Math.min(piece, count - i * piece),
  }));
}

async function total(parts: AsyncIterable<ExtremeCounts>): Promise<ExtremeCounts> {
  let all: ExtremeCounts | null = null;
  for await (const part of parts) all = all === null ? part : added(all, part);
  return all!;
}

function added(a: ExtremeCounts, b: ExtremeCounts): ExtremeCounts {
  const plus = (x: Float64Array, y: Float64Array): Float64Array => x.map((value, i) => value + y[i]!);
  return {
    visited: a.visited + b.visited,
    atLeast: plus(a.atLeast, b.atLeast),
    atMost: plus(a.atMost, b.atMost),
    asLarge: plus(a.asLarge, b.asLarge),
    sum: a.sum + b.sum,
    squares: a.squares + b.squares,
  };
}

/** One run of counting after the other is one phase, of which nobody knows how long it will be. */
function watched({ signal, onProgress }: Watch): (phase: string, pieces: number) => Watch {
  let before = 0;
  return (phase, pieces) => {
    const start = before;
    if (phase === 'interval') before += pieces;
    return {
      ...(signal && { signal }),
      ...(onProgress && {
        onProgress: ({ done, total: all }: Progress) =>
          onProgress({
            phase,
            done: phase === 'interval' ? start + done : done,
            total: phase === 'interval' ? null : all,
          }),
      }),
    };
  };
}

function nullSdOf({ sum, squares, visited }: ExtremeCounts): number | null {
  const variance = squares / visited - (sum / visited) ** 2;
  return Number.isFinite(variance) ? Math.sqrt(Math.max(0, variance)) : null;
}

function methodOf(options: RandomizationTestOptions, exact: boolean): string {
  const {
    statistic = 'difference',
    block = null,
    cluster = null,
    covariates = [],
    rerandomized = null,
    draws = 9_999,
  } = options;
  const names = {
    difference: 'difference in means',
    studentized: 'studentized difference in means',
    ranks: 'difference in mean ranks',
  };
  return [
    `randomization test of the sharp null; ${names[statistic]}`,
    ...(covariates.length > 0 ? ['of residuals on covariates'] : []),
    `${cluster === null ? 'units' : 'clusters'} assigned in fixed numbers${block === null ? '' : ' within blocks'}`,
    ...(rerandomized === null ? [] : ['rerandomized']),
    exact ? 'all assignments' : `${grouped(draws)} random assignments, p = (b + 1)/(m + 1)`,
  ].join('; ');
}

function notesOf(
  { visited }: ExtremeCounts,
  exact: boolean,
  alternative: RandomizationAlternative,
  level: number,
  wanted: boolean,
  interval: Interval | null,
): readonly Note[] {
  const notes: Note[] = [];
  const smallest = 1 / (exact ? visited : visited + 1);
  if (smallest > 1 - level) {
    notes.push({
      code: 'few_assignments',
      message: `Only ${visited} assignments: no p-value can be below ${smallest.toPrecision(3)}.`,
    });
  }
  if (!wanted) notes.push({ code: 'interval_not_asked', message: 'No interval was asked for.' });
  else if (interval === null && alternative === 'two-sided') {
    notes.push({
      code: 'interval_unbounded',
      message:
        'There are too few assignments to reject every effect on one side: the interval has no end there. See confidenceSet.',
    });
  } else if (interval === null) {
    notes.push({
      code: 'interval_one_sided',
      message: 'The interval of a one-sided test has one end. See confidenceSet.',
    });
  }
  return notes;
}
