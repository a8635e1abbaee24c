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

/** Whether the moderate threats are likely to bias the finding in one direction; `'unknown-or-opposite'` is an answer, too. */
export type EefBias = 'same-direction' | 'unknown-or-opposite';

/** What the threats together take away, as many of them as there are at each risk. */
export interface ThreatRule {
  /** Padlocks that are lost. */
  readonly lost: 0 | 1;
  /** How many threats may be high for no more to be lost. */
  readonly high: number;
  /** How many may be moderate. */
  readonly moderate: number;
  /** The bias for which that holds; null where it does not matter. */
  readonly bias: EefBias | null;
}

const source = 'Education Endowment Foundation (2019), Classification of the security of findings from EEF evaluations';
const unverified = <T>(value: T, section: string): Cited<T> => ({ value, source, section, confidence: 'unverified' });

/**
 * Padlocks by design, power and attrition, and what threats take away. The table of criteria is known from the literature and was not read in
 * the source; what threats take away was read in the training that the University of Oxford gives raters.
 */
export const padlockRules: {
  /** Padlocks of each design. */
  readonly design: Cited<Readonly<Record<EefDesign, number>>>;
  /** Minimum detectable effects below which there are 5, 4, 3, 2 and 1 padlocks, in standard deviations. */
  readonly mdes: Cited<readonly number[]>;
  /** Overall attrition up to which there are 5, 4, 3, 2 and 1 padlocks, as shares. */
  readonly attrition: Cited<readonly number[]>;
  /** What the threats take away, the least first: the first rule that holds; where none does, two padlocks are lost. */
  readonly threats: Cited<readonly ThreatRule[]>;
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
  threats: {
    value: [
      { lost: 0, high: 0, moderate: 0, bias: null },
      { lost: 0, high: 0, moderate: 2, bias: 'unknown-or-opposite' },
      { lost: 1, high: 0, moderate: 4, bias: 'unknown-or-opposite' },
      { lost: 1, high: 0, moderate: 2, bias: 'same-direction' },
      { lost: 1, high: 1, moderate: 0, bias: null },
    ],
    source:
      'University of Oxford, Department of Education, Assessing risk of bias in education research using the EEF padlock tool',
    section: 'Calculating the final rating',
    confidence: 'verified',
  },
};
