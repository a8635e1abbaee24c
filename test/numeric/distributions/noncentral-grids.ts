import { expect } from 'vitest';
import { EfficacyError } from '../../../src/support/errors.js';
import { referenceCases } from '../../reference.js';
import { relativeError } from '../../tolerances.js';

/** Rows of a case of noncentral_extra.json: arguments, then exact values. See its script. */
export function exactGrid(id: string): readonly (readonly number[])[] {
  const found = referenceCases('noncentral_extra').find((one) => one.id === id);
  return numbers((found as unknown as Grid).rows);
}

/** Rows of a grid computed by R. */
export function rGrid(id: string): readonly (readonly number[])[] {
  return numbers((referenceCases('h_distributions').find((one) => one.id === id)!.expected as Grid).rows);
}

interface Grid {
  readonly rows: readonly (readonly (number | string)[])[];
}

function numbers(rows: Grid['rows']): readonly (readonly number[])[] {
  return rows.map((row) => row.map((value) => (value === 'Inf' ? Infinity : Number(value))));
}

/** Relative to the expected value, which is not compared where it is below what a double can hold to full precision. */
export function expectClose(actual: number, expected: number, tolerance: number, what: string = ''): void {
  if (Math.abs(expected) < 1e-290) expect(actual, what).toBeLessThan(1e-289);
  else expect(relativeError(actual, expected), `${what}: got ${actual}, expected ${expected}`).toBeLessThan(tolerance);
}

/** actual / expected - 1 */
export function ratio(actual: number, expected: number): number {
  return actual / expected - 1;
}

/** Whether the call throws `out_of_domain` with a message that begins with a public name. */
export function outOfDomain(call: () => unknown): boolean {
  try {
    call();
    return false;
  } catch (error) {
    return (
      error instanceof EfficacyError && error.code === 'out_of_domain' && /^\w+(\.\w+)? needs /.test(error.message)
    );
  }
}
