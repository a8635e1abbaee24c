import { numericColumnOf, type Table } from '../../columns/table.js';
import type { ConfidenceSet } from '../../support/confidence-set.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { counted, quoted } from '../../support/text.js';
import type { TrialDesign } from './design.js';
import {
  type ArmContrast,
  type ChosenByArm,
  type InstrumentedEffect,
  instrumentedEffect,
  meansByArm,
  notesOfUnknown,
} from './instrumented-effect.js';
import type { PooledEffect } from './pooled-effect.js';

/** Minutes of use by arm, and what an hour of them did. */
export interface MinutesOfUse {
  readonly kind: 'minutes-of-use';
  /** The column of minutes. */
  readonly column: string;
  /** Mean minutes of the treatment arm over all rows of which they are known, those without use included. */
  readonly treatment: ChosenByArm;
  /** The same of the control arm. */
  readonly control: ChosenByArm;
  /** Minutes that assignment added, by the design; null, with a note, where it has no answer. */
  readonly added: ArmContrast | null;
  /**
   * Effect of assignment over the hours that it added, in points per hour of use. Null, with a note, where it added none, or so few that the
   * interval of what it added reaches 0: the ratio could then be anything.
   */
  readonly effectPerHour: InstrumentedEffect | null;
  /** Effects per hour that Anderson and Rubin's test does not reject, also where they have no bounds; null where there is no ratio at all. */
  readonly effectPerHourSet: ConfidenceSet | null;
  /** Rows of which minutes are not known, why there is no effect per hour, and what it assumes. */
  readonly notes: readonly Note[];
}

/**
 * Minutes by arm and the effect per hour of use, with assignment as the instrument.
 *
 * @throws {@link EfficacyError} `out_of_domain` for minutes below 0, `no_data`, `wrong_column_type`
 * @see Angrist & Imbens (1995), JASA 90(430), 431-442, on what the ratio is an average of.
 */
export function minutesOfUse(
  sample: Table,
  column: string,
  design: TrialDesign,
  adjustedFor: readonly string[],
  hedgesG: PooledEffect,
  who: string,
): MinutesOfUse {
  const minutes = numericColumnOf(sample, column, who).values;
  const below = minutes.filter((x) => x < 0);
  if (below.length > 0) {
    throw new EfficacyError(
      'out_of_domain',
      `${who} needs minutes of 0 or more in ${quoted(column)}; ${counted(below.length, 'amount is', 'amounts are')} below, such as ${below[0]}`,
      { column, count: below.length, value: below[0] },
    );
  }
  const arms = meansByArm(sample, minutes, column, design, who);
  const hours = {
    values: minutes.map((x) => x / 60),
    kind: 'effect-per-hour',
    unit: 'points/hour',
    standardizedUnit: 'sd/hour',
    contrastUnit: 'hours',
    what: 'effect per hour of use',
  };
  const { contrast, effect, notes } = instrumentedEffect(sample, hours, design, adjustedFor, hedgesG, who);
  const bounded = effect !== null && effect.interval !== null;
  return {
    kind: 'minutes-of-use',
    column,
    ...arms,
    added: contrast === null ? null : inMinutes(contrast),
    effectPerHour: bounded ? effect : null,
    effectPerHourSet: effect?.confidenceSet ?? null,
    notes: [...notesOfUnknown(arms, column), ...notes, ...(bounded ? [assumptions] : (effect?.notes ?? []))],
  };
}

const assumptions: Note = {
  code: 'per_hour_assumptions',
  message:
    'The effect per hour of use needs that assignment works through these minutes alone. It is an average over pupils and over their hours, with more weight where assignment added more, and no promise that a further hour does the same.',
};

function inMinutes({ estimate, standardError, df, interval }: ArmContrast): ArmContrast {
  const times = (x: number): number => 60 * x;
  return {
    estimate: times(estimate),
    standardError: standardError === null ? null : times(standardError),
    df,
    interval: interval && { lower: times(interval.lower), upper: times(interval.upper), level: interval.level },
    unit: 'minutes',
  };
}
