import { readFileSync } from 'node:fs';
import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { jsKernel } from '../../../src/ingest/csv/js-kernel.js';
import { type CsvKernel, mostText, padding, textStart } from '../../../src/ingest/csv/kernel-memory.js';
import { wasmKernel } from '../../../src/ingest/csv/wasm-kernel.js';

const slow = jsKernel();
const fast = wasmKernel() as CsvKernel;

/** Where cells end in a text, and what was found beside. */
function endsOf(kernel: CsvKernel, text: string, delimiter: string): unknown {
  const bytes = new TextEncoder().encode(text).subarray(0, mostText);
  kernel.bytes.fill(0x20, textStart, textStart + bytes.length + padding);
  kernel.bytes.set(bytes, textStart);
  const count = kernel.findEnds(bytes.length, delimiter.charCodeAt(0));
  return { ends: [...kernel.ends.subarray(0, count + 1)], found: [...kernel.found] };
}

test('the code that is stored is what its script writes', async () => {
  const at = (path: string): URL => new URL(`../../../${path}`, import.meta.url);
  const script: { kernelSource(): string } = await import(at('scripts/make-csv-kernel.mjs').href);
  expect(readFileSync(at('src/ingest/csv/wasm-code.ts'), 'utf8')).toBe(script.kernelSource());
});

test('there is a kernel in WebAssembly here', () => {
  expect(fast).not.toBeNull();
});

const piece = fc.constantFrom(
  ',',
  ',',
  '\n',
  '\n',
  '\r\n',
  '\r',
  '"',
  '"',
  '""',
  '\t',
  '\0',
  'é',
  'a',
  ' ',
  '12.5',
  'x'.repeat(61),
);

law.prop([fc.array(piece, { maxLength: 80 }), fc.constantFrom(',', ';', '\t')], { numRuns: 3000 })(
  'both kernels find the same ends of cells, and stop at the same byte',
  (pieces, delimiter) => {
    const text = pieces.join('');
    expect(endsOf(fast, text, delimiter)).toEqual(endsOf(slow, text, delimiter));
  },
);

test.each(['"', '\r', 'a', '\n'])('a block as long as they come, full of %j, is read to its end', (letter) => {
  const text = `${letter}\n`.repeat(mostText / 2);
  expect(endsOf(fast, text, ',')).toEqual(endsOf(slow, text, ','));
});

/** What a kernel makes of one cell: a number, or that it is for others to read. */
function numberOf(kernel: CsvKernel, cell: string, point: string): number | 'not mine' {
  const text = `a;${cell};b\n`;
  endsOf(kernel, text, ';');
  return kernel.readNumbers(1, 3, 0, 1, point.charCodeAt(0)) === 1 ? (kernel.values[0] as number) : 'not mine';
}

const kernels = [
  ['JavaScript', slow],
  ['WebAssembly', fast],
] as const;

const digits = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 10 }).map((list) => list.join(''));
const cell = fc
  .tuple(
    fc.constantFrom('', '', '-', '+'),
    digits,
    fc.constantFrom('.', ',', '', 'e'),
    digits,
    fc.constantFrom('', '', ' ', '.'),
  )
  .map((parts) => parts.join(''));

law.prop([cell, fc.constantFrom('.', ','), fc.boolean()], { numRuns: 5000 })(
  'a number that a kernel reads is the number that the text stands for, and no other text is read',
  (text, point, quoted) => {
    const plain = new RegExp(`^-?(\\d+[${point}]?\\d*|[${point}]\\d+)$`).test(text);
    const wanted = text === '' ? Number.NaN : Number(text.replace(point, '.'));
    for (const [, kernel] of kernels) {
      const read = numberOf(kernel, quoted ? `"${text}"` : text, point);
      if (read !== 'not mine') expect(read).toBe(plain || text === '' ? wanted : 'not mine');
    }
  },
);

test.each(kernels)('%s reads the scores of the field itself', (_, kernel) => {
  for (const text of ['0', '7', '1813', '238.5', '-12.25', '0.125', '.5', '-.5', '99999.999', '123456789', '-0', '""'])
    expect(numberOf(kernel, text, '.')).toBe(text === '""' ? Number.NaN : Number(text));
});

test('WebAssembly reads up to 15 digits itself', () => {
  for (const text of ['0.123456789', '123456789012345', '-1234567.89012345', '000000000000001'])
    expect(numberOf(fast, text, '.')).toBe(Number(text));
  expect(numberOf(fast, '1234567890123456', '.')).toBe('not mine');
});
