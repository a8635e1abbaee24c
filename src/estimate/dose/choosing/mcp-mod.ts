import { EfficacyError } from '../../../support/errors.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import type { DoseModel } from '../curves/dose-models.js';
import type { DoseData } from '../fit/dose-cells.js';
import type { DoseResponseFit } from '../fit/dose-response-fit.js';
import { fitDoseResponse } from '../fit/fit-dose-response.js';
import type { DoseReading } from '../reading/read-dose.js';
import { targetDose } from '../reading/target-dose.js';
import { compareDoseModels, type FitCriterion } from './compare-dose-models.js';
import { type DoseContrastTest, type DoseContrastTestOptions, doseContrastTest } from './dose-contrast-test.js';

/** How {@link mcpMod} goes on after its test. */
export interface McpModOptions extends DoseContrastTestOptions {
  /** Gain over dose 0 that matters, in the unit of the response; negative where it falls. */
  readonly gain: number;
  /**
   * By which the models that passed are compared.
   * @defaultValue `'aic'`
   */
  readonly criterion?: FitCriterion;
  /** Of the intervals. @defaultValue 0.95 */
  readonly level?: number;
}

/** Test, fits and the dose that matters. */
export interface McpMod {
  /** Which result this is. */
  readonly kind: 'mcp-mod';
  /** The multiple comparison step. */
  readonly test: DoseContrastTest;
  /** Curves of the shapes that were significant, within DoseFinding's bounds; the best first. */
  readonly fits: readonly DoseResponseFit[];
  /** The model of the best of them; null when no shape was significant or none could be fitted. */
  readonly selected: DoseModel | null;
  /** The dose of the gain on the selected curve; null where there is none. */
  readonly targetDose: DoseReading | null;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/**
 * MCP-Mod: tests whether there is a dose-response among shapes stated beforehand, fits those that are significant, and reads off the dose
 * that gives a stated gain.
 *
 * @param data - of a trial in which doses were assigned; see {@link doseContrastTest}
 * @throws {@link EfficacyError} what {@link doseContrastTest} throws
 *
 * @example
 * mcpMod(data, { candidates: [{ model: 'linear' }, { model: 'emax', guess: { ed50: 40 } }], gain: 2 }).targetDose;
 *
 * @see Bretz, Pinheiro & Branson (2005), Biometrics 61, 738-748.
 */
export function mcpMod(data: DoseData, options: McpModOptions): McpMod {
  const who = 'mcpMod';
  const { gain, criterion = 'aic', level = 0.95 } = options;
  need(Number.isFinite(gain) && gain !== 0, 'invalid_argument', who, 'a gain that is not 0', gain);
  const test = doseContrastTest(data, options);
  const notes: Note[] = [];
  const shown = options.candidates.filter((_, m) => test.contrasts[m]!.significant);
  if (shown.length === 0)
    notes.push({
      code: 'no_dose_response',
      message: 'No shape is significant: no curve is fitted, and no dose is named.',
    });
  const attempt = <T>(what: string, run: () => T): T | null => {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof EfficacyError)) throw error;
      notes.push({ code: error.code, message: `${what}: ${error.message}` });
      return null;
    }
  };
  const distinct = [...new Map(shown.map((candidate) => [candidate.model, candidate])).values()];
  const fits = distinct.flatMap(({ model, offset, scale }) => {
    const constants = { ...(offset === undefined ? {} : { offset }), ...(scale === undefined ? {} : { scale }) };
    return attempt(model, () => fitDoseResponse(data, { model, bounds: 'dose-finding', level, ...constants })) ?? [];
  });
  const ordered = fits.length === 0 ? null : attempt('choosing', () => compareDoseModels(fits, criterion));
  const best = ordered?.fits[0]?.model ?? null;
  const selected = fits.find(({ model }) => model === best);
  return {
    kind: 'mcp-mod',
    test,
    fits: ordered ? ordered.fits.flatMap(({ model }) => fits.filter((fit) => fit.model === model)) : fits,
    selected: best,
    targetDose: selected ? attempt('target dose', () => targetDose(selected, { gain })) : null,
    notes,
  };
}
