import { logLogistic, michaelisMenten } from './between-levels.js';
import { type BasisAt, basisRoom, type CurveShape, type NonlinearParameter } from './curve-shape.js';

// Curves that add something to a start: e0 + amount G(dose).

type Added = (dose: number, nonlinear: ArrayLike<number>, out: Float64Array) => void;

function fromStart(
  amount: string,
  nonlinear: readonly NonlinearParameter[],
  added: Added,
  levelsOff = false,
): CurveShape {
  const q = nonlinear.length;
  const at = new Float64Array(2 + q);
  return {
    linear: ['e0', amount],
    nonlinear,
    limits: levelsOff ? { left: [1, 0], right: [1, 1] } : null,
    basis: (dose, nu, { value, slope, byNonlinear }: BasisAt) => {
      added(dose, nu, at);
      value[0] = 1;
      value[1] = at[0]!;
      slope[0] = 0;
      slope[1] = at[1]!;
      for (let j = 0; j < q; j++) {
        byNonlinear[j] = 0;
        byNonlinear[q + j] = at[2 + j]!;
      }
    },
  };
}

/** The rise of a curve between levels, as what is added to a start. */
function riseOf(shape: CurveShape): Added {
  const room = basisRoom(shape);
  const q = shape.nonlinear.length;
  return (dose, nu, out) => {
    shape.basis(dose, nu, room);
    out[0] = room.value[1]!;
    out[1] = room.slope[1]!;
    for (let j = 0; j < q; j++) out[2 + j] = room.byNonlinear[q + j]!;
  };
}

/** e0 + slope dose. */
export const linear: CurveShape = fromStart('slope', [], (dose, _, out) => {
  out[0] = dose;
  out[1] = 1;
});

/** e0 + slope log(dose + offset). */
export const logLinear = (offset: number): CurveShape =>
  fromStart('slope', [], (dose, _, out) => {
    out[0] = Math.log(dose + offset);
    out[1] = 1 / (dose + offset);
  });

/** e0 + emax dose/(ed50 + dose). */
export const emax: CurveShape = fromStart('emax', michaelisMenten.nonlinear, riseOf(michaelisMenten), true);

/** e0 + emax dose^hill/(ed50^hill + dose^hill). */
export const sigmoidEmax: CurveShape = fromStart(
  'emax',
  [
    { name: 'hill', role: 'exponent' },
    { name: 'ed50', role: 'dose' },
  ],
  riseOf(logLogistic),
  true,
);

/** e0 + e1 (exp(dose/scale) - 1). */
export const exponential: CurveShape = fromStart('e1', [{ name: 'scale', role: 'dose' }], (dose, nu, out) => {
  const s = nu[0]!;
  out[0] = Math.expm1(dose / s);
  out[1] = Math.exp(dose / s) / s;
  out[2] = (-dose / s) * out[1];
});

/** e0 + emax B u^delta1 (1 - u)^delta2 with u = dose/scale, and B such that the top is 1. */
export const beta = (scale: number): CurveShape =>
  fromStart(
    'emax',
    [
      { name: 'delta1', role: 'beta-power' },
      { name: 'delta2', role: 'beta-power' },
    ],
    (dose, nu, out) => {
      const [a, b] = [nu[0]!, nu[1]!];
      const u = dose / scale;
      const logTop = (a + b) * Math.log(a + b) - a * Math.log(a) - b * Math.log(b);
      const value = Math.exp(logTop + a * Math.log(u) + b * Math.log1p(-u));
      out[0] = value;
      out[1] =
        dose > 0 ? (value * (a / u - b / (1 - u))) / scale : a > 1 ? 0 : a < 1 ? Infinity : Math.exp(logTop) / scale;
      out[2] = value === 0 ? 0 : value * Math.log(((a + b) / a) * u);
      out[3] = value === 0 ? 0 : value * (Math.log((a + b) / b) + Math.log1p(-u));
    },
  );

/** e0 + b1 dose + b2 dose^2. */
export const quadratic: CurveShape = {
  linear: ['e0', 'b1', 'b2'],
  nonlinear: [],
  limits: null,
  basis: (dose, _, { value, slope }) => {
    value[0] = 1;
    value[1] = dose;
    value[2] = dose * dose;
    slope[0] = 0;
    slope[1] = 1;
    slope[2] = 2 * dose;
  },
};
