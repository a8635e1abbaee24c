import { describe, expect, test } from 'vitest';
import { fitDoseResponse } from '../../../../src/estimate/dose/fit/fit-dose-response.js';
import { referenceCases } from '../../../reference.js';
import { relativeError } from '../../../tolerances.js';
import { doseAndGrowth } from '../dose-data.js';
import { drcCurves } from '../drc.js';

const cases = referenceCases('f_dose_response').filter(({ id }) => id.startsWith('f.drm'));

describe('Every curve that drc fits', () => {
  test.each(cases.map((c) => [c.id, c] as const))('%s', (id, { expected }) => {
    const [, , tag, ...rest] = id.split('.') as [string, string, 'levels' | 'students', ...string[]];
    const curve = drcCurves[rest.join('.')];
    if (!curve) throw new Error(`no curve for ${id}`);
    const { model, fixed = {}, theirs } = curve;
    const fit = fitDoseResponse(doseAndGrowth(tag), { model, fixed });
    const { polished } = expected;

    expect(fit.rss).toBeLessThanOrEqual(expected.rss * (1 + 1e-12));
    expect(fit.df).toBe(expected.df_residual);
    if (!polished.converged) return;
    expect(relativeError(fit.rss, polished.rss)).toBeLessThan(1e-10);
    theirs.forEach(([names, from, by], j) => {
      const at = names.map((name) => fit.parameters.findIndex((one) => one.name === name));
      const ours = at.map((k) => fit.parameters[k]?.estimate as number);
      const g = by(...ours);
      let variance = 0;
      at.forEach((k, a) => at.forEach((l, b) => { variance += (g[a] as number) * (g[b] as number) * (fit.vcov[k]?.[l] as number); }));
      console.log(id, j, from(...ours), relativeError(from(...ours), polished.estimate[j]), relativeError(Math.sqrt(variance), polished.se_gauss_newton[j]));
    });
  });
});
