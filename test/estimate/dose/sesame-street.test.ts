import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fitDoseResponse } from '../../../src/estimate/dose/fit/fit-dose-response.js';
import { marginalRate } from '../../../src/estimate/dose/reading/marginal-rate.js';
import { isotonicDose } from '../../../src/estimate/dose/shape/isotonic-dose.js';
import { fromColumns } from '../../../src/index.js';
import { doseSentence } from '../../../src/report/dose-summary.js';
import { doseSummary } from '../../../src/summarize/dose/dose-summary.js';
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

// Children in some homes were encouraged to watch, by chance: what encouragement moved is not what children chose.
test('Sesame Street: viewing bands, their balance, and viewing instrumented by encouragement, as R has them', ({
  skip,
}) => {
  const path = sharedPath('data/sesame.csv');
  if (path === null) return skip('sesame.csv is not here: it stands in a folder beside the project');
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const names = head.replaceAll('"', '').split(',');
  const column = (name: string) => lines.map((line) => Number(line.split(',')[names.indexOf(name)]));
  const table = fromColumns({
    viewing: column('viewcat'),
    letters: column('postlet'),
    before: column('prelet'),
    encouraged: column('encour').map((code) => (code === 1 ? 'yes' : 'no')),
  });
  const summary = doseSummary(table, {
    dose: 'viewing',
    response: 'letters',
    covariates: ['before'],
    instruments: ['encouraged'],
    recommended: 3,
    bands: { cuts: [2, 3, 4] },
    unit: 'category',
    seed: 1970,
    replicates: 40,
  });

  // iv_robust(postlet ~ viewcat + prelet | encour + prelet, se_type = 'HC2'); lm; means and SDs of prelet by viewing
  const effect = summary.causal?.effects.find(({ dose }) => dose === 1 || dose === 3);
  const perCategory = (x: number | undefined) => (x as number) / (effect?.dose as number);
  expect(perCategory(effect?.effect.estimate)).toBeCloseTo(6.418201791260572, 8);
  expect(perCategory(effect?.effect.standardError as number)).toBeCloseTo(1.8617382067565704, 8);
  expect(perCategory(effect?.effect.interval?.lower)).toBeCloseTo(2.750532822864479, 8);
  expect(perCategory(effect?.naiveEffect)).toBeCloseTo(5.019690475431014, 8);
  expect(summary.bands.bands.map(({ n }) => n)).toEqual([54, 60, 64, 62]);
  const ahead = [0, 0.0560472164573942, 0.1750107174048023, 0.4568667379824624];
  summary.bands.balance[0]?.fromFirst.forEach((difference, k) => {
    expect(difference).toBeCloseTo(ahead[k] as number, 10);
  });
  expect(summary.estimand).toBe('causal-among-compliers');
  expect(doseSentence(summary)).toMatch(/^Among students whose use was changed by what was assigned, 3 categories /);
});
