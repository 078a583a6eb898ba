import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../src/language/fsql/document';
import { applyEdits, formatDocument } from '../../../../src/language/fsql/format';
import { tokenizeSql } from '../../../../src/language/sql/tokenize';
import { queries } from '../sql/samples';
import { corpus } from './fixtures';

function format(text: string): string {
  return applyEdits(text, formatDocument(readDocument(text)));
}

describe('formatDocument', () => {
  it.each([
    [
      "select avg( cpu ),max(mem)as top from 't' where host='a' and not os in('x','y') group by host",
      "SELECT avg(cpu), max(mem) AS top\nFROM 't'\nWHERE host = 'a' AND NOT os IN ('x', 'y')\nGROUP BY host",
    ],
    ['select a from t ;', 'SELECT a\nFROM t;'],
    [
      'select * from nosql . t where a=-1 and exists ( b )',
      'SELECT *\nFROM nosql.t\nWHERE a = -1 AND exists(b)',
    ],
    [
      'select count(*), t.*, a . `select`, b.select from t',
      'SELECT count(*), t.*, a.`select`, b.select\nFROM t',
    ],
    ['select a from t where b = - - x and c=-d-1', 'SELECT a\nFROM t\nWHERE b = - -x AND c = -d - 1'],
    ['select cpu -- why\n, mem from t', 'SELECT cpu -- why\n  , mem\nFROM t'],
    [
      'select cpu\n-- only these\nfrom t\n# and\nwhere a = 1 /* one */ and b = 2',
      'SELECT cpu\n-- only these\nFROM t\n# and\nWHERE a = 1 /* one */ AND b = 2',
    ],
    ['--@start   now-1d\n\n--@step 5m\nselect a from t', '-- @start now-1d\n\n-- @step 5m\nSELECT a\nFROM t'],
    [
      'select avg(${m}) from ${t} where a=${v} and b="${v}"',
      'SELECT avg(${m})\nFROM ${t}\nWHERE a = ${v} AND b = "${v}"',
    ],
    [
      '-- keep\n\n\nselect a from t;\n\n\nselect b from u;\n',
      '-- keep\n\n\nSELECT a\nFROM t;\n\n\nSELECT b\nFROM u;\n',
    ],
    [
      "select avg(cpu) as average_of_cpu, max(cpu) as maximum_of_cpu, min(cpu) as minimum_of_cpu, count(cpu) as number from t where host between 'a' and 'b' and os = 'a rather long value' or region = 'another rather long value of it'",
      "SELECT\n  avg(cpu) AS average_of_cpu,\n  max(cpu) AS maximum_of_cpu,\n  min(cpu) AS minimum_of_cpu,\n  count(cpu) AS number\nFROM t\nWHERE host BETWEEN 'a' AND 'b'\n  AND os = 'a rather long value'\n  OR region = 'another rather long value of it'",
    ],
    ['select a from t; select b from u', 'SELECT a\nFROM t;\n\nSELECT b\nFROM u'],
    ['select a from', 'select a from'],
    ['show   tables', 'show   tables'],
  ])('%j', (text, formatted) => {
    expect(format(text)).toBe(formatted);
  });

  const texts = [...corpus, ...queries.map(([text]) => text)];

  it.each(texts)('comes to rest and keeps the meaning of %j', (text) => {
    const once = format(text);
    expect(format(once)).toBe(once);
    const words = (of: string): string[] =>
      tokenizeSql(of).map(({ kind, value }) =>
        kind === 'comment' ? value.replace(/^(--|#|\/\/)\s*/, '$1 ').trimEnd() : value,
      );
    expect(words(once)).toEqual(words(text));
    const tables = (of: string): unknown =>
      readDocument(of).statements.map(({ content }) => [
        content.backend,
        content.table,
        content.sql.columns,
        content.sql.groupBy,
      ]);
    expect(tables(once)).toEqual(tables(text));
  });

  it('changes most of them', () => {
    expect(texts.filter((text) => format(text) !== text).length).toBeGreaterThan(texts.length / 2);
  });

  it('leaves alone what is outside of the range', () => {
    const text = 'select a from t;\nselect b from u;';
    const edits = formatDocument(readDocument(text), { start: 18, end: 20 });
    expect(applyEdits(text, edits)).toBe('select a from t;\nSELECT b\nFROM u;');
  });
});
