export type { Estimate, TestedEstimate } from './estimate/estimate.js';
export {
  type AssignmentDesign,
  type DifferenceByDesign,
  type DifferenceByDesignOptions,
  differenceByDesign,
} from './estimate/trial/difference-by-design.js';
export {
  type DifferenceInMeans,
  type DifferenceInMeansOptions,
  differenceInMeans,
} from './estimate/trial/difference-in-means.js';
export { type FitLinOptions, fitLin, type LinDifference } from './estimate/trial/fit-lin.js';
export {
  type HorvitzThompson,
  type HorvitzThompsonOptions,
  horvitzThompson,
} from './estimate/trial/horvitz-thompson.js';
export type { TreatmentColumn } from './estimate/trial/two-arms.js';
export type { ReportFormat } from './report/document.js';
export { type FormatTrialSummaryOptions, formatTrialSummary } from './report/trial-summary.js';
export type { TrialDesign } from './summarize/trial/design.js';
export type { TrialArm, TrialAssignment, TrialSummary } from './summarize/trial/summary.js';
export type { LeftOut } from './summarize/trial/trial-rows.js';
export { trialSummary } from './summarize/trial/trial-summary.js';
export { EfficacyError, type EfficacyErrorCode } from './support/errors.js';
export type { Interval } from './support/interval.js';
export type { Note } from './support/notes.js';
