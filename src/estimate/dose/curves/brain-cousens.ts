import type { CurveShape } from './curve-shape.js';
import { flatRise, logisticRise } from './rise.js';

const rise = flatRise();

/**
 * end + (start - end + hormesis dose)/(1 + (dose/scale)^slope): a gain at first, a loss later.
 *
 * @see Brain & Cousens (1989), Weed Research 29, 93-96, eq. 2.
 */
export const brainCousens: CurveShape = {
  linear: ['start', 'end', 'hormesis'],
  nonlinear: [
    { name: 'slope', role: 'exponent' },
    { name: 'scale', role: 'dose' },
  ],
  limits: null,
  basis: (dose, nu, { value, slope, byNonlinear }) => {
    const [power, scale] = [nu[0]!, nu[1]!];
    const log = Math.log(dose / scale);
    logisticRise(-power * log, rise); // the share that is left
    const left = rise.value;
    const byLog = rise.byZ;
    const bySlope = dose === 0 ? 0 : -byLog * log;
    const byScale = (byLog * power) / scale;
    const byDose = dose > 0 ? (-byLog * power) / dose : power > 1 ? 0 : power < 1 ? -Infinity : -1 / scale;
    value[0] = left;
    value[1] = 1 - left;
    value[2] = dose * left;
    slope[0] = byDose;
    slope[1] = -byDose;
    slope[2] = left + (dose > 0 ? dose * byDose : 0);
    byNonlinear.set([bySlope, byScale, -bySlope, -byScale, dose * bySlope, dose * byScale]);
  },
};
