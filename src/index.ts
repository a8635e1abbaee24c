export { EfficacyError, type EfficacyErrorCode } from './support/errors.js';
