export { type EefMonths, eefMonths, eefTables } from './judge/benchmarks/eef-months.js';
export { type GrowthRow, type GrowthTable, hill2008 } from './judge/benchmarks/growth-table.js';
export { type KraftBand, type KraftStudy, kraftBand, kraftCostBand } from './judge/benchmarks/kraft-band.js';
export {
  type GrowthOptions,
  type MonthsOfProgress,
  type MonthsOptions,
  monthsOfProgress,
  type ShareOfAnnualGrowth,
  shareOfAnnualGrowth,
} from './judge/benchmarks/months-of-progress.js';
export { type Evidence, isNoEvidence, type NoEvidence, type NotEligible, noEvidence } from './judge/no-evidence.js';
export type { Cited, OutcomeType, WwcProfile } from './judge/profiles/profile.js';
export { wwcProfile, wwcProfiles } from './judge/profiles/profile-of.js';
export type { WwcFinding, WwcStep } from './judge/wwc/finding.js';
export type { WwcArm, WwcFindingInput } from './judge/wwc/input.js';
export { wwcFinding } from './judge/wwc/wwc-finding.js';
export { EfficacyError, type EfficacyErrorCode } from './support/errors.js';
export type { Interval } from './support/interval.js';
export type { Note } from './support/notes.js';
