import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import type { DoseModel } from '../curves/dose-models.js';
import type { DoseResponseFit } from '../fit/dose-response-fit.js';

/** By what fits are ordered. */
export type FitCriterion = 'aic' | 'aicc' | 'bic';

/** One fit among several. */
export interface ComparedFit {
  /** Which curve. */
  readonly model: DoseModel;
  /** Parameters that were estimated. */
  readonly estimated: number;
  /** Akaike's criterion; the residual variance counts as a parameter. */
  readonly aic: number;
  /** Null where n is too small for it. */
  readonly aicc: number | null;
  /** Schwarz's criterion. */
  readonly bic: number;
  /** The criterion less that of the best fit. */
  readonly difference: number;
  /** exp(-difference/2), made to sum to 1. */
  readonly weight: number;
}

/** Fits of the same data, the best first. */
export interface DoseModelComparison {
  /** Which result this is. */
  readonly kind: 'dose-model-comparison';
  /** By what they are ordered. */
  readonly criterion: FitCriterion;
  /** The best first. */
  readonly fits: readonly ComparedFit[];
  /** For each fit as it was given, its weight. */
  readonly weights: readonly number[];
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/**
 * Orders fits of the same data by an information criterion, with the weights that average them.
 *
 * @param fits - of different models to the same responses
 * @param criterion - which one; AICc unless stated
 * @returns the fits, the best first; least is best
 * @throws {@link EfficacyError} `invalid_argument` for no fits, fits of different data, or fits without a likelihood
 *
 * @example
 * compareDoseModels(models.map((model) => fitDoseResponse(data, { model }))).fits[0].model;
 *
 * @see Burnham & Anderson (2002), Model Selection and Multimodel Inference, 2.6 and 2.9.
 */
export function compareDoseModels(
  fits: readonly DoseResponseFit[],
  criterion: FitCriterion = 'aicc',
): DoseModelComparison {
  const who = 'compareDoseModels';
  needSameData(fits, who);
  const rows = fits.map((fit) => {
    const value = fit[criterion];
    need(
      value !== null && fit.aic !== null && fit.bic !== null,
      'invalid_argument',
      who,
      `fits with ${criterion} (a likelihood, and enough observations)`,
      `'${fit.model}' without`,
    );
    return { fit, value, aic: fit.aic, bic: fit.bic };
  });
  const best = Math.min(...rows.map(({ value }) => value));
  const raw = rows.map(({ value }) => Math.exp((best - value) / 2));
  const total = raw.reduce((sum, w) => sum + w, 0);
  const compared = rows.map(
    ({ fit, value, aic, bic }, i): ComparedFit => ({
      model: fit.model,
      estimated: fit.estimated,
      aic,
      aicc: fit.aicc,
      bic,
      difference: value - best,
      weight: raw[i]! / total,
    }),
  );
  const robust = fits.some(({ clusters }) => clusters !== null);
  return {
    kind: 'dose-model-comparison',
    criterion,
    fits: compared.toSorted((a, b) => a.difference - b.difference),
    weights: compared.map(({ weight }) => weight),
    notes: robust
      ? [
          {
            code: 'likelihood_without_clusters',
            message:
              'The criteria take students as independent, although they come in clusters: differences are overstated.',
          },
        ]
      : [],
  };
}

/** Refuses fits that cannot be compared. */
export function needSameData(fits: readonly DoseResponseFit[], who: string): void {
  const [first] = fits;
  need(first !== undefined, 'invalid_argument', who, 'at least one fit', 'none');
  const other = fits.find(
    (fit) =>
      fit.n !== first.n ||
      fit.cells.within !== first.cells.within ||
      fit.cells.mean.length !== first.cells.mean.length ||
      (['dose', 'mean', 'weight'] as const).some((of) => fit.cells[of].some((x, i) => x !== first.cells[of][i])),
  );
  need(other === undefined, 'invalid_argument', who, 'fits of the same data', `'${other?.model}' of others`);
}
