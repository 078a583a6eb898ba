import { describe, expect, it } from 'vitest';
import { readDocument, statementAt, updateDocument } from '../../../../src/language/fsql/document';

/** The statements of a document, blanks narrowed. */
function statementsOf(text: string): string[] {
  return readDocument(text).statements.map(({ start, end }) => text.slice(start, end).replace(/\s+/g, ' '));
}

describe('the statements of a document', () => {
  it.each<readonly [text: string, statements: readonly string[]]>([
    ['', []],
    ['-- nothing\n\n/* here */', []],
    [';;\n;', []],
    ['select a from t', ['select a from t']],
    ['select a from t; select b from t;', ['select a from t;', 'select b from t;']],
    [
      "select ';' from t -- ; no\n where a = 'x;y';\nselect 2",
      ["select ';' from t -- ; no where a = 'x;y';", 'select 2'],
    ],
    ['select a\nfrom t\n\nselect b\nfrom u', ['select a from t', 'select b from u']],
    ['select a from t\nselect b from u', ['select a from t', 'select b from u']],
    ['select a from t\nunion\nselect b from u', ['select a from t union select b from u']],
    ['select a from t union all\n\nselect b from u', ['select a from t union all select b from u']],
    ['select a from (\nselect b from c\n) d', ['select a from ( select b from c ) d']],
    ['select avg(\n\nselect b from c', ['select avg(', 'select b from c']],
    ['selct a from t\n\nselect b from c', ['selct a from t', 'select b from c']],
    ["select a from 'x;\nselect b from 'y';", ["select a from 'x;", "select b from 'y';"]],
    ['select a /* x\n; y */ from t', ['select a /* x ; y */ from t']],
    ['select a from t /* b\n */\n-- @start now-1d\nselect b from t', ['select a from t', 'select b from t']],
    ['show tables', ['show tables']],
  ])('%j', (text, statements) => {
    expect(statementsOf(text)).toEqual(statements);
  });

  it('cuts the text without gaps', () => {
    const text = '-- a\n\nselect 1; -- b\n;\nselect 2\n\n-- c\nselect 3 -- d\n\n-- e';
    const { sections } = readDocument(text);
    expect(sections.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
    expect(sections.map(({ content }) => content.text)).toEqual([
      '-- a\n\nselect 1; -- b\n',
      ';\n',
      'select 2\n',
      '\n-- c\nselect 3 -- d\n',
      '\n-- e',
    ]);
  });
});

describe('pragmas', () => {
  const names = (text: string): { header: string[]; statements: string[][] } => {
    const { header, statements } = readDocument(text);
    const show = (pragmas: readonly { name: string; value: string }[]): string[] =>
      pragmas.map(({ name, value }) => `${name}=${value}`);
    return { header: show(header), statements: statements.map(({ pragmas }) => show(pragmas)) };
  };

  it.each<readonly [text: string, header: readonly string[], statements: readonly (readonly string[])[]]>([
    ['-- @start now-1d\nselect 1', ['start=now-1d'], [[]]],
    ['--@start now-1d  \n# @end now\n// @step 5m\nselect 1', ['start=now-1d', 'end=now', 'step=5m'], [[]]],
    [
      '-- @start now-1d\n\n-- @step 5m\nselect 1;\n-- @step 1h\nselect 2',
      ['start=now-1d'],
      [['step=5m'], ['step=1h']],
    ],
    ['-- a note\n\n-- @step 5m\nselect 1', ['step=5m'], [[]]],
    ['select 1; -- @step 5m\nselect 2', [], [['step=5m'], []]],
    ['select 1\n-- @step 5m\nfrom t', [], [['step=5m']]],
    ['-- @start', ['start='], []],
    ['-- @multi_index\r\nselect 1', ['multi_index='], [[]]],
    ["-- start @start\n/* @end now */ select '-- @step 5m'", [], [[]]],
  ])('%j', (text, header, statements) => {
    expect(names(text)).toEqual({ header, statements });
  });

  it('know their places', () => {
    const text = 'select 1;\n\n-- @start  now-1d \nselect 2';
    const pragma = readDocument(text).statements[1]?.pragmas[0];
    expect(pragma && text.slice(pragma.nameNode.start, pragma.nameNode.end)).toBe('@start');
    expect(pragma && text.slice(pragma.valueNode.start, pragma.valueNode.end)).toBe('now-1d');
  });
});

describe('statementAt', () => {
  const text = '-- @start now-1d\n\nselect 1; -- one\n\n-- two\nselect 2;\n\n';
  it.each([
    [0, 0],
    [text.indexOf('1'), 0],
    [text.indexOf('1;') + 2, 0],
    [text.indexOf('one'), 0],
    [text.indexOf('two'), 1],
    [text.indexOf('2;') + 2, 1],
    [text.length, 1],
  ])('at %d is statement %d', (offset, index) => {
    expect(statementAt(readDocument(text), offset)?.index).toBe(index);
  });

  it.each([
    ['select 1;\n|\nselect 2;', 0],
    ['select 1;\n|\n\n-- two\nselect 2;', 0],
    ['select 1;\n\n|\n-- two\nselect 2;', 1],
    ['select 1;\n\n\n|\nselect 2;', 1],
    ['select 1; -- one\n|\nselect 2;', 1],
    ['select 1;\n\n|\n\nselect 2;', 0],
    ['select 1;\n|-- two\n\n\n\nselect 2;', 1],
    ['select 1;\n|\n', 0],
  ])('in %j is statement %d', (marked, index) => {
    const document = readDocument(marked.replace('|', ''));
    expect(statementAt(document, marked.indexOf('|'))?.index).toBe(index);
  });

  it('finds none in an empty document', () => {
    expect(statementAt(readDocument('-- nothing'), 3)).toBeUndefined();
  });
});

const seed = Math.floor(Math.random() * 0xffff_ffff);

function generator(from: number): (bound: number) => number {
  let state = from >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

describe('updateDocument', () => {
  it(`comes to what reading the whole comes to (seed ${seed})`, () => {
    const pick = generator(seed);
    const pieces = [
      'select',
      ' a ',
      '\n',
      '\n\n',
      ';',
      ';\n',
      "'",
      '(',
      ')',
      '-- @start now\n',
      '/*',
      '*/',
      'union',
      '"',
      '`',
      'x',
    ];
    let document = readDocument(
      '-- @start now-1d\n\nselect a from t;\nselect b from u\n\nselect c from v;\n',
    );
    for (let round = 0; round < 600; round++) {
      const { text } = document;
      const start = pick(text.length + 1);
      const end = Math.min(text.length, start + (pick(3) === 0 ? pick(12) : 0));
      const inserted = text.length > 600 ? '' : (pieces[pick(pieces.length)] ?? '');
      const next = text.slice(0, start) + inserted + text.slice(end);
      document = updateDocument(document, next);
      const whole = { ...readDocument(next), sectionsRead: 0 };
      const updated = { ...document, sectionsRead: 0 };
      if (JSON.stringify(updated, plain) !== JSON.stringify(whole, plain))
        expect.fail(JSON.stringify([text, next]));
    }
  });

  it('reads what was touched, and no more', () => {
    const statements = Array.from(
      { length: 2500 },
      (_, index) => `-- @step 5m\nselect avg(cpu), max(mem)\nfrom 'metrics/t${index}'\nwhere host = 'a';\n`,
    );
    let document = readDocument(statements.join('\n'));
    expect(document.statements.length).toBe(2500);
    const { text } = document;
    for (const place of [
      0,
      'avg'.length + 30,
      text.indexOf('t1250'),
      text.lastIndexOf('host'),
      text.length,
    ]) {
      document = updateDocument(document, text.slice(0, place) + 'x' + text.slice(place));
      expect(document.sectionsRead).toBeLessThanOrEqual(2);
      document = updateDocument(document, text);
      expect(document.sectionsRead).toBeLessThanOrEqual(2);
    }
    expect(updateDocument(document, text)).toBe(document);
  });
});

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
