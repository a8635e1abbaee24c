import type { WwcAttrition } from '../attrition/wwc-attrition.js';
import type { WwcClusterAttrition } from '../attrition/wwc-cluster-attrition.js';
import type { BaselineEquivalence } from '../equivalence/baseline-equivalence.js';
import type { OutcomeMeasure } from './outcome-measure.js';

/** What a study can show of one finding. Nothing is taken for granted: what is left out is asked for where it matters. */
export interface WwcEvidence {
  /** Whether chance assigned the arms. */
  readonly design?: 'randomized' | 'quasi-experimental';
  /** What was assigned (or, in a quasi-experiment, chosen) as a whole. */
  readonly assigned?: 'individuals' | 'clusters';
  /** Whether the random assignment was carried out as drawn, and units were analysed in the arm that they were assigned to. */
  readonly integrity?: 'valid' | 'compromised';
  /**
   * Whatever goes with one arm only and could itself make a difference: one teacher or school in an arm, another programme beside, another
   * year. An empty list says that it was looked for and that there is none.
   */
  readonly confounds?: readonly string[];
  /** How many units (clusters, where these were assigned) each arm had. @defaultValue the numbers of `attrition` */
  readonly units?: { readonly treatment: number; readonly control: number };
  /** What is known of the measure of the outcome. */
  readonly measure?: OutcomeMeasure;
  /** By {@link wwcAttrition}, or by {@link wwcClusterAttrition} where clusters were assigned. */
  readonly attrition?: WwcAttrition | WwcClusterAttrition;
  /** By {@link baselineEquivalence} or {@link baselineOfTable}. */
  readonly baseline?: BaselineEquivalence;
}
