import { needOneOf, needRecord } from '../../estimate/effect/needs.js';
import { EfficacyError } from '../../support/errors.js';
import { checkEffect } from '../check-effect.js';
import { type Evidence, isNoEvidence, type NoEvidence, type NotEligible, notEligible } from '../no-evidence.js';
import type { Cited } from '../profiles/profile.js';

/** How a study was made, as far as it decides whether Kraft's bands speak of it. */
export interface KraftStudy {
  /** Random assignment, another design that supports a causal claim, or a comparison of users with others. */
  readonly design: 'randomized' | 'quasi-experimental' | 'correlational';
  /** A broad standardized test, a narrow or researcher-made one, the developer's own, or no achievement at all. */
  readonly outcome: 'standardized-achievement' | 'researcher-made' | 'developer-made' | 'other';
}

/** Where the size of an effect lies among those of causal studies of standardized achievement. */
export interface KraftBand {
  /** Which quantity this is. */
  readonly kind: 'kraft-band';
  /** The effect that was given, in standard deviations. */
  readonly estimate: number;
  /** By the size of the effect, whichever its sign. */
  readonly band: 'small' | 'medium' | 'large';
  /** The sign of the effect; the band is of its size. */
  readonly direction: 'positive' | 'negative' | 'none';
  /** Sizes from which an effect is medium and large. */
  readonly thresholds: Cited<{ readonly medium: number; readonly large: number }>;
}

/** Kraft's bands: below .05 small, from .05 medium, from .20 large. */
export const kraftThresholds: Cited<{ readonly medium: number; readonly large: number }> = {
  value: { medium: 0.05, large: 0.2 },
  source: 'Kraft (2020), Interpreting effect sizes of education interventions, Educational Researcher 49(4), 241-253',
  section: 'Table 3',
  confidence: 'unverified',
};

/** Cost per pupil in US dollars: below 500 low, from 500 moderate, from 4,000 high. */
export const kraftCosts: Cited<{ readonly moderate: number; readonly high: number }> = {
  value: { moderate: 500, high: 4000 },
  source: kraftThresholds.source,
  section: 'Table 3',
  confidence: 'unverified',
};

/**
 * Kraft's band of an effect: small, medium or large among causal studies of standardized achievement, and of nothing else.
 *
 * @param evidence - an effect in standard deviations, treatment minus control, or {@link NoEvidence}, which is handed back
 * @param study - the design and the kind of outcome
 * @returns the band, or a refusal with its reason where the bands were not made for such a study
 * @throws {@link EfficacyError} `not_finite`, `invalid_argument`
 *
 * @example
 * kraftBand({ estimate: 0.12 }, { design: 'randomized', outcome: 'standardized-achievement' }); // medium
 * kraftBand({ estimate: 0.3 }, { design: 'correlational', outcome: 'developer-made' }); // not eligible
 *
 * @see Kraft (2020), Educational Researcher 49(4), 241-253.
 */
export function kraftBand(evidence: Evidence, study: KraftStudy): KraftBand | NotEligible | NoEvidence {
  const who = 'kraftBand';
  needRecord(evidence, who, 'evidence: a result with its estimate, or noEvidence(...)');
  if (isNoEvidence(evidence)) return evidence;
  needRecord(study, who, 'the study as { design, outcome }');
  needOneOf(study.design, ['randomized', 'quasi-experimental', 'correlational'], who, 'design');
  needOneOf(study.outcome, ['standardized-achievement', 'researcher-made', 'developer-made', 'other'], who, 'outcome');
  const { estimate } = evidence;
  checkEffect(estimate, who);
  const refusal = refusalOf(study);
  if (refusal !== null) return refusal;
  const size = Math.abs(estimate);
  const { medium, large } = kraftThresholds.value;
  return {
    kind: 'kraft-band',
    estimate: estimate + 0, // 0 for -0
    band: size >= large ? 'large' : size >= medium ? 'medium' : 'small',
    direction: estimate > 0 ? 'positive' : estimate < 0 ? 'negative' : 'none',
    thresholds: kraftThresholds,
  };
}

/**
 * Kraft's band of a cost per pupil.
 *
 * @param dollarsPerPupil - US dollars, 0 or more
 * @throws {@link EfficacyError} `invalid_argument`
 */
export function kraftCostBand(dollarsPerPupil: number): 'low' | 'moderate' | 'high' {
  if (!(dollarsPerPupil >= 0 && Number.isFinite(dollarsPerPupil))) {
    throw new EfficacyError(
      'invalid_argument',
      `kraftCostBand needs dollars per pupil, 0 or more; got ${dollarsPerPupil}`,
    );
  }
  const { moderate, high } = kraftCosts.value;
  return dollarsPerPupil >= high ? 'high' : dollarsPerPupil >= moderate ? 'moderate' : 'low';
}

function refusalOf({ design, outcome }: KraftStudy): NotEligible | null {
  const refuse = (reason: string, message: string): NotEligible => notEligible('kraft-2020', reason, message);
  if (design !== 'randomized' && design !== 'quasi-experimental') {
    return refuse(
      'design',
      `Kraft's bands describe causal studies; a ${design} comparison also holds whatever made students use the product`,
    );
  }
  if (outcome !== 'standardized-achievement') {
    return refuse(
      'outcome',
      `Kraft's bands describe standardized achievement tests; effects on ${outcome} outcomes run two to four times as large or mean something else`,
    );
  }
  return null;
}
