import { basisRoom, type CurveShape } from './curve-shape.js';
import { type CurveConstants, type DoseModel, doseModels, parameterNames } from './dose-models.js';

/** A curve as a function of dose and of all its parameters, linear ones first. */
export interface DoseCurve {
  readonly names: readonly string[];
  readonly shape: CurveShape;
  /** The response at a dose. */
  readonly value: (dose: number, parameters: ArrayLike<number>) => number;
  /** Its derivative by the dose. */
  readonly slope: (dose: number, parameters: ArrayLike<number>) => number;
  /** Writes its derivatives by the parameters to `out`, from `from` on. */
  readonly gradientInto: (out: Float64Array, from: number, dose: number, parameters: ArrayLike<number>) => void;
}

/** The curve of a model. */
export function doseCurve(model: DoseModel, constants: CurveConstants): DoseCurve {
  const shape = doseModels[model].shape(constants);
  const names = parameterNames(shape);
  const k = shape.linear.length;
  const q = names.length - k;
  const room = basisRoom(shape);
  const nonlinear = new Float64Array(q);
  const look = (dose: number, parameters: ArrayLike<number>): void => {
    for (let j = 0; j < q; j++) nonlinear[j] = parameters[k + j]!;
    shape.basis(dose, nonlinear, room);
  };
  const dotLinear = (part: Float64Array, parameters: ArrayLike<number>): number => {
    let sum = 0;
    for (let i = 0; i < k; i++) if (parameters[i] !== 0) sum += parameters[i]! * part[i]!;
    return sum;
  };
  return {
    names,
    shape,
    value: (dose, parameters) => {
      look(dose, parameters);
      return dotLinear(room.value, parameters);
    },
    slope: (dose, parameters) => {
      look(dose, parameters);
      const slope = dotLinear(room.slope, parameters);
      // Both levels rise without limit at 0: the sign is that of their difference.
      return Number.isNaN(slope) ? steepness(parameters[1]! - parameters[0]!) : slope;
    },
    gradientInto: (out, from, dose, parameters) => {
      look(dose, parameters);
      for (let i = 0; i < k; i++) out[from + i] = room.value[i]!;
      for (let j = 0; j < q; j++) {
        let sum = 0;
        for (let i = 0; i < k; i++) sum += parameters[i]! * room.byNonlinear[i * q + j]!;
        out[from + k + j] = sum;
      }
    },
  };
}

const steepness = (rise: number): number => (rise === 0 ? 0 : rise * Infinity);

/** The derivatives of a curve by its parameters at one dose. */
export function gradientAt(curve: DoseCurve, dose: number, parameters: ArrayLike<number>): Float64Array {
  const out = new Float64Array(curve.names.length);
  curve.gradientInto(out, 0, dose, parameters);
  return out;
}
