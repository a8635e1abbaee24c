import { missingCode } from '../../columns/column.js';

/**
 * The labels of one column as they are met: each distinct run of bytes has a code, by open addressing on a 32-bit hash. The bytes are kept
 * beside, so that a known label costs no string.
 */
export interface LabelDictionary {
  /** The labels, each once, in the order in which they first appeared. */
  readonly levels: string[];
  /** The text of a new label; null where the bytes are no valid text. */
  readonly decode: (bytes: Uint8Array, start: number, end: number) => string | null;
  readonly isMissing: (text: string) => boolean;
  /** Four numbers an entry: hash, place of the bytes in the arena, their length (-1: no entry), code. */
  slots: Int32Array<ArrayBuffer>;
  mask: number;
  entries: number;
  /** The bytes of all labels; each starts at a multiple of 4, with zeros behind it. */
  arena: DataView<ArrayBuffer>;
  used: number;
}

/** An empty dictionary. */
export function labelDictionary(
  decode: LabelDictionary['decode'],
  isMissing: LabelDictionary['isMissing'],
): LabelDictionary {
  return {
    levels: [],
    decode,
    isMissing,
    slots: new Int32Array(4 * 64).fill(-1),
    mask: 63,
    entries: 0,
    arena: new DataView(new ArrayBuffer(512)),
    used: 0,
  };
}

/** A label of so many bytes is its own hash: the bytes side by side. */
const packedLength = 4;

/** What of a word belongs to a label of so many bytes. */
const masks = Int32Array.of(0, 0xff, 0xffff, 0xffffff, -1);

/** The hash of a label. */
function labelHash(bytes: DataView, start: number, length: number): number {
  if (length <= packedLength) return bytes.getInt32(start, true) & (masks[length] as number);
  let hash = length;
  let at = start;
  let left = length;
  for (; left > 4; at += 4, left -= 4) hash = mixed(hash, bytes.getInt32(at, true));
  return mixed(hash, bytes.getInt32(at, true) & (masks[left] as number));
}

function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x01000193);
  return product ^ (product >>> 15);
}

/** What {@link labelCode} says of bytes that are no valid text. */
export const badLabel = -2;

/**
 * The code of a label; -1, which a Uint32Array keeps as {@link missingCode}, when its text means missing.
 *
 * @param bytes - hold the label, and behind it enough to read words to its end
 */
export function labelCode(dictionary: LabelDictionary, bytes: DataView, start: number, length: number): number {
  const { slots, arena, mask } = dictionary;
  const hash = labelHash(bytes, start, length);
  for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
    const at = slot * 4;
    if (slots[at] === hash && slots[at + 2] === length) {
      if (length <= packedLength) return slots[at + 3] as number;
      let mine = slots[at + 1] as number;
      let other = start;
      let left = length;
      for (; left > 4 && arena.getInt32(mine, true) === bytes.getInt32(other, true); left -= 4) {
        mine += 4;
        other += 4;
      }
      if (left <= 4 && arena.getInt32(mine, true) === (bytes.getInt32(other, true) & (masks[left] as number)))
        return slots[at + 3] as number;
    } else if (slots[at + 2] === -1) {
      return addLabel(dictionary, bytes, start, length, hash);
    }
  }
}

/** The code of a label that stands alone, nothing behind it. */
export function labelCodeOf(dictionary: LabelDictionary, label: Uint8Array): number {
  const padded = new Uint8Array(label.length + 4);
  padded.set(label);
  return labelCode(dictionary, new DataView(padded.buffer), 0, label.length);
}

/** Makes every bit of a hash count in the low ones, which choose the slot (Knuth's multiplicative hashing). */
function spread(hash: number): number {
  const product = Math.imul(hash, 0x9e3779b1);
  return product ^ (product >>> 15);
}

function addLabel(dictionary: LabelDictionary, bytes: DataView, start: number, length: number, hash: number): number {
  const label = new Uint8Array(bytes.buffer, bytes.byteOffset + start, length);
  const text = dictionary.decode(label, 0, length);
  if (text === null) return badLabel;
  const code = dictionary.isMissing(text) ? missingCode | 0 : dictionary.levels.push(text) - 1;
  const room = labelRoom(length);
  if (dictionary.used + room > dictionary.arena.byteLength) {
    const larger = new Uint8Array(2 * dictionary.arena.byteLength + room);
    larger.set(new Uint8Array(dictionary.arena.buffer));
    dictionary.arena = new DataView(larger.buffer);
  }
  new Uint8Array(dictionary.arena.buffer).set(label, dictionary.used);
  if (4 * ++dictionary.entries > dictionary.mask) grow(dictionary);
  place(dictionary, hash, dictionary.used, length, code);
  dictionary.used += room;
  return code;
}

/** Bytes that a label takes in the arena: whole words, and one more, so that an empty label has one to be compared with too. */
export const labelRoom = (length: number): number => (length & ~3) + 4;

function grow(dictionary: LabelDictionary): void {
  const { slots } = dictionary;
  dictionary.slots = new Int32Array(2 * slots.length).fill(-1);
  dictionary.mask = 2 * dictionary.mask + 1;
  for (let at = 0; at < slots.length; at += 4) {
    if (slots[at + 2] !== -1)
      place(dictionary, slots[at] as number, slots[at + 1] as number, slots[at + 2] as number, slots[at + 3] as number);
  }
}

function place({ slots, mask }: LabelDictionary, hash: number, from: number, length: number, code: number): void {
  let slot = spread(hash) & mask;
  while (slots[4 * slot + 2] !== -1) slot = (slot + 1) & mask;
  const at = 4 * slot;
  slots[at] = hash;
  slots[at + 1] = from;
  slots[at + 2] = length;
  slots[at + 3] = code;
}
