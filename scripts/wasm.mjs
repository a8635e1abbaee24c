// A WebAssembly module from expressions: each is the bytes of its operands and its operation, nested as a formula is. Only what the kernel of CSV
// needs, which is made once, with the library, so that none of this is in a bundle. Kernels whose length follows from the columns are made where they
// run, by src/support/wasm: few operations, for every one of them is shipped.

const unsigned = (n) => {
  const bytes = [];
  for (let left = n; ; left >>>= 7) {
    if (left < 0x80) return [...bytes, left];
    bytes.push((left & 0x7f) | 0x80);
  }
};

const signed = (n) => {
  const bytes = [];
  for (let left = BigInt(n); ; left >>= 7n) {
    const byte = Number(left & 0x7fn);
    if ((left >> 7n === 0n && byte < 0x40) || (left >> 7n === -1n && byte >= 0x40)) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
};

const binary = (code) => (a, b) => [a, b, code];
const unary = (code) => (a) => [a, code];
const load =
  (code) =>
  (address, offset = 0) => [address, code, 0, unsigned(offset)];
const store =
  (code) =>
  (address, value, offset = 0) => [address, value, code, 0, unsigned(offset)];
const simd = (code) => [0xfd, unsigned(code)];

const types = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b };

export const i32 = {
  const: (n) => [0x41, signed(n | 0)],
  load: load(0x28),
  load8: load(0x2d),
  store: store(0x36),
  eqz: unary(0x45),
  eq: binary(0x46),
  ltU: binary(0x49),
  gtU: binary(0x4b),
  geU: binary(0x4f),
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  and: binary(0x71),
  or: binary(0x72),
  xor: binary(0x73),
  shl: binary(0x74),
  shrU: binary(0x76),
  wrap: unary(0xa7),
};

export const i64 = {
  const: (n) => [0x42, signed(BigInt.asIntN(64, BigInt(n)))],
  load: load(0x29),
  eqz: unary(0x50),
  ne: binary(0x52),
  ctz: unary(0x7a),
  popcnt: unary(0x7b),
  add: binary(0x7c),
  sub: binary(0x7d),
  mul: binary(0x7e),
  and: binary(0x83),
  or: binary(0x84),
  xor: binary(0x85),
  shl: binary(0x86),
  shrS: binary(0x87),
  shrU: binary(0x88),
  extend: unary(0xad),
  not: (a) => [a, 0x42, 0x7f, 0x85],
};

export const f64 = {
  load: load(0x2b),
  store: store(0x39),
  const: (bytes) => [0x44, bytes],
  neg: unary(0x9a),
  div: binary(0xa3),
  fromI64: unary(0xba),
};

export const v128 = {
  load: (address, offset = 0) => [address, simd(0), 0, unsigned(offset)],
  splat: (byte) => [byte, simd(0x0f)],
  eq: (a, b) => [a, b, simd(0x23)],
  ltU: (a, b) => [a, b, simd(0x26)],
  bits: (a) => [a, simd(0x64)],
};

/** Leaves the block `depth` blocks outside of the innermost one; a loop it begins anew. */
export const br = (depth) => [0x0c, unsigned(depth)];
export const brIf = (depth, condition) => [condition, 0x0d, unsigned(depth)];
export const block = (...body) => [0x02, 0x40, body, 0x0b];
export const loop = (...body) => [0x03, 0x40, body, 0x0b];
export const when = (condition, ...body) => [condition, 0x04, 0x40, body, 0x0b];

/**
 * A function: `params` and `locals` by name and type; `body` is given an object with a variable for each: called without an argument it
 * is the value, with one it is set.
 */
export function wasmFunction(name, { params, locals, result }, body) {
  const all = Object.entries({ ...params, ...locals });
  const variables = Object.fromEntries(
    all.map(([variable], at) => [
      variable,
      (...value) => (value.length === 0 ? [0x20, unsigned(at)] : [value, 0x21, unsigned(at)]),
    ]),
  );
  const declared = Object.values(locals).map((type) => [1, types[type]]);
  const code = [unsigned(declared.length), declared, body(variables), 0x0b].flat(Number.POSITIVE_INFINITY);
  return { name, params: Object.values(params).map((type) => types[type]), result: types[result], code };
}

const vector = (items) => [unsigned(items.length), items];
const section = (id, content) => {
  const bytes = content.flat(Number.POSITIVE_INFINITY);
  return [id, unsigned(bytes.length), bytes];
};
const text = (name) => vector([...name].map((letter) => letter.charCodeAt(0)));

/** The module with these functions and a memory of so many pages of 64 KiB, all exported by name. */
export function wasmModule(functions, pages) {
  return Uint8Array.from(
    [
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, vector(functions.map(({ params, result }) => [0x60, vector(params), vector([result])]))),
      section(3, vector(functions.map((_, at) => unsigned(at)))),
      section(5, vector([[1, unsigned(pages), unsigned(pages)]])),
      section(7, vector([[text('memory'), 2, 0], ...functions.map(({ name }, at) => [text(name), 0, unsigned(at)])])),
      section(10, vector(functions.map(({ code }) => [unsigned(code.length), code]))),
    ].flat(Number.POSITIVE_INFINITY),
  );
}
