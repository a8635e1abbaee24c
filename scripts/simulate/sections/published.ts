import type { Sample } from '../../../src/aggregate/moments.js';
import { cohensD } from '../../../src/estimate/effect/means/cohens-d.js';
import { hedgesG } from '../../../src/estimate/effect/means/hedges-g.js';
import { publishedEffect } from '../../../src/estimate/effect/published/published-effect.js';
import { convertEffect } from '../../../src/estimate/effect/reading/convert-effect.js';
import {
  costPerExtraProficientStudent,
  costPerStudentPerSd,
} from '../../../src/estimate/effect/reading/cost-per-effect.js';
import { proficiencyShift } from '../../../src/estimate/effect/reading/proficiency-shift.js';
import { differenceInMeans } from '../../../src/estimate/trial/difference-in-means.js';
import type { WwcFindingInput } from '../../../src/judge/wwc/input.js';
import { wwcFinding } from '../../../src/judge/wwc/wwc-finding.js';
import * as normal from '../../../src/numeric/distributions/normal.js';
import * as studentT from '../../../src/numeric/distributions/student-t.js';
import type { RandomStream } from '../../../src/numeric/random/index.js';
import { type AdjustedTrial, adjustedTrial } from '../adjusted-trial.js';
import { type Arms, clustered, figuresOfArms, normals, pairs, summary } from '../draws.js';
import {
  type CoverageDesign,
  type CoverageKind,
  type CoverageSection,
  design,
  type Figures,
  type Limits,
  pieceAbout,
} from '../harness.js';
import { wwcFindingRows } from '../wwc-findings.js';

/** Arms of 20 and 30, half a standard deviation apart, of which a paper prints a single statistic. */
const printed = (
  name: string,
  reference: string,
  of: (t: number, df: number, arms: { readonly nTreatment: number; readonly nControl: number }) => Limits,
): CoverageDesign =>
  design({
    name: `publishedEffect, ${name}, arms of 20 and 30, effect 0.5`,
    kind: 'approximate',
    truth: 0.5,
    reference,
    draw: (draws): Arms => ({ treatment: normals(draws, 20, 0.5), control: normals(draws, 30) }),
    interval: ({ treatment, control }) => {
      const { statistic, df } = differenceInMeans(treatment, control, { variances: 'pooled' });
      return of(statistic as number, df as number, { nTreatment: 20, nControl: 30 });
    },
    figures: figuresOfArms,
  });

const signOf = (t: number): 1 | -1 => (t < 0 ? -1 : 1);

/** A study with a covariate, printed or reviewed. */
const adjusted = (name: string, reference: string, of: (trial: AdjustedTrial) => Limits): CoverageDesign =>
  design({
    name: `${name}, arms of 60 and 50, R² .5, effect 0.3`,
    kind: 'approximate',
    truth: 0.3,
    reference,
    draw: (draws) => adjustedTrial(draws, 60, 50, 0.3),
    interval: of,
    figures: ({ difference, ...arms }) => ({ ...difference, ...figuresOfArms(arms) }),
  });

const sizes = { nTreatment: 60, nControl: 50 };

/** The unadjusted standard deviation of both arms together, as a paper would print it. */
const pooled = ({ treatment, control }: Arms): number => {
  const [t, c] = [summary(treatment).sd, summary(control).sd];
  const [nT, nC] = [treatment.length - 1, control.length - 1];
  return Math.sqrt((nT * t ** 2 + nC * c ** 2) / (nT + nC));
};

interface Table {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** Events in arms of 120 and 100, half and two fifths of them. */
const shares = (draws: RandomStream): Table => {
  const [a, c] = [draws.binomial(120, 0.5), draws.binomial(100, 0.4)];
  return { a, b: 120 - a, c, d: 100 - c };
};

const oddsRatio = ({ a, b, c, d }: Table, scale: 'cox' | 'logit'): Limits => {
  const log = Math.log((a * d) / (b * c));
  const half = normal.isf(0.025) * Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d);
  const limits = { lower: Math.exp(log - half), upper: Math.exp(log + half) };
  return publishedEffect({ from: 'odds-ratio', oddsRatio: Math.exp(log), scale, ...limits }).interval;
};

const ofTable = (
  name: string,
  truth: number,
  reference: string,
  of: (table: Table) => Limits,
  draw: (draws: RandomStream) => Table = shares,
): CoverageDesign => design({ name, kind: 'approximate', truth, reference, draw, interval: of, figures: asFigures });

const asFigures = (table: Table): Figures => ({ ...table });

/** Arms of 100 each, of which 60 and 45 in a hundred have the event; phi of the population is .150. */
const even = (draws: RandomStream): Table => {
  const [a, c] = [draws.binomial(100, 0.6), draws.binomial(100, 0.45)];
  return { a, b: 100 - a, c, d: 100 - c };
};
const phi = (0.6 - 0.45) / 2 / Math.sqrt(0.525 * 0.475);

const chiSquared = ({ a, b, c, d }: Table): Limits => {
  const n = a + b + c + d;
  const x = (n * (a * d - b * c) ** 2) / ((a + b) * (c + d) * (a + c) * (b + d));
  return publishedEffect({ from: 'chi-squared', chiSquared: x, n, sign: a * d >= b * c ? 1 : -1 }).interval;
};

/** A finding as the What Works Clearinghouse reviews it. */
const reviewed = (
  name: string,
  truth: number,
  reference: string,
  draw: (draws: RandomStream) => Arms,
  profile: 'wwc-4.1' | 'wwc-5.0',
  more: Omit<WwcFindingInput, 'treatment' | 'comparison'>,
): CoverageDesign =>
  design({
    name: `wwcFinding, ${profile}, ${name}`,
    kind: 'approximate',
    truth,
    reference,
    draw,
    interval: ({ treatment, control }) =>
      wwcFinding(
        {
          treatment: { n: treatment.length, ...summary(treatment) },
          comparison: { n: control.length, ...summary(control) },
          ...more,
        },
        profile,
      ).interval,
    figures: figuresOfArms,
  });

/** Both arms before and after, with r .6 between, on one scale. */
const changed = (draws: RandomStream) => ({
  treatment: pairs(draws, 40, 0.6, 0.6),
  comparison: pairs(draws, 30, 0.3, 0.6),
});

/** A finding from gains, whose correlation is reported or imputed. */
const reviewedGains = (
  profile: 'wwc-4.1' | 'wwc-5.0',
  correlation: number | null,
  kind: CoverageKind,
  reference: string,
): CoverageDesign =>
  design({
    name: `wwcFinding, ${profile}, t, gains of arms of 40 and 30, r .6 ${correlation === null ? 'imputed as .5' : 'reported'}, effect 0.3`,
    kind,
    truth: 0.3,
    reference,
    draw: changed,
    interval: (trial) => {
      const armOf = ({ before, after }: typeof trial.treatment) => ({
        n: before.length,
        ...summary(after),
        before: { mean: summary(before).mean },
      });
      const [treatment, comparison] = [armOf(trial.treatment), armOf(trial.comparison)];
      const known = correlation === null ? {} : { correlation };
      return wwcFinding({ treatment, comparison, outcomeType: 'achievement', ...known }, profile).interval;
    },
    figures: ({ treatment: t, comparison: c }) => ({
      ...figuresOfArms({ treatment: t.after, control: c.after }),
      mT1: summary(t.before).mean,
      mC1: summary(c.before).mean,
    }),
  });

const apart = (draws: RandomStream): Arms => ({ treatment: normals(draws, 40, 0.3), control: normals(draws, 30) });
const tenClusters = (draws: RandomStream): Arms => ({
  treatment: clustered(draws, 10, 12, 0.3, 0.2),
  control: clustered(draws, 10, 12, 0, 0.2),
});
const inClusters = { outcomeType: 'achievement', clusters: 20 } as const;

/** What is told of Cohen's d with its exact limits. */
const reading = (
  name: string,
  truth: number,
  effect: number,
  of: (d: {
    readonly estimate: number;
    readonly interval: NonNullable<ReturnType<typeof cohensD>['interval']>;
  }) => Limits,
): CoverageDesign =>
  design({
    name: `${name}, arms of 40 and 40, effect ${effect}`,
    kind: 'exact',
    truth,
    draw: (draws): readonly [Sample, Sample] => [normals(draws, 40, effect), normals(draws, 40)],
    interval: ([treatment, control]) => of(cohensD(treatment, control)),
  });

const costs = { costPerStudent: 120, currency: 'USD' } as const;

export const section: CoverageSection = {
  id: 'published',
  order: 20,
  title: 'Published figures, findings, readings',
  about: `What papers print, as numbers without rounding; findings as the What Works Clearinghouse computes them; and readings of Cohen's d, which are
monotone in it and so cover as it does, where the spread of the control group is known.`,
  designs: [
    printed('t', 'hedgesNoncentral', (t, _, arms) => publishedEffect({ from: 't', t, ...arms }).interval),
    printed(
      'f',
      'hedgesNoncentral',
      (t, _, arms) => publishedEffect({ from: 'f', f: t ** 2, sign: signOf(t), ...arms }).interval,
    ),
    printed(
      'r',
      'hedgesNoncentral',
      (t, df, arms) => publishedEffect({ from: 'r', r: t / Math.hypot(t, Math.sqrt(df)), ...arms }).interval,
    ),
    printed(
      'p',
      'hedgesNoncentral',
      (t, df, arms) =>
        publishedEffect({ from: 'p', p: 2 * studentT.sf(Math.abs(t), df), sign: signOf(t), ...arms }).interval,
    ),
    printed('t with its df alone', 'bareT', (t, df) => publishedEffect({ from: 't', t, df }).interval),
    design({
      name: 'publishedEffect, means, arms of 20 and 30, effect 0.5',
      kind: 'approximate',
      truth: 0.5,
      reference: 'hedgesNoncentral',
      draw: (draws): Arms => ({ treatment: normals(draws, 20, 0.5), control: normals(draws, 30) }),
      interval: ({ treatment, control }) =>
        publishedEffect({
          from: 'means',
          treatment: { n: 20, ...summary(treatment) },
          control: { n: 30, ...summary(control) },
        }).interval,
      figures: figuresOfArms,
    }),
    design({
      name: 'publishedEffect, paired-t, uncorrected, 30 pairs, r .7, change 0.5',
      kind: 'approximate',
      truth: 0.5 / Math.sqrt(0.6),
      reference: 'pairedT',
      draw: (draws) => pairs(draws, 30, 0.5, 0.7),
      interval: ({ before, after }) => {
        const { mean, sd } = summary(after.map((x, i) => x - (before[i] as number)));
        const t = (mean / sd) * Math.sqrt(30);
        return publishedEffect({ from: 'paired-t', t, df: 29 }, { correction: 'none' }).interval;
      },
      figures: ({ before, after }) => {
        const { mean, sd } = summary(after.map((x, i) => x - (before[i] as number)));
        return { n: 30, mD: mean, sD: sd };
      },
    }),
    adjusted(
      'publishedEffect, ancova-t, t',
      'ancovaT',
      ({ difference: { estimate, standardError } }) =>
        publishedEffect({ from: 'ancova-t', t: estimate / standardError, r2: 0.5, ...sizes }).interval,
    ),
    adjusted(
      'publishedEffect, regression, t',
      'publishedRegression',
      ({ difference, ...arms }) =>
        publishedEffect({
          from: 'regression',
          coefficient: difference.estimate,
          standardError: difference.standardError,
          sd: pooled(arms),
          df: difference.df,
          ...sizes,
        }).interval,
    ),
    ofTable('publishedEffect, odds-ratio, cox, .5 of 120 and .4 of 100', Math.log(1.5) / 1.65, 'cox', (table) =>
      oddsRatio(table, 'cox'),
    ),
    ofTable(
      'publishedEffect, odds-ratio, logit, .5 of 120 and .4 of 100',
      (Math.log(1.5) * Math.sqrt(3)) / Math.PI,
      'logit',
      (table) => oddsRatio(table, 'logit'),
    ),
    ofTable(
      'publishedEffect, chi-squared, .6 of 100 and .45 of 100',
      (2 * phi) / Math.sqrt(1 - phi ** 2),
      'dOfChiSquared',
      chiSquared,
      even,
    ),
    reviewed('t, arms of 40 and 30, effect 0.3', 0.3, 'wwc41', apart, 'wwc-4.1', { outcomeType: 'achievement' }),
    reviewed('t, arms of 40 and 30, effect 0.3', 0.3, 'wwc50', apart, 'wwc-5.0', { outcomeType: 'achievement' }),
    reviewed(
      't, 10 and 10 clusters of 12, icc .2 as by default, effect 0.3',
      0.3,
      'wwc41Clusters',
      tenClusters,
      'wwc-4.1',
      inClusters,
    ),
    reviewed(
      't, 10 and 10 clusters of 12, icc .2 as by default, effect 0.3',
      0.3,
      'clusteredBoth',
      tenClusters,
      'wwc-5.0',
      inClusters,
    ),
    adjusted(
      'wwcFinding, wwc-5.0, t, adjusted difference',
      'wwcAdjusted',
      ({ difference, treatment, control }) =>
        wwcFinding(
          {
            treatment: { n: 60, sd: summary(treatment).sd },
            comparison: { n: 50, sd: summary(control).sd },
            adjusted: { difference: difference.estimate, standardError: difference.standardError },
            df: difference.df,
            outcomeType: 'achievement',
          },
          'wwc-5.0',
        ).interval,
    ),
    adjusted(
      'wwcFinding, wwc-4.1, t, adjusted difference',
      'wwcAdjusted',
      ({ difference, treatment, control }) =>
        wwcFinding(
          {
            treatment: { n: 60, sd: summary(treatment).sd },
            comparison: { n: 50, sd: summary(control).sd },
            adjusted: { difference: difference.estimate, standardError: difference.standardError },
            df: difference.df,
            outcomeType: 'achievement',
          },
          'wwc-4.1',
        ).interval,
    ),
    adjusted(
      'wwcFinding, wwc-5.0, t, adjusted difference, R² reported',
      'wwcR2',
      ({ difference, treatment, control }) =>
        wwcFinding(
          {
            treatment: { n: 60, sd: summary(treatment).sd },
            comparison: { n: 50, sd: summary(control).sd },
            adjusted: { difference: difference.estimate, r2: 0.5 },
            outcomeType: 'achievement',
          },
          'wwc-5.0',
        ).interval,
    ),
    reviewedGains('wwc-4.1', 0.6, 'approximate', 'wwcGains41'),
    reviewedGains('wwc-5.0', 0.6, 'approximate', 'wwcGains'),
    reviewedGains('wwc-5.0', null, 'approximate', 'wwcGainsImputed'),
    design({
      name: 'wwcFinding, wwc-5.0, t, effect size alone, arms of 40 and 30, effect 0.3',
      kind: 'approximate',
      truth: 0.3,
      reference: 'wwcGiven',
      draw: apart,
      interval: ({ treatment, control }) =>
        wwcFinding(
          {
            treatment: { n: 40 },
            comparison: { n: 30 },
            effectSize: hedgesG(treatment, control).estimate,
            outcomeType: 'achievement',
          },
          'wwc-5.0',
        ).interval,
      figures: figuresOfArms,
    }),
    reviewed('t, by sample sizes, arms of 40 and 30, effect 0.3', 0.3, 'wwcSizes', apart, 'wwc-4.1', {
      outcomeType: 'achievement',
      statisticFrom: 'sample-sizes',
    }),
    reviewed(
      't, 15 tutoring groups of 4 against 60 without, icc .15 reported, effect 0.3',
      0.3,
      'clusteredOne',
      (draws) => ({
        treatment: clustered(draws, 15, 4, 0.3, 0.15),
        control: normals(draws, 60, 0, Math.sqrt(0.85)),
      }),
      'wwc-5.0',
      { outcomeType: 'achievement', clusters: { treatment: 15 }, icc: 0.15 },
    ),
    ofTable(
      'wwcFinding, wwc-4.1, t, shares, .5 of 120 and .4 of 100',
      Math.log(1.5) / 1.65,
      'wwcShares',
      ({ a, b, c, d }) =>
        wwcFinding(
          { treatment: { n: a + b, events: a }, comparison: { n: c + d, events: c }, outcomeType: 'achievement' },
          'wwc-4.1',
        ).interval,
    ),
    ofTable(
      'wwcFinding, wwc-5.0, t, shares, .5 of 120 and .4 of 100',
      Math.log(1.5) / 1.65,
      'wwcShares',
      ({ a, b, c, d }) =>
        wwcFinding(
          { treatment: { n: a + b, events: a }, comparison: { n: c + d, events: c }, outcomeType: 'achievement' },
          'wwc-5.0',
        ).interval,
    ),
    ...wwcFindingRows,
    reading(
      'convertEffect, d to odds-ratio',
      Math.exp((0.5 * Math.PI) / Math.sqrt(3)),
      0.5,
      (d) => convertEffect(d, { from: 'd', to: 'odds-ratio' }).interval,
    ),
    reading(
      'proficiencyShift, share .4',
      normal.cdf(normal.quantile(0.4) + 0.5) - 0.4,
      0.5,
      (d) => proficiencyShift(d, { shareProficient: 0.4 }).interval,
    ),
    reading('costPerStudentPerSd', 120 / 0.8, 0.8, (d) =>
      d.estimate > 0 ? nearest(costPerStudentPerSd(d, costs), 120 / 0.8) : null,
    ),
    reading(
      'costPerExtraProficientStudent, share .4',
      120 / (normal.cdf(normal.quantile(0.4) + 0.8) - 0.4),
      0.8,
      (d) =>
        d.estimate > 0
          ? nearest(
              costPerExtraProficientStudent(d, { shareProficient: 0.4 }, costs),
              120 / (normal.cdf(normal.quantile(0.4) + 0.8) - 0.4),
            )
          : null,
    ),
  ],
};

/** The interval, or that piece of a set of two pieces which holds the truth if one does. */
function nearest(
  { interval, confidenceSet }: Pick<ReturnType<typeof costPerStudentPerSd>, 'interval' | 'confidenceSet'>,
  truth: number,
): Limits {
  const pieces = interval === null ? (confidenceSet?.pieces ?? []) : [interval];
  return pieceAbout(pieces, truth);
}
