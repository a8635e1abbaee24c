import type { Moments } from '../../aggregate/moments.js';
import { correctionBy } from '../../estimate/effect/means/hedges-correction.js';
import { type ArmEvents, cellsOf } from '../../estimate/effect/shares/counts.js';
import { coxDivisor, coxIndex } from '../../estimate/effect/shares/cox-index.js';
import { pooledSd, twoGroups } from '../../estimate/two-groups.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { quoted } from '../../support/text.js';
import type { WwcProfile } from '../profiles/profile.js';

/** What all covariates have. */
export interface NamedCovariate {
  /** What it is called; each has another. */
  readonly name: string;
  /** The column that it was made from, by which an adjustment may name it. @defaultValue its name */
  readonly column?: string;
  /** Analysed students without a value, both arms together. @defaultValue 0 */
  readonly missing?: number;
}

/** A scored covariate of the students who are analysed, by arm. */
export interface ContinuousCovariate extends NamedCovariate {
  /** Compared by means. */
  readonly type: 'continuous';
  /** Moments (or values) of the analysed students, in any unit; unadjusted. */
  readonly treatment: Moments | ArrayLike<number>;
  /** The same of the control arm, in the same unit. */
  readonly control: Moments | ArrayLike<number>;
}

/** A yes-or-no covariate of the students who are analysed, by arm. */
export interface BinaryCovariate extends NamedCovariate {
  /** Compared by shares. */
  readonly type: 'binary';
  /** Students with the property, or their share, among the analysed ones. */
  readonly treatment: ArmEvents;
  /** The same of the control arm. */
  readonly control: ArmEvents;
}

/** A characteristic before the treatment, of the students who are analysed. */
export type BaselineCovariate = ContinuousCovariate | BinaryCovariate;

/** Where a baseline difference falls: nothing to do, adjust for it, or too large to be adjusted away. */
export type BaselineClass = 'satisfied' | 'adjustment-required' | 'not-satisfied';

/** A baseline difference and its class. */
export interface CovariateBalance {
  /** Of the covariate. */
  readonly name: string;
  /** The column that it was made from. */
  readonly column: string;
  /** Compared by means or by shares. */
  readonly type: BaselineCovariate['type'];
  /** Hedges' g or the Cox index with the edition's small-sample factor, treatment minus control; null where nothing varies within the arms that differ. */
  readonly effect: number | null;
  /** Which of the two measures it is. */
  readonly effectFrom: 'hedges-g' | 'cox-index';
  /** Where its size falls. */
  readonly class: BaselineClass;
  /** Analysed treatment students with a value. */
  readonly nTreatment: number;
  /** Analysed control students with a value. */
  readonly nControl: number;
  /** Analysed students without a value. */
  readonly missing: number;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/** Size and class of one baseline difference. Its size is compared as it is, without rounding. */
export function covariateBalance(covariate: BaselineCovariate, profile: WwcProfile, who: string): CovariateBalance {
  const { name, type, column = name, missing = 0 } = covariate;
  need(
    type === 'continuous' || type === 'binary',
    'invalid_argument',
    who,
    `covariates of type continuous or binary; ${quoted(String(name))} has another`,
    String(type),
  );
  need(
    Number.isSafeInteger(missing) && missing >= 0,
    'invalid_argument',
    who,
    `a whole number of missing values of ${quoted(name)}`,
    missing,
  );
  const found = type === 'continuous' ? meanBalance(covariate, profile, who) : shareBalance(covariate, profile, who);
  const { satisfied, adjustable } = profile.baseline.value;
  const size = found.effect === null ? Number.POSITIVE_INFINITY : Math.abs(found.effect);
  const grade = size <= satisfied ? 'satisfied' : size <= adjustable ? 'adjustment-required' : 'not-satisfied';
  return { name, column, type, missing, class: grade, ...found };
}

type Found = Omit<CovariateBalance, 'name' | 'column' | 'type' | 'class' | 'missing'>;

function meanBalance({ name, treatment, control }: ContinuousCovariate, profile: WwcProfile, who: string): Found {
  const groups = twoGroups(treatment, control, `${who} (${quoted(name)})`);
  const { treatment: t, control: c } = groups;
  const finite = [t, c].every(
    ({ n, mean, m2 }) => Number.isInteger(n) && Number.isFinite(mean) && m2 >= 0 && m2 < Number.POSITIVE_INFINITY,
  );
  need(finite, 'not_finite', who, `whole n, finite means and squares of ${quoted(name)}`, JSON.stringify([t, c]));
  const sizes = { effectFrom: 'hedges-g', nTreatment: t.n, nControl: c.n } as const;
  if (t.m2 + c.m2 === 0) {
    const same = t.mean === c.mean;
    const what = same ? 'the same value' : 'one value in each arm, not the same';
    const message = `Every student has ${what}: there is no standard deviation to measure a difference in.`;
    return { ...sizes, effect: same ? 0 : null, notes: [{ code: 'no_variation', message }] };
  }
  const factor = correctionBy(who, t.n + c.n - 2, profile.correction.value);
  const effect = (factor * (t.mean - c.mean)) / pooledSd(groups, who);
  if (Number.isFinite(effect)) return { ...sizes, effect, notes: [] };
  const message = 'The arms are further apart than a number of standard deviations can say.';
  return { ...sizes, effect: null, notes: [{ code: 'no_variation', message }] };
}

function shareBalance({ name, treatment, control }: BinaryCovariate, profile: WwcProfile, who: string): Found {
  const [t, c] = [treatment, control].map((arm, i) =>
    cellsOf(`${who} (${quoted(name)})`, i === 0 ? 'treatment' : 'control', arm),
  ) as [readonly [number, number], readonly [number, number]];
  const cox = coxIndex(treatment, control, { correction: profile.correction.value, zeroCells: 'add-half' });
  const sizes = { effectFrom: 'cox-index', nTreatment: treatment.n, nControl: control.n } as const;
  // Nobody, or everybody, in both arms: half a student more in each cell would make unequal arms differ.
  if (t[0] + c[0] === 0 || t[1] + c[1] === 0) return { ...sizes, effect: 0, notes: [] };
  return { ...sizes, effect: (cox.estimate * coxDivisor) / profile.coxDivisor.value, notes: cox.notes };
}
