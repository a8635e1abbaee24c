import type { GroupedComoments } from '../../aggregate/group-comoments.js';
import type { Weights } from '../../aggregate/weights.js';
import type { Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { checkLevel } from '../../support/interval.js';
import type { Note } from '../../support/notes.js';
import { listed, quoted } from '../../support/text.js';
import { type AndersonRubin, andersonRubin } from './anderson-rubin.js';
import { covarianceOf, covarianceRule, needsOtherWeights } from './covariance.js';
import { fitOf, type LinearFit, methodOf, type RegressionInference, sizesOf } from './fit-linear.js';
import {
  type ChiSquaredTest,
  type FirstStage,
  type FTest,
  firstStages,
  sargan,
  wuHausman,
} from './instrument-tests.js';
import { type LinearInput, linearInput } from './linear-input.js';
import { linearSystem } from './linear-system.js';
import { type LinearModel, shareExplained } from './model.js';
import type { ReferenceLevels } from './terms.js';
import { type Roles, twoStages } from './two-stages.js';

export type { AndersonRubin } from './anderson-rubin.js';
export type { ChiSquaredTest, FirstStage, FTest } from './instrument-tests.js';

/** What is regressed on what, by means of what, and how the uncertainty is judged. */
export interface FitInstrumentedOptions extends RegressionInference {
  /** Name of the outcome, a numeric column. */
  readonly outcome: string;
  /** Terms whose effects are wanted and which the units themselves influence: use, attendance, minutes. */
  readonly endogenous: readonly string[];
  /** Terms that move those and the outcome only through them: assignment, encouragement. */
  readonly instruments: readonly string[];
  /** Terms that stand in both stages. */
  readonly covariates?: readonly string[];
  /** For label columns among the terms, the label that the others are compared with. */
  readonly reference?: ReferenceLevels;
  /** Blocks whose intercepts are absorbed in both stages: a label column. */
  readonly absorb?: string;
  /**
   * A numeric column of weights and what they are.
   * @defaultValue every row counts once
   */
  readonly weights?: Weights;
}

/** An instrumented regression. */
export interface InstrumentedFit extends Omit<LinearFit, 'kind' | 'rSquared'> {
  readonly kind: 'instrumented-fit';
  /** 1 less the residual sum of squares over that of the outcome: it may be below 0, and says little. Null for a constant outcome. */
  readonly rSquared: number | null;
  /** How strongly the instruments move each endogenous term. */
  readonly firstStage: readonly FirstStage[];
  /** Wu and Hausman's test that least squares would do, under equal variances; null where it has no degrees of freedom. */
  readonly endogeneity: FTest | null;
  /** Sargan's test that the instruments agree, under equal variances; null with as many instruments as endogenous terms. */
  readonly overidentification: ChiSquaredTest | null;
  /** Inference on the effect of a single endogenous term that holds with weak instruments too; null with several. */
  readonly andersonRubin: AndersonRubin | null;
}

/** Below this F of the first stage intervals of two-stage least squares are not to be relied on. */
const weakBelow = 10;

/**
 * Two-stage least squares: the effect of something that units choose, by means of something that moves the choice and nothing else.
 *
 * From rows or, but for the HC types, from co-moments by group, with the covariances of {@link fitLinear}; residuals are those of the endogenous
 * terms themselves, leverages those of their projections. With one instrument that is an assignment the effect is that on compliers.
 *
 * @param from - a table, or co-moments grouped by (at least) the blocks and clusters, of (at least) all columns named
 * @returns coefficients in points of the outcome for one unit of the term, the endogenous ones first after the intercept
 * @throws {@link EfficacyError} as {@link fitLinear}; `collinear` where the instruments do not move an endogenous term, `invalid_argument` for
 * fewer instruments than endogenous terms
 *
 * @example
 * fitInstrumented(table, { outcome: 'post', endogenous: ['minutes'], instruments: ['assigned'], covariates: ['pre'] });
 *
 * @see Imbens & Angrist (1994), Econometrica 62(2), 467-475; Staiger & Stock (1997), Econometrica 65(3), 557-586, on weak instruments.
 */
export function fitInstrumented(from: Table | GroupedComoments, options: FitInstrumentedOptions): InstrumentedFit {
  const who = 'fitInstrumented';
  const { outcome, endogenous, instruments, covariates = [], level = 0.95 } = options;
  checkLevel(who, level);
  checkTerms(options, who);
  const rule = covarianceRule(options, from.kind === 'table', who);
  const terms = [...instruments, ...covariates, ...endogenous];
  const input = linearInput(from, { ...options, terms }, needsOtherWeights(rule), who);
  const roles = rolesOf(input, instruments.length, covariates.length);
  if (roles.instruments.length < roles.endogenous.length) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs at least as many instruments as endogenous terms; got ${roles.instruments.length} and ${roles.endogenous.length}`,
      { instruments: roles.instruments.length, endogenous: roles.endogenous.length },
    );
  }
  const { centres } = linearSystem(input.cells, options.absorb !== undefined);
  const data = { input, centres, roles, labels: options, who };
  const stages = twoStages(data);
  const { second } = stages;
  const fit = fitOf(second, covarianceOf(second, rule, who), level);
  const firstStage = firstStages(data, stages, rule);
  const { estimate, standardError } = fit.coefficients[second.system.hasIntercept ? 1 : 0]!;
  const single = roles.endogenous.length === 1 && standardError !== null && standardError > 0;
  return {
    kind: 'instrumented-fit',
    outcome,
    ...fit,
    ...rule,
    ...sizesOf(second, options),
    rSquared: shareExplained(input.cells, second.solution.residualSquares),
    firstStage,
    endogeneity: wuHausman(data, stages),
    overidentification: sargan(data, stages),
    andersonRubin: single ? andersonRubin(data, rule, level, { estimate, standardError }) : null,
    method: `two-stage least squares by ${listed(instruments)}${methodOf(second, rule, options)}`,
    notes: [...fit.notes, ...notesOfInstruments(stages.first[0]!, roles), ...notesOfStrength(firstStage)],
  };
}

/** A note on instruments that the covariates or other instruments determine. */
function notesOfInstruments({ names, dropped, system }: LinearModel, { instruments }: Roles): readonly Note[] {
  const end = instruments.length + (system.hasIntercept ? 1 : 0);
  const gone = dropped.filter((i) => i < end).map((i) => names[i]!);
  if (gone.length === 0) return [];
  return [{ code: 'collinear', message: `Instruments left out because others determine them: ${listed(gone)}.` }];
}

function notesOfStrength(stages: readonly FirstStage[]): readonly Note[] {
  const weak = stages.filter(({ f, robustF }) =>
    [f, robustF].some((test) => test !== null && test.statistic < weakBelow),
  );
  const notes = weak.map(({ term, f, robustF }) => {
    const least = Math.min(...[f, robustF].filter((test) => test !== null).map((test) => test.statistic));
    return {
      code: 'weak_instruments',
      message: `The instruments hardly move ${quoted(term)} (F = ${least.toPrecision(3)}, below ${weakBelow}): estimate, standard error and interval are not to be relied on; Anderson and Rubin's set is.`,
    };
  });
  const exact = stages.filter(({ f }) => f === null).map(({ term }) => term);
  if (exact.length > 0) {
    notes.push({
      code: 'exact_first_stage',
      message: `No F of the first stage: the instruments determine ${listed(exact)}.`,
    });
  }
  return notes;
}

/** Where the columns stand in the input: instruments, covariates, endogenous ones, the outcome. */
function rolesOf(input: LinearInput, instrumentTerms: number, covariateTerms: number): Roles {
  const count = (from: number, to?: number): number => input.terms.slice(from, to).flatMap(({ names }) => names).length;
  const excluded = count(0, instrumentTerms);
  const included = count(instrumentTerms, instrumentTerms + covariateTerms);
  const places = input.names.map((_, i) => i);
  return {
    instruments: places.slice(0, excluded),
    covariates: places.slice(excluded, excluded + included),
    endogenous: places.slice(excluded + included),
    outcome: places.length,
  };
}

function checkTerms({ endogenous, instruments, covariates = [] }: FitInstrumentedOptions, who: string): void {
  if (endogenous.length === 0 || instruments.length === 0) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs at least one endogenous term and one instrument; got ${endogenous.length} and ${instruments.length}`,
    );
  }
  const all = [...endogenous, ...instruments, ...covariates];
  const twice = all.find((term, i) => all.indexOf(term) < i);
  if (twice === undefined) return;
  throw new EfficacyError(
    'invalid_argument',
    `${who} needs each term in one place: endogenous, instrument or covariate; ${quoted(twice)} stands in two`,
    { term: twice },
  );
}
