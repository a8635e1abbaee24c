import { trialDesigns } from '../designs.js';
import { type CoverageSection, fromInterval } from '../harness.js';

export const section: CoverageSection = {
  id: 'designs',
  order: 70,
  title: 'Designs of trials',
  about:
    "Estimators that follow the design. Their standard errors and degrees of freedom are those of R's estimatr to eight digits (the tests show it), so that R covers as often; the Anderson-Rubin sets of compliers' effects must do without R.",
  designs: trialDesigns.map((row) => fromInterval(/compliers/.test(row.name) ? row : { ...row, equals: 'estimatr' })),
};
