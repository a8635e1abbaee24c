import { describe, expect, test } from 'vitest';
import { arcsineDifference, cohensH } from '../../../../src/estimate/effect/shares/cohens-h.js';
import type { EventCount } from '../../../../src/estimate/effect/shares/counts.js';
import { coxIndex } from '../../../../src/estimate/effect/shares/cox-index.js';
import { contingencyPhi, cramersV } from '../../../../src/estimate/effect/shares/cramers-v.js';
import { logOddsRatio } from '../../../../src/estimate/effect/shares/log-odds-ratio.js';
import { logitD } from '../../../../src/estimate/effect/shares/logit-d.js';
import { oddsRatio } from '../../../../src/estimate/effect/shares/odds-ratio.js';
import { petoLogOddsRatio } from '../../../../src/estimate/effect/shares/peto-log-odds-ratio.js';
import { phiCoefficient } from '../../../../src/estimate/effect/shares/phi-coefficient.js';
import { probitD } from '../../../../src/estimate/effect/shares/probit-d.js';
import { type ProportionScale, proportion } from '../../../../src/estimate/effect/shares/proportion.js';
import { riskDifference } from '../../../../src/estimate/effect/shares/risk-difference.js';
import { logRiskRatio, riskRatio } from '../../../../src/estimate/effect/shares/risk-ratio.js';
import { tetrachoricCorrelation } from '../../../../src/estimate/effect/shares/tetrachoric-correlation.js';
import { yulesQ, yulesY } from '../../../../src/estimate/effect/shares/yules-q.js';
import { tolerance } from '../../../tolerances.js';
import { casesOf, columns, near, nearClosedLimits, nearLimits } from '../reference-cases.js';

const cases = casesOf('shares/proportions.reference.test.ts');
const last = (id: string): string => id.split('.').at(-1) as string;

describe('eleven studies agree with metafor', () => {
  const { ai = [], bi = [], ci = [], di = [] } = columns('studies_counts.csv');
  const treatment = (i: number): EventCount => ({ events: ai[i]!, n: ai[i]! + bi[i]! });
  const control = (i: number): EventCount => ({ events: ci[i]!, n: ci[i]! + di[i]! });
  const scales: Record<string, ProportionScale> = {
    PR: 'share',
    PLN: 'log',
    PLO: 'logit',
    PAS: 'arcsine',
    PFT: 'freeman-tukey',
  };
  type Measure = (i: number) => { readonly estimate: number; readonly standardError: number };
  // metafor adds 1/2 to all cells of the one study with an empty cell, except for the measures that need none.
  const half = { zeroCells: 'add-half' } as const;
  const two = (measure: typeof logOddsRatio, options = {}): Measure => {
    return (i) => measure(treatment(i), control(i), options);
  };
  const measures: Record<string, Measure> = {
    OR: two(logOddsRatio, half),
    RR: two(logRiskRatio, half),
    RD: (i) => riskDifference(treatment(i), control(i), half),
    AS: two(arcsineDifference),
    PETO: two(petoLogOddsRatio, half),
    PHI: two(phiCoefficient),
    YUQ: two(yulesQ, half),
    YUY: two(yulesY, half),
    OR2DN: two(coxIndex, half),
    OR2DL: two(logitD, half),
    PBIT: two(probitD, half),
    ...Object.fromEntries(
      Object.entries(scales).map(([name, scale]): [string, Measure] => [
        name,
        (i) => proportion(treatment(i), { scale, ...(['PAS', 'PFT'].includes(name) ? {} : half) }),
      ]),
    ),
  };
  const tables = cases.filter(({ id }) => id.startsWith('a.escalc'));

  test.each(tables.filter(({ id }) => !id.endsWith('RTET')))('$id', ({ id, expected }) => {
    const measure = measures[last(id)]!;

    expect(expected.yi.length).toBe(11);
    for (let i = 0; i < 11; i++) {
      const { estimate, standardError } = measure(i);
      near(estimate, expected.yi[i]);
      near(standardError ** 2, expected.vi[i]);
    }
  });

  // metafor 3.8 searches for the correlation with a tolerance of 1e-4; these are roots of the bivariate normal to 15 digits, by
  // test/reference/scripts/tetrachoric.py. metafor's figures lie within 2e-4 of them.
  const exact: readonly (readonly [number, number, number])[] = [
    [0, -0.254343089727515, 0.004943518794626174],
    [1, 0.2835161772422046, 0.017850620709206805],
    [2, 0.27874757898293717, 0.00832665922649361],
    [4, 0.5998968025371803, 0.010198528304492258],
    [5, -0.08943712585331351, 0.014954652136051511],
    [6, 0.552643268862897, 0.008556764081069942],
    [7, 0.3934389225581209, 0.008628086842222743],
    [8, 0.07871971225329845, 0.029292712400432942],
    [9, 0.5242127703211361, 0.0033700542623817317],
    [10, -0.11431946181225303, 0.013249326684396682],
  ];

  test.each(tables.filter(({ id }) => id.endsWith('RTET')))('$id', ({ expected }) => {
    for (const [i, estimate, variance] of exact) {
      const found = tetrachoricCorrelation(treatment(i), control(i));
      near(found.estimate, estimate, tolerance.closedForm);
      near(found.standardError ** 2, variance, tolerance.closedForm);
      near(found.estimate, expected.yi[i], 2e-4);
      near(found.standardError ** 2, expected.vi[i], 2e-4);
    }
    // The study with an empty cell: the likelihood rises all the way to -1, where metafor reports a variance of 7e7.
    expect(() => tetrachoricCorrelation(treatment(3), control(3))).toThrow(
      expect.objectContaining({ code: 'zero_cell' }),
    );
    expect(expected.yi[3]).toBe(-1);
  });
});

describe('two-by-two tables agree with effectsize', () => {
  type Row = readonly [number, number];
  const rows = (input: { table: readonly [Row, Row] }) => input.table;
  const arm = ([events, others]: Row): EventCount => ({ events, n: events + others });
  // effectsize takes the columns of a table for the groups; phi, V and the odds ratio do not mind.
  const byColumn = ([[a, b], [c, d]]: readonly [Row, Row]): [EventCount, EventCount] => [arm([a, c]), arm([b, d])];
  const byRow = ([one, two]: readonly [Row, Row]): [EventCount, EventCount] => [arm(one), arm(two)];
  const like = (name: string) => cases.filter(({ id }) => id.startsWith(`a.${name}.`));

  test.each([...like('phi'), ...like('cramers_v')])('$id', ({ id, input, expected }) => {
    const measure = id.startsWith('a.phi') ? contingencyPhi : cramersV;
    const alternative = id.endsWith('greater') ? 'greater' : 'two-sided';
    const effect = measure(rows(input), { alternative, interval: 'corrected-limits' });

    near(effect.estimate, expected.phi_adjusted ?? expected.Cramers_v_adjusted);
    nearLimits(effect.interval, expected, id);
  });

  test.each(like('oddsratio'))('$id', ({ input, expected }) => {
    const effect = oddsRatio(...byRow(rows(input)));

    near(effect.estimate, expected.Odds_ratio);
    nearClosedLimits(effect.interval, expected);
  });

  test.each(like('log_oddsratio'))('$id', ({ input, expected }) => {
    const effect = logOddsRatio(...byRow(rows(input)));

    near(effect.estimate, expected.log_Odds_ratio);
    nearClosedLimits(effect.interval, expected);
  });

  test.each(like('riskratio'))('$id', ({ input, expected }) => {
    const [one, two] = byColumn(rows(input));
    const effect = riskRatio(one, two);
    const [p, q] = [one.events / one.n, two.events / two.n];

    near(effect.estimate, expected.Risk_ratio);
    // effectsize 0.8.3 adds two standard errors, and takes those of log odds upside down: √(p/((1-p) n₁)) + √(q/((1-q) n₂)). Its limits
    // follow from that; ours are those of Katz, √((1-p)/(p n₁) + (1-q)/(q n₂)), as metafor has them.
    const theirs = Math.sqrt(p / ((1 - p) * one.n)) + Math.sqrt(q / ((1 - q) * two.n));
    near(Math.log(expected.CI_high / expected.Risk_ratio) / 1.959963984540054, theirs);
    near(effect.logStandardError, Math.sqrt((1 - p) / (p * one.n) + (1 - q) / (q * two.n)));
    near(Math.log(effect.interval.upper / effect.estimate) / 1.959963984540054, effect.logStandardError);
  });

  test.each(like('cohens_h'))('$id', ({ input, expected }) => {
    const effect = cohensH(...byColumn(rows(input)));

    near(effect.estimate, expected.Cohens_h);
    nearClosedLimits(effect.interval, expected);
  });

  test.each(like('cox_index'))('$id', ({ input, expected }) => {
    const arms = byRow(rows(input));

    near(coxIndex(...arms).estimate, expected.cox_index);
    near(coxIndex(...arms).standardError, expected.se_cox_index);
    near(logOddsRatio(...arms).standardError, expected.se_log_odds_ratio);
    near(logitD(...arms).estimate, expected.hasselblad_hedges);
    near(logitD(...arms).standardError, expected.se_hasselblad_hedges);
  });
});
