import { cohensH } from '../../src/estimate/effect/shares/cohens-h.js';
import type { EventCount } from '../../src/estimate/effect/shares/counts.js';
import { coxIndex } from '../../src/estimate/effect/shares/cox-index.js';
import { cramersV } from '../../src/estimate/effect/shares/cramers-v.js';
import { logOddsRatio } from '../../src/estimate/effect/shares/log-odds-ratio.js';
import { logitD } from '../../src/estimate/effect/shares/logit-d.js';
import { numberNeededToTreat } from '../../src/estimate/effect/shares/number-needed-to-treat.js';
import { oddsRatio } from '../../src/estimate/effect/shares/odds-ratio.js';
import { petoLogOddsRatio } from '../../src/estimate/effect/shares/peto-log-odds-ratio.js';
import { phiCoefficient } from '../../src/estimate/effect/shares/phi-coefficient.js';
import { probitD } from '../../src/estimate/effect/shares/probit-d.js';
import { proportion } from '../../src/estimate/effect/shares/proportion.js';
import { riskDifference } from '../../src/estimate/effect/shares/risk-difference.js';
import { riskRatio } from '../../src/estimate/effect/shares/risk-ratio.js';
import { tetrachoricCorrelation } from '../../src/estimate/effect/shares/tetrachoric-correlation.js';
import { yulesQ, yulesY } from '../../src/estimate/effect/shares/yules-q.js';
import * as normal from '../../src/numeric/distributions/normal.js';
import type { RandomStream } from '../../src/numeric/random/index.js';
import type { CoverageDesign } from './harness.js';

type Limits = ReturnType<CoverageDesign['interval']>;
type Design = readonly [n1: number, p1: number, n2: number, p2: number];

const arm = (draws: RandomStream, n: number, p: number): EventCount => ({ n, events: draws.binomial(n, p) });

const two = (
  name: string,
  [n1, p1, n2, p2]: Design,
  truth: number,
  of: (treatment: EventCount, control: EventCount) => Limits,
): CoverageDesign => ({
  name: `${name}, ${p1} of ${n1} against ${p2} of ${n2}`,
  kind: 'approximate',
  truth,
  interval: (draws) => of(arm(draws, n1, p1), arm(draws, n2, p2)),
});

const logit = (p: number): number => Math.log(p / (1 - p));
const angle = (p: number): number => 2 * Math.asin(Math.sqrt(p));

const usual: Design = [70, 0.6, 80, 0.45];
const small: Design = [20, 0.8, 15, 0.4];
const rare: Design = [200, 0.05, 180, 0.02];
const logOdds = ([, p1, , p2]: Design): number => logit(p1) - logit(p2);
const half = { zeroCells: 'add-half' } as const;

/** Trials in which the arms themselves are random: all units fall into the four cells of one table. */
function table(draws: RandomStream, n: number, cells: readonly number[]): [EventCount, EventCount] {
  let [left, share] = [n, 1];
  const [a = 0, b = 0, c = 0] = cells.slice(0, 3).map((p) => {
    const count = draws.binomial(left, Math.min(1, p / share));
    left -= count;
    share -= p;
    return count;
  });
  return [
    { events: a, n: a + b },
    { events: c, n: c + left },
  ];
}
/** Both margins one half, and this correlation of two by two. */
const crossed = (r: number): readonly number[] => [(1 + r) / 4, (1 - r) / 4, (1 - r) / 4, (1 + r) / 4];
const multinomial = (
  name: string,
  n: number,
  cells: readonly number[],
  truth: number,
  of: (treatment: EventCount, control: EventCount) => Limits,
): CoverageDesign => ({ name, kind: 'approximate', truth, interval: (draws) => of(...table(draws, n, cells)) });

const rows = ({ events, n }: EventCount): [number, number] => [events, n - events];

/** Every interval of a measure of two shares. */
export const proportionsDesigns: readonly CoverageDesign[] = [
  ...[usual, small, rare].map((design) =>
    two('riskDifference, newcombe', design, design[1] - design[3], (t, c) => riskDifference(t, c).interval),
  ),
  two('riskDifference, wald', usual, 0.6 - 0.45, (t, c) => riskDifference(t, c, { interval: 'wald' }).interval),
  two('numberNeededToTreat, newcombe', [70, 0.7, 80, 0.35], 1 / (0.7 - 0.35), (t, c) => {
    const pieces = t.events * c.n === c.events * t.n ? [] : numberNeededToTreat(t, c).confidenceSet.pieces;
    return (
      pieces.find(({ lower, upper }) => (lower ?? -Infinity) <= 1 / 0.35 && 1 / 0.35 <= (upper ?? Infinity)) ??
      pieces[0] ??
      null
    );
  }),
  ...[usual, small, rare].map((design) =>
    two('logOddsRatio, add-half', design, logOdds(design), (t, c) => logOddsRatio(t, c, half).interval),
  ),
  two('oddsRatio, add-half', usual, Math.exp(logOdds(usual)), (t, c) => oddsRatio(t, c, half).interval),
  two('coxIndex, add-half', usual, logOdds(usual) / 1.65, (t, c) => coxIndex(t, c, half).interval),
  two('logitD, add-half', usual, (logOdds(usual) * Math.sqrt(3)) / Math.PI, (t, c) => logitD(t, c, half).interval),
  two('probitD, add-half', usual, normal.quantile(0.6) - normal.quantile(0.45), (t, c) => probitD(t, c, half).interval),
  two('yulesQ, add-half', usual, Math.tanh(logOdds(usual) / 2), (t, c) => yulesQ(t, c, half).interval),
  two('yulesY, add-half', usual, Math.tanh(logOdds(usual) / 4), (t, c) => yulesY(t, c, half).interval),
  two(
    'petoLogOddsRatio',
    [200, 0.3, 200, 0.25],
    logOdds([200, 0.3, 200, 0.25]),
    (t, c) => petoLogOddsRatio(t, c).interval,
  ),
  ...[usual, rare].map((design) =>
    two('riskRatio, add-half', design, design[1] / design[3], (t, c) => riskRatio(t, c, half).interval),
  ),
  ...[usual, small].map((design) =>
    two('cohensH', design, angle(design[1]) - angle(design[3]), (t, c) => cohensH(t, c).interval),
  ),
  multinomial('phiCoefficient, 150 units, .3', 150, crossed(0.3), 0.3, (t, c) => phiCoefficient(t, c).interval),
  multinomial(
    'tetrachoricCorrelation, add-half, 300 units, .454',
    300,
    crossed(0.3),
    Math.sin(0.15 * Math.PI),
    (t, c) => tetrachoricCorrelation(t, c, half).interval,
  ),
  multinomial('cramersV, 150 units, .3', 150, crossed(0.3), 0.3, (t, c) => cramersV([rows(t), rows(c)]).interval),
  multinomial(
    'cramersV, corrected-limits, 150 units, .3',
    150,
    crossed(0.3),
    0.3,
    (t, c) => cramersV([rows(t), rows(c)], { interval: 'corrected-limits' }).interval,
  ),
  multinomial('cramersV, 40 units, .3', 40, crossed(0.3), 0.3, (t, c) => cramersV([rows(t), rows(c)]).interval),
  ...(
    [
      [60, 0.3],
      [30, 0.1],
    ] as const
  ).map(
    ([n, p]): CoverageDesign => ({
      name: `proportion, wilson, ${p} of ${n}`,
      kind: 'approximate',
      truth: p,
      interval: (draws) => proportion(arm(draws, n, p)).interval,
    }),
  ),
  {
    name: 'proportion, logit, add-half, 0.3 of 60',
    kind: 'approximate',
    truth: logit(0.3),
    interval: (draws) => proportion(arm(draws, 60, 0.3), { scale: 'logit', ...half }).interval,
  },
];
