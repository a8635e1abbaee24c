import { doseDesigns } from '../dose.js';
import type { CoverageSection } from '../harness.js';

export const section: CoverageSection = {
  id: 'dose',
  order: 90,
  title: 'Doses and rates read off curves',
  about: `Each curve is fitted to data of its own kind: 25 students at each of 8 doses, whose responses are normal around the planted curve. What is read off
it is told by derivatives (the delta method) or as all doses that fit nearly as well (a profile, which no R package at hand has). R is a
program of its own of the published formula, because drc has no target above the start, no plateau of a curve with a top and no slope. Five
parameters need quieter data: with a standard deviation of 1.5 the formula is too short in whatever program, and \`bootstrapDose\` or fewer
parameters serve better.`,
  designs: doseDesigns,
};
