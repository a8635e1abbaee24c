import { EfficacyError } from '../../support/errors.js';

/** Limits of each parameter; where a list or an entry is left out the parameter is free. */
export interface BoxBounds {
  readonly lower?: readonly number[];
  readonly upper?: readonly number[];
}

/** Which limit a parameter stands on. */
export type AtBound = 'lower' | 'upper' | null;

export interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Checks start and bounds, which must fit together: a start outside its bounds is a mistake, not a wish. */
export function boxAround(name: string, start: ArrayLike<number>, bounds: BoxBounds): Box {
  const p = start.length;
  const lower = Float64Array.from({ length: p }, (_, j) => bounds.lower?.[j] ?? -Infinity);
  const upper = Float64Array.from({ length: p }, (_, j) => bounds.upper?.[j] ?? Infinity);
  if (p === 0)
    throw new EfficacyError('invalid_argument', `${name} needs at least one parameter to start from, got none`);
  for (const side of ['lower', 'upper'] as const) {
    const given = bounds[side]?.length ?? p;
    if (given !== p) {
      throw new EfficacyError(
        'length_mismatch',
        `${name} needs one ${side} bound per parameter, got ${given} for ${p}`,
        {
          parameters: p,
          bounds: given,
        },
      );
    }
  }
  for (let j = 0; j < p; j++) {
    if (!Number.isFinite(start[j]!) || !(start[j]! >= lower[j]!) || !(start[j]! <= upper[j]!)) {
      throw new EfficacyError(
        'invalid_argument',
        `${name} needs a finite start within its bounds, got ${start[j]} for parameter ${j} in [${lower[j]}, ${upper[j]}]`,
        { parameter: j, start: start[j], lower: lower[j], upper: upper[j] },
      );
    }
  }
  return { lower, upper };
}

export function clamp(x: number, lower: number, upper: number): number {
  return x < lower ? lower : x > upper ? upper : x;
}

export function atBound(x: ArrayLike<number>, { lower, upper }: Box): AtBound[] {
  return Array.from(x, (value, j) => (value === lower[j] ? 'lower' : value === upper[j] ? 'upper' : null));
}

/** Whether parameter j stands on a bound and the function falls further outside: then it is held there. */
export function isHeld(x: number, gradient: number, lower: number, upper: number): boolean {
  return (x <= lower && gradient >= 0) || (x >= upper && gradient <= 0);
}
