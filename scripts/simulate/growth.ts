import { type GroupedComoments, groupComoments } from '../../src/aggregate/group-comoments.js';
import { selectRows } from '../../src/columns/complete-rows.js';
import { numericColumnOf } from '../../src/columns/table.js';
import type { FrontierPair } from '../../src/estimate/growth/frontier/frontier-result.js';
import { screenTimeFrontier } from '../../src/estimate/growth/frontier/screen-time-frontier.js';
import { growthPerMinute } from '../../src/estimate/growth/rate/growth-per-minute.js';
import type { Figure, GrowthPerMinute, GrowthRate } from '../../src/estimate/growth/rate/growth-result.js';
import {
  type DistrictTruth,
  type SimulateDistrictOptions,
  simulateDistrict,
} from '../../src/simulate/simulate-district.js';
import type { IntervalDesign } from './harness.js';

const arm = { column: 'arm', treated: 'treatment', control: 'control' };
const columns = {
  scale: 'vertical',
  gain: { after: 'post', before: 'pre' },
  minutes: 'minutes',
  cluster: 'school',
  arm,
} as const;

type Model = Omit<SimulateDistrictOptions, 'seed'>;
/** One district, about which the raw rate is: nothing that all its students share may vary from trial to trial. */
const oneDistrict = { growthSd: { district: 0, school: 0.8, class: 0.5, student: 4 } } as const;
const sizes = { ...oneDistrict, classesPerSchool: 1, studentsPerClass: 10 } as const;
const forty: Model = { ...sizes, schoolsPerDistrict: 40 };
const twenty: Model = { ...sizes, schoolsPerDistrict: 20 };
const within: Model = {
  ...oneDistrict,
  schoolsPerDistrict: 20,
  classesPerSchool: 2,
  studentsPerClass: 10,
  assignedBy: 'student',
};
const unselected: Model = { ...forty, growthOnMotivation: 0 };

const ratio = (from: GroupedComoments): GrowthPerMinute =>
  growthPerMinute(from, { estimand: 'ratio-of-means', ...columns });
const causal = (from: GroupedComoments): GrowthPerMinute => growthPerMinute(from, { estimand: 'causal', ...columns });
const slope = (from: GroupedComoments): GrowthPerMinute =>
  growthPerMinute(from, { estimand: 'marginal', ...columns, within: 'school' });

const linearized = (rate: Figure | null): ReturnType<IntervalDesign['interval']> => rate?.interval ?? null;
const set = (rate: GrowthRate | null): ReturnType<IntervalDesign['interval']> => {
  const pieces = rate?.confidenceSet?.pieces ?? [];
  return pieces.length === 1 ? (pieces[0] ?? null) : null;
};

function design(
  name: string,
  model: Model,
  truth: (of: DistrictTruth) => number | null,
  interval: (from: GroupedComoments) => ReturnType<IntervalDesign['interval']>,
): IntervalDesign {
  return {
    name: `growthPerMinute, ${name}`,
    kind: 'approximate',
    truth: truth(simulateDistrict({ seed: 0, ...model }).truth) as number,
    interval: (draws) => {
      const { table } = simulateDistrict({ seed: draws.integer(2 ** 53 - 1), ...model });
      return interval(groupComoments(table, { by: ['school', 'arm'], of: ['pre', 'post', 'minutes'] }));
    },
  };
}

/** Two products, each in a district of its own: one for less time with more for a minute. */
const products: readonly [Model, Model] = [
  { ...forty, weeklyMinutes: 30, effectPerMinute: 0.004 },
  { ...forty, weeklyMinutes: 60, effectPerMinute: 0.003 },
];

type Draws = Parameters<IntervalDesign['interval']>[0];

/** What a study of each product found, as a frontier takes it. */
const studies = (models: readonly Model[], draws: Draws) =>
  models.map((model, i) => {
    const { table } = simulateDistrict({ seed: draws.integer(2 ** 53 - 1), ...model });
    const rate = ratio(groupComoments(table, { by: ['school', 'arm'], of: ['pre', 'post', 'minutes'] }));
    return { product: `${i}`, ...rate, weeklyDoses: { lower: 5, upper: 80 } };
  });

/** The difference between them, the first minus the second. */
function difference(
  name: string,
  of: (truth: DistrictTruth) => number,
  interval: (pair: FrontierPair) => { readonly lower: number; readonly upper: number } | undefined,
): IntervalDesign {
  const truths = products.map((model) => of(simulateDistrict({ seed: 0, ...model }).truth));
  return {
    name: `screenTimeFrontier, ${name}`,
    kind: 'approximate',
    truth: (truths[0] as number) - (truths[1] as number),
    interval: (draws) => {
      const [pair] = screenTimeFrontier(studies(products, draws), { weeks: 30 }).pairs;
      const limits = interval(pair as FrontierPair);
      if (limits === undefined) return null;
      // Pairs stand in the order of their minutes as estimated.
      return pair?.first === '0' ? limits : { lower: -limits.upper, upper: -limits.lower };
    },
  };
}

/** The differences of four products, how far each limit is from its truth: 0 lies between the innermost ones where all intervals hold theirs. */
const allAtOnce: IntervalDesign = (() => {
  const models: readonly Model[] = [...products, { ...forty, weeklyMinutes: 45 }, { ...forty, weeklyMinutes: 20 }];
  const effects = models.map((model) => simulateDistrict({ seed: 0, ...model }).truth.intentToTreat);
  return {
    name: 'screenTimeFrontier, all six differences of total effects at once, four studies of 40 schools',
    kind: 'approximate',
    truth: 0,
    interval: (draws) => {
      const { pairs } = screenTimeFrontier(studies(models, draws), { weeks: 30 });
      const off = pairs.map(({ first, second, totalEffect: { simultaneous } }) => {
        const truth = (effects[Number(first)] as number) - (effects[Number(second)] as number);
        return { lower: simultaneous.lower - truth, upper: simultaneous.upper - truth };
      });
      return {
        lower: Math.max(...off.map(({ lower }) => lower)),
        upper: Math.min(...off.map(({ upper }) => upper)),
      };
    },
  };
})();

/** What a vendor reports: growth of users alone beyond that of all students, about the rate that their selection is planted to give. */
const usersAlone: IntervalDesign = {
  name: 'growthPerMinute, ratio of means of users alone, about a truth that is their selection too, 40 schools',
  kind: 'approximate',
  truth: simulateDistrict({ seed: 0, ...forty }).truth.excessRatioOfUsers as number,
  interval: (draws) => {
    const { table } = simulateDistrict({ seed: draws.integer(2 ** 53 - 1), ...forty });
    const { values } = numericColumnOf(table, 'minutes', 'usersAlone');
    const users = Uint32Array.from(values.keys()).filter((row) => (values[row] as number) > 0);
    const { arm: _, ...one } = columns;
    const rows = selectRows(table, ['school', 'pre', 'post', 'minutes'], users);
    return linearized(growthPerMinute(rows, { estimand: 'ratio-of-means', ...one, expected: 8 }).excess);
  },
};

/** Growth rates of synthetic districts, from co-moments by school and arm. */
export const growthDesigns: readonly IntervalDesign[] = [
  design(
    'ratio of means, raw, linearized, 40 schools',
    forty,
    (t) => t.ratioOfMeans,
    (from) => linearized(ratio(from).raw),
  ),
  design(
    'ratio of means, excess, linearized, 40 schools',
    forty,
    (t) => t.excessRatioOfMeans,
    (from) => linearized(ratio(from).excess),
  ),
  design(
    'ratio of means, excess, Fieller, 40 schools',
    forty,
    (t) => t.excessRatioOfMeans,
    (from) => set(ratio(from).excess),
  ),
  design(
    'ratio of means, excess, Fieller, 20 schools',
    twenty,
    (t) => t.excessRatioOfMeans,
    (from) => set(ratio(from).excess),
  ),
  design(
    'ratio of means, excess, Fieller, students assigned in 20 schools',
    within,
    (t) => t.excessRatioOfMeans,
    (from) => set(ratio(from).excess),
  ),
  design(
    'total effect, 40 schools',
    forty,
    (t) => t.intentToTreat,
    (from) => linearized(ratio(from).totalEffect),
  ),
  design(
    'causal, two-stage least squares with CR2, 40 schools',
    forty,
    (t) => t.causalRate,
    (from) => linearized(causal(from).slope),
  ),
  design(
    'causal, Anderson-Rubin, 40 schools',
    forty,
    (t) => t.causalRate,
    (from) => set(causal(from).slope),
  ),
  design(
    'causal, two-stage least squares with CR2, students assigned in 20 schools',
    within,
    (t) => t.causalRate,
    (from) => linearized(causal(from).slope),
  ),
  design(
    'slope within 40 schools, minutes not selected',
    unselected,
    (t) => t.marginalRate,
    (from) => linearized(slope(from).slope),
  ),
  usersAlone,
  difference(
    'difference of total effects, two studies of 40 schools',
    (t) => t.intentToTreat,
    ({ totalEffect }) => totalEffect.simultaneous,
  ),
  difference(
    'difference of rates, two studies of 40 schools',
    (t) => 60 * (t.excessRatioOfMeans as number),
    ({ perHour }) => perHour?.simultaneous,
  ),
  allAtOnce,
];
