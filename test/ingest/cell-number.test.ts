import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { judgeNumber, parseCellNumber } from '../../src/ingest/cell-number.js';

const utf8 = new TextEncoder();

/** Number() is correctly rounded by the language's own specification: it is the truth here. */
function expectAsNumber(text: string): void {
  const bytes = utf8.encode(text);
  expect(parseCellNumber(bytes, 0, bytes.length, 0x2e)).toBe(Number(text));
  if (!text.includes('.')) return;
  const comma = utf8.encode(text.replace('.', ','));
  expect(parseCellNumber(comma, 0, comma.length, 0x2c)).toBe(Number(text));
}

/** Any finite double but those that only an integer beyond 2^53 could write. */
const anyDouble = fc.double({ noNaN: true, noDefaultInfinity: true });
const score = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
const runs = { numRuns: 5000 };

law.prop([anyDouble], runs)('a double in its shortest form comes back', (x) => {
  const text = String(x);
  if (Math.abs(x) < 2 ** 53 || text.includes('e') || text.includes('.')) expectAsNumber(text);
});

law.prop([anyDouble], runs)('a double in exponent form, shortest and with 17 digits, comes back', (x) => {
  expectAsNumber(x.toExponential());
  expectAsNumber(x.toExponential(16));
});

law.prop([score, fc.integer({ min: 1, max: 25 })], runs)(
  'a score with any number of decimals comes back',
  (x, decimals) => expectAsNumber(x.toFixed(decimals)),
);

law.prop([score], runs)('a score with 17 digits comes back', (x) => {
  if (x !== 0 && Math.abs(x) > 1e-6) expectAsNumber(x.toPrecision(17));
});

law.prop([fc.bigInt({ min: 1n, max: 10n ** 30n }), fc.integer({ min: 1, max: 22 }), fc.boolean()], runs)(
  'up to thirty digits with a point anywhere round as Number does',
  (digits, decimals, negative) => {
    const text = `${digits}`.padStart(decimals + 1, '0');
    expectAsNumber(`${negative ? '-' : ''}${text.slice(0, -decimals)}.${text.slice(-decimals)}`);
  },
);

/** All digits of a double, which are finitely many. */
function allDigits(numerator: bigint, halvings: number): string {
  const digits = `${numerator * 5n ** BigInt(halvings)}`.padStart(halvings + 1, '0');
  return `${digits.slice(0, -halvings)}.${digits.slice(-halvings)}`;
}

law.prop(
  [fc.bigInt({ min: 2n ** 52n, max: 2n ** 53n - 1n }), fc.integer({ min: 1, max: 60 }), fc.constantFrom(-1n, 0n, 1n)],
  runs,
)(
  'halfway between two doubles, and the least bit to either side of it, round as Number does',
  (significand, halvings, nudge) => {
    const half = allDigits(2n * significand + 1n, halvings);
    const wide = `${half}000`;
    const place = wide.replace('.', '').length;
    const nudged = `${BigInt(wide.replace('.', '')) + nudge}`.padStart(place, '0');
    const point = wide.indexOf('.');
    expectAsNumber(`${nudged.slice(0, point)}.${nudged.slice(point)}`);
    expectAsNumber(half.slice(0, Math.min(half.length, 31)));
  },
);

test('halfway cases of short texts round to even', () => {
  for (const text of [
    '9007199254740993.0',
    '9007199254740995.0',
    '4503599627370497.5',
    '4503599627370496.5',
    '1125899906842624.125',
    '0.500000000000000166533453693773481063544750213623046875',
  ])
    expectAsNumber(text);
});

test('the ends of the range are numbers, and what is beyond is told', () => {
  for (const text of ['1.7976931348623157e308', '2.2250738585072014e-308', '5e-324', '0.0000', '0e999', '-0'])
    expectAsNumber(text);
  expect(judgeNumber('1.8e308', '.').problem).toContain('too large');
  expect(judgeNumber('2e-324', '.').problem).toContain('too close to 0');
});

test('whole numbers beyond 2^53 are numbers when no digit is lost, and told when one is', () => {
  expect(judgeNumber('9007199254740994', '.')).toEqual({ value: 9007199254740994, problem: null });
  expect(judgeNumber('9007199254740993', '.').problem).toContain('9007199254740992');
  for (const text of ['9007199254740993', '12345678901234567891']) {
    const bytes = utf8.encode(text);
    expect(parseCellNumber(bytes, 0, bytes.length, 0x2e)).toBeNaN();
  }
});

law.prop([fc.string({ unit: fc.constantFrom(...'0123456789+-.eE ,x_'), maxLength: 10 })], runs)(
  'what is not of the documented form is no number, whatever Number makes of it',
  (text) => {
    const bytes = utf8.encode(text);
    const isNumber = /^[ ]*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[ ]*$/.test(text) && Number.isFinite(Number(text));
    const isKept = isNumber && judgeNumber(text, '.').problem === null;
    expect(parseCellNumber(bytes, 0, bytes.length, 0x2e)).toBe(isKept ? Number(text) : Number.NaN);
  },
);
