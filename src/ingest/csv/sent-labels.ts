import { badLabel, type LabelDictionary, labelCode, labelDictionary, labelRoom } from './labels.js';

/** Labels that a reader met, in the order of its codes: their bytes one after another as in a dictionary, which can be sent without a string. */
export interface LabelBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lengths: Uint32Array<ArrayBuffer>;
}

/** A dictionary that knows labels by their bytes alone: what they mean is for somebody else to say. */
export interface RawDictionary {
  readonly dictionary: LabelDictionary;
  /** The labels that it has learned since it was last asked. */
  newLabels(): LabelBytes;
}

/** An empty one. */
export function rawDictionary(): RawDictionary {
  let lengths: number[] = [];
  let told = 0;
  const dictionary = labelDictionary(
    (_bytes, start, end) => {
      lengths.push(end - start);
      return '';
    },
    () => false,
  );
  return {
    dictionary,
    newLabels: () => {
      const { arena, used } = dictionary;
      const labels = { bytes: new Uint8Array(arena.buffer.slice(told, used)), lengths: Uint32Array.from(lengths) };
      told = used;
      lengths = [];
      return labels;
    },
  };
}

/** From the codes of a raw dictionary to those of another. */
export interface Translation {
  /** Takes in what {@link RawDictionary.newLabels} gave. */
  learn(labels: LabelBytes): void;
  /** Translates in place; false when a label is no valid text. */
  translate(codes: Uint32Array): boolean;
}

/** No label of a dictionary has this code, nor has a missing one. */
const unknown = 0xfffffffd;

/**
 * A translation into a dictionary, which learns a label when a row has it and no sooner: what was read in vain leaves no trace, and labels come in
 * the order of the rows.
 */
export function translationInto(dictionary: LabelDictionary): Translation {
  const lots: LabelLot[] = [];
  let codeOf = new Uint32Array(0);
  let count = 0;

  const codeInDictionary = (code: number): number => {
    const { first, words, starts, lengths } = lots.findLast((lot) => lot.first <= code)!;
    return labelCode(dictionary, words, starts[code - first]!, lengths[code - first]!);
  };

  return {
    learn: ({ bytes, lengths }) => {
      if (lengths.length === 0) return;
      lots.push({ first: count, words: new DataView(bytes.buffer), starts: startsOf(lengths), lengths });
      count += lengths.length;
      if (count <= codeOf.length) return;
      const larger = new Uint32Array(Math.max(count, 2 * codeOf.length)).fill(unknown);
      larger.set(codeOf);
      codeOf = larger;
    },
    translate: (codes) => {
      for (let row = 0; row < codes.length; row++) {
        const code = codes[row]!;
        if (codeOf[code] === unknown) {
          const known = codeInDictionary(code);
          if (known === badLabel) return false;
          codeOf[code] = known;
        }
        codes[row] = codeOf[code]!;
      }
      return true;
    },
  };
}

/** Labels that came together; the codes of the raw dictionary run on from `first`. */
interface LabelLot {
  readonly first: number;
  readonly words: DataView;
  readonly starts: Uint32Array;
  readonly lengths: Uint32Array;
}

function startsOf(lengths: Uint32Array): Uint32Array {
  const starts = new Uint32Array(lengths.length);
  for (let at = 1; at < starts.length; at++) starts[at] = starts[at - 1]! + labelRoom(lengths[at - 1]!);
  return starts;
}
