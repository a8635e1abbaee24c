import type { Cited, WwcProfile } from '../profiles/profile.js';

/** How an estimate of the impact was adjusted for differences before the treatment. */
export type AdjustmentMethod =
  | 'none'
  | 'regression'
  | 'difference-in-differences'
  | 'gain-scores'
  | 'matching'
  | 'weighting';

/** Whether a method removes a small baseline difference: always, where before and after correlate enough, or not at all. */
export type AdjustmentRule = 'acceptable' | 'with-correlation' | 'not-acceptable';

/** What an edition accepts as adjustment, in trials and in quasi-experiments alike. */
export interface AdjustmentRules {
  /** Method by method. */
  readonly methods: Cited<Readonly<Record<AdjustmentMethod, AdjustmentRule>>>;
  /** Correlation of the baseline with the outcome from which on gains adjust enough. */
  readonly correlation: Cited<number>;
}

/**
 * Regression (covariance analysis, a multilevel model) with the covariate adjusts. Differences of the same measure before and after do where
 * both correlate enough. Matching and weighting choose whom to compare, and adjust nothing.
 */
const methods: Readonly<Record<AdjustmentMethod, AdjustmentRule>> = {
  none: 'not-acceptable',
  regression: 'acceptable',
  'difference-in-differences': 'with-correlation',
  'gain-scores': 'with-correlation',
  matching: 'not-acceptable',
  weighting: 'not-acceptable',
};

const rules = (source: string, section: string): AdjustmentRules => ({
  methods: { value: methods, source, section, confidence: 'unverified' },
  correlation: { value: 0.6, source, section, confidence: 'unverified' },
});

/** The rules of each edition. */
export const adjustmentRules: Readonly<Record<WwcProfile['id'], AdjustmentRules>> = {
  'wwc-4.1': rules('WWC Standards Handbook, version 4.1 (2020)', 'Chapter II.A, acceptable statistical adjustments'),
  'wwc-5.0': rules(
    'WWC Procedures and Standards Handbook, version 5.0 (2022)',
    'Chapter IV, acceptable statistical adjustments',
  ),
};
