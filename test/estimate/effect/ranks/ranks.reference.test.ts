import { describe, expect, test } from 'vitest';
import { pairedD } from '../../../../src/estimate/effect/change/paired-d.js';
import { cliffsDelta } from '../../../../src/estimate/effect/ranks/cliffs-delta.js';
import { cohensU1, cohensU2, cohensU3, overlapCoefficient } from '../../../../src/estimate/effect/ranks/cohens-u.js';
import { pairedRankBiserial } from '../../../../src/estimate/effect/ranks/paired-rank-biserial.js';
import {
  pairedProbabilityOfSuperiority,
  probabilityOfSuperiority,
} from '../../../../src/estimate/effect/ranks/probability-of-superiority.js';
import { rankBiserial } from '../../../../src/estimate/effect/ranks/rank-biserial.js';
import { rankEpsilonSquared } from '../../../../src/estimate/effect/ranks/rank-epsilon-squared.js';
import { varghaDelaneyA } from '../../../../src/estimate/effect/ranks/vargha-delaney-a.js';
import { convertEffect } from '../../../../src/estimate/effect/reading/convert-effect.js';
import { casesOf, columns, near, nearClosedLimits, nearLimits, textColumns } from '../reference-cases.js';

const cases = casesOf('ranks/ranks.reference.test.ts');
const like = (start: string) => cases.filter(({ id }) => id.startsWith(start));

/** Treatment and control of a case, by the name of its column. */
function arms(id: string): readonly [number[], number[]] {
  const [, file, column] = /\.(two_groups|school_trial)\.(\w+)$/.exec(id) as RegExpExecArray;
  const [name, treated, untreated] = file === 'two_groups' ? ['group', 'treatment', 'control'] : ['arm', '1', '0'];
  const group = textColumns(`${file}.csv`)[name as string] as string[];
  const values = columns(`${file}.csv`)[column as string] as number[];
  const of = (arm: unknown) => values.filter((_, i) => group[i] === arm);
  return [of(treated), of(untreated)];
}

function pairs(id: string): { readonly before: number[]; readonly after: number[] } {
  if (id.endsWith('prepost')) {
    const { pre = [], post = [] } = columns('prepost.csv');
    return { before: pre, after: post };
  }
  const { extra = [], group = [] } = columns('sleep.csv');
  return { before: extra.filter((_, i) => group[i] === 1), after: extra.filter((_, i) => group[i] === 2) };
}

describe('measures of two arms by ranks agree with effectsize', () => {
  const independent = [...like('a.cliffs_delta.'), ...like('a.rank_biserial.')].filter(
    ({ id }) => !id.includes('paired'),
  );

  test.each(independent)('$id', ({ id, expected }) => {
    const measure = id.startsWith('a.cliffs_delta') ? cliffsDelta : rankBiserial;
    const effect = measure(...arms(id), { variance: 'equal-distributions' });

    near(effect.estimate, expected.r_rank_biserial);
    nearClosedLimits(effect.interval, expected);
  });

  test.each(like('a.counts.'))('$id', ({ id, expected }) => {
    const delta = cliffsDelta(...arms(id));

    expect(delta).toMatchObject({ greater: expected.greater, less: expected.less, ties: expected.ties });
    near(delta.estimate, expected.cliffs_delta);
    near(varghaDelaneyA(...arms(id)).estimate, expected.p_superiority);
  });

  test.each(like('a.cliffs_delta.paired'))('$id', ({ id, expected }) => {
    const effect = pairedRankBiserial(pairs(id), { variance: 'symmetric-changes' });

    near(effect.estimate, expected.r_rank_biserial);
    if (expected.r_rank_biserial < 1) nearClosedLimits(effect.interval, expected);
    else {
      // All ten patients slept longer. effectsize prints the limits [1, 1], of no width; there are none here.
      expect(expected).toMatchObject({ CI_low: 1, CI_high: 1 });
      expect(effect.interval).toBeNull();
      expect(effect.notes[0]?.code).toBe('complete_separation');
    }
  });

  test.each(like('a.rank_epsilon_squared'))('$id', ({ expected }) => {
    const { arm = [] } = textColumns('factorial.csv');
    const { y = [] } = columns('factorial.csv');
    const groups = [...new Set(arm)].map((name) => y.filter((_, i) => arm[i] === name));

    near(rankEpsilonSquared(groups).estimate, expected.rank_epsilon_squared);
  });
});

describe('readings of d under normality agree with effectsize', () => {
  test.each([...like('a.cohens_u'), ...like('a.p_overlap'), ...like('a.p_superiority.parametric')])(
    '$id',
    ({ id, expected }) => {
      const measures = {
        cohens_u1: cohensU1,
        cohens_u2: cohensU2,
        cohens_u3: cohensU3,
        p_overlap: overlapCoefficient,
        p_superiority: probabilityOfSuperiority,
      };
      const name = id.split('.')[1] as keyof typeof measures;
      const effect = measures[name](...arms(id));

      near(
        effect.estimate,
        expected.Cohens_U1 ?? expected.Cohens_U2 ?? expected.Cohens_U3 ?? expected.Overlap ?? expected.p_superiority,
      );
      nearLimits(effect.interval, expected);
    },
  );

  test.each(like('a.p_superiority.paired'))('$id', ({ id, expected }) => {
    const d = pairedD(pairs(id));
    // effectsize 0.8.3 reads the d of changes as though it were of two groups, Φ(d_z/√2), as convertEffect does when told so ...
    const asTwoGroups = convertEffect(d, { from: 'd', to: 'probability-of-superiority' });
    near(asTwoGroups.estimate, expected.p_superiority);
    nearLimits(asTwoGroups.interval, expected);
    // ... whereas the probability that a normal change is above 0 is Φ(d_z): here more than that, as the unit is its own control.
    const rise = pairedProbabilityOfSuperiority(pairs(id));
    near(rise.estimate, convertEffect(d, { from: 'd', to: 'u3' }).estimate);
    expect(rise.estimate).toBeGreaterThan(expected.p_superiority);
  });
});
