// D1: 1,000 bootstrap samples of 300 students, a four-parameter log-logistic curve fitted to each: against drc on the very same samples, of which
// the mean and the standard deviation of the ED50 must be the same. D2: one such curve for a million students, through moments by dose.
import { answer } from '../answers.mjs';
import { tableOf, uniform } from '../data.mjs';
import { bootstrapDose, effectiveDose, fitDoseResponse, groupMoments, randomStream } from '../library.mjs';
import { curvePeer } from '../peers.mjs';

const [students, replicates, seed] = [300, 1000, 6];
const model = { model: 'log-logistic-4' };

/** Students with minutes from 0 to 240, whole ones where there are many, and scores that rise along a curve. */
function curveRows(rows, whole) {
  const next = uniform(5);
  const noise = () => 1.5 * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const dose = Float64Array.from({ length: rows }, () => (whole ? Math.floor(next() * 240) : next() * 240));
  return { dose, response: dose.map((x) => 2 + 10 / (1 + (80 / x) ** 2.5) + noise()) };
}

const few = curveRows(students, false);
/** The rows that bootstrapDose draws, from the same streams. */
const samples = () =>
  Array.from({ length: replicates }, (_, r) => randomStream(seed, r).sample(students, students, { replacement: true }));

/** R 4.2.2 with drc 3.2-0: mean and standard deviation of the 1,000 ED50s. */
const byDrc = { milliseconds: 22_362, columns: [[79.269094622204193, 3.3978235250777815]] };

function refits() {
  const figures = [];
  bootstrapDose(few, {
    ...model,
    seed,
    replicates,
    read: (fit) => figures[figures.push(effectiveDose(fit, 50).estimate) - 1],
  });
  figures.shift(); // that of the data themselves
  const mean = figures.reduce((sum, x) => sum + x, 0) / replicates;
  const spread = figures.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (replicates - 1);
  return [mean, Math.sqrt(spread)];
}

let many = null;
const million = () => {
  many ??= curveRows(1e6, true);
  return many;
};
let made = null;
const table = () => {
  made ??= tableOf({ minutes: Uint32Array.from(million().dose), response: million().response });
  return made;
};
/** Moments with the dose that each group's label stands for, which tableOf writes with an offset. */
const byMinute = ({ keys, n, mean, m2 }) => ({
  dose: Array.from(keys[0].codes, (code) => Number(keys[0].levels[code]) - 1e7),
  moments: Array.from(n[0], (count, i) => ({ n: count, mean: mean[0][i], m2: m2[0][i] })),
});
const parameters = ({ parameters }) =>
  answer(
    parameters.map((_, i) => i),
    [parameters.map(({ estimate }) => estimate)],
  );

export const lines = [
  {
    id: 'D1',
    title: '1,000 bootstrap refits of a four-parameter curve on 300 students',
    engines: {
      ...curvePeer('drc', few, samples, byDrc, { slow: true }),
      efficacy: {
        run: refits,
        read: (figures) => answer([0, 1], [figures]),
        tolerance: 1e-3, // drc stops where its criterion changes little
      },
    },
  },
  {
    id: 'D2',
    title: 'a four-parameter curve, 1 million students',
    engines: {
      efficacy: { prepare: million, run: () => fitDoseResponse(million(), model), read: parameters },
      'efficacy, moments by dose': {
        prepare: table,
        run: () => fitDoseResponse(byMinute(groupMoments(table(), { by: ['minutes'], of: ['response'] })), model),
        read: parameters,
        tolerance: 1e-6,
      },
    },
  },
];
