import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fitDoseResponse } from '../../../src/estimate/dose/fit/fit-dose-response.js';
import { marginalRate } from '../../../src/estimate/dose/reading/marginal-rate.js';
import { isotonicDose } from '../../../src/estimate/dose/shape/isotonic-dose.js';
import { sharedPath } from '../../reference.js';

// Sesame Street, second year, 1970-71: how much letters grew by how often children watched. They chose how often: an association.
test('Sesame Street: growth in letters by viewing category, as R has it', ({ skip }) => {
  const path = sharedPath('data/sesame.csv');
  if (path === null) return skip('sesame.csv is not here: it stands in a folder beside the project');
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const names = head.replaceAll('"', '').split(',');
  const column = (name: string) => lines.map((line) => Number(line.split(',')[names.indexOf(name)]));
  const before = column('prelet');
  const response = column('postlet').map((after, i) => after - (before[i] as number));
  const dose = column('viewcat');
  const fit = fitDoseResponse(
    { dose, response },
    { model: 'linear', units: { dose: 'category', response: 'letters' } },
  );
  const rate = marginalRate(fit, 2);

  // lm(postlet - prelet ~ viewcat), its test against a mean for each category, and these means
  expect(rate.estimate).toBeCloseTo(4.71950661095529, 9);
  expect(rate.standardError).toBeCloseTo(0.580136614878552, 9);
  expect(rate.unit).toBe('letters/category');
  expect(fit.lackOfFit?.statistic).toBeCloseTo(2.47679543400494, 8);
  expect(fit.lackOfFit?.pValue).toBeCloseTo(0.0861935588653935, 8);
  const means = [2.48148148148148, 8.35, 15, 16.09677419354839];
  isotonicDose({ dose, response }).fitted.forEach((value, i) => {
    expect(value).toBeCloseTo(means[i] as number, 9);
  });
});
