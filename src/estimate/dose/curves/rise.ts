/** A rise from 0 to 1 as a function of z, with its derivative and, where it has a power, the derivative by that. */
export interface Rise {
  value: number;
  byZ: number;
  byPower: number;
}

/** 1/(1 + exp(-z)). */
export function logisticRise(z: number, out: Rise): void {
  const small = Math.exp(-Math.abs(z));
  const tail = small / (1 + small);
  out.value = z >= 0 ? 1 / (1 + small) : tail;
  out.byZ = tail / (1 + small);
}

/** 1/(1 + exp(-z)) to a power. */
export function poweredLogisticRise(z: number, power: number, out: Rise): void {
  logisticRise(z, out);
  const below = 1 - out.value;
  const log = z > 0 ? -Math.log1p(Math.exp(-z)) : z - Math.log1p(Math.exp(z));
  const value = Math.exp(power * log);
  out.byZ = power * value * (z >= 0 ? Math.exp(-z) * out.value : below);
  out.byPower = value === 0 ? 0 : value * log;
  out.value = value;
}

/** exp(-exp(-z)): steep early, slow to level off. */
export function gompertzRise(z: number, out: Rise): void {
  const u = Math.exp(-z);
  out.value = Math.exp(-u);
  out.byZ = out.value === 0 ? 0 : u * out.value;
}

/** 1 - exp(-exp(z)): the same turned round, slow to start. */
export function turnedGompertzRise(z: number, out: Rise): void {
  const u = Math.exp(z);
  const rest = Math.exp(-u);
  out.value = -Math.expm1(-u);
  out.byZ = rest === 0 ? 0 : u * rest;
}

/** A rise and nothing in it yet. */
export const flatRise = (): Rise => ({ value: 0, byZ: 0, byPower: 0 });
