import { checkLevel } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import { doseCurve } from '../curves/curve.js';
import { type CurveConstants, type DoseModel, doseModelNames, doseModels } from '../curves/dose-models.js';
import { type DoseVcov, doseVcovTypes } from './curve-covariance.js';
import type { CurveProblem } from './curve-problem.js';
import { type DoseCells, type DoseData, doseCells } from './dose-cells.js';
import { doseFindingBounds, type ParameterBounds, searchRange } from './parameter-space.js';

/** How {@link fitDoseResponse} fits. */
export interface FitDoseResponseOptions {
  /** Which curve; {@link doseModelNames} lists them. */
  readonly model: DoseModel;
  /** Values of parameters that are known, such as `{ lower: 0 }`. */
  readonly fixed?: Readonly<Record<string, number>>;
  /**
   * Limits of parameters: `'wide'`, those of DoseFinding's `fitMod`, or lower and upper limits by name (wide for the others).
   * @defaultValue `'wide'`
   */
  readonly bounds?: 'wide' | 'dose-finding' | Readonly<Record<string, readonly [number, number]>>;
  /**
   * Covariance of the estimates.
   * @defaultValue `'CR1'` with clusters, `'HC1'` with sampling weights, else `'classical'`
   */
  readonly vcov?: DoseVcov;
  /**
   * Added to the dose before the logarithm of `'log-linear'`; 0 is allowed when no dose is 0.
   * @defaultValue a hundredth of the largest dose, as DoseFinding has it
   */
  readonly offset?: number;
  /**
   * Dose at which `'beta'` is back at its start; above the largest dose.
   * @defaultValue 1.2 times the largest dose, as DoseFinding has it
   */
  readonly scale?: number;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
  /** Units for labels. @defaultValue `{ dose: 'minute', response: 'points' }` */
  readonly units?: { readonly dose?: string; readonly response?: string };
}

/** A checked problem. */
export interface PreparedFit {
  readonly cells: DoseCells;
  readonly problem: CurveProblem;
  readonly constants: CurveConstants;
  readonly vcovType: DoseVcov;
  /** Parameters to estimate. */
  readonly estimated: number;
}

/** Checks data and options, and says what is to be minimized. */
export function prepareFit(data: DoseData, options: FitDoseResponseOptions, who: string): PreparedFit {
  const { model, level = 0.95 } = options;
  checkLevel(who, level);
  need(Object.hasOwn(doseModels, model), 'invalid_argument', who, `a model of ${doseModelNames.join(', ')}`, model);
  const cells = doseCells(data, who);
  const most = cells.dose[cells.dose.length - 1]!;
  need(cells.dose.length > 1, 'zero_variance', who, 'at least two different doses', `${most} only`);
  const varies = cells.within > 0 || cells.mean.some((y) => y !== cells.mean[0]);
  need(varies, 'zero_variance', who, 'responses that vary', `${cells.mean[0]} only`);
  const constants = constantsOf(cells.dose, options, who);
  const curve = doseCurve(model, constants);
  const linear = curve.shape.linear.length;
  const given = { ...doseModels[model].fixed, ...options.fixed };
  needNames(given, curve.names, 'fixed', model, who);
  const ranges = curve.shape.nonlinear.map(({ role }) => searchRange(role, cells.dose));
  const fixed = curve.names.map((name) => given[name] ?? null);
  fixed.forEach((value, j) => {
    const fine = value === null || (Number.isFinite(value) && !(ranges[j - linear]?.positive && !(value > 0)));
    need(fine, 'invalid_argument', who, `a value that ${curve.names[j]} can have`, value);
  });
  const bounds = curve.names.map((name, j) => boundsOf(name, ranges[j - linear], most, options, who));
  if (typeof options.bounds === 'object') needNames(options.bounds, curve.names, 'bounds', model, who);
  const estimated = fixed.filter((value) => value === null).length;
  need(estimated > 0, 'invalid_argument', who, 'a parameter to estimate (fix fewer)', 'none');
  need(
    cells.dose.length >= estimated,
    'too_few_observations',
    who,
    `at least ${estimated} different doses for the ${estimated} parameters of '${model}' (fix some, or take a simpler curve)`,
    cells.dose.length,
  );
  need(
    cells.n > estimated,
    'too_few_observations',
    who,
    `more than ${estimated} observations for ${estimated} parameters and a residual variance`,
    cells.n,
  );
  return {
    cells,
    constants,
    estimated,
    problem: { curve, fixed, bounds, ranges, dose: cells.dose, mean: cells.mean, weight: cells.weight },
    vcovType: vcovTypeOf(cells, options.vcov, who),
  };
}

function constantsOf(
  dose: Float64Array,
  { model, offset, scale }: FitDoseResponseOptions,
  who: string,
): CurveConstants {
  const most = dose[dose.length - 1]!;
  if (model === 'log-linear') {
    const used = offset ?? 0.01 * most;
    need(Number.isFinite(used) && used >= 0, 'invalid_argument', who, 'an offset of 0 or more', used);
    need(used > 0 || dose[0]! > 0, 'out_of_domain', who, 'an offset above 0 where a dose is 0', used);
    return { offset: used };
  }
  need(offset === undefined, 'invalid_argument', who, "an offset with 'log-linear' only", model);
  if (model === 'beta') {
    const used = scale ?? 1.2 * most;
    need(
      Number.isFinite(used) && used > most,
      'invalid_argument',
      who,
      `a scale above the largest dose, ${most}`,
      used,
    );
    return { scale: used };
  }
  need(scale === undefined, 'invalid_argument', who, "a scale with 'beta' only (fix a parameter with `fixed`)", model);
  return {};
}

function boundsOf(
  name: string,
  range: { readonly lower: number; readonly upper: number; readonly positive: boolean } | undefined,
  most: number,
  { bounds = 'wide', model }: FitDoseResponseOptions,
  who: string,
): ParameterBounds {
  const wide = range ? { lower: range.lower, upper: range.upper } : { lower: null, upper: null };
  if (bounds === 'wide') return wide;
  if (bounds === 'dose-finding') return doseFindingBounds(model, name, most) ?? wide;
  const stated = bounds[name];
  if (!stated) return wide;
  const [lower, upper] = stated;
  const fits = lower < upper && (!range || (Number.isFinite(lower) && Number.isFinite(upper)));
  need(
    fits && !(range?.positive && !(lower > 0)),
    'invalid_argument',
    who,
    `limits of ${name} in order`,
    `${lower}, ${upper}`,
  );
  return { lower: Number.isFinite(lower) ? lower : null, upper: Number.isFinite(upper) ? upper : null };
}

function needNames(given: object, names: readonly string[], what: string, model: string, who: string): void {
  const odd = Object.keys(given).find((name) => !names.includes(name));
  need(odd === undefined, 'invalid_argument', who, `${what} parameters of '${model}': ${names.join(', ')}`, odd);
}

function vcovTypeOf(
  { clusters, weightKind, meansOnly }: DoseCells,
  asked: DoseVcov | undefined,
  who: string,
): DoseVcov {
  const type = asked ?? (clusters !== null ? 'CR1' : weightKind === 'sampling' ? 'HC1' : 'classical');
  need(doseVcovTypes.includes(type), 'invalid_argument', who, `a vcov of ${doseVcovTypes.join(', ')}`, type);
  const robustToClusters = type.startsWith('CR');
  need(!robustToClusters || clusters !== null, 'invalid_argument', who, `clusters with vcov '${type}'`, 'none');
  need(!robustToClusters || clusters! > 1, 'too_few_clusters', who, 'at least 2 clusters', clusters);
  need(
    !(type === 'classical' || type === 'observed') || weightKind !== 'sampling',
    'invalid_argument',
    who,
    'a robust vcov with sampling weights, which are no inverse variances',
    type,
  );
  need(
    !type.startsWith('HC') || !meansOnly,
    'invalid_argument',
    who,
    `the sd of each cell for vcov '${type}'`,
    'means alone',
  );
  return type;
}
