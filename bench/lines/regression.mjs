// W6: a cluster-randomized trial by regression with CR2 standard errors and Satterthwaite's degrees of freedom, W7: by a random-intercept model; from the
// rows, and from co-moments by cluster that were stored before. The answers are checked against those of estimatr and lme4. The work of W6 is over
// before V8 has compiled the code that does it: what runs on is timed after a few runs, as other lines are by their many rows, and the first call of
// a process beside it.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { answer } from '../answers.mjs';
import { clusteredTrial, tableOf } from '../data.mjs';
import { fitLinear, fitRandomIntercept, groupComoments } from '../library.mjs';
import { peer } from '../peers.mjs';

/** Runs before those that are timed. */
const untimed = 10;
const firstCall = fileURLToPath(new URL('../first-call.mjs', import.meta.url));
export const plan = { outcome: 'post', terms: ['treated', 'pre'], cluster: 'school' };
const by = { by: ['school'], of: ['treated', 'pre', 'post'] };

/** R 4.2.2 with estimatr 1.0.0: for the intercept, treated and pre the coefficient, its standard error, its degrees of freedom. */
const byEstimatr = {
  milliseconds: 1300,
  columns: [
    [6.2847446186244662, 4.893270074281177, 0.79988140863218204],
    [1.116015549547416, 0.48281191207719432, 0.0043535850341717228],
    [487.32987773279535, 495.62584201093057, 489.99528495528529],
  ],
};

/** R 4.2.2 with lme4 1.1-31 (its variances to six digits): coefficients, standard errors; both variances and the REML log likelihood. */
const byLme4 = {
  milliseconds: 10_052,
  columns: [
    [30.091005407274739, 5.0913918919193799, 0.69980704667856364],
    [0.24274057315438183, 0.25798511530227525, 0.00066713637273501064],
    [33.011021206302139, 133.3082510553761, -3870102.9184519574],
  ],
};

const made = new Map();
const once = (key, make) => {
  if (!made.has(key)) made.set(key, make());
  return made.get(key);
};
const rowsOf = (rows, clusters) => once(`rows ${rows} ${clusters}`, () => clusteredTrial(rows, clusters));
const trial = (rows, clusters) => once(`table ${rows} ${clusters}`, () => tableOf(rowsOf(rows, clusters)));
const stored = (rows, clusters) => once(`stored ${rows} ${clusters}`, () => groupComoments(trial(rows, clusters), by));

const read = ({ coefficients }) =>
  answer(
    coefficients.map((_, i) => i),
    ['estimate', 'standardError', 'df'].map((name) => coefficients.map((coefficient) => coefficient[name])),
  );

const readMixed = ({ coefficients, clusterVariance, residualVariance, logLikelihood }) =>
  answer(
    [0, 1, 2],
    [
      ...['estimate', 'standardError'].map((name) => coefficients.map((coefficient) => coefficient[name])),
      [clusterVariance, residualVariance, logLikelihood],
    ],
  );
/** lme4's optimizer stops where its criterion no longer changes, with the variances known to a few millionths. */
const asOptimized = { tolerance: 2e-5 };

export const lines = [
  {
    id: 'W6',
    title: 'CR2 with Satterthwaite df, 100,000 rows in 500 clusters',
    engines: {
      ...peer('estimatr', () => rowsOf(1e5, 500), 500, byEstimatr),
      efficacy: { prepare: () => trial(1e5, 500), run: () => fitLinear(trial(1e5, 500), plan), read, untimed },
      'efficacy, first call of a process': {
        run: () => JSON.parse(execFileSync(process.execPath, [firstCall], { encoding: 'utf8' })),
        read,
        ownProcess: true,
      },
      'efficacy, stored co-moments': {
        prepare: () => stored(1e5, 500),
        run: () => fitLinear(stored(1e5, 500), plan),
        read,
        untimed,
      },
    },
  },
  {
    id: 'W6L',
    title: 'the same regression of 10 million rows',
    engines: {
      efficacy: {
        prepare: () => trial(1e7, 500),
        run: () => fitLinear(groupComoments(trial(1e7, 500), by), plan),
        read,
      },
    },
  },
  {
    id: 'W7',
    title: 'random intercepts by REML, 1 million rows in 2,000 schools',
    engines: {
      ...peer('lme4', () => rowsOf(1e6, 2000), 2000, byLme4, { slow: true }),
      efficacy: {
        prepare: () => trial(1e6, 2000),
        run: () => fitRandomIntercept(trial(1e6, 2000), plan),
        read: readMixed,
        ...asOptimized,
      },
      'efficacy, stored co-moments': {
        prepare: () => stored(1e6, 2000),
        run: () => fitRandomIntercept(stored(1e6, 2000), plan),
        read: readMixed,
        ...asOptimized,
      },
    },
  },
];
