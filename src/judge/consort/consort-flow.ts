import { EfficacyError } from '../../support/errors.js';
import { need } from '../../support/need.js';
import { quoted } from '../../support/text.js';
import type { Cited } from '../profiles/profile.js';
import { type ConsortItem, consortClusterItems, consortItems } from './consort-items.js';

const who = 'consortFlow';

/** How many, and why. */
export interface ConsortCount {
  /** In a word or two. */
  readonly reason: string;
  /** How many, a whole number. */
  readonly n: number;
}

/** One arm from assignment to analysis. */
export interface ConsortArmInput {
  /** Of the arm; each has another. */
  readonly name: string;
  /** Assigned to the arm. */
  readonly allocated: number;
  /** Those of them who received what the arm was meant to; left out where nobody recorded it. */
  readonly received?: number;
  /** The others, by reason. @defaultValue none */
  readonly notReceived?: readonly ConsortCount[];
  /** Received it and stopped, by reason; they may be followed and analysed all the same. @defaultValue none */
  readonly discontinued?: readonly ConsortCount[];
  /** Lost to follow-up, by reason. @defaultValue none */
  readonly lost?: readonly ConsortCount[];
  /** Followed and left out of the analysis, by reason. @defaultValue none */
  readonly excluded?: readonly ConsortCount[];
  /** In the analysis of the primary outcome, in the arm of assignment. */
  readonly analysed: number;
}

/** The counts of one kind of unit. */
export interface ConsortLevelInput {
  /** Looked at for eligibility; left out where nobody counted them. */
  readonly assessed?: number;
  /** Not randomized, by reason. @defaultValue none */
  readonly excluded?: readonly ConsortCount[];
  /** Assigned by chance to any arm. */
  readonly randomized: number;
  /** Two or more. */
  readonly arms: readonly ConsortArmInput[];
}

/** The counts of a trial: of individuals, and of the clusters that they are in where these were assigned. */
export interface ConsortFlowInput extends ConsortLevelInput {
  /** The same of clusters, with arms of the same names. */
  readonly clusters?: ConsortLevelInput;
}

/** Counts by reason and their sum. */
export interface ConsortTally {
  /** Sum over the reasons. */
  readonly total: number;
  /** As they were given. */
  readonly reasons: readonly ConsortCount[];
}

/** One arm, with its sums. */
export interface ConsortArm {
  /** Of the arm. */
  readonly name: string;
  /** Assigned to the arm. */
  readonly allocated: number;
  /** Received what the arm was meant to; null where nobody recorded it. */
  readonly received: number | null;
  /** Did not, by reason. */
  readonly notReceived: ConsortTally;
  /** Received it and stopped, by reason. */
  readonly discontinued: ConsortTally;
  /** Lost to follow-up, by reason. */
  readonly lost: ConsortTally;
  /** Followed and left out of the analysis, by reason. */
  readonly excluded: ConsortTally;
  /** In the analysis. */
  readonly analysed: number;
}

/** One kind of unit, with its sums. */
export interface ConsortLevel {
  /** Null where nobody counted. */
  readonly assessed: number | null;
  /** Assessed and not randomized, by reason. */
  readonly excluded: ConsortTally;
  /** Assigned by chance to any arm. */
  readonly randomized: number;
  /** In the order in which they were given. */
  readonly arms: readonly ConsortArm[];
  /** In the analysis, all arms together. */
  readonly analysed: number;
}

/** The flow of participants through a trial, whose sums agree. */
export interface ConsortFlow extends ConsortLevel {
  /** Which record this is. */
  readonly kind: 'consort-flow';
  /** Of the clusters, with individuals analysed in an average analysed cluster by arm; null without clusters. */
  readonly clusters: (ConsortLevel & { readonly meanSizes: readonly (number | null)[] }) | null;
  /** The sums that were checked, in words, such as `treatment: allocated 100 = received 90 + not received 10`. */
  readonly checks: readonly string[];
  /** What a report must say and the data cannot prove, or only in part. */
  readonly notProven: readonly ConsortItem[];
  /** Where the items stand, and how surely that is known. */
  readonly sources: readonly Omit<Cited<unknown>, 'value'>[];
}

/**
 * The flow of participants through a randomized trial, as the diagram of CONSORT has it, and what a report must say that no data prove.
 *
 * Everybody must be somewhere: those assessed are excluded or randomized, those randomized are allocated, those allocated received the
 * intervention or not, and are lost, excluded or analysed.
 *
 * @param counts - of individuals, by arm and reason; of clusters too where these were assigned
 * @throws {@link EfficacyError} `inconsistent_counts` for a sum that fails, which it names; `invalid_argument` for counts that are not whole,
 * fewer than two arms, arms of one name, or clusters of other arms
 *
 * @example
 * consortFlow({
 *   assessed: 240,
 *   excluded: [{ reason: 'no consent', n: 40 }],
 *   randomized: 200,
 *   arms: [
 *     { name: 'treatment', allocated: 100, received: 95, notReceived: [{ reason: 'moved', n: 5 }], lost: [{ reason: 'moved', n: 8 }], analysed: 92 },
 *     { name: 'control', allocated: 100, received: 100, lost: [{ reason: 'absent', n: 6 }], analysed: 94 },
 *   ],
 * }).notProven;
 *
 * @see Hopewell et al. (2025), PLoS Medicine 22(4), e1004587, items 22a and 22b; Campbell et al. (2012), BMJ 345, e5661.
 */
export function consortFlow(counts: ConsortFlowInput): ConsortFlow {
  const people = levelOf(counts, '');
  const checks = [...people.checks];
  const clusters = counts.clusters === undefined ? null : levelOf(counts.clusters, 'clusters: ');
  if (clusters !== null) checks.push(...clusters.checks, ...checkInside(people.level, clusters.level));
  const lists = [consortItems, ...(clusters === null ? [] : [consortClusterItems])];
  return {
    kind: 'consort-flow',
    ...people.level,
    clusters: clusters === null ? null : { ...clusters.level, meanSizes: meanSizes(people.level, clusters.level) },
    checks,
    notProven: lists.flatMap(({ value }) => value),
    sources: lists.map(({ source, section, confidence }) => ({ source, section, confidence })),
  };
}

interface CheckedLevel {
  readonly level: ConsortLevel;
  readonly checks: readonly string[];
}

function levelOf({ assessed, excluded = [], randomized, arms }: ConsortLevelInput, of: string): CheckedLevel {
  const names = arms.map(({ name }) => name);
  need(names.length >= 2, 'invalid_argument', who, `${of}two arms or more`, names.length);
  need(
    new Set(names).size === names.length,
    'invalid_argument',
    who,
    `${of}arms of different names`,
    names.map((n) => quoted(n)).join(', '),
  );
  whole(randomized, `${of}randomized`);
  const out = tally(excluded, `${of}excluded before randomization`);
  const checks: string[] = [];
  if (assessed !== undefined) {
    whole(assessed, `${of}assessed`);
    checks.push(
      equal(
        of,
        ['assessed', assessed],
        [
          ['excluded', out.total],
          ['randomized', randomized],
        ],
      ),
    );
  }
  const checked = arms.map((arm) => armOf(arm, `${of}${arm.name}: `));
  checks.push(
    equal(
      of,
      ['randomized', randomized],
      arms.map(({ name, allocated }) => [`allocated to ${name}`, allocated]),
    ),
  );
  const analysed = arms.reduce((sum, arm) => sum + arm.analysed, 0);
  return {
    level: { assessed: assessed ?? null, excluded: out, randomized, arms: checked.map(({ arm }) => arm), analysed },
    checks: [...checks, ...checked.flatMap((one) => one.checks)],
  };
}

function armOf(input: ConsortArmInput, of: string): { readonly arm: ConsortArm; readonly checks: readonly string[] } {
  const { name, allocated, received = null, analysed } = input;
  for (const [what, n] of Object.entries({ allocated, received, analysed })) if (n !== null) whole(n, `${of}${what}`);
  const notReceived = tally(input.notReceived, `${of}not received`);
  const discontinued = tally(input.discontinued, `${of}discontinued`);
  const lost = tally(input.lost, `${of}lost`);
  const excluded = tally(input.excluded, `${of}excluded from the analysis`);
  return {
    arm: { name, allocated, received, notReceived, discontinued, lost, excluded, analysed },
    checks: [
      received === null
        ? atMost(of, ['not received', notReceived.total], ['allocated', allocated])
        : equal(
            of,
            ['allocated', allocated],
            [
              ['received', received],
              ['not received', notReceived.total],
            ],
          ),
      equal(
        of,
        ['allocated', allocated],
        [
          ['lost', lost.total],
          ['excluded', excluded.total],
          ['analysed', analysed],
        ],
      ),
      received === null
        ? atMost(of, ['discontinued', discontinued.total], ['allocated', allocated])
        : atMost(of, ['discontinued', discontinued.total], ['received', received]),
    ],
  };
}

/** Nobody is analysed outside an analysed cluster, and each of these has somebody. */
function checkInside(people: ConsortLevel, clusters: ConsortLevel): readonly string[] {
  const same =
    people.arms.length === clusters.arms.length && people.arms.every(({ name }, i) => name === clusters.arms[i]?.name);
  const named = (level: ConsortLevel): string => level.arms.map(({ name }) => quoted(name)).join(', ');
  need(
    same,
    'invalid_argument',
    who,
    `clusters with the same arms in the same order, ${named(people)}`,
    named(clusters),
  );
  return people.arms.flatMap(({ name, allocated, analysed }, i) => {
    const arm = clusters.arms[i] as ConsortArm;
    const of = `${name}: `;
    const none = arm.analysed === 0 ? [atMost(of, ['individuals analysed', analysed], ['clusters analysed', 0])] : [];
    return [
      atMost(of, ['clusters allocated', arm.allocated], ['individuals allocated', allocated]),
      atMost(of, ['clusters analysed', arm.analysed], ['individuals analysed', analysed]),
      ...none,
    ];
  });
}

const meanSizes = (people: ConsortLevel, clusters: ConsortLevel): readonly (number | null)[] =>
  clusters.arms.map((arm, i) => (arm.analysed === 0 ? null : (people.arms[i] as ConsortArm).analysed / arm.analysed));

function tally(reasons: readonly ConsortCount[] = [], what: string): ConsortTally {
  const named = Array.isArray(reasons) && reasons.every((one) => typeof one?.reason === 'string');
  need(named, 'invalid_argument', who, `${what} as a list of reasons and numbers`, JSON.stringify(reasons));
  for (const { reason, n } of reasons) whole(n, `${what} (${quoted(reason)})`);
  return { total: reasons.reduce((sum, { n }) => sum + n, 0), reasons };
}

function whole(n: number, what: string): void {
  need(Number.isSafeInteger(n) && n >= 0, 'invalid_argument', who, `a whole number of ${what}`, String(n));
}

type Named = readonly [string, number];

/** A sum that must hold, in words; fails by name. */
function equal(of: string, [name, all]: Named, parts: readonly Named[]): string {
  const sum = parts.reduce((total, [, n]) => total + n, 0);
  const right = parts.map(([part, n]) => `${part} ${n}`).join(' + ');
  if (all === sum) return `${of}${name} ${all} = ${right}`;
  throw new EfficacyError(
    'inconsistent_counts',
    `${who} needs counts that add up; ${of}${name} ${all} is not ${right}, which make ${sum}; ${Math.abs(all - sum)} are ${all > sum ? 'missing' : 'too many'}`,
    { at: of, [name]: all, parts: Object.fromEntries(parts), sum },
  );
}

function atMost(of: string, [name, less]: Named, [other, more]: Named): string {
  if (less <= more) return `${of}${name} ${less} ≤ ${other} ${more}`;
  throw new EfficacyError(
    'inconsistent_counts',
    `${who} needs counts that agree; ${of}${name} ${less} is more than ${other} ${more}`,
    {
      at: of,
      [name]: less,
      [other]: more,
    },
  );
}
