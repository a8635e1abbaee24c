import { growthDesigns } from '../growth.js';
import { type CoverageSection, fromInterval } from '../harness.js';

export const section: CoverageSection = {
  id: 'growth',
  order: 80,
  title: 'Growth per minute',
  about:
    'Simulated districts with planted truth: students who choose their minutes, in schools that were assigned (or within schools). No package of R has these estimands; each row must do without R.',
  designs: growthDesigns.map(fromInterval),
};
