import {
  type ConsortArmInput,
  type ConsortFlow,
  type ConsortLevelInput,
  consortFlow,
} from '../../judge/consort/consort-flow.js';
import type { TrialArm, TrialSummary } from '../trial/summary.js';
import type { TakeUpArm } from '../trial/take-up.js';
import type { TrialEvidence } from './trial-evidence.js';

/** The flow of participants of a trial, of clusters too where these were assigned, by the rows that the summary counts. */
export function flowOfTrial(trial: TrialSummary, enrolment: TrialEvidence['enrolment'] = {}): ConsortFlow {
  const { treatment, control, rows, takeUp } = trial;
  const others = rows.otherArms.map(({ label, rows: n }) => notCompared(label, n));
  const arms = [
    peopleOf(trial, treatment, takeUp?.treatment.assigned ?? null, true),
    peopleOf(trial, control, takeUp?.control.assigned ?? null, false),
    ...others,
  ];
  const clusters = clustersOf(trial);
  return consortFlow({ ...levelOf(arms), ...enrolment, ...(clusters !== null && { clusters }) });
}

const levelOf = (arms: readonly ConsortArmInput[]): ConsortLevelInput => ({
  randomized: arms.reduce((sum, { allocated }) => sum + allocated, 0),
  arms,
});

const notCompared = (name: string, n: number): ConsortArmInput => ({
  name,
  allocated: n,
  excluded: [{ reason: 'not part of this comparison', n }],
  analysed: 0,
});

function peopleOf(
  { outcome, takeUp }: TrialSummary,
  { label, assigned, leftOut }: TrialArm,
  took: TakeUpArm['assigned'] | null,
  meantTo: boolean,
): ConsortArmInput {
  const left = leftOut.map(({ column, rows: n }) => ({ column, reason: `no ${column}`, n }));
  const some = (wanted: boolean): readonly { readonly reason: string; readonly n: number }[] =>
    left.filter(({ column }) => (column === outcome) === wanted).map(({ reason, n }) => ({ reason, n }));
  const by = takeUp?.column ?? '';
  const [as, otherwise] =
    took === null ? [0, 0] : meantTo ? [took.tookPart, took.didNot] : [took.didNot, took.tookPart];
  const reasons = [
    { reason: meantTo ? `did not take part (${by})` : `took part all the same (${by})`, n: otherwise },
    { reason: `not recorded (${by})`, n: took?.unknown ?? 0 },
  ];
  return {
    name: label,
    allocated: assigned,
    ...(took !== null && { received: as, notReceived: reasons.filter(({ n }) => n > 0) }),
    lost: some(true),
    excluded: some(false),
    analysed: assigned - left.reduce((sum, { n }) => sum + n, 0),
  };
}

/** Clusters that were assigned; null where individuals were, or where somebody's cluster is not known. */
function clustersOf({ assignment, treatment, control, rows }: TrialSummary): ConsortLevelInput | null {
  if (!assignment.includes('cluster')) return null;
  const arms = [treatment, control].map(({ label, assignedClusters, clusters }): ConsortArmInput | null =>
    assignedClusters === null || clusters === null
      ? null
      : {
          name: label,
          allocated: assignedClusters,
          lost: assignedClusters === clusters ? [] : [{ reason: 'nobody analysed', n: assignedClusters - clusters }],
          analysed: clusters,
        },
  );
  const all = [...arms, ...rows.otherArms.map(({ label, clusters }) => clusters && notCompared(label, clusters))];
  const complete = all.filter((arm) => arm !== null && arm !== 0);
  return complete.length === all.length ? levelOf(complete) : null;
}
