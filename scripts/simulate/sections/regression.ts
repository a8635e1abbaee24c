import { type CoverageSection, fromInterval } from '../harness.js';
import { regressionDesigns } from '../regression.js';

export const section: CoverageSection = {
  id: 'regression',
  order: 60,
  title: 'Regression',
  about:
    "Coefficients, and tests as intervals that hold the truth where they do not reject. Standard errors and degrees of freedom are those of R's estimatr and clubSandwich to eight digits (the tests show it), so that R covers as often. Rows for comparison reject too often with few clusters, and are no default.",
  designs: regressionDesigns.map((row) =>
    fromInterval({
      ...row,
      equals: 'estimatr, clubSandwich',
      ...(/for comparison|chi-squared/.test(row.name) && { kind: 'reproduced' }),
    }),
  ),
};
