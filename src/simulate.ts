export type { DistrictModel, LevelSds, SimulateDistrictOptions } from './simulate/district-options.js';
export type { DistrictTruth } from './simulate/district-truth.js';
export { type SimulatedDistrict, simulateDistrict } from './simulate/simulate-district.js';
export { EfficacyError, type EfficacyErrorCode } from './support/errors.js';
