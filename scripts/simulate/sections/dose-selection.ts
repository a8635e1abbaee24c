import { doseSelectionDesigns } from '../dose-selection.js';
import type { CoverageSection } from '../harness.js';

export const section: CoverageSection = {
  id: 'dose-selection',
  order: 91,
  title: 'Doses that students choose',
  about: `Where the eager take more minutes and would do better without any, least squares on the dose is wrong by its whole bias; what is planted is held by an
arm that moves the minutes, by Anderson and Rubin's set where it hardly does, and at their very ends by bounds. The curve by generalized
propensity scores is held to its planted truth by a test, because its bootstrap takes hundreds of fits a trial.`,
  designs: doseSelectionDesigns,
};
