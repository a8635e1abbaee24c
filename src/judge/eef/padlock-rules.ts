import type { Cited } from '../profiles/profile.js';

/** How a comparison came about, from chance to none at all. */
export type EefDesign =
  | 'randomized'
  | 'selection-on-unobservables'
  | 'matched-on-observables'
  | 'some-confounders'
  | 'no-confounders'
  | 'no-comparison';

/** What may spoil a study from within, as the Foundation's reviewers judge it. */
export const eefThreats = [
  'confounding',
  'concurrent-interventions',
  'experimental-effects',
  'implementation-fidelity',
  'missing-data',
  'measurement-of-outcomes',
  'selective-reporting',
] as const;

/** One of the threats. */
export type EefThreat = (typeof eefThreats)[number];

/** How much of a threat there is. */
export type EefRisk = 'low' | 'moderate' | 'high';

const source = 'Education Endowment Foundation (2019), Classification of the security of findings from EEF evaluations';
const unverified = <T>(value: T, section: string): Cited<T> => ({ value, source, section, confidence: 'unverified' });

/** Padlocks by design, power and attrition, and what threats take away. Known from the literature; not read in the source. */
export const padlockRules: {
  /** Padlocks of each design. */
  readonly design: Cited<Readonly<Record<EefDesign, number>>>;
  /** Minimum detectable effects below which there are 5, 4, 3, 2 and 1 padlocks, in standard deviations. */
  readonly mdes: Cited<readonly number[]>;
  /** Overall attrition up to which there are 5, 4, 3, 2 and 1 padlocks, as shares. */
  readonly attrition: Cited<readonly number[]>;
  /** Padlocks that the worst of the threats takes away. */
  readonly threats: Cited<Readonly<Record<EefRisk, number>>>;
} = {
  design: unverified(
    {
      randomized: 5,
      'selection-on-unobservables': 4,
      'matched-on-observables': 3,
      'some-confounders': 2,
      'no-confounders': 1,
      'no-comparison': 0,
    },
    'Table of criteria, design',
  ),
  mdes: unverified([0.2, 0.3, 0.4, 0.5, 0.6], 'Table of criteria, minimum detectable effect size'),
  attrition: unverified([0.1, 0.2, 0.3, 0.4, 0.5], 'Table of criteria, attrition'),
  threats: unverified({ low: 0, moderate: 1, high: 2 }, 'Threats to internal validity'),
};
