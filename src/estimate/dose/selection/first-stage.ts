import { numericColumn } from '../../../columns/column.js';
import { makeTable, numericColumnOf, type Table } from '../../../columns/table.js';
import { EfficacyError } from '../../../support/errors.js';
import {
  type FitInstrumentedOptions,
  fitInstrumented,
  type InstrumentedFit,
} from '../../regression/fit-instrumented.js';
import { fitLinear } from '../../regression/fit-linear.js';
import { type FTest, fTest } from '../../regression/instrument-tests.js';
import type { DoseFirstStage } from './instrumented-result.js';

/** Below this F intervals of two-stage least squares are not to be relied on. */
export const weakBelow = 10;

/** How strongly the instruments move each term of the curve. */
export function firstStages(
  fit: InstrumentedFit,
  made: Table,
  options: FitInstrumentedOptions,
  who: string,
): readonly DoseFirstStage[] {
  const alone = options.endogenous.length === 1;
  return fit.firstStage.map(({ term, f, robustF }) => ({
    term,
    f,
    robustF,
    conditionalF: alone ? null : conditionalF(made, options, term, who),
  }));
}

/** The least F of some terms; null where the instruments determine them. */
export function leastF(stages: readonly DoseFirstStage[]): number | null {
  const tests = stages.flatMap(({ f, robustF, conditionalF: conditional }) => [f, robustF, conditional]);
  const known = tests.filter((test) => test !== null).map(({ statistic }) => statistic);
  return known.length === 0 ? null : Math.min(...known);
}

/**
 * Sanderson and Windmeijer's F: two-stage least squares of one term on the others, and the F of the instruments in what it leaves, with as many
 * fewer degrees of freedom as there are other terms.
 */
function conditionalF(made: Table, options: FitInstrumentedOptions, term: string, who: string): FTest | null {
  const { instruments, covariates = [], absorb } = options;
  const others = options.endogenous.filter((name) => name !== term);
  const within = absorb === undefined ? {} : { absorb };
  const fit = asked(
    () =>
      fitInstrumented(made, {
        outcome: term,
        endogenous: others,
        instruments,
        covariates,
        vcov: 'classical',
        ...within,
      }),
    who,
  );
  const slopeOf = (name: string): number => fit.coefficients.find((c) => c.term === name)?.estimate ?? 0;
  const { values } = numericColumnOf(made, term, who);
  // Covariates and blocks stand in both regressions below, so that only the other terms need be taken off.
  const left = values.slice();
  for (const name of others) {
    const column = numericColumnOf(made, name, who).values;
    const slope = slopeOf(name);
    for (let i = 0; i < left.length; i++) left[i]! -= slope * column[i]!;
  }
  const residual = '\u0000left';
  const table = makeTable([...made.columns, [residual, numericColumn(left)]]);
  const squares = (terms: readonly string[]) => {
    const { residualDf, residualVariance } = fitLinear(table, {
      outcome: residual,
      terms,
      vcov: 'classical',
      ...within,
    });
    return { df: residualDf, sum: (residualVariance ?? 0) * residualDf };
  };
  const full = squares([...instruments, ...covariates]);
  const without = squares(covariates);
  const numeratorDf = without.df - full.df - others.length;
  if (numeratorDf < 1 || full.df < 1 || !(full.sum > 0)) return null;
  return fTest(Math.max(0, without.sum - full.sum) / numeratorDf / (full.sum / full.df), numeratorDf, full.df);
}

/** Errors of the regression in the name of the function that was called. */
export function asked<T>(make: () => T, who: string): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof EfficacyError)) throw error;
    throw new EfficacyError(error.code, error.message.replace(/^fit(Instrumented|Linear)/, who), error.detail);
  }
}
