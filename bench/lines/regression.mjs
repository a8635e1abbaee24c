// W6: a cluster-randomized trial by regression with CR2 standard errors and Satterthwaite's degrees of freedom: from the rows, and from
// co-moments by cluster that were stored before. The answers are checked against those of estimatr, which cr2.R prints; its time was 1.3 s.
import { answer } from '../answers.mjs';
import { clusteredTrial, tableOf } from '../data.mjs';
import { fitLinear, groupComoments } from '../library.mjs';

const plan = { outcome: 'post', terms: ['treated', 'pre'], cluster: 'school' };
const by = { by: ['school'], of: ['treated', 'pre', 'post'] };

/** For the intercept, treated and pre: the coefficient, its standard error, its degrees of freedom. */
const byEstimatr = [
  [6.2847446186244662, 4.893270074281177, 0.79988140863218204],
  [1.116015549547416, 0.48281191207719432, 0.0043535850341717228],
  [487.32987773279535, 495.62584201093057, 489.99528495528529],
];

const made = new Map();
const once = (key, make) => {
  if (!made.has(key)) made.set(key, make());
  return made.get(key);
};
const trial = (rows) => once(`table ${rows}`, () => tableOf(clusteredTrial(rows, 500)));
const stored = (rows) => once(`stored ${rows}`, () => groupComoments(trial(rows), by));

const read = ({ coefficients }) =>
  answer(
    coefficients.map((_, i) => i),
    ['estimate', 'standardError', 'df'].map((name) => coefficients.map((coefficient) => coefficient[name])),
  );

export const lines = [
  {
    id: 'W6',
    title: 'CR2 with Satterthwaite df, 100,000 rows in 500 clusters',
    engines: {
      'estimatr, as stored': { milliseconds: 1300, run: () => answer([0, 1, 2], byEstimatr) },
      efficacy: { prepare: () => trial(1e5), run: () => fitLinear(trial(1e5), plan), read },
      'efficacy, stored co-moments': { prepare: () => stored(1e5), run: () => fitLinear(stored(1e5), plan), read },
    },
  },
  {
    id: 'W6L',
    title: 'the same regression of 10 million rows',
    engines: {
      efficacy: { prepare: () => trial(1e7), run: () => fitLinear(groupComoments(trial(1e7), by), plan), read },
    },
  },
];
