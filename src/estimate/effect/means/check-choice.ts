import { need } from '../../../support/need.js';

/** Refuses a choice that is not among those known: `hedgesG needs one interval of "noncentral-t", "t", "normal", got exact`. */
export function checkChoice(who: string, what: string, known: readonly string[], choice: string): void {
  need(known.includes(choice), 'invalid_argument', who, `one ${what} of "${known.join('", "')}"`, choice, {
    [what]: choice,
  });
}
