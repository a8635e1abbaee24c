import type { CoverageSection } from '../harness.js';
import { regressionDesigns } from '../regression.js';

export const section: CoverageSection = {
  id: 'regression',
  order: 60,
  title: 'Regression',
  about:
    'Coefficients, and tests as intervals that hold the truth where they do not reject. Rows for comparison reject too often with few clusters, and are no default.',
  designs: regressionDesigns,
};
