import type { Cited } from '../profiles/profile.js';
import type { RuleSource } from '../rating/rating-rules.js';

/** A tier of evidence under the Every Student Succeeds Act, the strongest first. */
export type EssaTierName = 'strong' | 'moderate' | 'promising' | 'rationale';

/** What of a study's students and schools must be like those whom the evidence is for. */
export type EssaOverlap = 'population-and-setting' | 'population-or-setting' | 'none';

const wwc = { source: 'ies.ed.gov/ncee/wwc/essa', confidence: 'verified' } as const;
const edgar = { source: '34 CFR 77.1 (EDGAR)', confidence: 'verified' } as const;
const guidance = {
  source:
    'US Department of Education (2016), Non-Regulatory Guidance: Using Evidence to Strengthen Education Investments',
  confidence: 'unverified',
} as const;

/** What the tiers ask for. */
export const essaRules: {
  readonly standards: RuleSource;
  readonly effect: RuleSource;
  readonly overriding: RuleSource;
  readonly students: Cited<number>;
  readonly sites: Cited<number>;
  readonly overlap: Cited<Readonly<Record<'strong' | 'moderate', EssaOverlap>>>;
  readonly controls: RuleSource;
  readonly rationale: RuleSource;
} = {
  standards: { ...wwc, section: 'Tiers 1 and 2, standards' },
  effect: { ...wwc, section: 'Tiers 1 and 2, statistically significant positive effect' },
  overriding: { ...wwc, section: 'All tiers, no overriding negative effect' },
  students: { value: 350, ...wwc, section: 'Tiers 1 and 2, students' },
  sites: { value: 2, ...wwc, section: 'Tiers 1 and 2, educational sites' },
  overlap: {
    value: { strong: 'population-and-setting', moderate: 'population-or-setting' },
    ...guidance,
    section: 'Part II, strong and moderate evidence',
  },
  controls: { ...edgar, section: 'definition of promising evidence, (iii)(A)' },
  rationale: { ...guidance, section: 'Part II, demonstrates a rationale' },
};
