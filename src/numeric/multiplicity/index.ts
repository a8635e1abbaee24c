export {
  type AdjustedPValues,
  type AdjustmentMethod,
  type AdjustPValuesOptions,
  adjustPValues,
} from './adjust-p-values.js';
