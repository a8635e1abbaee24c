import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type AdjustmentMethod, adjustPValues } from '../../../src/numeric/multiplicity/index.js';
import { referenceCases } from '../../reference.js';
import { relativeError, tolerance } from '../../tolerances.js';

const methodOf: Readonly<Record<string, AdjustmentMethod>> = {
  bonferroni: 'bonferroni',
  holm: 'holm',
  hochberg: 'hochberg',
  hommel: 'hommel',
  BH: 'benjamini-hochberg',
  BY: 'benjamini-yekutieli',
};
const methods = Object.values(methodOf);

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => {
    expect(relativeError(value, expected[i]!)).toBeLessThanOrEqual(tolerance.rounding);
  });
}

describe('agreement with p.adjust of R', () => {
  const cases = referenceCases('g_inference').filter(({ id }) => id.startsWith('g.p_adjust.') && !id.endsWith('.none'));

  test.each(cases.map((one) => [one.id, one] as const))('%s', (id, { input, expected }) => {
    const method = methodOf[id.slice(id.lastIndexOf('.') + 1)]!;
    expectClose(adjustPValues(input.p, { method }).adjusted, expected.adjusted);
  });

  test.each(referenceCases('p_adjust_declared').map((one) => [one.id, one] as const))(
    '%s',
    (_, { input, expected }) => {
      const { adjusted, m } = adjustPValues(input.p, { method: methodOf[input.method]!, m: input.n });
      expect(m).toBe(input.n);
      expectClose(adjusted, expected.adjusted);
    },
  );
});

describe('Hommel', () => {
  /** The closure itself, a set of each size filled up with the largest p values: the square of m steps. */
  function closure(given: readonly number[], m: number): number[] {
    const p = [...given].sort((a, b) => a - b);
    while (p.length < m) p.push(1);
    return given.map((own) => {
      let largest = own;
      for (let size = 2; size <= m; size++) {
        const others = p.slice(m - size);
        const with_ = own < others[0]! ? [own, ...others.slice(1)] : others;
        largest = Math.max(largest, Math.min(...with_.map((one, k) => (size * one) / (k + 1))));
      }
      return largest;
    });
  }

  const values = fc.oneof(
    fc.array(
      fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
      { minLength: 1, maxLength: 12 },
    ),
    fc.array(
      fc.double({ min: 0, max: 1, noNaN: true }).map((p) => p ** 5),
      { minLength: 1, maxLength: 12 },
    ),
  );
  property.prop([values, fc.nat({ max: 9 })])(
    'gives what its closure gives, also with ties and a larger family',
    (p, more) => {
      const m = p.length + more;
      expectClose(adjustPValues(p, { method: 'hommel', m }).adjusted, closure(p, m));
    },
  );

  test('a family of a hundred thousand tests takes no longer than sorting allows, one of a billion no memory', () => {
    // A hundred thousand p values k / 1e5 are what chance gives: Simes' p value of each set of the largest is 1 at the least.
    const even = Float64Array.from({ length: 1e5 }, (_, k) => (k + 1) / 1e5);
    expect(adjustPValues(even, { method: 'hommel' }).adjusted.every((p) => p > 0.999999)).toBe(true);
    expect(adjustPValues([1e-12, 0.5], { method: 'hommel', m: 1e9 }).adjusted).toEqual([expect.closeTo(1e-3, 15), 1]);
  });
});

describe('adjustPValues', () => {
  test.each(methods)('%s leaves an empty family empty', (method) => {
    expect(adjustPValues([], { method })).toEqual({ method, m: 0, level: 0.05, adjusted: [], significant: [] });
  });

  test.each(methods)('%s leaves a single test alone', (method) => {
    expect(adjustPValues([0.05], { method })).toMatchObject({ adjusted: [0.05], significant: [true] });
  });

  test('a p value on its Benjamini-Hochberg threshold is rejected, although 3 * 0.05 / 5 is not 0.03 in binary', () => {
    const onThreshold = [0.01, 0.02, 0.03, 0.04, 0.05];
    expect(adjustPValues(onThreshold, { method: 'benjamini-hochberg' }).significant).toEqual(Array(5).fill(true));
    const sevenths = [0.007, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]; // 7 * 0.007 = 0.049 exactly in decimal
    expect(adjustPValues(sevenths, { method: 'benjamini-hochberg', level: 0.049 }).significant[0]).toBe(true);
  });

  test('a step-up rule rejects what stands below a later success, a step-down rule stops at the first failure', () => {
    const p = [0.03, 0.04, 0.045, 0.049];
    expect(adjustPValues(p, { method: 'hochberg' }).significant).toEqual([true, true, true, true]);
    expect(adjustPValues(p, { method: 'holm' }).significant).toEqual([false, false, false, false]);
  });

  test('tests of the family whose p value is not given count against those that are', () => {
    const p = [0.01, 0.02];
    expect(adjustPValues(p, { method: 'benjamini-hochberg' }).significant).toEqual([true, true]);
    expect(adjustPValues(p, { method: 'benjamini-hochberg', m: 20 }).significant).toEqual([false, false]);
  });

  test('the worked example of Benjamini and Hochberg (1995, section 3.2): 15 tests, 4 rejected at 0.05, 3 by Bonferroni', () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    const count = (method: AdjustmentMethod) => adjustPValues(p, { method }).significant.filter(Boolean).length;
    expect(count('benjamini-hochberg')).toBe(4);
    expect(count('bonferroni')).toBe(3);
  });

  test('wrong use is refused by code', () => {
    const refused = (code: string, call: () => unknown) => expect(call).toThrow(expect.objectContaining({ code }));
    refused('invalid_argument', () => adjustPValues([0.1, 0.2, 0.3], { method: 'holm', m: 2 }));
    refused('invalid_argument', () => adjustPValues([0.1], { method: 'holm', m: 2.5 }));
    refused('invalid_argument', () => adjustPValues([0.1], { method: 'toString' as AdjustmentMethod }));
    refused('out_of_domain', () => adjustPValues([0.1, Number.NaN], { method: 'holm' }));
    refused('out_of_domain', () => adjustPValues([1.1], { method: 'holm' }));
    refused('out_of_domain', () => adjustPValues([-0.1], { method: 'holm' }));
    refused('out_of_domain', () => adjustPValues([0.1], { method: 'holm', level: 5 }));
  });
});

describe('laws', () => {
  const pValue = fc.integer({ min: 0, max: 1000 }).map((k) => k / 1000);
  const family = fc.array(pValue, { maxLength: 25 });
  const method = fc.constantFrom(...methods);
  const extra = fc.nat(10);

  property.prop([family, method, extra])(
    'the rule rejects exactly the tests whose adjusted p value is at most the level',
    (p, method, more) => {
      for (const level of [0.05, 0.1, 0.25]) {
        const { adjusted, significant } = adjustPValues(p, { method, level, m: p.length + more });
        expect(significant).toEqual(adjusted.map((value) => value <= level * (1 + 8 * Number.EPSILON)));
      }
    },
  );

  property.prop([family, method, extra])('undeclared tests are tests with p value 1', (p, method, more) => {
    const declared = adjustPValues(p, { method, m: p.length + more });
    const padded = adjustPValues([...p, ...Array(more).fill(1)], { method });
    expectClose(declared.adjusted, padded.adjusted.slice(0, p.length));
    expect(declared.significant).toEqual(padded.significant.slice(0, p.length));
  });

  property.prop([family, method])('the order of the input does not matter', (p, method) => {
    const reversed = adjustPValues([...p].reverse(), { method });
    expect([...reversed.adjusted].reverse()).toEqual(adjustPValues(p, { method }).adjusted);
  });

  property.prop([family])('Hommel rejects what Hochberg rejects, Hochberg what Holm, Holm what Bonferroni', (p) => {
    const chain = (['hommel', 'hochberg', 'holm', 'bonferroni'] as const).map((method) => adjustPValues(p, { method }));
    for (let i = 1; i < chain.length; i++) {
      chain[i]!.significant.forEach((rejected, j) => {
        if (rejected) expect(chain[i - 1]!.significant[j]).toBe(true);
      });
    }
  });

  property.prop([fc.array(pValue, { minLength: 1, maxLength: 9 })])(
    'Hommel is the closure of Simes tests, set by set',
    (p) => {
      const { adjusted } = adjustPValues(p, { method: 'hommel' });
      expectClose(adjusted, closedSimes(p));
    },
  );

  property.prop([family, method])('the input is left as it was', (p, method) => {
    const before = [...p];
    adjustPValues(p, { method });
    expect(p).toEqual(before);
  });
});

/** The slow twin: the largest Simes p value over all of the 2^n sets that hold the test. */
function closedSimes(p: readonly number[]): number[] {
  const adjusted = p.map(() => 0);
  for (let set = 1; set < 1 << p.length; set++) {
    const members = p.map((_, i) => i).filter((i) => set & (1 << i));
    const sorted = members.map((i) => p[i]!).sort((a, b) => a - b);
    const simes = Math.min(...sorted.map((value, k) => (members.length * value) / (k + 1)));
    for (const i of members) adjusted[i] = Math.max(adjusted[i]!, simes);
  }
  return adjusted;
}
