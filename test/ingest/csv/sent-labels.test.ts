import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type LabelDictionary, labelCodeOf, labelDictionary } from '../../../src/ingest/csv/labels.js';
import { rawDictionary, translationInto } from '../../../src/ingest/csv/sent-labels.js';

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);

const fileDictionary = (): LabelDictionary =>
  labelDictionary(
    (bytes, start, end) => {
      const text = new TextDecoder().decode(bytes.subarray(start, end));
      return text === '?' ? null : text;
    },
    (text) => text === '',
  );

const codesOf = (dictionary: LabelDictionary, labels: readonly string[]): Uint32Array =>
  Uint32Array.from(labels, (label) => labelCodeOf(dictionary, encoded(label)));

const label = fc.constantFrom('', 'a', 'b', 'abcd', 'abcde', 'abcdefgh', 'Ünterschule', 'a long name of a school');

describe('labels of several readers', () => {
  law.prop([
    fc.array(fc.record({ reader: fc.nat(2), labels: fc.array(label), isKept: fc.boolean() }), { maxLength: 12 }),
  ])('have the codes and the order that one reader gives to the pieces that are kept', (pieces) => {
    const one = fileDictionary();
    const many = fileDictionary();
    const readers = [0, 1, 2].map(() => ({ raw: rawDictionary(), translation: translationInto(many) }));
    for (const { reader, labels, isKept } of pieces) {
      const { raw, translation } = readers[reader]!;
      const codes = codesOf(raw.dictionary, labels);
      translation.learn(raw.newLabels());
      if (!isKept) continue;

      expect(translation.translate(codes)).toBe(true);
      expect(codes).toEqual(codesOf(one, labels));
    }

    expect(many.levels).toEqual(one.levels);
  });

  test('are sent once', () => {
    const raw = rawDictionary();
    codesOf(raw.dictionary, ['a', 'abcdefg', 'a']);

    expect([...raw.newLabels().lengths]).toEqual([1, 7]);
    codesOf(raw.dictionary, ['abcdefg', 'new']);

    expect([...raw.newLabels().lengths]).toEqual([3]);
    expect([...raw.newLabels().lengths]).toEqual([]);
  });

  test('that are no valid text are refused when a row has them', () => {
    const raw = rawDictionary();
    const translation = translationInto(fileDictionary());
    const codes = codesOf(raw.dictionary, ['a', '?', 'a']);
    translation.learn(raw.newLabels());

    expect(translation.translate(codes.slice(0, 1))).toBe(true);
    expect(translation.translate(codes)).toBe(false);
  });
});
