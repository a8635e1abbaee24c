import type { BasisAt, CurveShape, NonlinearParameter } from './curve-shape.js';
import { flatRise, gompertzRise, logisticRise, poweredLogisticRise, type Rise, turnedGompertzRise } from './rise.js';

// Curves between two levels: lower + (upper - lower) G(dose), where G rises from 0 to 1.

type Share = (dose: number, nonlinear: ArrayLike<number>, out: Float64Array) => void;

/** `share` writes G, its derivative by the dose, and those by the nonlinear parameters. */
function betweenLevels(nonlinear: readonly NonlinearParameter[], share: Share): CurveShape {
  const q = nonlinear.length;
  const at = new Float64Array(2 + q);
  return {
    linear: ['lower', 'upper'],
    nonlinear,
    limits: { left: [1, 0], right: [0, 1] },
    basis: (dose, nu, { value, slope, byNonlinear }: BasisAt) => {
      share(dose, nu, at);
      value[0] = 1 - at[0]!;
      value[1] = at[0]!;
      slope[0] = -at[1]!;
      slope[1] = at[1]!;
      for (let j = 0; j < q; j++) {
        byNonlinear[j] = -at[2 + j]!;
        byNonlinear[q + j] = at[2 + j]!;
      }
    },
  };
}

/** A rise in z = slope log(dose / middle). `startsLike` is the power of the dose that it begins as. */
function onLogDose(
  rise: (z: number, power: number, out: Rise) => void,
  startsLike: (nonlinear: ArrayLike<number>) => number = (nu) => nu[0]!,
): Share {
  const r = flatRise();
  return (dose, nu, out) => {
    const [slope, middle] = [nu[0]!, nu[1]!];
    const log = Math.log(dose / middle);
    rise(slope * log, nu[2] ?? 1, r);
    out[0] = r.value;
    out[1] = dose > 0 ? (r.byZ * slope) / dose : slopeAtZero(startsLike(nu), middle);
    out[2] = dose === 0 ? 0 : r.byZ * log;
    out[3] = (-r.byZ * slope) / middle;
    if (nu.length > 2) out[4] = r.byPower;
  };
}

/** Slope at 0 of (dose / middle)^power. */
const slopeAtZero = (power: number, middle: number): number => (power > 1 ? 0 : power < 1 ? Infinity : 1 / middle);

/** A rise in z = slope (dose - middle). */
function onDose(rise: (z: number, out: Rise) => void): Share {
  const r = flatRise();
  return (dose, nu, out) => {
    const [slope, middle] = [nu[0]!, nu[1]!];
    rise(slope * (dose - middle), r);
    out[0] = r.value;
    out[1] = r.byZ * slope;
    out[2] = r.byZ * (dose - middle);
    out[3] = -r.byZ * slope;
  };
}

const exponent = { name: 'slope', role: 'exponent' } as const;
const ed50 = { name: 'ed50', role: 'dose' } as const;
const scale = { name: 'scale', role: 'dose' } as const;

/** 1/(1 + (ed50/dose)^slope). */
export const logLogistic: CurveShape = betweenLevels(
  [exponent, ed50],
  onLogDose((z, _, out) => logisticRise(z, out)),
);

/** (1 + (middle/dose)^slope)^(-asymmetry). */
export const logLogisticAsymmetric: CurveShape = betweenLevels(
  [exponent, { name: 'middle', role: 'dose' }, { name: 'asymmetry', role: 'asymmetry' }],
  onLogDose(poweredLogisticRise, (nu) => nu[0]! * nu[2]!),
);

/** exp(-(scale/dose)^slope). */
export const weibull1: CurveShape = betweenLevels(
  [exponent, scale],
  onLogDose(
    (z, _, out) => gompertzRise(z, out),
    () => Infinity, // flatter than any power
  ),
);

/** 1 - exp(-(dose/scale)^slope). */
export const weibull2: CurveShape = betweenLevels(
  [exponent, scale],
  onLogDose((z, _, out) => turnedGompertzRise(z, out)),
);

/** 1/(1 + exp(-slope (dose - ed50))). */
export const logistic: CurveShape = betweenLevels(
  [
    { name: 'slope', role: 'rate' },
    { name: 'ed50', role: 'location' },
  ],
  onDose(logisticRise),
);

/** exp(-exp(-slope (dose - inflection))). */
export const gompertz: CurveShape = betweenLevels(
  [
    { name: 'slope', role: 'rate' },
    { name: 'inflection', role: 'location' },
  ],
  onDose(gompertzRise),
);

/** 1 - exp(-dose/scale). */
export const exponentialSaturation: CurveShape = betweenLevels([scale], (dose, nu, out) => {
  const s = nu[0]!;
  const rest = Math.exp(-dose / s);
  out[0] = -Math.expm1(-dose / s);
  out[1] = rest / s;
  out[2] = (-dose / s) * out[1];
});

/** dose/(ed50 + dose). */
export const michaelisMenten: CurveShape = betweenLevels([ed50], (dose, nu, out) => {
  const sum = nu[0]! + dose;
  out[0] = dose / sum;
  out[1] = nu[0]! / sum / sum;
  out[2] = -dose / sum / sum;
});
