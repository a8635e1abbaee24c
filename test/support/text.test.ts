import { describe, expect, test } from 'vitest';
import { counted, didYouMean, grouped, listed, printable, quoted } from '../../src/support/text.js';

describe('text from data in a message', () => {
  test('control characters, bidirectional controls and line separators are shown and not sent', () => {
    expect(printable('\u001b[31mred\u0000\u202e\u2028\u009b')).toBe('\\u001b[31mred\\u0000\\u202e\\u2028\\u009b');
  });

  test('letters of any script stay', () => {
    expect(printable('Ñandú 学校 é')).toBe('Ñandú 学校 é');
  });

  test('is shortened', () => {
    expect(quoted('x'.repeat(100), 5)).toBe('"xxxxx…"');
  });

  test('lists end in how many more there are', () => {
    expect(listed(['a', 'b', 'c'], 2)).toBe('"a", "b" and 1 more');
    expect(listed(['a'])).toBe('"a"');
  });
});

describe('counts', () => {
  test('have separated thousands and the right noun', () => {
    expect([0, 12, 123, 1234, 1234567].map(grouped)).toEqual(['0', '12', '123', '1,234', '1,234,567']);
    expect([counted(1, 'row'), counted(2, 'row'), counted(1, 'is', 'are')]).toEqual(['1 row', '2 rows', '1 is']);
  });
});

describe('did you mean', () => {
  test.each([
    ['post', ['pre', 'Post_Score'], ' Did you mean "Post_Score"?'],
    ['READ K', ['readk', 'mathk'], ' Did you mean "readk"?'],
    ['zzz', ['readk', 'mathk'], ''],
    ['', ['readk'], ''],
    ['a', ['a1', 'a2', 'a3', 'a4'], ' Did you mean "a1" or "a2" or "a3"?'],
  ])('%j among %j', (wanted, names, hint) => {
    expect(didYouMean(wanted, names)).toBe(hint);
  });
});
