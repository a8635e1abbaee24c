import type { Table } from '../../columns/table.js';
import * as chiSquared from '../../numeric/distributions/chi-squared.js';
import { type RandomStream, randomStream } from '../../numeric/random/index.js';
import { EfficacyError } from '../../support/errors.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { counted, listed } from '../../support/text.js';
import { armSizes } from './arm-sizes.js';
import { type AssignableUnits, assignableUnits } from './assignable-units.js';
import { addStep, type BalanceCriterion, balanceCriterion, squaredLength } from './balance.js';
import { unitCovariates } from './unit-covariates.js';

/** When an assignment is drawn again: the arms' covariate means lie too far apart. */
export interface RerandomizeOptions {
  /** Names of numeric columns known before assignment; of clusters their means are taken. */
  readonly covariates: readonly string[];
  /**
   * Share of assignments that are good enough. The threshold of the distance is that quantile of chi-squared.
   * @defaultValue 0.01
   */
  readonly acceptance?: number;
  /** The threshold of the distance itself, instead of `acceptance`. */
  readonly threshold?: number;
  /**
   * Draws after which to give up.
   * @defaultValue 100000
   */
  readonly maxDraws?: number;
}

/** What is assigned to which arms, and how. */
export interface AssignArmsOptions {
  /** A whole number from 0. There is no default: it is what makes the assignment repeatable. */
  readonly seed: number;
  /**
   * Names of the arms.
   * @defaultValue `['treatment', 'control']`
   */
  readonly arms?: readonly string[];
  /**
   * Share of the units for each arm, adding to 1.
   * @defaultValue equal shares
   */
  readonly shares?: readonly number[];
  /** Number of units (or clusters) for each arm, instead of shares; only without blocks. */
  readonly sizes?: readonly number[];
  /** Label column of unit ids, each once. With it, the order of the rows does not matter. */
  readonly id?: string;
  /** Label column of blocks within which units are assigned. Blocks of two are pairs. */
  readonly block?: string;
  /** Label column of what is assigned as one. */
  readonly cluster?: string;
  /**
   * Fixed numbers in each arm (in blocks: rounded at random where shares do not divide them), or a draw for each unit by itself.
   * @defaultValue `'complete'`
   */
  readonly procedure?: AssignmentProcedure;
  /**
   * Draw again until the covariates are balanced.
   * @defaultValue the first draw is taken
   */
  readonly rerandomize?: RerandomizeOptions;
}

/** Numbers in the arms fixed before, or each unit drawn by itself. */
export type AssignmentProcedure = 'complete' | 'bernoulli';

/** What inference must know to draw the assignment again. Columns by their names. */
export interface RandomizationDesign {
  /** How units went to arms. */
  readonly procedure: AssignmentProcedure;
  /** Label column of blocks; null without. */
  readonly block: string | null;
  /** Label column of clusters; null where rows were assigned. */
  readonly cluster: string | null;
  /** What an assignment had to fulfil; null where the first draw was taken. */
  readonly rerandomized: Rerandomized | null;
}

/** How a balanced assignment was found. */
export interface Rerandomized {
  /** Names of the columns balanced. */
  readonly covariates: readonly string[];
  /** Largest Mahalanobis distance that was accepted. */
  readonly threshold: number;
  /** Covariates less collinear ones: degrees of freedom of the distance. */
  readonly df: number;
  /** Chance that a draw is accepted, by the chi-squared distribution of the distance. */
  readonly acceptance: number;
  /** Distance of the assignment that was taken. */
  readonly distance: number;
  /** Draws until then, that one included. */
  readonly draws: number;
}

/** An arm as it was filled. */
export interface FilledArm {
  /** Its name, as asked for. */
  readonly label: string;
  /** Share or number that was asked for, as a share of all units. */
  readonly share: number;
  /** Units, or clusters, assigned to it. */
  readonly units: number;
  /** Rows assigned to it: the units, or the rows of its clusters. */
  readonly rows: number;
}

/** Who was assigned to what. */
export interface Assignment {
  /** Which result this is. */
  readonly kind: 'assignment';
  /** For each row of the table the label of its arm; make it a column with `factorColumn`. */
  readonly arm: readonly string[];
  /** In the order asked for. */
  readonly arms: readonly FilledArm[];
  /** How it was made, for `randomizationTest`. */
  readonly design: RandomizationDesign;
  /** Units, or clusters, assigned. */
  readonly units: number;
  /** Blocks; null without. */
  readonly blocks: number | null;
  /** The seed, as given. */
  readonly seed: number;
  /** What was done, in words. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/**
 * Assigns units or clusters to two or more arms at random, within blocks or pairs, and again until covariates are balanced where asked.
 *
 * The same seed and units give the same assignment on every machine. With ids (or clusters) the order of the rows does not matter.
 *
 * @param table - one row for each unit, or the rows of clusters
 * @returns the arm of each row, and the design in the form that `randomizationTest` takes
 * @throws {@link EfficacyError} `invalid_argument` for a seed, shares, sizes or a threshold that cannot be; `duplicate_row` for an id that comes
 * twice; `no_data` for missing labels or covariates; `unbalanced_design` for a cluster in two blocks; `convergence_failed` when no draw is
 * balanced enough
 *
 * @example
 * const { arm, design } = assignArms(roster, { seed: 20_260_901, id: 'student', block: 'school' });
 * const assigned = makeTable([...roster.columns, ['arm', factorColumn(arm)]]);
 *
 * @see Imbens & Rubin (2015), Causal Inference, ch. 4; Morgan & Rubin (2012), Ann. Statist. 40(2), 1263-1282, for rerandomization.
 */
export function assignArms(table: Table, options: AssignArmsOptions): Assignment {
  const who = 'assignArms';
  const { seed, arms = ['treatment', 'control'], block, cluster, procedure = 'complete', rerandomize } = options;
  need(
    Number.isSafeInteger(seed) && seed >= 0,
    'invalid_argument',
    who,
    'an explicit seed, a whole number from 0',
    seed,
  );
  const units = assignableUnits(table, options, who);
  const shares = sharesOf(arms, units.names.length, options, who);
  const stream = randomStream(seed);
  const found =
    rerandomize === undefined
      ? { armOfUnit: drawOnce(units, shares, procedure, stream), rerandomized: null }
      : drawUntilBalanced(table, units, shares, options, rerandomize, stream, who);
  const { armOfUnit, rerandomized } = found;
  const arm = Array.from(units.unitOfRow, (unit) => arms[armOfUnit[unit]!]!);
  const filled = arms.map((label, a) => ({
    label,
    share: shares[a]!,
    units: armOfUnit.reduce((sum, at) => sum + Number(at === a), 0),
    rows: arm.reduce((sum, at) => sum + Number(at === label), 0),
  }));
  return {
    kind: 'assignment',
    arm,
    arms: filled,
    design: { procedure, block: block ?? null, cluster: cluster ?? null, rerandomized },
    units: units.names.length,
    blocks: block === undefined ? null : units.blocks.length,
    seed,
    method: methodOf(options, procedure),
    notes: notesOf(units, armOfUnit, filled),
  };
}

function methodOf({ block, cluster, rerandomize }: AssignArmsOptions, procedure: AssignmentProcedure): string {
  const what = cluster === undefined ? 'units' : 'clusters';
  const how = procedure === 'complete' ? 'in fixed numbers' : 'each by itself';
  const within = block === undefined ? '' : ' within blocks';
  const again = rerandomize === undefined ? '' : '; drawn again until the Mahalanobis distance was below the threshold';
  return `${what} assigned at random ${how}${within}${again}; Philox 4x32-10`;
}

function notesOf(units: AssignableUnits, armOfUnit: Uint32Array, arms: readonly FilledArm[]): readonly Note[] {
  const notes: Note[] = [];
  const empty = arms.filter((arm) => arm.units === 0).map(({ label }) => label);
  if (empty.length > 0) notes.push({ code: 'empty_arm', message: `No unit was assigned to ${listed(empty)}.` });
  const lacking = units.blocks.filter(
    (block) => block.label !== null && new Set(block.units.map((unit) => armOfUnit[unit]!)).size < arms.length,
  );
  if (lacking.length > 0) {
    notes.push({
      code: 'blocks_without_an_arm',
      message: `${counted(lacking.length, 'block')} without a unit of some arm: ${listed(lacking.map(({ label }) => label ?? ''))}.`,
    });
  }
  return notes;
}

/** Shares of the arms, checked; sizes turned into shares. */
function sharesOf(
  arms: readonly string[],
  n: number,
  { shares, sizes, block, procedure }: AssignArmsOptions,
  who: string,
): readonly number[] {
  need(
    arms.length >= 2 && new Set(arms).size === arms.length,
    'invalid_argument',
    who,
    'two or more arms of different names',
    listed(arms),
  );
  need(
    shares === undefined || sizes === undefined,
    'invalid_argument',
    who,
    'shares or sizes of the arms, not both',
    'both',
  );
  if (sizes === undefined) {
    const given = shares ?? arms.map(() => 1 / arms.length);
    const sum = given.reduce((total, share) => total + share, 0);
    const fine = given.length === arms.length && given.every((share) => share > 0) && Math.abs(sum - 1) < 1e-9;
    need(fine, 'invalid_argument', who, `${arms.length} shares above 0 that add to 1`, given.join(', '));
    return given;
  }
  const sum = sizes.reduce((total, size) => total + size, 0);
  const whole = sizes.length === arms.length && sizes.every((size) => Number.isInteger(size) && size > 0);
  need(
    whole && sum === n && block === undefined && procedure !== 'bernoulli',
    'invalid_argument',
    who,
    `${arms.length} whole sizes above 0 that add to the ${n} units, without blocks and for complete assignment (else use shares)`,
    sizes.join(', '),
  );
  return sizes.map((size) => size / n);
}

/** For each unit the number of its arm. */
function drawOnce(
  units: AssignableUnits,
  shares: readonly number[],
  procedure: AssignmentProcedure,
  stream: RandomStream,
): Uint32Array {
  const out = new Uint32Array(units.names.length);
  for (const block of units.blocks) {
    if (procedure === 'bernoulli') drawEach(out, block.units, shares, stream);
    else drawFixed(out, block.units, armSizes(block.units.length, shares, stream.uniform()), stream);
  }
  return out;
}

/** Each unit by itself: one uniform number a unit. */
function drawEach(out: Uint32Array, units: Uint32Array, shares: readonly number[], stream: RandomStream): void {
  for (const unit of units) {
    let left = stream.uniform();
    let arm = 0;
    while (arm < shares.length - 1 && left >= shares[arm]!) left -= shares[arm++]!;
    out[unit] = arm;
  }
}

/** All units in random order, the first of them to the first arm. */
function drawFixed(out: Uint32Array, units: Uint32Array, sizes: readonly number[], stream: RandomStream): void {
  const shuffled = stream.shuffle(units.slice());
  let at = 0;
  sizes.forEach((size, arm) => {
    for (const end = at + size; at < end; at++) out[shuffled[at]!] = arm;
  });
}

/** Draws with the numbers in the arms of the first draw, until one is balanced: inference then keeps those numbers. */
function drawUntilBalanced(
  table: Table,
  units: AssignableUnits,
  shares: readonly number[],
  { procedure }: AssignArmsOptions,
  { covariates, acceptance = 0.01, threshold, maxDraws = 100_000 }: RerandomizeOptions,
  stream: RandomStream,
  who: string,
): { readonly armOfUnit: Uint32Array; readonly rerandomized: Rerandomized } {
  need(
    shares.length === 2 && procedure !== 'bernoulli',
    'invalid_argument',
    who,
    'two arms and complete assignment to rerandomize',
    procedure === 'bernoulli' ? 'bernoulli' : `${shares.length} arms`,
  );
  need(acceptance > 0 && acceptance <= 1, 'invalid_argument', who, 'an acceptance above 0, at most 1', acceptance);
  need(
    threshold === undefined || (threshold > 0 && threshold < Number.POSITIVE_INFINITY),
    'invalid_argument',
    who,
    'a threshold above 0',
    threshold,
  );
  need(Number.isSafeInteger(maxDraws) && maxDraws > 0, 'invalid_argument', who, 'maxDraws, a whole number', maxDraws);
  const values = unitCovariates(table, units, covariates, who);
  const sizes = units.blocks.map((block) => armSizes(block.units.length, shares, stream.uniform()));
  const blocks = units.blocks.map((block, b) => ({ units: block.units, treated: sizes[b]![0]! }));
  const criterion = balanceCriterion(values, covariates.length, blocks, who);
  const limit = threshold ?? (acceptance === 1 ? Number.MAX_VALUE : chiSquared.quantile(acceptance, criterion.df));
  const armOfUnit = new Uint32Array(units.names.length);
  let nearest = Number.POSITIVE_INFINITY;
  for (let draws = 1; draws <= maxDraws; draws++) {
    units.blocks.forEach((block, b) => {
      drawFixed(armOfUnit, block.units, sizes[b]!, stream);
    });
    const distance = distanceOf(criterion, armOfUnit);
    nearest = Math.min(nearest, distance);
    if (distance > limit) continue;
    const chance = chiSquared.cdf(limit, criterion.df);
    const rerandomized = { covariates, threshold: limit, df: criterion.df, acceptance: chance, distance, draws };
    return { armOfUnit, rerandomized };
  }
  throw new EfficacyError(
    'convergence_failed',
    `${who} found no assignment with a distance of at most ${limit} in ${maxDraws} draws; the best had ${nearest}: accept more`,
    { threshold: limit, draws: maxDraws, nearest },
  );
}

/** Mahalanobis distance of an assignment; the first arm counts as treated. */
function distanceOf(criterion: BalanceCriterion, armOfUnit: Uint32Array): number {
  const sum = new Float64Array(criterion.width);
  armOfUnit.forEach((arm, unit) => {
    if (arm === 0) addStep(sum, criterion, unit);
  });
  return squaredLength(sum);
}
