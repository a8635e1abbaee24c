import { momentsOfSample } from '../../aggregate/moments.js';
import { cellsOf } from '../../estimate/effect/shares/counts.js';
import { coxDivisor, coxIndexFor } from '../../estimate/effect/shares/cox-index.js';
import { pooledSd, twoGroups } from '../../estimate/two-groups.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import type { Cited, WwcProfile } from '../profiles/profile.js';
import type { WwcFinding, WwcStep } from './finding.js';
import type { WwcArm, WwcFindingInput } from './input.js';

/** An effect before the small-sample correction, with the first term of its variance. */
export interface UncorrectedEffect {
  readonly effectFrom: WwcFinding['effectFrom'];
  readonly d: number;
  /** Variance of d where there is no effect and no clusters. */
  readonly baseVariance: number;
  /** In symbols. */
  readonly baseFormula: string;
  /** Whether the base is the study's own standard error, which may allow for clusters. */
  readonly ownError: boolean;
  /** False where all of the variance is in the base: a log odds ratio. */
  readonly hasSizeTerm: boolean;
  readonly covariates: number;
  readonly pooledSd: number | null;
  readonly steps: readonly WwcStep[];
  readonly notes: readonly Note[];
}

const who = 'wwcFinding';

/** The step of a constant of the profile. */
export function stepOf(
  step: string,
  formula: string,
  value: number,
  { source, section, confidence }: Cited<unknown>,
): WwcStep {
  return { step, formula, value, source, section, confidence };
}

/** Reads what a study reports. @throws as wwcFinding */
export function effectOf(input: WwcFindingInput, profile: WwcProfile): UncorrectedEffect {
  const { treatment, comparison, effectSize, adjusted } = input;
  const sizes = 1 / treatment.n + 1 / comparison.n;
  const plain = {
    baseVariance: sizes,
    baseFormula: '(1/nT + 1/nC)',
    ownError: false,
    hasSizeTerm: true,
    covariates: 0,
    steps: [],
    notes: [],
  };
  if (effectSize !== undefined) {
    checkAlone(input);
    return { ...plain, effectFrom: 'effect-size', d: effectSize, pooledSd: null, notes: [asGiven] };
  }
  if (isShare(treatment) && isShare(comparison)) return fromShares(input, sizes, profile);
  const pooled = pooledOf(treatment, comparison);
  if (adjusted !== undefined) return { ...plain, pooledSd: pooled, ...fromAdjusted(adjusted, pooled, sizes, profile) };
  const difference = contrastOf(treatment.mean, comparison.mean, 'mean');
  if (treatment.before === undefined && comparison.before === undefined) {
    return { ...plain, effectFrom: 'means', d: difference / pooled, pooledSd: pooled };
  }
  const gain = difference - contrastOf(treatment.before?.mean, comparison.before?.mean, 'mean before');
  return { ...plain, pooledSd: pooled, d: gain / pooled, ...fromGains(input.correlation, sizes, profile) };
}

/** Refuses an effect size that is no number, or that stands beside what it could be computed from. */
function checkAlone({ treatment, comparison, effectSize, adjusted }: WwcFindingInput): void {
  const others = [treatment.mean, comparison.mean, treatment.p, treatment.events, adjusted].filter(
    (x) => x !== undefined,
  );
  if (Number.isFinite(effectSize) && others.length === 0) return;
  throw new EfficacyError(
    'invalid_argument',
    `${who} needs a finite effectSize, and no means, shares or adjusted difference beside it: it would have two effects to choose from; got ${effectSize}`,
    { effectSize: String(effectSize) },
  );
}

function contrastOf(treatment: number | undefined, comparison: number | undefined, what: string): number {
  const difference = (treatment ?? Number.NaN) - (comparison ?? Number.NaN);
  if (Number.isFinite(difference)) return difference + 0;
  throw new EfficacyError(
    'invalid_argument',
    `${who} needs a finite ${what} of both arms, or events, shares, an adjusted difference or an effectSize; got ${treatment} and ${comparison}`,
    { treatment: treatment ?? null, comparison: comparison ?? null },
  );
}

const asGiven: Note = {
  code: 'effect_size_as_given',
  message: 'The effect size was taken as the study gives it: no correction was applied to it, only to its test.',
};

const isShare = (arm: WwcArm): boolean => arm.p !== undefined || arm.events !== undefined;

/** The Cox index; a difference in shares that a regression adjusted moves the share of the treatment arm, and its error that of the index. */
function fromShares(
  { treatment, comparison, adjusted, statisticFrom }: WwcFindingInput,
  sizes: number,
  profile: WwcProfile,
): UncorrectedEffect {
  const counts = ({ n, events, p }: WwcArm) => (events === undefined ? { n, p: p as number } : { n, events });
  const arms = { treatment: counts(treatment), comparison: counts(comparison) };
  for (const [name, arm] of Object.entries(arms)) {
    const [events, others] = cellsOf(who, name, arm);
    if (events > 0 && others > 0) continue;
    throw new EfficacyError(
      'zero_cell',
      `${who} has no Cox index where nobody or everybody has the event, as in ${name}; compare the shares with riskDifference`,
      { arm: name, events, others },
    );
  }
  const shareOf = ({ n, events, p }: WwcArm): number => p ?? (events as number) / n;
  const control = shareOf(comparison);
  const moved = adjusted === undefined ? undefined : control + adjusted.difference;
  if (adjusted !== undefined) checkAdjustedShare(adjusted, moved as number);
  const cox = coxIndexFor(who, moved === undefined ? arms.treatment : { n: treatment.n, p: moved }, arms.comparison);
  const scale = coxDivisor / profile.coxDivisor.value;
  const own = adjusted?.standardError;
  const varianceOf = (p: number, n: number): number => (p * (1 - p)) / n;
  const inflation =
    own === undefined ? 1 : own ** 2 / (varianceOf(moved as number, treatment.n) + varianceOf(control, comparison.n));
  const bySizes = statisticFrom === 'sample-sizes';
  const ofLogOdds = `(1/a + 1/b + 1/c + 1/d)/${profile.coxDivisor.value}²`;
  const ofOwn = `SE²/(a b/nT³ + c d/nC³) ${ofLogOdds}`;
  return {
    effectFrom: 'shares',
    d: scale * cox.estimate,
    baseVariance: bySizes ? sizes : inflation * (scale * cox.standardError) ** 2,
    baseFormula: bySizes ? '(1/nT + 1/nC)' : own === undefined ? ofLogOdds : ofOwn,
    ownError: own !== undefined,
    hasSizeTerm: bySizes,
    covariates: adjusted === undefined ? 0 : (adjusted.covariates ?? 1),
    pooledSd: null,
    steps: [stepOf('cox-index', 'log odds ratio / divisor', profile.coxDivisor.value, profile.coxDivisor)],
    notes: own === undefined ? cox.notes : [...cox.notes, ownErrorOfShares],
  };
}

const ownErrorOfShares: Note = {
  code: 'error_of_shares',
  message:
    "The standard error of the Cox index is that of two independent shares, times what the study's own analysis makes of the error of their difference.",
};

function checkAdjustedShare(
  { difference, standardError, r2, covariates = 1 }: NonNullable<WwcFindingInput['adjusted']>,
  moved: number,
): void {
  const fits = moved > 0 && moved < 1 && (standardError === undefined || standardError > 0) && r2 === undefined;
  if (fits && Number.isInteger(covariates) && covariates >= 0) return;
  throw new EfficacyError(
    'invalid_argument',
    `${who} needs an adjusted difference in shares that leaves the treatment share between 0 and 1, a standardError above 0 or none, no r2 and a whole number of covariates; got ${difference}, ${standardError}, ${r2}, ${covariates}`,
  );
}

function fromAdjusted(
  adjusted: NonNullable<WwcFindingInput['adjusted']>,
  sd: number,
  sizes: number,
  profile: WwcProfile,
): Pick<UncorrectedEffect, 'effectFrom' | 'd' | 'baseVariance' | 'baseFormula' | 'ownError' | 'covariates' | 'steps'> {
  const { difference, standardError, r2, covariates = 1 } = adjusted;
  const explained = r2 ?? profile.imputedR2.value;
  const fits =
    Number.isFinite(difference) &&
    (standardError === undefined || standardError > 0) &&
    explained >= 0 &&
    explained < 1;
  if (!fits || !(Number.isInteger(covariates) && covariates >= 0)) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs a finite adjusted difference, a standardError above 0 or none, r2 from 0 and below 1 and a whole number of covariates; got ${difference}, ${standardError}, ${explained}, ${covariates}`,
    );
  }
  const own = standardError !== undefined;
  const imputed =
    !own && r2 === undefined ? [stepOf('imputed-r2', '(1 - R²)(1/nT + 1/nC)', explained, profile.imputedR2)] : [];
  return {
    effectFrom: 'adjusted-difference',
    d: difference / sd,
    baseVariance: own ? (standardError / sd) ** 2 : (1 - explained) * sizes,
    baseFormula: own ? '(SE/S)²' : '(1 - R²)(1/nT + 1/nC)',
    ownError: own,
    covariates,
    steps: imputed,
  };
}

function fromGains(
  correlation: number | undefined,
  sizes: number,
  profile: WwcProfile,
): Pick<UncorrectedEffect, 'effectFrom' | 'baseVariance' | 'baseFormula' | 'steps' | 'notes'> {
  const r = correlation ?? profile.imputedCorrelation.value;
  if (!(r > -1 && r < 1)) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs a correlation of before with after between -1 and 1; got ${r}`,
      { r },
    );
  }
  const imputed = correlation === undefined;
  return {
    effectFrom: 'difference-in-differences',
    baseVariance: 2 * (1 - r) * sizes,
    baseFormula: '2 (1 - r)(1/nT + 1/nC)',
    steps: imputed ? [stepOf('imputed-correlation', '2 (1 - r)(1/nT + 1/nC)', r, profile.imputedCorrelation)] : [],
    notes: imputed
      ? [
          {
            code: 'imputed_correlation',
            message: `The correlation of before with after was not reported; ${r} was put in its place.`,
          },
        ]
      : [],
  };
}

function pooledOf(treatment: WwcArm, comparison: WwcArm): number {
  const { sd: sdT } = treatment;
  const { sd: sdC } = comparison;
  if (sdT === undefined || sdC === undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs the unadjusted standard deviation of both arms to compare means; without them give events, shares or an effectSize`,
    );
  }
  const groups = twoGroups(
    momentsOfSample({ n: treatment.n, mean: treatment.mean ?? 0, sd: sdT }, who, 'treatment'),
    momentsOfSample({ n: comparison.n, mean: comparison.mean ?? 0, sd: sdC }, who, 'comparison'),
    who,
  );
  return pooledSd(groups, who);
}
