/**
 * Just enough of WebAssembly to write loops over numbers. An expression is the bytes that leave its value on the stack, a statement those that
 * leave nothing; both are joined by spreading. Addresses are expressions of bytes from the start of the memory, offsets are plain numbers.
 *
 * @see WebAssembly Core Specification, release 2.0, section 5.4 (instructions) and section 4.4 (what they do).
 */
export type Code = readonly number[];

/** A whole number from 0 on in the variable-length form of the specification (LEB128). */
export function unsigned(n: number): number[] {
  const bytes: number[] = [];
  for (; n > 127; n >>>= 7) bytes.push((n & 127) | 128);
  return [...bytes, n];
}

/** The same for a whole number of either sign. */
export function signed(n: number): number[] {
  const bytes: number[] = [];
  for (; n < -64 || n > 63; n >>= 7) bytes.push((n & 127) | 128);
  return [...bytes, n & 127];
}

/** Local variables. */
export const local = {
  get: (index: number): Code => [0x20, ...unsigned(index)],
  set: (index: number, value: Code): Code => [...value, 0x21, ...unsigned(index)],
  /** Sets it and leaves the value. */
  tee: (index: number, value: Code): Code => [...value, 0x22, ...unsigned(index)],
};

const operandOf = (offset: number): number[] => [0, ...unsigned(offset)];

/** Whole numbers of 32 bits. */
export const i32 = {
  constant: (n: number): Code => [0x41, ...signed(n)],
  add: (a: Code, b: Code): Code => [...a, ...b, 0x6a],
  multiply: (a: Code, b: Code): Code => [...a, ...b, 0x6c],
  or: (a: Code, b: Code): Code => [...a, ...b, 0x72],
  shiftLeft: (a: Code, bits: number): Code => [...a, ...i32.constant(bits), 0x74],
  shiftRight: (a: Code, bits: number): Code => [...a, ...i32.constant(bits), 0x76],
  less: (a: Code, b: Code): Code => [...a, ...b, 0x48],
  load: (address: Code, offset: number): Code => [...address, 0x28, ...operandOf(offset)],
  store: (address: Code, offset: number, value: Code): Code => [...address, ...value, 0x36, ...operandOf(offset)],
};

const vector = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];

/** Two doubles side by side. */
export const f64x2 = {
  constant: (x: number): Code => [...vector(0x0c), ...new Uint8Array(Float64Array.of(x, x).buffer)],
  load: (address: Code, offset: number): Code => [...address, ...vector(0x00), ...operandOf(offset)],
  /** One double, into both places. */
  loadTwice: (address: Code, offset: number): Code => [...address, ...vector(0x0a), ...operandOf(offset)],
  /** One double into the first place, 0 into the second. */
  loadFirst: (address: Code, offset: number): Code => [...address, ...vector(0x5d), ...operandOf(offset)],
  /** One double into the second place of a value. */
  loadSecond: (address: Code, offset: number, value: Code): Code => [
    ...address,
    ...value,
    ...vector(0x57),
    ...operandOf(offset),
    1,
  ],
  store: (address: Code, offset: number, value: Code): Code => [
    ...address,
    ...value,
    ...vector(0x0b),
    ...operandOf(offset),
  ],
  storeFirst: (address: Code, offset: number, value: Code): Code => [
    ...address,
    ...value,
    ...vector(0x5b),
    ...operandOf(offset),
    0,
  ],
  /** Two of the four numbers of a and b, which are 0 and 1, 2 and 3. */
  pick: (a: Code, b: Code, first: number, second: number): Code => [
    ...a,
    ...b,
    ...vector(0x0d),
    ...[first, second].flatMap((place) => [0, 1, 2, 3, 4, 5, 6, 7].map((byte) => 8 * place + byte)),
  ],
  add: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xf0)],
  subtract: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xf1)],
  multiply: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xf2)],
  size: (a: Code): Code => [...a, ...vector(0xec)],
  /** All bits of a place where true, none where false. */
  equal: (a: Code, b: Code): Code => [...a, ...b, ...vector(0x47)],
  notEqual: (a: Code, b: Code): Code => [...a, ...b, ...vector(0x48)],
  greater: (a: Code, b: Code): Code => [...a, ...b, ...vector(0x4a)],
  or: (a: Code, b: Code): Code => [...a, ...b, ...vector(0x50)],
  /** Whether any bit is set, as a whole number. */
  anyTrue: (a: Code): Code => [...a, ...vector(0x53)],
};

/** Two whole numbers of 64 bits side by side. */
export const i64x2 = {
  add: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xce)],
};

/** Four whole numbers of 32 bits side by side. */
export const i32x4 = {
  load: (address: Code, offset: number): Code => f64x2.load(address, offset),
  store: (address: Code, offset: number, value: Code): Code => f64x2.store(address, offset, value),
  or: (a: Code, b: Code): Code => f64x2.or(a, b),
  /** One number, into all places. */
  fill: (a: Code): Code => [...a, ...vector(0x11)],
  /** The number at a place. */
  at: (a: Code, place: number): Code => [...a, ...vector(0x1b), place],
  /** All bits of a place where true, none where false. */
  equal: (a: Code, b: Code): Code => [...a, ...b, ...vector(0x37)],
  add: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xae)],
  subtract: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xb1)],
  multiply: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xb5)],
  /** The smaller as numbers without sign. */
  least: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xb7)],
};

/** Does one thing or the other. */
export const either = (condition: Code, then: Code, otherwise: Code): Code => [
  ...condition,
  0x04,
  0x40,
  ...then,
  0x05,
  ...otherwise,
  0x0b,
];

/** Repeats as long as the condition at the end holds: at least once. */
export const repeat = (body: Code, condition: Code): Code => [0x03, 0x40, ...body, ...condition, 0x0d, 0, 0x0b];
