import { expect } from 'vitest';

/** Two numbers agree to a relative tolerance, absolute near 0. */
export function close(actual: number | null, wanted: number, within = 1e-12): void {
  expect(actual).not.toBeNull();
  expect(Math.abs((actual as number) - wanted)).toBeLessThanOrEqual(within * Math.max(1, Math.abs(wanted)));
}
