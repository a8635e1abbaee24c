import type { Cited } from '../profiles/profile.js';
import type { AttritionBoundary } from './boundary-table.js';

/** How strongly staying in the study goes with the outcome, as a correlation, in each arm. */
export interface AttritionSelection {
  /** In the treatment arm, -1 to 1. */
  readonly treatment: number;
  /** In the control arm, -1 to 1. */
  readonly control: number;
}

const source = 'Deke & Chiang (2017), The WWC attrition standard, Evaluation Review 41(2), 130-154';
const section =
  'correlations .45 and .39, .27 and .22 before rounding: squares of .20 and .15, .075 and .05 reproduce the table';

/** The selection that each boundary assumes. */
export const attritionModel: Readonly<Record<AttritionBoundary, Cited<AttritionSelection>>> = {
  cautious: {
    value: { treatment: Math.sqrt(0.2), control: Math.sqrt(0.15) },
    source,
    section,
    confidence: 'verified',
  },
  optimistic: {
    value: { treatment: Math.sqrt(0.075), control: Math.sqrt(0.05) },
    source,
    section,
    confidence: 'verified',
  },
};

/**
 * The bias that the table tolerates, in standard deviations. The standard speaks of .05; the table is met with .05 √1.2, which leaves no row
 * from 10 percent on off by .09 points, while .05 itself is off by up to 1.1.
 */
export const toleratedBias: Cited<number> = {
  value: 0.05 * Math.sqrt(1.2),
  source,
  section: 'tolerable bias .05; fitted to WWC Standards Handbook 4.1, Table II.1',
  confidence: 'verified',
};
