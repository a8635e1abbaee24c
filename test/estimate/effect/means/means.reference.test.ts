import { describe, expect, test } from 'vitest';
import { momentsOf } from '../../../../src/aggregate/moments.js';
import { pairedD } from '../../../../src/estimate/effect/change/paired-d.js';
import { averageSdD } from '../../../../src/estimate/effect/means/average-sd-d.js';
import { cohensD } from '../../../../src/estimate/effect/means/cohens-d.js';
import { glassDelta } from '../../../../src/estimate/effect/means/glass-delta.js';
import { hedgesCorrection } from '../../../../src/estimate/effect/means/hedges-correction.js';
import { hedgesG } from '../../../../src/estimate/effect/means/hedges-g.js';
import { oneSampleD } from '../../../../src/estimate/effect/means/one-sample-d.js';
import type { StandardizedEffect } from '../../../../src/estimate/effect/means/standardized-effect.js';
import { publishedEffect } from '../../../../src/estimate/effect/published/published-effect.js';
import type { ReferenceCase } from '../../../reference.js';
import { tolerance } from '../../../tolerances.js';
import { casesOf, columns, near } from '../reference-cases.js';

const all = casesOf('means/means.reference.test.ts');
const used = new Set<string>();
const like = (pattern: RegExp): readonly ReferenceCase[] => {
  const cases = all.filter(({ id }) => pattern.test(id));
  for (const { id } of cases) used.add(id);
  return cases;
};

/** Two groups as the cases hold them: their moments. */
const groups = ({ input }: ReferenceCase) => [momentsOf(input.group1), momentsOf(input.group2)] as const;

/** Lower limits where effectsize's search stopped too early, by quadrature: test/reference/scripts/unpooled_limits.py. */
const exactLower: Readonly<Record<string, number>> = {
  'a.cohens_d.two_groups.score.pooled=FALSE.ci=0.90': 0.0914315526521495, // effectsize: 0.0952
  'a.hedges_g.two_groups.score.pooled=FALSE.ci=0.90': 0.0902606630846623,
  'a.cohens_d.two_groups.level.pooled=FALSE.ci=0.95': -0.501161236676262, // effectsize: -0.501149
  'a.hedges_g.two_groups.level.pooled=FALSE.ci=0.95': -0.494333947613454,
};

/** The limits of R's effectsize, whose search stops near 1e-6. */
function limitsAgree(effect: StandardizedEffect, { id, expected }: ReferenceCase): void {
  const exact = exactLower[id];
  if (exact === undefined) near(effect.interval.lower, expected.CI_low, tolerance.effectsizeNoncentral, 1);
  else near(effect.interval.lower, exact, tolerance.noncentralT);
  near(effect.interval.upper, expected.CI_high, tolerance.effectsizeNoncentral, 1);
}

describe('two independent groups agree with effectsize', () => {
  const cases = like(/^a\.(cohens_d|hedges_g)\..*pooled=/);

  test('all the cases that are meant to be there are', () => {
    expect(cases.length).toBe(24);
  });

  test.each(cases)('$id', (reference) => {
    const [one, two] = groups(reference);
    const { expected, id } = reference;
    const correction = id.startsWith('a.hedges_g') ? 'exact' : 'none';
    const options = { level: expected.CI, correction } as const;
    const pooled =
      correction === 'exact' ? hedgesG(one, two, options as object) : cohensD(one, two, { level: expected.CI });
    const effect = id.includes('pooled=TRUE') ? pooled : averageSdD(one, two, options);

    near(effect.estimate, expected.Hedges_g ?? expected.Cohens_d);
    limitsAgree(effect, reference);
  });

  test.each(like(/^a\.glass_delta/))('$id', (reference) => {
    const effect = glassDelta(...groups(reference));

    near(effect.estimate, reference.expected.Glass_delta);
    limitsAgree(effect, reference);
  });

  test.each(like(/^a\.cohens_d\..*\.(greater|less)$/))('$id', (reference) => {
    const alternative = reference.id.endsWith('greater') ? 'greater' : 'less';
    const effect = cohensD(...groups(reference), { alternative });
    const piece = effect.confidenceSet?.pieces[0];

    expect(effect.interval).toBeNull();
    near(effect.estimate, reference.expected.Cohens_d);
    expect(piece?.[alternative === 'greater' ? 'upper' : 'lower']).toBeNull();
    near(
      alternative === 'greater' ? piece?.lower : piece?.upper,
      alternative === 'greater' ? reference.expected.CI_low : reference.expected.CI_high,
      tolerance.effectsizeNoncentral,
      1,
    );
  });
});

describe('summaries agree with limits found by a tight root finder', () => {
  test.each(like(/^a\.summary\./))('$id', ({ input, expected }) => {
    const one = momentsOf({ n: input.n1, mean: input.m1, sd: input.s1 });
    const two = momentsOf({ n: input.n2, mean: input.m2, sd: input.s2 });
    const d = cohensD(one, two);
    const g = hedgesG(one, two);

    near(d.pooledSd, expected.sd_pooled);
    near(d.estimate, expected.d);
    near(g.correctionFactor, expected.J);
    near(g.estimate, expected.g);
    expect(d.df).toBe(expected.df);
    near(d.interval.lower, expected.d_ci_low, tolerance.inference);
    near(d.interval.upper, expected.d_ci_high, tolerance.inference);
    near(g.interval.lower, expected.g_ci_low, tolerance.inference);
    near(g.interval.upper, expected.g_ci_high, tolerance.inference);
  });
});

test('both forms of the correction agree with R from 2 to 100,000 degrees of freedom', () => {
  const { m, J_exact, J_approx } = (like(/small_sample/)[0] as ReferenceCase).expected;
  m.forEach((df: number, i: number) => {
    near(hedgesCorrection(df), J_exact[i]);
    near(hedgesCorrection(df, 'approximate'), J_approx[i]);
  });
});

describe('estimates and variances agree with metafor', () => {
  test.each(like(/^a\.escalc\.(two_groups|school_trial)\..*\.(SMD|SMDH|SMD1)(\.vtype\.\w+)?$/))('$id', (reference) => {
    const [one, two] = groups(reference);
    const { expected, id } = reference;
    const measure = /\.(SMD|SMDH|SMD1)(?:\.vtype\.(LS|LS2|UB))?$/.exec(id);
    const options = { interval: 'normal', correction: 'exact' } as const;
    const variance = (measure?.[2] ?? 'LS') as 'LS' | 'LS2' | 'UB';
    const effect = {
      SMD: () => hedgesG(one, two, { ...options, variance }),
      SMDH: () => averageSdD(one, two, { ...options, correctionDf: 'total' }),
      SMD1: () => glassDelta(one, two, { ...options, variance: 'LS' }),
    }[measure?.[1] as 'SMD' | 'SMDH' | 'SMD1']();

    near(effect.estimate, expected.yi);
    near(effect.standardError ** 2, expected.vi);
    if (expected.ci_lb === undefined) return;
    near(effect.interval.lower, expected.ci_lb);
    near(effect.interval.upper, expected.ci_ub);
  });

  test.each(like(/^a\.escalc\.table\.studies_means\.SMD/))('$id', ({ id, expected }) => {
    const { n1i, m1i, sd1i, n2i, m2i, sd2i } = columns('studies_means.csv');
    const measure = id.split('.').at(-1) as 'SMD' | 'SMDH' | 'SMD1' | 'SMD1H';
    const at = (column: number[] | undefined, i: number): number => column?.[i] as number;

    expected.yi.forEach((yi: number, i: number) => {
      const one = momentsOf({ n: at(n1i, i), mean: at(m1i, i), sd: at(sd1i, i) });
      const two = momentsOf({ n: at(n2i, i), mean: at(m2i, i), sd: at(sd2i, i) });
      const effect = {
        SMD: () => hedgesG(one, two),
        SMDH: () => averageSdD(one, two, { correction: 'exact', correctionDf: 'total' }),
        SMD1: () => glassDelta(one, two, { correction: 'exact', variance: 'LS' }),
        SMD1H: () => glassDelta(one, two, { correction: 'exact', variance: 'H' }),
      }[measure]();
      near(effect.estimate, yi);
      near(effect.standardError ** 2, expected.vi[i]);
    });
  });
});

describe('pairs agree with effectsize and metafor', () => {
  const summary = ({ input }: ReferenceCase) => ({
    n: input.n,
    before: { mean: input.mean_pre, sd: input.sd_pre },
    after: { mean: input.mean_post, sd: input.sd_post },
    correlation: input.r,
  });
  const values = (data: string): { before: number[]; after: number[] } => {
    if (data === 'prepost') {
      const { pre = [], post = [] } = columns('prepost.csv');
      return { before: pre, after: post };
    }
    const { extra = [], group = [] } = columns('sleep.csv');
    const of = (which: number): number[] => extra.filter((_, i) => group[i] === which);
    return { before: of(1), after: of(2) };
  };

  test.each(like(/^a\.(cohens_d|hedges_g)\.paired\./))('$id', (reference) => {
    const { id, expected } = reference;
    const correction = id.startsWith('a.hedges_g') ? 'exact' : 'none';
    for (const pairs of [summary(reference), values(id.split('.').at(-1) as string)]) {
      const effect = pairedD(pairs, { correction });
      near(effect.estimate, expected.Hedges_g ?? expected.Cohens_d);
      limitsAgree(effect, reference);
    }
  });

  test.each(like(/^a\.paired_d_variants\./))('$id', (reference) => {
    const kinds = { rm: 'repeated-measures', av: 'average', z: 'change', b: 'before' } as const;
    for (const pairs of [summary(reference), values(reference.id.split('.').at(-1) as string)]) {
      for (const [short, standardizer] of Object.entries(kinds)) {
        const expected = reference.expected[short];
        const options = { standardizer, interval: 'normal', variance: 'LS2' } as const;
        const d = pairedD(pairs, options);
        const g = pairedD(pairs, { ...options, correction: 'exact' });
        near(d.estimate, expected.d);
        near(d.standardError, expected.se);
        near(d.interval.lower, expected.ci_low);
        near(d.interval.upper, expected.ci_high);
        near(g.estimate, expected.g);
        near(g.interval.lower, expected.g_ci_low);
        near(g.interval.upper, expected.g_ci_high);
      }
    }
  });

  test.each(like(/^a\.escalc\.(prepost|sleep)\.SMC/))('$id', (reference) => {
    const { id, expected } = reference;
    const options = {
      SMCC: { standardizer: 'change', variance: 'LS' },
      SMCR: { standardizer: 'before', variance: 'LS' },
      SMCRH: { standardizer: 'after', variance: 'H' },
    } as const;
    const effect = pairedD(summary(reference), {
      correction: 'exact',
      ...options[id.split('.').at(-1) as keyof typeof options],
    });

    near(effect.estimate, expected.yi);
    near(effect.standardError ** 2, expected.vi);
  });
});

describe('one sample agrees with effectsize', () => {
  test.each(like(/^a\.cohens_d\.one_sample/))('$id', (reference) => {
    const { id, input, expected } = reference;
    const effect = oneSampleD(momentsOf(input), { against: id.includes('215') ? 215 : 0 });

    near(effect.estimate, expected.Cohens_d);
    limitsAgree(effect, reference);
  });
});

describe('t with nothing but its degrees of freedom agrees with effectsize', () => {
  test.each(like(/^a\.t_to_d\./))('$id', ({ id, expected }) => {
    const paired = id.includes('paired');
    const { t, df } = expected;
    const effect = publishedEffect(paired ? { from: 'paired-t', t, df } : { from: 't', t, df }, { correction: 'none' });

    near(effect.estimate, expected.d);
    near(effect.interval?.lower, expected.CI_low, tolerance.effectsizeNoncentral, 1);
    near(effect.interval?.upper, expected.CI_high, tolerance.effectsizeNoncentral, 1);
    expect(effect.notes.map(({ code }) => code)).toEqual(paired ? [] : ['equal_groups_assumed']);
  });
});

test('no case is left out', () => {
  expect(all.filter(({ id }) => !used.has(id)).map(({ id }) => id)).toEqual([]);
});
