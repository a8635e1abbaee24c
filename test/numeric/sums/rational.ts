/** Exact arithmetic on BigInt fractions: the slow twin that the sums are compared with. */
export interface Rational {
  readonly n: bigint;
  /** Above 0. */
  readonly d: bigint;
}

const view = new DataView(new ArrayBuffer(8));

/** A finite double as units of 2^-1074, which it is a whole number of. */
export function unitsOf(x: number): bigint {
  view.setFloat64(0, Math.abs(x));
  const bits = view.getBigUint64(0);
  const exponent = bits >> 52n;
  const fraction = bits & 0xfffffffffffffn;
  const units = exponent === 0n ? fraction : (fraction | 0x10000000000000n) << (exponent - 1n);
  return x < 0 ? -units : units;
}

export const unit: bigint = 1n << 1074n;
export const rational = (x: number): Rational => reduce(unitsOf(x), unit);
export const whole = (n: bigint | number): Rational => ({ n: BigInt(n), d: 1n });
export const plus = (a: Rational, b: Rational): Rational => reduce(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Rational, b: Rational): Rational => plus(a, { n: -b.n, d: b.d });
export const times = (a: Rational, b: Rational): Rational => reduce(a.n * b.n, a.d * b.d);
export const over = (a: Rational, b: Rational): Rational =>
  b.n < 0n ? reduce(-a.n * b.d, -a.d * b.n) : reduce(a.n * b.d, a.d * b.n);
export const total = (xs: readonly Rational[]): Rational => xs.reduce(plus, whole(0));

function reduce(n: bigint, d: bigint): Rational {
  let [a, b] = [n < 0n ? -n : n, d];
  while (b > 0n) [a, b] = [b, a % b];
  return { n: n / a, d: d / a };
}

/** A fraction as a double, through its first 25 decimal digits: to the last bit but for ties. */
export function toDouble({ n, d }: Rational): number {
  if (n === 0n) return 0;
  const size = n < 0n ? -n : n;
  const shift = 25 - (size.toString().length - d.toString().length);
  const digits = shift >= 0 ? (size * 10n ** BigInt(shift)) / d : size / (d * 10n ** BigInt(-shift));
  return Number(`${n < 0n ? '-' : ''}${digits}e${-shift}`);
}

/** The double nearest to `units 2^-exponent`: written out in decimal, exactly, and read back by the language. */
export function nearestDouble(units: bigint, exponent: 1074 | 2148): number {
  return Number(`${units * 5n ** BigInt(exponent)}e-${exponent}`);
}

/** Whether no double is nearer to the fraction than x, and x is the even one where two are equally near. */
export function isNearest(x: number, { n, d }: Rational): boolean {
  const distance = (y: number): bigint => {
    const difference = n * unit - unitsOf(y) * d;
    return difference < 0n ? -difference : difference;
  };
  const here = distance(x);
  return [neighbour(x, 1n), neighbour(x, -1n)].every((other) => {
    const there = Number.isFinite(other) ? distance(other) : here + 1n;
    return here < there || (here === there && (unitsOf(x) & -unitsOf(x)) >= (unitsOf(other) & -unitsOf(other)));
  });
}

function neighbour(x: number, step: bigint): number {
  const units = unitsOf(x);
  if (units === 0n) return Number(step) * Number.MIN_VALUE;
  view.setFloat64(0, x);
  view.setBigUint64(0, view.getBigUint64(0) + (units > 0n ? step : -step));
  return view.getFloat64(0);
}
