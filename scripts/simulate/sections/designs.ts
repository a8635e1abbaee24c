import { trialDesigns } from '../designs.js';
import type { CoverageSection } from '../harness.js';

export const section: CoverageSection = {
  id: 'designs',
  order: 70,
  title: 'Designs of trials',
  about:
    "Estimators that follow the design, few and unequal clusters, effects on compliers by Anderson and Rubin's sets. R's intervals are of the very same trials; its set of effects on compliers holds the truth where its test of the outcome less the true effect does not reject.",
  designs: trialDesigns,
};
