import { EfficacyError } from '../../../support/errors.js';
import { need } from '../../../support/need.js';

/** What is known of how each student took the test, in one order. NaN is unknown. */
export interface TestTaking {
  /** Share of the items answered faster than the item can be read, 0 to 1. */
  readonly rapidGuessShare?: ArrayLike<number>;
  /** Minutes from the first item to the last. */
  readonly durationMinutes?: ArrayLike<number>;
}

/** Which sittings do not count. Without defaults: they are part of the analysis plan. */
export interface ScreenTestsOptions {
  /** A larger share of rapid guesses leaves the sitting out. */
  readonly mostRapidGuesses?: number;
  /** A shorter sitting is left out. */
  readonly fewestMinutes?: number;
}

/** Which sittings count, and why the others do not. */
export interface ScreenedTests {
  readonly kind: 'screened-tests';
  /** Positions of the sittings that count, ascending. */
  readonly kept: Uint32Array;
  /** Sittings left out, by the first rule that they broke. */
  readonly leftOut: { readonly rapidGuessing: number; readonly tooShort: number };
  /** Sittings kept although the rule could not be checked. */
  readonly unknown: { readonly rapidGuessing: number; readonly tooShort: number };
}

/**
 * Leaves out sittings in which a student hardly tried. Screen before and after alike and in both arms, and count what is left out as attrition.
 *
 * @param taking - how each student took the test
 * @param options - at least one rule, whose column must be there
 * @throws {@link EfficacyError} `invalid_argument` without a rule or without the column of a rule, `length_mismatch`, `out_of_domain`
 *
 * @example
 * screenTests({ durationMinutes: [41, 4, 38] }, { fewestMinutes: 10 }).kept; // [0, 2]
 *
 * @see Wise & Kong (2005), Applied Measurement in Education 18(2), 163-183.
 */
export function screenTests(taking: TestTaking, options: ScreenTestsOptions): ScreenedTests {
  const who = 'screenTests';
  const { mostRapidGuesses, fewestMinutes } = options;
  const guesses = columnOf(taking.rapidGuessShare, mostRapidGuesses, 'rapidGuessShare', 'mostRapidGuesses', who);
  const minutes = columnOf(taking.durationMinutes, fewestMinutes, 'durationMinutes', 'fewestMinutes', who);
  const n = (guesses ?? minutes)?.length;
  if (n === undefined) {
    throw new EfficacyError('invalid_argument', `${who} needs a rule: mostRapidGuesses, fewestMinutes or both`);
  }
  if (guesses !== null && minutes !== null && guesses.length !== minutes.length) {
    throw new EfficacyError(
      'length_mismatch',
      `${who} needs one entry a student in each column; got ${guesses.length} shares and ${minutes.length} durations`,
    );
  }
  const kept: number[] = [];
  const leftOut = { rapidGuessing: 0, tooShort: 0 };
  const unknown = { rapidGuessing: 0, tooShort: 0 };
  for (let i = 0; i < n; i++) {
    const share = guesses?.[i] ?? 0;
    const time = minutes?.[i] ?? 0;
    need(!(share < 0 || share > 1), 'out_of_domain', who, 'shares of rapid guesses from 0 to 1', share);
    need(!(time < 0), 'out_of_domain', who, 'durations of 0 minutes or more', time);
    if (guesses !== null && share > (mostRapidGuesses as number)) leftOut.rapidGuessing++;
    else if (minutes !== null && time < (fewestMinutes as number)) leftOut.tooShort++;
    else {
      kept.push(i);
      unknown.rapidGuessing += Number(Number.isNaN(share));
      unknown.tooShort += Number(Number.isNaN(time));
    }
  }
  return { kind: 'screened-tests', kept: Uint32Array.from(kept), leftOut, unknown };
}

function columnOf(
  column: ArrayLike<number> | undefined,
  rule: number | undefined,
  name: string,
  ruleName: string,
  who: string,
): ArrayLike<number> | null {
  if (rule === undefined) return null;
  need(rule >= 0, 'invalid_argument', who, `${ruleName} of 0 or more`, rule);
  if (column !== undefined) return column;
  throw new EfficacyError('invalid_argument', `${who} needs ${name} to apply ${ruleName}`, { needed: name });
}
