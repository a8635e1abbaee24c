import { EfficacyError } from '../../support/errors.js';
import type { WwcProfile } from './profile.js';
import { wwc41 } from './wwc-4.1.js';
import { wwc50 } from './wwc-5.0.js';

/** The WWC profiles by their names. */
export const wwcProfiles: Readonly<Record<WwcProfile['id'], WwcProfile>> = { 'wwc-4.1': wwc41, 'wwc-5.0': wwc50 };

/**
 * A WWC profile by its name; there is no default, since the editions differ.
 *
 * @throws {@link EfficacyError} `invalid_argument` for a name that is not there
 */
export function wwcProfile(id: WwcProfile['id']): WwcProfile {
  return profileNamed(id, 'wwcProfile');
}

/** The same for another public function's message. */
export function profileNamed(id: WwcProfile['id'], who: string): WwcProfile {
  const profile = Object.hasOwn(wwcProfiles, id) ? wwcProfiles[id] : undefined;
  if (profile !== undefined) return profile;
  throw new EfficacyError(
    'invalid_argument',
    `${who} needs a profile, ${Object.keys(wwcProfiles).join(' or ')}; got ${String(id)}`,
    { profile: String(id) },
  );
}
