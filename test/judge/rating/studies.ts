import { momentsOf } from '../../../src/index.js';
import { type WwcAttrition, wwcAttrition } from '../../../src/judge/attrition/wwc-attrition.js';
import {
  type Joiners,
  type WwcClusterAttrition,
  wwcClusterAttrition,
} from '../../../src/judge/attrition/wwc-cluster-attrition.js';
import { type BaselineEquivalence, baselineEquivalence } from '../../../src/judge/equivalence/baseline-equivalence.js';
import { type WwcDomain, wwcDomain } from '../../../src/judge/multiplicity/wwc-domain.js';
import type { WwcEvidence } from '../../../src/judge/rating/evidence.js';
import type { OutcomeMeasure } from '../../../src/judge/rating/outcome-measure.js';
import type { WwcFinding } from '../../../src/judge/wwc/finding.js';
import { wwcFinding } from '../../../src/judge/wwc/wwc-finding.js';

/** Building blocks of studies whose rating is known by the rules alone. */
export type Edition = 'wwc-4.1' | 'wwc-5.0';

export const measure: OutcomeMeasure = {
  faceValidity: true,
  reliability: 'standardized-test',
  overAligned: false,
  sameCollection: true,
  developerMade: false,
};

/** Lost of 1,000 in each arm. */
export const losses = (treatment: number, control: number, profile: Edition = 'wwc-5.0'): WwcAttrition =>
  wwcAttrition(
    {
      treatment: { assigned: 1000, analysed: 1000 - treatment },
      control: { assigned: 1000, analysed: 1000 - control },
    },
    { boundary: 'cautious', profile },
  );

/** Clusters left of 20 in each arm, and students lost of 1,000 in those. */
export const schools = (left: number, lost: number, joiners?: Joiners): WwcClusterAttrition =>
  wwcClusterAttrition(
    {
      clusters: { treatment: { assigned: 20, analysed: left }, control: { assigned: 20, analysed: 20 } },
      individuals: {
        treatment: { assigned: 1000, analysed: 1000 - lost },
        control: { assigned: 1000, analysed: 1000 },
      },
      ...(joiners && { joiners }),
    },
    { boundary: 'cautious', profile: 'wwc-5.0' },
  );

/** Baseline d apart, adjusted for by regression or not. */
export const baseline = (d: number, adjusted = true, profile: Edition = 'wwc-5.0'): BaselineEquivalence =>
  baselineEquivalence(
    [
      {
        name: 'pre',
        type: 'continuous',
        treatment: momentsOf({ n: 900, mean: d, sd: 1 }),
        control: momentsOf({ n: 900, mean: 0, sd: 1 }),
      },
    ],
    { profile, ...(adjusted && { adjustment: { method: 'regression', covariates: ['pre'] } }) },
  );

/** A trial in which everything was said and is good. */
export const trial: WwcEvidence = {
  design: 'randomized',
  assigned: 'individuals',
  integrity: 'valid',
  confounds: [],
  measure,
  attrition: losses(50, 40),
};

/** A finding d apart in standard deviations, of n students in each arm. */
export const finding = (d: number, n = 500, profile: Edition = 'wwc-5.0', more: object = {}): WwcFinding =>
  wwcFinding(
    { treatment: { n, mean: d, sd: 1 }, comparison: { n, mean: 0, sd: 1 }, outcomeType: 'achievement', ...more },
    profile,
  );

/** One study in one domain with a single finding. */
export const domain = (d: number, n = 500, profile: Edition = 'wwc-5.0', m = 1): WwcDomain =>
  wwcDomain([{ name: 'reading', finding: finding(d, n, profile) }], { profile, m, assigned: 'individuals' });
