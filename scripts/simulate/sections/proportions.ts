import { arcsineDifference, cohensH } from '../../../src/estimate/effect/shares/cohens-h.js';
import type { EventCount } from '../../../src/estimate/effect/shares/counts.js';
import { coxIndex } from '../../../src/estimate/effect/shares/cox-index.js';
import { contingencyPhi, cramersV } from '../../../src/estimate/effect/shares/cramers-v.js';
import { logOddsRatio } from '../../../src/estimate/effect/shares/log-odds-ratio.js';
import { logitD } from '../../../src/estimate/effect/shares/logit-d.js';
import { numberNeededToTreat } from '../../../src/estimate/effect/shares/number-needed-to-treat.js';
import { oddsRatio } from '../../../src/estimate/effect/shares/odds-ratio.js';
import { petoLogOddsRatio } from '../../../src/estimate/effect/shares/peto-log-odds-ratio.js';
import { phiCoefficient } from '../../../src/estimate/effect/shares/phi-coefficient.js';
import { probitD } from '../../../src/estimate/effect/shares/probit-d.js';
import { type ProportionScale, proportion } from '../../../src/estimate/effect/shares/proportion.js';
import { type RiskDifferenceOptions, riskDifference } from '../../../src/estimate/effect/shares/risk-difference.js';
import { logRiskRatio, riskRatio } from '../../../src/estimate/effect/shares/risk-ratio.js';
import { tetrachoricCorrelation } from '../../../src/estimate/effect/shares/tetrachoric-correlation.js';
import { yulesQ, yulesY } from '../../../src/estimate/effect/shares/yules-q.js';
import * as normal from '../../../src/numeric/distributions/normal.js';
import type { RandomStream } from '../../../src/numeric/random/index.js';
import {
  type CoverageDesign,
  type CoverageKind,
  type CoverageSection,
  design,
  type Figures,
  type Limits,
} from '../harness.js';

type Design = readonly [n1: number, p1: number, n2: number, p2: number];
type Counts = readonly [treatment: EventCount, control: EventCount];
type Of = (treatment: EventCount, control: EventCount) => Limits;

const arm = (draws: RandomStream, n: number, p: number): EventCount => ({ n, events: draws.binomial(n, p) });

const cells = ([t, c]: Counts): Figures => ({ a: t.events, b: t.n - t.events, c: c.events, d: c.n - c.events });

const two = (name: string, reference: string, [n1, p1, n2, p2]: Design, truth: number, of: Of): CoverageDesign =>
  design({
    name: `${name}, ${p1} of ${n1} against ${p2} of ${n2}`,
    kind: 'approximate',
    truth,
    reference,
    draw: (draws): Counts => [arm(draws, n1, p1), arm(draws, n2, p2)],
    interval: ([treatment, control]) => of(treatment, control),
    figures: cells,
  });

const logit = (p: number): number => Math.log(p / (1 - p));
const angle = (p: number): number => 2 * Math.asin(Math.sqrt(p));

const usual: Design = [70, 0.6, 80, 0.45];
const small: Design = [20, 0.8, 15, 0.4];
const rare: Design = [200, 0.05, 180, 0.02];
const large: Design = [200, 0.3, 200, 0.25];
const logOdds = ([, p1, , p2]: Design): number => logit(p1) - logit(p2);
const half = { zeroCells: 'add-half' } as const;

/** Trials in which the arms themselves are random: all units fall into the four cells of one table. */
function table(draws: RandomStream, n: number, shares: readonly number[]): Counts {
  let [left, share] = [n, 1];
  const [a = 0, b = 0, c = 0] = shares.slice(0, 3).map((p) => {
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
const crossed = (
  name: string,
  [kind, reference]: readonly [CoverageKind, string],
  n: number,
  r: number,
  truth: number,
  of: Of,
) =>
  design({
    name: `${name}, ${n} units, ${r}`,
    kind,
    truth,
    reference,
    draw: (draws) => table(draws, n, [(1 + r) / 4, (1 - r) / 4, (1 - r) / 4, (1 + r) / 4]),
    interval: ([treatment, control]) => of(treatment, control),
    figures: cells,
  });

const rows = (...arms: readonly EventCount[]): [number, number][] => arms.map(({ events, n }) => [events, n - events]);

const share = (scale: ProportionScale, reference: string, n: number, p: number, truth: number): CoverageDesign =>
  design({
    name: `proportion, ${scale === 'share' ? 'wilson' : `${scale}, add-half`}, ${p} of ${n}`,
    kind: 'approximate',
    truth,
    reference,
    draw: (draws) => arm(draws, n, p),
    interval: (outcome) => proportion(outcome, scale === 'share' ? {} : { scale, ...half }).interval,
    figures: ({ events }) => ({ x: events, n }),
  });

/** That piece of the set which holds the truth, if one does; all of it where the shares are equal and there is no number. */
const numberNeeded =
  (truth: number, options: RiskDifferenceOptions = {}): Of =>
  (t, c) => {
    if (t.events * c.n === c.events * t.n) return { lower: null, upper: null };
    const { pieces } = numberNeededToTreat(t, c, options).confidenceSet;
    const holds = pieces.find(({ lower, upper }) => (lower ?? -Infinity) <= truth && truth <= (upper ?? Infinity));
    return holds ?? pieces[0] ?? null;
  };

const nearly = (reference: string) => ['approximate', reference] as const;
const association = { interval: 'corrected-limits' } as const;

export const section: CoverageSection = {
  id: 'proportions',
  order: 30,
  title: 'Shares and tables of counts',
  about: `Binomial counts; all units of a table multinomial where the row says "units". Counts are whole numbers, so that no interval covers at exactly
its level. "add-half" adds a half to all cells where one is empty. Equal shares have no number needed to treat: every value is open then. R's
Yule's Q and tetrachoric correlation are told by plus and minus standard errors, ours on the scale of atanh.`,
  designs: [
    ...[usual, small, rare].map((at) =>
      two('riskDifference, newcombe', 'newcombe', at, at[1] - at[3], (t, c) => riskDifference(t, c).interval),
    ),
    two(
      'riskDifference, wald',
      'riskDifference',
      usual,
      0.6 - 0.45,
      (t, c) => riskDifference(t, c, { interval: 'wald' }).interval,
    ),
    two(
      'numberNeededToTreat, newcombe',
      'newcombeInverse',
      [70, 0.7, 80, 0.35],
      1 / (0.7 - 0.35),
      numberNeeded(1 / 0.35),
    ),
    two(
      'numberNeededToTreat, wald',
      'riskDifferenceInverse',
      [70, 0.7, 80, 0.35],
      1 / (0.7 - 0.35),
      numberNeeded(1 / 0.35, { interval: 'wald' }),
    ),
    ...[usual, small, rare].map((at) =>
      two('logOddsRatio, add-half', 'logOdds', at, logOdds(at), (t, c) => logOddsRatio(t, c, half).interval),
    ),
    ...[small, rare].map((at) =>
      two(
        'logOddsRatio, add-half-always',
        'logOddsAlways',
        at,
        logOdds(at),
        (t, c) => logOddsRatio(t, c, { zeroCells: 'add-half-always' }).interval,
      ),
    ),
    two('oddsRatio, add-half', 'oddsRatio', usual, Math.exp(logOdds(usual)), (t, c) => oddsRatio(t, c, half).interval),
    two('coxIndex, add-half', 'cox', usual, logOdds(usual) / 1.65, (t, c) => coxIndex(t, c, half).interval),
    two(
      'coxIndex, add-half, corrected',
      'coxCorrected',
      small,
      logOdds(small) / 1.65,
      (t, c) => coxIndex(t, c, { ...half, correction: 'approximate' }).interval,
    ),
    two(
      'logitD, add-half',
      'logit',
      usual,
      (logOdds(usual) * Math.sqrt(3)) / Math.PI,
      (t, c) => logitD(t, c, half).interval,
    ),
    two(
      'probitD, add-half',
      'probit',
      usual,
      normal.quantile(0.6) - normal.quantile(0.45),
      (t, c) => probitD(t, c, half).interval,
    ),
    two('yulesQ, add-half', 'yulesQ', usual, Math.tanh(logOdds(usual) / 2), (t, c) => yulesQ(t, c, half).interval),
    two('yulesY, add-half', 'yulesY', usual, Math.tanh(logOdds(usual) / 4), (t, c) => yulesY(t, c, half).interval),
    two('petoLogOddsRatio', 'peto', large, logOdds(large), (t, c) => petoLogOddsRatio(t, c).interval),
    ...[usual, rare].map((at) =>
      two('riskRatio, add-half', 'riskRatio', at, at[1] / at[3], (t, c) => riskRatio(t, c, half).interval),
    ),
    two(
      'logRiskRatio, add-half',
      'logRiskRatio',
      usual,
      Math.log(0.6 / 0.45),
      (t, c) => logRiskRatio(t, c, half).interval,
    ),
    ...[usual, small].map((at) =>
      two('cohensH', 'cohensH', at, angle(at[1]) - angle(at[3]), (t, c) => cohensH(t, c).interval),
    ),
    two(
      'arcsineDifference',
      'arcsine',
      usual,
      (angle(0.6) - angle(0.45)) / 2,
      (t, c) => arcsineDifference(t, c).interval,
    ),
    crossed('phiCoefficient', nearly('phi'), 150, 0.3, 0.3, (t, c) => phiCoefficient(t, c).interval),
    crossed(
      'tetrachoricCorrelation, add-half',
      nearly('tetrachoric'),
      300,
      0.3,
      Math.sin(0.15 * Math.PI),
      (t, c) => tetrachoricCorrelation(t, c, half).interval,
    ),
    ...[150, 40].map((n) =>
      crossed('cramersV', nearly('cramersV'), n, 0.3, 0.3, (t, c) => cramersV(rows(t, c)).interval),
    ),
    ...[150, 40].map((n) =>
      crossed(
        'cramersV, corrected-limits',
        ['reproduced', 'cramersVCorrected'],
        n,
        0.3,
        0.3,
        (t, c) => cramersV(rows(t, c), association).interval,
      ),
    ),
    crossed(
      'cramersV, one-sided',
      nearly('cramersVGreater'),
      150,
      0.3,
      0.3,
      (t, c) => cramersV(rows(t, c), { alternative: 'greater' }).interval,
    ),
    crossed('contingencyPhi', nearly('contingencyPhi'), 150, 0.3, 0.3, (t, c) => contingencyPhi(rows(t, c)).interval),
    crossed(
      'contingencyPhi, corrected-limits',
      ['reproduced', 'contingencyPhiCorrected'],
      150,
      0.3,
      0.3,
      (t, c) => contingencyPhi(rows(t, c), association).interval,
    ),
    crossed(
      'contingencyPhi, one-sided',
      nearly('contingencyPhiGreater'),
      150,
      0.3,
      0.3,
      (t, c) => contingencyPhi(rows(t, c), { alternative: 'greater' }).interval,
    ),
    share('share', 'wilson', 60, 0.3, 0.3),
    share('share', 'wilson', 30, 0.1, 0.1),
    share('log', 'logShare', 60, 0.3, Math.log(0.3)),
    share('logit', 'logitShare', 60, 0.3, logit(0.3)),
    share('arcsine', 'arcsineShare', 60, 0.3, angle(0.3) / 2),
    share('freeman-tukey', 'freemanTukey', 60, 0.3, angle(0.3) / 2),
  ],
};
