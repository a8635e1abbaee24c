import { trialDesigns } from '../designs.js';
import { type CoverageSection, fromInterval } from '../harness.js';

export const section: CoverageSection = {
  id: 'designs',
  order: 70,
  title: 'Designs of trials',
  about:
    "Estimators that follow the design. Their standard errors and degrees of freedom are those of R's estimatr to eight digits (the tests show it), so that R covers as often.",
  equals: 'estimatr',
  designs: trialDesigns.map(fromInterval),
};
