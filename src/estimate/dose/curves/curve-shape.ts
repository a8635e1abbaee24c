/** What a curve is made of at one dose: its basis functions, their slopes in the dose and in the nonlinear parameters. */
export interface BasisAt {
  /** One number for each linear parameter. */
  readonly value: Float64Array;
  /** Their derivatives by the dose. */
  readonly slope: Float64Array;
  /** Their derivatives by the nonlinear parameters: entry `k * q + j` is that of function k by parameter j of q. */
  readonly byNonlinear: Float64Array;
}

/** What a nonlinear parameter measures, which decides where to look for it. */
export type NonlinearRole =
  /** A positive amount of dose: half-way dose, scale. */
  | 'dose'
  /** A place on the dose axis, of any sign. */
  | 'location'
  /** A positive rate per unit of dose. */
  | 'rate'
  /** A positive power of the dose. */
  | 'exponent'
  /** A positive power of a share. */
  | 'asymmetry'
  /** A power of the beta curve. */
  | 'beta-power';

export interface NonlinearParameter {
  readonly name: string;
  readonly role: NonlinearRole;
}

/** A family of curves: linear parameters times basis functions that depend on the dose and on nonlinear parameters. */
export interface CurveShape {
  /** Names of the linear parameters, in the unit of the response (or response by dose). */
  readonly linear: readonly string[];
  readonly nonlinear: readonly NonlinearParameter[];
  /** Writes the basis at a dose of 0 or more. */
  readonly basis: (dose: number, nonlinear: ArrayLike<number>, out: BasisAt) => void;
  /** The levels that the curve comes from and tends to, as weights of the linear parameters; null where it has none. */
  readonly limits: { readonly left: readonly number[]; readonly right: readonly number[] } | null;
}

/** Room for the basis of a curve. */
export function basisRoom({ linear, nonlinear }: CurveShape): BasisAt {
  const k = linear.length;
  return {
    value: new Float64Array(k),
    slope: new Float64Array(k),
    byNonlinear: new Float64Array(k * nonlinear.length),
  };
}
