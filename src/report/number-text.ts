import { grouped } from '../support/text.js';

/** More decimals than this are no longer read: the number is written with a power of ten. */
const mostDecimals = 6;

/** Minus zero is zero in print. */
const unsigned = (text: string): string => (/^-0(\.0*)?$/.test(text) ? text.slice(1) : text);

/** A number with a fixed number of decimals, thousands separated, the same on every machine: `11,598`, `-0.25`. */
export function fixed(x: number, decimals = 2): string {
  if (Math.abs(x) >= 1e15) return x.toExponential(3);
  if (decimals > mostDecimals) return x !== 0 && Math.abs(x) < 1e-3 ? x.toExponential(2) : fixed(x, mostDecimals);
  const text = unsigned(x.toFixed(decimals));
  const [whole = '', fraction] = text.split('.');
  const sign = whole.startsWith('-') ? '-' : '';
  const digits = grouped(Number(whole.replace('-', '')));
  return fraction === undefined ? `${sign}${digits}` : `${sign}${digits}.${fraction}`;
}

/** Decimals that show three significant digits of a quantity of this size, at least two; {@link fixed} writes powers of ten from seven on. */
export function decimalsFor(size: number): number {
  if (!(size > 0) || size >= 1) return 2;
  return Math.min(12, 2 - Math.floor(Math.log10(size)));
}

/** `p < .001`, `p = .032`: three decimals, never "p = 0". */
export function pText(p: number): string {
  if (p < 0.001) return 'p < .001';
  return p > 0.999 ? 'p > .999' : `p = ${p.toFixed(3).slice(1)}`;
}

/** The same for a column of p values: `< .001`, `.032`. */
export function pCell(p: number | null | undefined): string {
  return p === null || p === undefined ? '-' : pText(p).replace(/^p (= )?/, '');
}

/** A confidence level: `95 %`, `99.9 %`. */
export function levelText(level: number): string {
  return `${Number((level * 100).toPrecision(6))} %`;
}
