import { type CsvOptions, type EfficacyError, missingCode, parseCsv, type Table } from 'efficacy';
import { describe, expect, test } from 'vitest';
import { lineOfRow } from '../../../src/columns/line-map.js';

/** The cells of a column, null where missing. */
function cells(table: Table, name: string): readonly (string | number | null)[] {
  const column = table.columns.get(name);
  if (column === undefined) throw new Error(`no column ${name}`);
  return column.kind === 'numeric'
    ? Array.from(column.values, (x) => (Number.isNaN(x) ? null : x))
    : Array.from(column.codes, (code) => (code === missingCode ? null : (column.levels[code] as string)));
}

/** The error of a reading that must fail. */
function refusal(source: string | Uint8Array, options: CsvOptions = {}): EfficacyError {
  try {
    parseCsv(source, options);
  } catch (error) {
    return error as EfficacyError;
  }
  throw new Error('was read');
}

const number = { columns: { x: 'number' } } as const;
const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])));

describe('quotes', () => {
  test('around a cell are not part of it', () => expect(cells(parseCsv('a,b\n"x",y\n'), 'a')).toEqual(['x']));
  test('doubled inside a quoted cell stand for one', () =>
    expect(cells(parseCsv('a,b\n"The ""Oak"" School",y\n'), 'a')).toEqual(['The "Oak" School']));
  test('let a cell hold delimiters and line ends', () =>
    expect(cells(parseCsv('a,b\n"x,\r\ny\n",z\n'), 'a')).toEqual(['x,\r\ny\n']));
  test('around a number are allowed', () => expect(cells(parseCsv('x,y\n"12.5",a\n', number), 'x')).toEqual([12.5]));
  test('around nothing are a missing cell', () => {
    const table = parseCsv('x,y\n"",""\n', number);
    expect([cells(table, 'x'), cells(table, 'y')]).toEqual([[null], [null]]);
  });
  test('inside an unquoted cell are letters', () =>
    expect(cells(parseCsv('a,b\n5" tape,y\n'), 'a')).toEqual(['5" tape']));
  test('a quoted and an unquoted label of the same letters are one label', () =>
    expect(parseCsv('a,b\n"x",1\nx,2\n').columns.get('a')).toMatchObject({ levels: ['x'] }));
  test('a label that is only the start of a quoted one does not become a label', () =>
    expect(parseCsv('a,b\n"x""y",1\n"z\nz",2\n').columns.get('a')).toMatchObject({ levels: ['x"y', 'z\nz'] }));
  test('that do not close are an error on the line where they open', () => {
    const error = refusal('a,b\n1,2\n3,"4\n5,6\n');
    expect(error).toMatchObject({ code: 'invalid_csv', detail: { line: 3 } });
    expect(error.message).toContain('quote');
  });
  test('with text behind them are an error', () =>
    expect(refusal('a,b\n"x"y,2\n')).toMatchObject({
      code: 'invalid_csv',
      detail: { line: 2, problem: 'quote-text' },
    }));
});

describe('lines', () => {
  for (const [name, end] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ] as const) {
    test(`may end in ${name}, the last one in nothing`, () => {
      const text = ['x,y', '1,a', '2,b'].join(end);
      for (const source of [text, text + end]) {
        const table = parseCsv(source, number);
        expect([cells(table, 'x'), cells(table, 'y')]).toEqual([
          [1, 2],
          ['a', 'b'],
        ]);
      }
    });
  }
  test('may end in different ways in one file', () =>
    expect(cells(parseCsv('x,y\r\n1,a\n2,b\r3,c', number), 'y')).toEqual(['a', 'b', 'c']));
  test('without anything are no records', () => expect(parseCsv('x,y\n\n1,a\n\r\n\n2,b\n\n', number).rowCount).toBe(2));
  test('of two quotes are records of one field', () =>
    expect(refusal('x,y\n1,a\n""\n2,b\n', number)).toMatchObject({
      code: 'invalid_csv',
      detail: { line: 3, expected: 2, received: 1 },
    }));
  test('without anything are missing cells in a table of one column', () =>
    expect(cells(parseCsv('x\n1\n\n2\n', number), 'x')).toEqual([1, null, 2]));
  test('are counted through quoted line ends and empty lines', () => {
    const { lines, rowCount } = parseCsv('x,y\n1,a\n2,"b\nb"\n3,c\n\n4,d\n', number);
    expect(Array.from({ length: rowCount }, (_, row) => lineOfRow(lines as NonNullable<typeof lines>, row))).toEqual([
      2, 3, 5, 7,
    ]);
  });
  test('of a quoted header are counted', () => {
    const { lines } = parseCsv('x,"y\nz"\n1,a\n', number);
    expect(lineOfRow(lines as NonNullable<typeof lines>, 0)).toBe(3);
  });
});

describe('records', () => {
  test('with too few or too many fields are an error that names the line and both numbers', () => {
    for (const [text, received] of [
      ['a,b,c\n1,2,3\n4,5\n', 2],
      ['a,b,c\n1,2,3\n4,5,6,7\n', 4],
      ['a,b,c\n1,2,3\n4,5,6,\n', 4],
    ] as const) {
      const error = refusal(text);
      expect(error).toMatchObject({ code: 'invalid_csv', detail: { line: 3, expected: 3, received } });
      expect(error.message).toContain('line 3');
    }
  });
  test('with a NUL byte are an error that names the line', () => {
    for (const text of ['a,b\n1,2\n3,\u00004\n', 'a,b\n1,2\n"3\u0000",4\n', 'a,b\n1,2\n\u0000\u0000\u0000'])
      expect(refusal(text)).toMatchObject({ code: 'invalid_csv', detail: { line: 3, problem: 'nul' } });
  });
  test('may be none', () => expect(parseCsv('x,y\n', number)).toMatchObject({ rowCount: 0 }));
});

describe('the header', () => {
  test('names the columns in their order', () =>
    expect([...parseCsv('b,a\n1,2\n').columns.keys()]).toEqual(['b', 'a']));
  test('may have a byte-order mark', () =>
    expect([...parseCsv('\ufeffa,b\n1,2\n').columns.keys()]).toEqual(['a', 'b']));
  test('must not begin with the mark of another encoding than the declared one', () => {
    const marked = bytes('\ufeffschool,x\nMüller,1\n');
    expect(refusal(marked, { encoding: 'windows-1252' })).toMatchObject({
      code: 'invalid_csv',
      detail: { encoding: 'windows-1252' },
    });
    expect(cells(parseCsv(marked), 'school')).toEqual(['Müller']);
  });
  test('may leave columns without a name, which are left out', () =>
    expect([...parseCsv(',a,\n0,x,y\n').columns.keys()]).toEqual(['a']));
  test('may use any name, those of object properties too', () => {
    const table = parseCsv('__proto__,constructor,polluted\n1,2,3\n');
    expect([...table.columns.keys()]).toEqual(['__proto__', 'constructor', 'polluted']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
  test('must not use a name twice', () =>
    expect(refusal('a,b,a\n1,2,3\n')).toMatchObject({
      code: 'duplicate_column',
      detail: { column: 'a', places: [1, 3] },
    }));
  test('must have the columns that are declared and asked for', () => {
    for (const options of [{ columns: { post: 'number' } }, { only: ['post'] }] as const) {
      const error = refusal('pupil,Post_Score\n1,2\n', options);
      expect(error).toMatchObject({ code: 'column_not_found', detail: { column: 'post' } });
      expect(error.message).toContain('"Post_Score"');
    }
  });
  test('of one column that looks separated otherwise is an error with the option to set', () =>
    expect(refusal('a;b;c\n1;2;3\n').message).toContain('delimiter: ";"'));
  test('must be there', () => expect(refusal('')).toMatchObject({ code: 'no_data' }));
});

describe('types', () => {
  test('are declared: digits that are not declared a number stay text', () =>
    expect(cells(parseCsv('id,x\n007,7\n', number), 'id')).toEqual(['007']));
  test('other than number and text are refused', () =>
    expect(refusal('a\n1\n', { columns: { a: 'date' as 'text' } })).toMatchObject({ code: 'invalid_argument' }));
  test('only keeps the named columns, in that order, and still counts all fields', () => {
    expect([...parseCsv('a,b,c\n1,2,3\n', { only: ['c', 'a'] }).columns.keys()]).toEqual(['c', 'a']);
    expect(refusal('a,b,c\n1,2,3\n4,5\n', { only: ['a'] })).toMatchObject({ detail: { line: 3 } });
  });
});

describe('missing cells', () => {
  test('are the empty and the blank ones', () => {
    const table = parseCsv('x,y\n,\n  ,\t \n1,a\n', number);
    expect([cells(table, 'x'), cells(table, 'y')]).toEqual([
      [null, null, 1],
      [null, null, 'a'],
    ]);
  });
  test('are those declared, blanks around them aside', () => {
    const table = parseCsv('x,y\nNA, NA \n 1,NAN\n', { ...number, missing: ['NA'] });
    expect([cells(table, 'x'), cells(table, 'y')]).toEqual([
      [null, 1],
      [null, 'NAN'],
    ]);
  });
  test('may be declared by a number, which in a numeric column stands for its value and in text for its letters', () => {
    const table = parseCsv('x,y\n-999,-999\n-999.0,-999.0\n-99,-99\n "-999" ,a\n'.replace(' "-999" ', '"-999"'), {
      ...number,
      missing: ['-999'],
    });
    expect([cells(table, 'x'), cells(table, 'y')]).toEqual([
      [null, null, -99, null],
      [null, '-999.0', '-99', 'a'],
    ]);
  });
  test('may be declared in letters of the encoding', () =>
    expect(cells(parseCsv(bytes('y\n', 0xe9, '\n'), { encoding: 'windows-1252', missing: ['é'] }), 'y')).toEqual([
      null,
    ]));
});

describe('cells that are no numbers', () => {
  test('are told by line, column and text, in file order, and counted', () => {
    const error = refusal('x,y\n1,a\n2\u0020x,b\n"q\n",c\n3,d\n4%,e\n', number);
    expect(error).toMatchObject({ code: 'invalid_number', detail: { count: 3 } });
    expect(error.detail['cells']).toMatchObject([
      { line: 3, column: 'x', text: '2 x' },
      { line: 4, column: 'x', text: 'q\n' },
      { line: 7, column: 'x', text: '4%' },
    ]);
    expect(error.message).toMatch(/3 bad cells.*line 3.*"x".*"2 x".*line 7/);
  });
  test('beyond the first five are only counted', () => {
    const error = refusal(`x,y\n${'?,a\n'.repeat(1000)}`, number);
    expect(error.detail['count']).toBe(1000);
    expect(error.detail['cells']).toHaveLength(5);
    expect(error.message).toContain('and 995 more');
  });
  test('in columns that are not kept do not matter', () =>
    expect(parseCsv('x,y\nbad,a\n', { only: ['y'] }).rowCount).toBe(1));
  test('come with how to declare them as missing when they look like a word', () =>
    expect(refusal('x,y\nabsent,a\n', number).message).toContain('missing: ["absent"]'));
  for (const text of [
    'NaN',
    'Infinity',
    '0x10',
    '1_000',
    '85%',
    '1,5',
    '1 5',
    '1e',
    '--1',
    '.',
    '+',
    '1.2.3',
    '１５',
    '−5',
    '1e400',
    '1e-400',
    '9007199254740993',
  ])
    test(`such as ${text}`, () =>
      expect(refusal(`x,y\n"${text}",a\n`, number)).toMatchObject({ code: 'invalid_number' }));
  for (const [text, value] of [
    ['+15.', 15],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['1E3', 1000],
    ['1e-2', 0.01],
    ['007', 7],
    ['0e999', 0],
  ] as const)
    test(`but ${text} is one`, () => expect(cells(parseCsv(`x,y\n${text},a\n`, number), 'x')).toEqual([value]));
});

describe('other formats', () => {
  test('delimiters and decimal commas', () => {
    for (const delimiter of [';', '\t', '|'] as const) {
      const table = parseCsv(`x${delimiter}y\n12,5${delimiter}a,b\n`, {
        ...number,
        delimiter,
        decimal: ',',
      });
      expect([cells(table, 'x'), cells(table, 'y')]).toEqual([[12.5], ['a,b']]);
    }
  });
  test('with a decimal comma a point is no number', () =>
    expect(refusal('x;y\n12.5;a\n', { ...number, delimiter: ';', decimal: ',' })).toMatchObject({
      code: 'invalid_number',
    }));
  test('a decimal sign that is also the delimiter is refused', () =>
    expect(refusal('x,y\n1,2\n', { decimal: ',' })).toMatchObject({ code: 'invalid_argument' }));
  test('bytes that are not UTF-8 are an error with the line, in columns that are not kept too', () => {
    const source = bytes('x,school\n1,Oak\n2,Caf', 0xe9, '\n');
    for (const options of [{}, { only: ['x'] }])
      expect(refusal(source, options)).toMatchObject({ code: 'invalid_csv', detail: { line: 3 } });
  });
  test('windows-1252 is read when it is declared', () =>
    expect(cells(parseCsv(bytes('y,z\nCaf', 0xe9, ' ', 0x80, ',1\n'), { encoding: 'windows-1252' }), 'y')).toEqual([
      'Café €',
    ]));
});

describe('what is no CSV text', () => {
  const wrong: readonly (readonly [string, Uint8Array])[] = [
    ['PNG', bytes(0x89, 'PNG\r\n')],
    ['ZIP', bytes('PK\u0003\u0004')],
    ['PDF', bytes('%PDF-1.7')],
    ['Parquet', bytes('PAR1')],
    ['Arrow', bytes('ARROW1')],
    ['gzip', bytes(0x1f, 0x8b, 8)],
    ['UTF-16', bytes(0xff, 0xfe, 'a', 0)],
    ['HTML', bytes('<!DOCTYPE html><html>')],
    ['Git LFS', bytes('version https://git-lfs.github.com/spec/v1\n')],
  ];
  for (const [what, source] of wrong)
    test(`is told by name: ${what}`, () => {
      const error = refusal(source);
      expect(error.code).toBe('wrong_file');
      expect(error.message).toContain(what);
    });
});
