import { EfficacyError } from '../../support/errors.js';

/** Refuses a Git LFS pointer that stands where a data file should. */
export function refusePointer(bytes: Uint8Array, kind: string, who: string, name: string): void {
  const start = String.fromCharCode(...bytes.subarray(0, 23));
  if (start !== 'version https://git-lfs') return;
  throw new EfficacyError(
    'wrong_file',
    `${who} needs ${kind} data; ${name} is a Git LFS pointer: run "git lfs pull" to get the file itself`,
    { name },
  );
}
