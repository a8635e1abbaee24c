import { EfficacyError } from '../../support/errors.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import type { Cited, WwcProfile } from '../profiles/profile.js';
import { profileNamed } from '../profiles/profile-of.js';
import { biasOfRates } from './attrition-bias.js';
import { type BoundaryReading, boundAt, boundaryReadings, type Fraction } from './boundary-readings.js';
import { type AttritionBoundary, attritionTables } from './boundary-table.js';
import { attritionModel } from './model-constants.js';

/** How many units an arm was given, and how many of them are in the analysis. */
export interface AssignedCounts {
  /** Units that were assigned to the arm. */
  readonly assigned: number;
  /** Those of them that are analysed, whatever they received. */
  readonly analysed: number;
}

/** Both arms of a trial. */
export interface AttritionCounts {
  /** Of the treatment arm. */
  readonly treatment: AssignedCounts;
  /** Of the control arm. */
  readonly control: AssignedCounts;
}

/** By what rule attrition is judged. Neither has a default: the protocol decides both before outcomes are seen. */
export interface AttritionOptions {
  /** Whether the intervention may itself have decided who left. */
  readonly boundary: AttritionBoundary;
  /** Edition of the handbook. */
  readonly profile: WwcProfile['id'];
}

/** The attrition of one arm. */
export interface ArmAttrition extends AssignedCounts {
  /** Assigned less analysed. */
  readonly lost: number;
  /** Share of the assigned units that are not analysed, 0 to 1. */
  readonly rate: number;
}

/** What one way of reading the table says. */
export interface AttritionReading {
  /** Which way. */
  readonly reading: BoundaryReading;
  /** The largest differential that is low, as a share; null where attrition is high whatever the differential. */
  readonly bound: number | null;
  /** What it would call this attrition. */
  readonly level: 'low' | 'high';
}

/** Attrition by the standard of the What Works Clearinghouse. */
export interface WwcAttrition {
  /** Which record this is. */
  readonly kind: 'wwc-attrition';
  /** Edition of the handbook that it was judged by. */
  readonly profile: WwcProfile['id'];
  /** The boundary that was chosen. */
  readonly boundary: AttritionBoundary;
  /** The verdict, from the table read in proportion between its rows. */
  readonly level: 'low' | 'high';
  /** Counts and rate of the treatment arm. */
  readonly treatment: ArmAttrition;
  /** Counts and rate of the control arm. */
  readonly control: ArmAttrition;
  /** Share of all assigned units that are not analysed, 0 to 1. */
  readonly overall: number;
  /** Rate of the treatment arm minus that of the control arm, as a share. */
  readonly difference: number;
  /** Its size, which the standard is about. */
  readonly differential: number;
  /** The largest differential that is low at this overall attrition, as a share; null where none is. */
  readonly bound: number | null;
  /** Bound minus differential, as a share: 0 or more is low; null without a bound. */
  readonly margin: number | null;
  /** The same table as others read it between its rows. */
  readonly readings: readonly AttritionReading[];
  /** True when those readings do not agree on the level. */
  readonly dependsOnReading: boolean;
  /** Bias that these rates would bring under the model behind the boundary, in standard deviations, treatment minus control; null for an empty arm. */
  readonly modelBias: number | null;
  /** Where the table stands. */
  readonly rule: Omit<Cited<unknown>, 'value'>;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/**
 * Overall and differential attrition of a trial, and whether the What Works Clearinghouse calls it low.
 *
 * The published table is the rule; shares are compared with it as exact fractions of the counts, without rounding. Between two rows the
 * bound is read in proportion; where reading the nearest row or the row below would decide otherwise, a note says so.
 *
 * @param counts - by arm: units assigned, and how many of them are analysed; units that joined later are in neither count
 * @param options - the boundary and the edition; both must be said
 * @returns low or high, with the bound, the distance to it, and what the model of Deke & Chiang makes of the rates
 * @throws {@link EfficacyError} `invalid_argument` for counts that are not whole or analysed units that were not assigned, `no_data` for an
 * arm to which nobody was assigned
 *
 * @example
 * wwcAttrition(
 *   { treatment: { assigned: 200, analysed: 154 }, control: { assigned: 200, analysed: 166 } },
 *   { boundary: 'cautious', profile: 'wwc-5.0' },
 * ).level; // 'high': 20 % overall, 6 points apart, and the bound is 5.4
 *
 * @see WWC Standards Handbook 4.1, Table II.1; Deke & Chiang (2017), Evaluation Review 41(2), 130-154.
 */
export function wwcAttrition(counts: AttritionCounts, options: AttritionOptions): WwcAttrition {
  return attritionOf(counts, options, 'wwcAttrition', 'units');
}

/** The same for another public function's messages; `units` are what is counted. */
export function attritionOf(
  { treatment, control }: AttritionCounts,
  { boundary, profile }: AttritionOptions,
  who: string,
  units: string,
): WwcAttrition {
  const { id } = profileNamed(profile, who);
  const cited = attritionTables[id];
  const boundaries = Object.keys(cited.value);
  need(
    boundaries.includes(boundary),
    'invalid_argument',
    who,
    `a boundary, ${boundaries.join(' or ')}: say which the protocol chose (may the intervention decide who leaves? then cautious)`,
    String(boundary),
  );
  const arms = { treatment: armOf(treatment, 'treatment', units, who), control: armOf(control, 'control', units, who) };
  const { treatment: t, control: c } = arms;
  const [lost, assigned] = [BigInt(t.lost) + BigInt(c.lost), BigInt(t.assigned) + BigInt(c.assigned)];
  const difference = differenceOf(t, c);
  const gap = { ...difference, over: difference.over < 0n ? -difference.over : difference.over };
  const exact = boundAt(cited.value, boundary, 'interpolated', lost, assigned);
  const level = levelOf(gap, exact);
  const readings = boundaryReadings.map((reading): AttritionReading => {
    const bound = boundAt(cited.value, boundary, reading, lost, assigned);
    return { reading, bound: bound === null ? null : shareOf(bound), level: levelOf(gap, bound) };
  });
  const dependsOnReading = readings.some((other) => other.level !== level);
  const modelBias = biasOfRates(t.rate, c.rate, attritionModel[boundary].value);
  return {
    kind: 'wwc-attrition',
    profile: id,
    boundary,
    level,
    ...arms,
    overall: Number(lost) / Number(assigned),
    difference: shareOf(difference),
    differential: shareOf(gap),
    bound: exact === null ? null : shareOf(exact),
    margin: exact === null ? null : shareOf(minus(exact, gap)),
    readings,
    dependsOnReading,
    modelBias,
    rule: { source: cited.source, section: cited.section, confidence: cited.confidence },
    notes: [
      ...(dependsOnReading ? [nearBoundary(readings)] : []),
      ...(modelBias === null
        ? [{ code: 'empty_arm', message: 'An arm has nobody left: the model gives no bias.' }]
        : []),
    ],
  };
}

function armOf({ assigned, analysed }: AssignedCounts, arm: string, units: string, who: string): ArmAttrition {
  const whole = [assigned, analysed].every((n) => Number.isSafeInteger(n) && n >= 0);
  const detail = { arm, assigned: String(assigned), analysed: String(analysed) };
  const got = `${analysed} of ${assigned}`;
  need(whole, 'invalid_argument', who, `whole numbers of ${units} in the ${arm} arm`, got, detail);
  need(assigned > 0, 'no_data', who, `${units} assigned to the ${arm} arm`, assigned, detail);
  if (analysed > assigned) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs no more ${units} analysed than assigned; the ${arm} arm has ${got}; leave out those that joined after assignment, or count them in both`,
      detail,
    );
  }
  const lost = assigned - analysed;
  return { assigned, analysed, lost, rate: lost / assigned };
}

/** Treatment minus control, in tenths of percentage points. */
function differenceOf(t: ArmAttrition, c: ArmAttrition): Fraction {
  const [nT, nC] = [BigInt(t.assigned), BigInt(c.assigned)];
  return { over: 1000n * (BigInt(t.lost) * nC - BigInt(c.lost) * nT), under: nT * nC };
}

const levelOf = (gap: Fraction, bound: Fraction | null): 'low' | 'high' =>
  bound !== null && gap.over * bound.under <= bound.over * gap.under ? 'low' : 'high';

const minus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under - b.over * a.under,
  under: a.under * b.under,
});

/** Tenths of percentage points as a share. */
const shareOf = ({ over, under }: Fraction): number => Number(over) / Number(1000n * under);

function nearBoundary(readings: readonly AttritionReading[]): Note {
  const said = readings.map(({ reading, level }) => `${reading} ${level}`).join(', ');
  return {
    code: 'near_boundary',
    message: `How the table is read between whole percents decides: ${said}. Say which reading the protocol means.`,
  };
}
