import { need } from '../../../support/need.js';
import { basisRoom } from '../curves/curve-shape.js';
import { type CurveConstants, type DoseModel, doseModelNames, doseModels } from '../curves/dose-models.js';

/** A curve that is thought possible before the data are seen. */
export interface CandidateShape {
  /** The curve; every one but `brain-cousens`. */
  readonly model: DoseModel;
  /** Guesses of the nonlinear parameters by name; for `'quadratic'` `delta`, its b2/b1; none for `'linear'` and `'log-linear'`. */
  readonly guess?: Readonly<Record<string, number>>;
  /**
   * What results call it.
   * @defaultValue the model, with its number where one is guessed twice
   */
  readonly name?: string;
  /** Of `'log-linear'`. @defaultValue a hundredth of the largest dose */
  readonly offset?: number;
  /** Of `'beta'`. @defaultValue 1.2 times the largest dose */
  readonly scale?: number;
}

/** The distribution of the largest of their statistics is known in as many dimensions. */
const mostCandidates = 20;

/** A candidate with what it has at each dose, up to place and scale. */
export interface StandardShape {
  /** Of the candidate, as it was given or made. */
  readonly name: string;
  /** As it was given. */
  readonly candidate: CandidateShape;
  /** Numbers of the curve that were stated or follow from the doses. */
  readonly constants: CurveConstants;
  /** One for each dose, up to place and scale; somewhere above that at the least dose. */
  readonly means: readonly number[];
}

/**
 * What candidates have at some doses, up to place and scale.
 *
 * @throws {@link EfficacyError} `invalid_argument` for a guess that is missing or out of place, or a shape that nowhere rises on these doses
 */
export function standardShapes(
  candidates: readonly CandidateShape[],
  doses: ArrayLike<number>,
  who: string,
): StandardShape[] {
  const few = candidates.length > 0 && candidates.length <= mostCandidates;
  need(few, 'invalid_argument', who, `1 to ${mostCandidates} candidates`, candidates.length);
  const most = Math.max(...Array.from(doses));
  const seen = new Map<string, number>();
  return candidates.map((candidate) => {
    const { model, guess = {}, offset = 0.01 * most, scale = 1.2 * most } = candidate;
    need(
      Object.hasOwn(doseModels, model) && model !== 'brain-cousens',
      'invalid_argument',
      who,
      `a candidate of ${doseModelNames.filter((one) => one !== 'brain-cousens').join(', ')}`,
      model,
    );
    const constants = model === 'log-linear' ? { offset } : model === 'beta' ? { scale } : {};
    const shape = doseModels[model].shape(constants);
    const names = model === 'quadratic' ? ['delta'] : shape.nonlinear.map(({ name }) => name);
    const values = names.map((name) => guess[name] ?? Number.NaN);
    const complete = values.every(Number.isFinite) && Object.keys(guess).every((name) => names.includes(name));
    need(
      complete,
      'invalid_argument',
      who,
      `guesses of ${names.join(', ') || 'nothing'} for '${model}'`,
      Object.keys(guess).join(', ') || 'none',
    );
    const below = shape.nonlinear.find(({ name, role }) => role !== 'location' && !(guess[name]! > 0));
    need(below === undefined, 'invalid_argument', who, `guesses above 0 for '${model}'`, JSON.stringify(guess));
    const room = basisRoom(shape);
    const means = Array.from(doses, (dose) => {
      shape.basis(dose, values, room);
      return room.value[1]! + (model === 'quadratic' ? values[0]! * room.value[2]! : 0);
    });
    const start = means[Array.from(doses).indexOf(Math.min(...Array.from(doses)))]!;
    const rises = means.every(Number.isFinite) && means.some((y) => y - start > 1e-12);
    need(
      rises,
      'invalid_argument',
      who,
      `a candidate that is finite and somewhere above its value at the least dose`,
      `'${model}' with ${JSON.stringify(guess)}`,
    );
    const times = (seen.get(model) ?? 0) + 1;
    seen.set(model, times);
    return { name: candidate.name ?? (times > 1 ? `${model} ${times}` : model), candidate, constants, means };
  });
}

/**
 * The contrast of means that has the most power for a shape: proportional to weight times the shape's deviation from its weighted mean.
 *
 * @returns coefficients with sum 0 and sum of squares 1
 *
 * @see Bretz, Pinheiro & Branson (2005), Biometrics 61, 738-748, eq. 3; Pinheiro, Bornkamp, Glimm & Bretz (2014), Statist. Med. 33, 1646-1661.
 */
export function optimalContrast(means: readonly number[], weights: ArrayLike<number>): number[] {
  const total = Array.from(weights).reduce((sum, w) => sum + w, 0);
  const centre = means.reduce((sum, y, i) => sum + weights[i]! * y, 0) / total;
  const raw = means.map((y, i) => weights[i]! * (y - centre));
  const length = Math.sqrt(raw.reduce((sum, c) => sum + c * c, 0));
  return raw.map((c) => c / length);
}

/** Contrasts as unit vectors in the space of standardized means, whose products are their correlations. */
export function standardizedContrasts(
  contrasts: readonly (readonly number[])[],
  weights: ArrayLike<number>,
): number[][] {
  return contrasts.map((contrast) => {
    const raw = contrast.map((c, i) => c / Math.sqrt(weights[i]!));
    const length = Math.sqrt(raw.reduce((sum, c) => sum + c * c, 0));
    return raw.map((c) => c / length);
  });
}
