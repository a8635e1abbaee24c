import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DoseModel } from '../../../../src/estimate/dose/curves/dose-models.js';
import { fitDoseResponse } from '../../../../src/estimate/dose/fit/fit-dose-response.js';
import sets from '../../../nist/nonlinear-sets.json' with { type: 'json' };
import { sharedPath } from '../../../reference.js';
import { lre } from '../../../tolerances.js';

/** The certified curves that are among ours, in our words: no start is given. */
const curves: Record<
  string,
  { readonly model: DoseModel; readonly ours: (b: readonly number[]) => readonly number[] }
> = {
  // b1 (1 - exp(-b2 x))
  Misra1a: { model: 'exponential-saturation', ours: ([b1 = 0, b2 = 0]) => [0, b1, 1 / b2] },
  BoxBOD: { model: 'exponential-saturation', ours: ([b1 = 0, b2 = 0]) => [0, b1, 1 / b2] },
  // b1 b2 x/(1 + b2 x)
  Misra1d: { model: 'michaelis-menten', ours: ([b1 = 0, b2 = 0]) => [0, b1, 1 / b2] },
  // b1/(1 + exp(b2 - b3 x))
  Rat42: { model: 'logistic', ours: ([b1 = 0, b2 = 0, b3 = 0]) => [0, b1, b3, b2 / b3] },
};

interface NonlinearSet {
  readonly name: string;
  readonly certified: { readonly estimates: number[]; readonly rss: number };
  readonly data: { readonly y: number[]; readonly x?: number[] };
}

/** One of the project's own sets, or of the rest where they are; else null. */
function setOf(name: string): NonlinearSet | null {
  const own = (sets.sets as NonlinearSet[]).find((set) => set.name === name);
  const stored = own ? null : sharedPath(`reference/nist/${name}.json`);
  return own ?? (stored === null ? null : JSON.parse(readFileSync(stored, 'utf8')));
}

describe('The NIST sets that are dose-response curves, without a start', () => {
  test.for(Object.entries(curves))('%s has 9 digits', ([name, { model, ours }], { skip }) => {
    const set = setOf(name);
    if (set === null) return skip(`${name} is not here: it stands in a folder beside the project`);
    const { x = [], y } = set.data;
    const { certified } = set;
    const fit = fitDoseResponse({ dose: x, response: y }, { model, fixed: { lower: 0 } });
    ours(certified.estimates).forEach((value, j) => {
      expect(lre(fit.parameters[j]?.estimate as number, value)).toBeGreaterThanOrEqual(9);
    });
    expect(lre(fit.rss, certified.rss)).toBeGreaterThanOrEqual(9);
  });
});
