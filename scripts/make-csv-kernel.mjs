// Writes src/ingest/csv/wasm-code.ts: what of reading CSV text is done in WebAssembly, sixteen bytes or eight digits at a time. What the
// functions do, and where they find what they need, js-kernel.ts says in JavaScript. `node scripts/make-csv-kernel.mjs` after a change; a
// test compares file and script.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { block, br, brIf, f64, i32, i64, loop, v128, wasmFunction, wasmModule, when } from './wasm.mjs';

/** Where in the memory things stand; kernel-memory.ts has the same. */
const at = { powers: 0, text: 256, ends: 0x8400, values: 0x28800 };
const pages = 4;

const bytes = (byte) => BigInt(`0x${byte.toString(16).padStart(2, '0').repeat(8)}`);
const lf = 0x0a;
const cr = 0x0d;
const quote = 0x22;

/** Sets the bits of 64 bytes from `from` on to what a test says of 16 at a time. */
const bitsOf = (set, from, test) =>
  set(
    [48, 32, 16, 0]
      .map((offset) => i64.extend(v128.bits(test(v128.load(from(), offset)))))
      .reduce((high, low) => i64.or(i64.shl(high, i64.const(16)), low)),
  );

const findEnds = wasmFunction(
  'findEnds',
  {
    params: { length: 'i32', delimiter: 'i32' },
    locals: {
      from: 'i32',
      end: 'i32',
      out: 'i32',
      lines: 'i32',
      delimiters: 'i64',
      feeds: 'i64',
      quotes: 'i64',
      others: 'i64',
      returns: 'i64',
      ends: 'i64',
      inside: 'i64',
      closed: 'i64',
      odd: 'i64',
      // Of the 64 bytes before: whether the last one was inside of quotes (all bits), an end, a closing quote, a carriage return (bit 0).
      wasInside: 'i64',
      wasEnd: 'i64',
      wasClosed: 'i64',
      wasReturn: 'i64',
    },
    result: 'i32',
  },
  ($) => {
    const shifted = (bits, before) => i64.or(i64.shl(bits, i64.const(1)), before);
    const top = (bits) => i64.shrU(bits, i64.const(63));
    const isByte = (byte) => (sixteen) => v128.eq(sixteen, v128.splat(i32.const(byte)));
    return [
      $.from(i32.const(at.text)),
      $.end(i32.add($.from(), $.length())),
      $.out(i32.const(at.ends)),
      $.wasEnd(i64.const(1)),
      block(
        loop(
          brIf(1, i32.geU($.from(), $.end())),
          bitsOf($.delimiters, $.from, (sixteen) => v128.eq(sixteen, v128.splat($.delimiter()))),
          bitsOf($.feeds, $.from, isByte(lf)),
          bitsOf($.quotes, $.from, isByte(quote)),
          bitsOf($.others, $.from, (sixteen) => v128.ltU(sixteen, v128.splat(i32.const(cr + 1)))),
          $.ends(i64.or($.delimiters(), $.feeds())),
          $.others(i64.and($.others(), i64.not($.ends()))),
          $.odd(i64.const(0)),
          when(
            i64.ne(
              i64.or(i64.or($.quotes(), $.others()), i64.or($.wasInside(), i64.or($.wasClosed(), $.wasReturn()))),
              i64.const(0),
            ),
            // A byte is inside when an odd number of quotes stands before it or at it.
            $.inside($.quotes()),
            [1, 2, 4, 8, 16, 32].map((step) => $.inside(i64.xor($.inside(), i64.shl($.inside(), i64.const(step))))),
            $.inside(i64.xor($.inside(), $.wasInside())),
            bitsOf($.returns, $.from, isByte(cr)),
            $.returns(i64.and($.returns(), i64.not($.inside()))),
            $.closed(i64.and($.quotes(), i64.not($.inside()))),
            // A line feed inside of quotes, other control characters.
            $.odd(i64.or(i64.and($.feeds(), $.inside()), i64.and($.others(), i64.not($.returns())))),
            $.ends(i64.and($.ends(), i64.not($.inside()))),
            $.feeds(i64.and($.feeds(), i64.not($.inside()))),
            // A quote that opens behind anything but an end, one that closes before anything but an end, a lone carriage return.
            $.odd(i64.or($.odd(), i64.and(i64.and($.quotes(), $.inside()), i64.not(shifted($.ends(), $.wasEnd()))))),
            $.odd(i64.or($.odd(), i64.and(shifted($.closed(), $.wasClosed()), i64.not(i64.or($.ends(), $.returns()))))),
            $.odd(i64.or($.odd(), i64.and(shifted($.returns(), $.wasReturn()), i64.not($.feeds())))),
            $.wasInside(i64.shrS($.inside(), i64.const(63))),
            $.wasClosed(top($.closed())),
            $.wasReturn(top($.returns())),
            when(
              i64.ne($.odd(), i64.const(0)),
              // Only what stands before the first odd byte counts.
              $.inside(i64.sub(i64.and($.odd(), i64.sub(i64.const(0), $.odd())), i64.const(1))),
              $.ends(i64.and($.ends(), $.inside())),
              $.feeds(i64.and($.feeds(), $.inside())),
            ),
          ),
          $.wasEnd(top($.ends())),
          $.lines(i32.add($.lines(), i32.wrap(i64.popcnt($.feeds())))),
          block(
            loop(
              brIf(1, i64.eqz($.ends())),
              i32.store($.out(), i32.add($.from(), i32.wrap(i64.ctz($.ends())))),
              $.out(i32.add($.out(), i32.const(4))),
              $.ends(i64.and($.ends(), i64.sub($.ends(), i64.const(1)))),
              br(0),
            ),
          ),
          brIf(1, i64.ne($.odd(), i64.const(0))),
          $.from(i32.add($.from(), i32.const(64))),
          br(0),
        ),
      ),
      // What was found is told in the memory, behind the powers of ten.
      i32.store(i32.const(0), $.lines(), 192),
      i32.store(i32.const(0), i64.ne($.odd(), i64.const(0)), 196),
      i32.shrU(i32.sub($.out(), i32.const(at.ends)), i32.const(2)),
    ];
  },
);

const readNumbers = wasmFunction(
  'readNumbers',
  {
    params: { field: 'i32', width: 'i32', row: 'i32', rows: 'i32', point: 'i32' },
    locals: {
      place: 'i32',
      stride: 'i32',
      start: 'i32',
      end: 'i32',
      length: 'i32',
      negative: 'i32',
      decimals: 'i32',
      byte: 'i32',
      points: 'i64',
      digits: 'i64',
      found: 'i64',
      bits: 'i64',
      value: 'f64',
    },
    result: 'i32',
  },
  ($) => {
    const merge = (factor, shift, mask) =>
      $.digits(
        i64.and(
          i64.add(i64.mul($.digits(), i64.const(factor)), i64.shrU($.digits(), i64.const(shift))),
          i64.const(mask),
        ),
      );
    const missing = f64.const([0, 0, 0, 0, 0, 0, 0xf8, 0x7f]);
    const keep = f64.store(i32.shl($.row(), i32.const(3)), $.value(), at.values);
    return [
      $.stride(i32.shl($.width(), i32.const(2))),
      $.place(i32.add(i32.mul($.row(), $.stride()), i32.shl($.field(), i32.const(2)))),
      $.points(i64.mul(i64.extend(i32.xor($.point(), i32.const(0x30))), i64.const(bytes(1)))),
      block(
        loop(
          brIf(1, i32.geU($.row(), $.rows())),
          $.start(i32.add(i32.load($.place(), at.ends - 4), i32.const(1))),
          $.end(i32.load($.place(), at.ends)),
          $.end(i32.sub($.end(), i32.eq(i32.load8(i32.sub($.end(), i32.const(1))), i32.const(cr)))),
          when(
            i32.eq(i32.load8($.start()), i32.const(quote)),
            $.start(i32.add($.start(), i32.const(1))),
            $.end(i32.sub($.end(), i32.const(1))),
          ),
          block(
            when(i32.eq($.start(), $.end()), $.value(missing), br(1)),
            $.negative(i32.eq(i32.load8($.start()), i32.const(0x2d))),
            $.start(i32.add($.start(), $.negative())),
            $.length(i32.sub($.end(), $.start())),
            $.decimals(i32.const(0)),
            block(
              brIf(0, i32.geU(i32.sub($.length(), i32.const(1)), i32.const(8))),
              // The last eight bytes of the cell as digits; those that stand before it are 0.
              $.bits(i64.extend(i32.shl(i32.sub(i32.const(8), $.length()), i32.const(3)))),
              $.digits(i64.xor(i64.load(i32.sub($.end(), i32.const(8))), i64.const(bytes(0x30)))),
              $.digits(i64.shl(i64.shrU($.digits(), $.bits()), $.bits())),
              $.found(i64.xor($.digits(), $.points())),
              $.found(
                i64.and(i64.and(i64.sub($.found(), i64.const(bytes(1))), i64.not($.found())), i64.const(bytes(0x80))),
              ),
              when(
                i64.ne($.found(), i64.const(0)),
                // The point goes, and what stands before it moves up by a byte.
                brIf(1, i32.eq($.length(), i32.const(1))),
                $.bits(i64.sub(i64.ctz($.found()), i64.const(7))),
                $.decimals(i32.shrU(i32.sub(i32.const(56), i32.wrap($.bits())), i32.const(3))),
                $.found(i64.sub(i64.shl(i64.const(1), $.bits()), i64.const(1))),
                $.digits(
                  i64.or(
                    i64.shl(i64.and($.digits(), $.found()), i64.const(8)),
                    i64.and($.digits(), i64.not(i64.or(i64.shl($.found(), i64.const(8)), i64.const(0xff)))),
                  ),
                ),
              ),
              brIf(
                0,
                i64.ne(
                  i64.and(i64.or(i64.add($.digits(), i64.const(bytes(0x76))), $.digits()), i64.const(bytes(0x80))),
                  i64.const(0),
                ),
              ),
              // Pairs of digits, then of pairs, then of those.
              merge(10, 8, 0x00ff00ff00ff00ffn),
              merge(100, 16, 0x0000ffff0000ffffn),
              merge(10000, 32, 0xffffffffn),
              $.value(f64.div(f64.fromI64($.digits()), f64.load(i32.shl($.decimals(), i32.const(3)), at.powers))),
              when($.negative(), $.value(f64.neg($.value()))),
              br(1),
            ),
            // Longer numbers, digit by digit; up to 15 are exact.
            brIf(2, i32.geU(i32.sub($.length(), i32.const(1)), i32.const(16))),
            $.digits(i64.const(0)),
            $.decimals(i32.const(0)),
            $.length(i32.const(0)),
            block(
              loop(
                brIf(1, i32.eq($.start(), $.end())),
                $.byte(i32.sub(i32.load8($.start()), i32.const(0x30))),
                $.start(i32.add($.start(), i32.const(1))),
                when(
                  i32.ltU($.byte(), i32.const(10)),
                  $.digits(i64.add(i64.mul($.digits(), i64.const(10)), i64.extend($.byte()))),
                  $.length(i32.add($.length(), i32.const(1))),
                  br(1),
                ),
                // Anything else is the point, once: its place is kept by how many digits stood before it.
                brIf(4, i32.or(i32.xor(i32.add($.byte(), i32.const(0x30)), $.point()), $.decimals())),
                $.decimals(i32.sub($.end(), $.start())),
                brIf(4, i32.eqz($.decimals())),
                br(0),
              ),
            ),
            brIf(2, i32.geU(i32.sub($.length(), i32.const(1)), i32.const(15))),
            $.value(f64.div(f64.fromI64($.digits()), f64.load(i32.shl($.decimals(), i32.const(3)), at.powers))),
            when($.negative(), $.value(f64.neg($.value()))),
          ),
          keep,
          $.row(i32.add($.row(), i32.const(1))),
          $.place(i32.add($.place(), $.stride())),
          br(0),
        ),
      ),
      $.row(),
    ];
  },
);

/** The bytes of the module. */
export const kernelCode = () => wasmModule([findEnds, readNumbers], pages);

/** The text of src/ingest/csv/wasm-code.ts. */
export const kernelSource =
  () => `/** Written by scripts/make-csv-kernel.mjs: the module of wasm-kernel.ts, in base 64. */
export const wasmCode =
  '${Buffer.from(kernelCode()).toString('base64')}';
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../src/ingest/csv/wasm-code.ts', import.meta.url), kernelSource());
}
