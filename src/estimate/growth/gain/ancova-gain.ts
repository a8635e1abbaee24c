import { makeTable, numericColumnOf, type Table } from '../../../columns/table.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import { quoted } from '../../../support/text.js';
import type { TestedEstimate } from '../../estimate.js';
import type { Coefficient } from '../../regression/coefficient.js';
import { fitLinear, type LinearFit } from '../../regression/fit-linear.js';
import { type TreatmentColumn, twoArms } from '../../trial/two-arms.js';
import { freeName } from '../rate/growth-data.js';
import { requireScale, type ScaleKind } from '../scale/scale-kind.js';

/** Options of {@link ancovaGain}. */
export interface AncovaGainOptions {
  /** What the scores mean; without a default, because it decides whether a gain exists. */
  readonly scale: ScaleKind;
  /**
   * True where both scores come from the same grade's scale (`within-grade`) or the same form (`raw`).
   * @defaultValue false
   */
  readonly sameTest?: boolean;
  /** The score before: a numeric column. */
  readonly before: string;
  /** The score after: a numeric column. */
  readonly after: string;
  /** The groups that are compared: a label column and two of its labels. */
  readonly arm: TreatmentColumn;
  /** Blocks within which groups are compared (schools, say): a label column. */
  readonly within?: string;
  /** What varies together (schools, classes): a label column. */
  readonly cluster?: string;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** A difference between two groups, in points. */
export type DifferenceOfGains = Omit<Coefficient, 'term'>;

/** Two answers to how much more one group gained than another. */
export interface AncovaGain extends TestedEstimate {
  /** Which record this is. */
  readonly kind: 'ancova-gain';
  /** Of all differences here. */
  readonly unit: 'points' | 'nce';
  /** Treatment minus control among students with the same first score: the estimate itself. */
  readonly adjusted: DifferenceOfGains;
  /** Mean gain of treatment minus that of control, whatever the first scores. */
  readonly gainScore: DifferenceOfGains;
  /** Gain score minus adjusted: (slope - 1) times the difference of the first scores, within blocks where there are any. */
  readonly disagreement: number;
  /** Points of the later score for each point of the first one, within groups. The gain score takes it for 1. */
  readonly slope: number;
  /** First score of treatment minus that of control, within blocks where there are any. */
  readonly baselineDifference: number;
  /** What the scores mean. */
  readonly scale: ScaleKind;
  /** Students in treatment. */
  readonly nTreatment: number;
  /** Students in control. */
  readonly nControl: number;
  /** Clusters; null without. */
  readonly clusters: number | null;
}

/**
 * How much more one group gained than another, with the first score as a covariate, beside the difference of mean gains.
 *
 * Both answer the same question where groups were assigned at random, the adjusted one more precisely. Where they were not, the gain score is right if the groups
 * would have gained the same without the treatment, the adjusted one if students with the same first score would have: they can disagree (Lord's
 * paradox), and nothing in the scores tells which is right. Error of measurement in the first score leaves a part of its difference in the adjusted one.
 *
 * @param table - a row for each student; rows that lack a value are left out and counted
 * @returns treatment minus control in points, above 0 where treatment gained more; a note `lords_paradox` where the two differ in sign, or by more than the
 * larger of their standard errors
 * @throws {@link EfficacyError} `wrong_scale` where the scale forbids to subtract; `collinear` where arms do not vary within blocks, or the first score not
 * within arms; `too_few_observations`, `too_few_clusters`, `no_data`, `column_not_found`, `wrong_column_type`, `invalid_argument`
 *
 * @example
 * const arm = { column: 'arm', treated: 'app', control: 'usual' };
 * ancovaGain(table, { scale: 'vertical', before: 'fall', after: 'spring', arm, cluster: 'school' }).adjusted;
 *
 * @see Lord (1967), Psychological Bulletin 68(5), 304-305; Wainer (1991), Psychological Bulletin 109(1), 147-151.
 */
export function ancovaGain(table: Table, options: AncovaGainOptions): AncovaGain {
  const who = 'ancovaGain';
  const { scale, sameTest = false, before, after, arm, within, cluster, level = 0.95 } = options;
  checkLevel(who, level);
  requireScale(scale, { operation: 'difference', sameTest }, who);
  const labels = [within, cluster].filter((name) => name !== undefined);
  const {
    table: rows,
    indicator,
    nTreatment,
    nControl,
    notes,
  } = twoArms(table, arm, [before, after, ...labels], undefined, who);
  const [first, later] = [before, after].map((name) => numericColumnOf(rows, name, who).values);
  const gain = freeName(rows, `${after} - ${before}`);
  const values = later!.map((x, i) => x - first![i]!);
  const data = makeTable([...rows.columns, [gain, { kind: 'numeric', values }]]);
  const regress = (outcome: string, terms: readonly string[]): LinearFit =>
    fitLinear(data, {
      outcome,
      terms,
      level,
      ...(within !== undefined && { absorb: within }),
      ...(cluster !== undefined && { cluster }),
    });
  const ancova = regress(after, [indicator, before]);
  const gainScore = figure(regress(gain, [indicator]), indicator, who);
  const adjusted = figure(ancova, indicator, who);
  const slope = figure(ancova, before, who).estimate;
  return {
    kind: 'ancova-gain',
    ...adjusted,
    unit: scale === 'nce' ? 'nce' : 'points',
    method: `difference of later scores at the same first score; ${ancova.method}`,
    adjusted,
    gainScore,
    disagreement: gainScore.estimate - adjusted.estimate,
    slope,
    baselineDifference: figure(regress(before, [indicator]), indicator, who).estimate,
    scale,
    nTreatment,
    nControl,
    clusters: ancova.clusters,
    notes: [...notes, ...ancova.notes, ...lordsParadox(gainScore, adjusted, slope)],
  };
}

function figure({ coefficients, dropped }: LinearFit, name: string, who: string): DifferenceOfGains {
  const found = coefficients.find(({ term }) => term === name);
  if (found === undefined) {
    throw new EfficacyError(
      'collinear',
      `${who} needs groups that vary within blocks, and first scores that vary within groups; ${quoted(name)} does not`,
      { dropped },
    );
  }
  const { term: _, ...rest } = found;
  return rest;
}

/** Says that the two answers are not one, and what each takes for granted. */
function lordsParadox(gain: DifferenceOfGains, adjusted: DifferenceOfGains, slope: number): readonly Note[] {
  const error = Math.max(gain.standardError ?? 0, adjusted.standardError ?? 0);
  const opposite = gain.estimate * adjusted.estimate < 0;
  const far = Math.abs(gain.estimate - adjusted.estimate) > error;
  if (!opposite && !far) return [];
  const how = [opposite ? 'in sign' : null, far ? 'by more than their standard errors' : null]
    .filter((part) => part !== null)
    .join(' and ');
  const message = `The difference of gains (${gain.estimate.toPrecision(4)}) and the one at the same first score (${adjusted.estimate.toPrecision(4)}) differ ${how}, because the groups started apart and the slope of the later score on the first is ${slope.toPrecision(3)}, not 1. The first is right if the groups would have gained the same without the treatment, the second if students with the same first score would have: the scores cannot tell which.`;
  return [{ code: 'lords_paradox', message }];
}
