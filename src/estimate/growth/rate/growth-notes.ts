import type { Note } from '../../../support/notes.js';
import type { ScaleKind } from '../scale/scale-kind.js';
import type { Figure } from './growth-result.js';

/** Linearized intervals are for many clusters. */
const fewClusters = 20;

export function notesOfClusters(clusters: number | null): readonly Note[] {
  if (clusters === null) {
    const message = 'Students are taken as independent; name the school or class as the cluster where they share it.';
    return [{ code: 'no_clusters', message }];
  }
  if (clusters >= fewClusters) return [];
  const message = `The intervals rest on ${clusters} clusters, fewer than ${fewClusters}: they may hold the truth less often than they say.`;
  return [{ code: 'few_clusters', message }];
}

/** Tells where the denominator is not told from 0. */
export function notesOfMinutes({ interval }: Figure): readonly Note[] {
  if (interval === null || interval.lower > 0 || interval.upper < 0) return [];
  const message = 'The interval of the minutes reaches 0: the confidence set of the rate has no end on some side.';
  return [{ code: 'minutes_reach_zero', message }];
}

export function notesOfScale(scale: ScaleKind): readonly Note[] {
  if (scale !== 'within-grade') return [];
  const message = 'Gains on a scale within grades mean the same in one grade and subject only: take each by itself.';
  return [{ code: 'within_grade_scale', message }];
}

/** Each remark once. */
export function distinctNotes(notes: readonly Note[]): readonly Note[] {
  return notes.filter(({ message }, i) => notes.findIndex((other) => other.message === message) === i);
}
