import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCsv, readCsv, type Table, type TrialDesign, trialSummary } from '../../../src/node.js';
import type { PartEffect } from '../../../src/summarize/trial/part-effect.js';
import { trialFamily } from '../../../src/summarize/trial/trial-family.js';
import { referenceData, sharedPath } from '../../reference.js';
import { relativeError, tolerance } from '../../tolerances.js';

// test/reference/scripts/trial_parts.R: estimatr, clubSandwich, p.adjust, and roots of the F of the instrument.
const path = (relative: string): string => new URL(relative, import.meta.url).pathname;
const r = JSON.parse(readFileSync(path('../../reference/cases/trial_parts.json'), 'utf8'));

interface Figures {
  readonly estimate: number;
  readonly standardError: number | null;
  readonly df: number | null;
  readonly interval: { readonly lower: number; readonly upper: number } | null;
}
interface Theirs {
  readonly estimate: number;
  readonly se: number;
  readonly df: number;
  readonly lower: number;
  readonly upper: number;
}

const near = (actual: number | null | undefined, expected: number, allowed: number = tolerance.inference): void =>
  expect(relativeError(actual ?? Number.NaN, expected)).toBeLessThan(allowed);

function expectAsR(actual: Figures | null | undefined, expected: Theirs, scale = 1): void {
  near(actual?.estimate, scale * expected.estimate);
  near(actual?.standardError, scale * expected.se);
  near(actual?.df, expected.df);
  near(actual?.interval?.lower, scale * expected.lower);
  near(actual?.interval?.upper, scale * expected.upper);
}

describe('pupils who were assigned, and took part or not', () => {
  const numbers = Object.fromEntries(['uptake', 'hours', 'pre', 'y'].map((name) => [name, 'number'] as const));
  const read = parseCsv(referenceData('student_trial.csv'), { columns: numbers });
  const hours = read.columns.get('hours');
  const minutes = hours?.kind === 'numeric' ? hours.values.map((x) => 60 * x) : new Float64Array(0);
  const table: Table = {
    ...read,
    columns: new Map([...read.columns, ['minutes', { kind: 'numeric', values: minutes }]]),
  };
  const design: TrialDesign = {
    outcome: 'y',
    treatment: { column: 'z', treated: '1', control: '0' },
    received: 'uptake',
    minutes: 'minutes',
  };
  const adjusted = trialSummary(table, { ...design, baseline: 'pre' });

  test('shares and hours by arm, and what assignment moved', () => {
    near(adjusted.takeUp?.treatment.share, r.compliers.shares['1']);
    near(adjusted.takeUp?.control.share, r.compliers.shares['0']);
    near(adjusted.use?.treatment.mean, 60 * r.compliers.mean_hours['1']);
    near(adjusted.use?.control.mean, 60 * r.compliers.mean_hours['0']);
    expectAsR(adjusted.takeUp?.moved, r.compliers.moved);
    expectAsR(adjusted.use?.added, r.compliers.added_hours, 60);
    near(adjusted.takeUp?.complierEffect?.firstStage?.statistic, r.compliers.first_stage);
  });

  test.each([
    ['simple', {}, r.compliers.simple],
    ['adjusted', { baseline: 'pre' }, r.compliers.adjusted],
    ['blocked and adjusted', { baseline: 'pre', block: 'block' }, r.compliers.blocked],
  ] as const)('effect on compliers, %s, by two-stage least squares', (_, more, expected) => {
    const effect = trialSummary(table, { ...design, ...more }).takeUp?.complierEffect;

    near(effect?.estimate, expected.estimate);
    near(effect?.standardError, expected.se);
    near(effect?.df, expected.df);
    near(effect?.twoStageInterval?.lower, expected.lower);
    near(effect?.twoStageInterval?.upper, expected.upper);
  });

  test("Anderson and Rubin's interval, of the effect on compliers and per hour", () => {
    near(adjusted.takeUp?.complierEffect?.interval?.lower, r.compliers.ar.lower);
    near(adjusted.takeUp?.complierEffect?.interval?.upper, r.compliers.ar.upper);
    near(adjusted.use?.effectPerHour?.estimate, r.compliers.per_hour.estimate);
    near(adjusted.use?.effectPerHour?.interval?.lower, r.compliers.ar_per_hour.lower);
    near(adjusted.use?.effectPerHour?.interval?.upper, r.compliers.ar_per_hour.upper);
  });

  test('both are the effect of assignment over what it moved, with its p value', () => {
    const { intentToTreat, takeUp, use } = adjusted;

    near(takeUp?.complierEffect?.estimate, intentToTreat.estimate / (takeUp?.moved?.estimate ?? 0));
    near(use?.effectPerHour?.estimate, (60 * intentToTreat.estimate) / (use?.added?.estimate ?? 0));
    near(takeUp?.complierEffect?.pValue, intentToTreat.pValue ?? 0);
    near(use?.effectPerHour?.pValue, intentToTreat.pValue ?? 0);
  });
});

describe('schools that were assigned as a whole', () => {
  const numbers = Object.fromEntries(['minutes', 'pre', 'post'].map((name) => [name, 'number'] as const));
  const table = parseCsv(referenceData('school_trial.csv'), { columns: numbers });
  const summary = trialSummary(table, {
    outcome: 'post',
    treatment: { column: 'arm', treated: '1', control: '0' },
    baseline: 'pre',
    cluster: 'school',
    minutes: 'minutes',
    subgroups: ['frl'],
  });

  test('adjusted and unadjusted by CR2 on the same rows', () => {
    expectAsR(summary.intentToTreat, r.clustered.itt);
    expectAsR(summary.unadjusted, r.clustered.unadjusted);
  });

  test("the effect per hour, with Satterthwaite's degrees of freedom in its interval too", () => {
    expectAsR(summary.use?.added, r.clustered.added_hours, 60);
    near(summary.use?.effectPerHour?.estimate, r.clustered.per_hour.estimate);
    near(summary.use?.effectPerHour?.standardError, r.clustered.per_hour.se);
    near(summary.use?.effectPerHour?.df, r.clustered.itt.df);
    near(summary.use?.effectPerHour?.pValue, r.clustered.itt.p);
    near(summary.use?.effectPerHour?.interval?.lower, r.clustered.ar_per_hour.lower);
    near(summary.use?.effectPerHour?.interval?.upper, r.clustered.ar_per_hour.upper);
  });

  test('effects within subgroups, and HTZ whether they differ', () => {
    const [frl] = summary.subgroups?.subgroups ?? [];

    for (const label of ['0', '1'])
      expectAsR(frl?.levels.find((level) => level.label === label)?.effect, r.clustered.frl[label]);
    near(frl?.interaction?.statistic, r.clustered.frl_htz.statistic);
    near(frl?.interaction?.denominatorDf, r.clustered.frl_htz.df);
    near(frl?.interaction?.pValue, r.clustered.frl_htz.p);
  });
});

describe('Project STAR, small against regular classes', async () => {
  const grades = ['k', '1', '2', '3'] as const;
  const table = await readCsv(path('../../../examples/data/star.csv'), {
    columns: Object.fromEntries(
      grades.flatMap((g) => [`read${g}`, `math${g}`]).map((name) => [name, 'number'] as const),
    ),
  });
  const design = (subject: string, grade: string): TrialDesign => ({
    outcome: `${subject}${grade}`,
    treatment: { column: `star${grade}`, treated: 'small', control: 'regular' },
    block: `schoolid${grade}`,
  });

  test.each(['read', 'math'] as const)('grades K to 3 in one call: %s', (subject) => {
    const designs = grades.map((grade) => design(subject, grade));
    const { members, multiplicity } = trialFamily(table, designs);
    const ofEight = trialFamily(table, designs, { m: 8 });
    const byShare = trialFamily(table, designs, { multiplicity: 'benjamini-hochberg' });

    expect(multiplicity).toEqual({ method: 'holm', m: 4, level: 0.05 });
    members.forEach(({ summary, adjustedPValue, significant }, i) => {
      expect(summary.rows.used).toBe(r.star[subject].fits[i].n);
      expectAsR(summary.intentToTreat, r.star[subject].fits[i]);
      near(adjustedPValue, r.star[subject].holm[i]);
      near(ofEight.members[i]?.adjustedPValue, r.star[subject].holm_of_8[i]);
      near(byShare.members[i]?.adjustedPValue, r.star[subject].bh[i]);
      expect(significant).toBe(true);
    });
  });

  test('subgroups within schools, their differences, and Holm over both families', () => {
    const { subgroups } = trialSummary(table, { ...design('read', 'k'), subgroups: ['gender', 'lunchk'] });

    expect(subgroups?.multiplicity).toEqual({ method: 'holm', interactions: 2, effects: 4, level: 0.05 });
    subgroups?.subgroups.forEach(({ column, levels, interaction }, i) => {
      for (const { label, effect, adjustedPValue } of levels) {
        expectAsR(effect, r.subgroups[column].levels[label]);
        near(adjustedPValue, r.subgroups.effects_holm[label]);
      }
      near(interaction?.statistic, r.subgroups[column].interaction.statistic);
      near(interaction?.denominatorDf, r.subgroups[column].interaction.df);
      near(interaction?.pValue, r.subgroups[column].interaction.p);
      near(interaction?.adjustedPValue, r.subgroups.interactions_holm[i]);
    });
  });

  test('sites in the order of their numbers, each by itself', () => {
    const { sites } = trialSummary(table, { ...design('read', 'k'), sites: true });
    const site = (id: string): PartEffect | undefined => sites?.sites.find(({ label }) => label === id);

    expect(sites?.sites.map(({ label }) => Number(label))).toEqual(
      [...(sites?.sites ?? [])].map(({ label }) => Number(label)).sort((a, b) => a - b),
    );
    for (const expected of r.sites) expectAsR(site(expected.id)?.effect, expected);
    expect(site('14')).toMatchObject({ nTreatment: 13, nControl: 0, effect: null, reason: 'one arm only' });
  });

  test('what the design could detect: t(.975) + t(.8) standard errors', () => {
    const { minimumDetectable, intentToTreat } = trialSummary(table, design('read', 'k'));

    near(minimumDetectable?.multiplier, r.mdes.multiplier);
    near(minimumDetectable?.points, r.mdes.multiplier * (intentToTreat.standardError ?? 0));
  });
});

const electric = sharedPath('data/electric.csv');

describe.skipIf(electric === null)('The Electric Company: pairs of classes (skipped where the file is absent)', () => {
  const read = (): Promise<Table> =>
    readCsv(electric as string, { columns: { post_test: 'number', pre_test: 'number' } });
  const design: TrialDesign = {
    outcome: 'post_test',
    treatment: { column: 'treatment', treated: '1', control: '0' },
    block: 'pair_id',
  };

  test('blocks of one and one are pairs: their differences give the standard error', async () => {
    const summary = trialSummary(await read(), design);

    expect(summary.assignment).toBe('matched-pairs');
    expect(summary.blocks).toEqual({ column: 'pair_id', count: 96, withBothArms: 96 });
    expectAsR(summary.intentToTreat, r.electric.all);
  });

  test('adjusted for the test before', async () => {
    expectAsR(trialSummary(await read(), { ...design, baseline: 'pre_test' }).intentToTreat, r.electric.adjusted);
  });

  test('by grade, within pairs', async () => {
    const { subgroups } = trialSummary(await read(), { ...design, subgroups: ['grade'] });

    for (const { label, effect } of subgroups?.subgroups[0]?.levels ?? [])
      expectAsR(effect, r.electric.by_grade[label]);
    expect(subgroups?.subgroups[0]?.levels.map(({ label }) => label)).toEqual(['1', '2', '3', '4']);
  });
});

const sesame = sharedPath('data/sesame.csv');

describe.skipIf(sesame === null)('Sesame Street: encouragement to watch (skipped where the file is absent)', () => {
  const numbers = ['y', 'pretest', 'watched', 'viewcat'];
  const read = (): Promise<Table> =>
    readCsv(sesame as string, {
      columns: Object.fromEntries(numbers.map((name) => [name, 'number'] as const)),
    });
  const design: TrialDesign = {
    outcome: 'y',
    treatment: { column: 'encouraged', treated: '1', control: '0' },
    received: 'watched',
  };
  const covariates = { baseline: 'pretest', covariates: ['site', 'setting'] } as const;

  test.each([
    ['without covariates', {}, 'itt', 'compliers', '7.93'],
    ['with pretest, site and setting', covariates, 'itt_adjusted', 'compliers_adjusted', '14.03'],
  ] as const)('intent to treat and the effect on compliers, %s', async (_, more, itt, compliers, printed) => {
    const { intentToTreat, takeUp } = trialSummary(await read(), { ...design, ...more });
    const effect = takeUp?.complierEffect;

    expectAsR(intentToTreat, r.sesame[itt]);
    expect(effect?.estimate.toFixed(2)).toBe(printed);
    near(effect?.estimate, r.sesame[compliers].estimate);
    near(effect?.standardError, r.sesame[compliers].se);
    near(effect?.twoStageInterval?.lower, r.sesame[compliers].lower);
  });

  test.each([
    ['without covariates', {}, 'per_step'],
    ['with pretest, site and setting', covariates, 'per_step_adjusted'],
  ] as const)('per step of viewing, as if a step were an hour, %s', async (_, more, name) => {
    const table = await read();
    const steps = table.columns.get('viewcat');
    const values = steps?.kind === 'numeric' ? steps.values.map((x) => 60 * x) : new Float64Array(0);
    const columns = new Map([...table.columns, ['steps', { kind: 'numeric', values } as const] as const]);
    const { use } = trialSummary({ ...table, columns }, { ...design, ...more, minutes: 'steps' });

    near(use?.effectPerHour?.estimate, r.sesame[name].estimate);
    near(use?.effectPerHour?.standardError, r.sesame[name].se);
    near(use?.effectPerHour?.twoStageInterval?.upper, r.sesame[name].upper);
  });
});
