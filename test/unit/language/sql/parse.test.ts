import { describe, expect, it } from 'vitest';
import type { SqlSelect } from '../../../../src/language/sql/ast';
import { parseSql } from '../../../../src/language/sql/parse';
import { printSql } from '../../../../src/language/sql/print';
import { queries } from './samples';

function selectOf(text: string): SqlSelect {
  const { statement, problems } = parseSql(text);
  expect(problems).toEqual([]);
  if (statement?.kind !== 'select') throw new Error(`${text} is no select`);
  return statement;
}

describe('parseSql', () => {
  it.each(queries)('reads %j', (text, printed) => {
    const print = printSql(selectOf(text));
    expect(print).toBe(printed);
    expect(printSql(selectOf(print))).toBe(print);
  });

  it('says where every node stands', () => {
    const text = "select max( cpu ) top from `t` where a.b = 'x''y' group by os";
    const { items, from, where, groupBy } = selectOf(text);
    const shown = [items[0], from[0], where, groupBy[0]].map(
      (node) => node && text.slice(node.start, node.end),
    );
    expect(shown).toEqual(['max( cpu ) top', '`t`', "a.b = 'x''y'", 'os']);
    expect(where).toMatchObject({
      left: { kind: 'column', name: 'b', qualifiers: ['a'] },
      right: { kind: 'literal', type: 'string', value: "x'y" },
    });
  });

  it.each([
    ['insert into t values (1)', 'insert'],
    ['UPDATE t set a = 1', 'update'],
    ['show tables', 'show'],
    ['select a from t union all select b from t', 'union'],
    ['(select a from t) union (select b from t)', 'union'],
  ])('knows that %j is no select', (text, word) => {
    expect(parseSql(text)).toMatchObject({ statement: { kind: 'other', word }, problems: [] });
  });

  it.each([
    ['', 'syntax error at position 1'],
    ['   ', 'syntax error at position 4'],
    ['foo', "syntax error at position 4 near 'foo'"],
    ['select', 'syntax error at position 7'],
    ['select from t', "syntax error at position 12 near 'from'"],
    ['select cpu FROM', 'syntax error at position 16'],
    ['select cpu, from t', "syntax error at position 17 near 'from'"],
    ['select cpu mem disk from t', "syntax error at position 20 near 'disk'"],
    ["select cpu from 'x", "syntax error at position 19 near 'x'"],
    ['select cpu from `x', "syntax error at position 19 near 'x'"],
    ['select cpu from t /* x', "syntax error at position 23 near '/* x'"],
    ['select cpu from t where exists(os)', "syntax error at position 34 near 'os'"],
    ["select cpu from t where os == 'x'", 'syntax error at position 30'],
    ['select cpu from t where a = b = c', 'syntax error at position 32'],
    ['select cpu from t where a[0] = 1', "syntax error at position 27 near '['"],
    ['select cpu from t where a = 5m', "syntax error at position 30 near '5'"],
    ['select cpu from t group os', "syntax error at position 27 near 'os'"],
    ['select cpu where a = 1 from t', "syntax error at position 28 near 'from'"],
    ['select cpu from t where a = 1 where b = 1', "syntax error at position 36 near 'where'"],
    ['select cpu from t; select cpu from t', "syntax error at position 26 near 'select'"],
    ['select cpu from a left join b', 'syntax error at position 30'],
    ['select cpu from (select a from b)', 'syntax error at position 34'],
    ['(select cpu from t)', 'syntax error at position 20'],
    ['select key from t', "syntax error at position 11 near 'key'"],
    ['select `` from t', "syntax error at position 10 near ''"],
    ["select 'é' + from t", "syntax error at position 19 near 'from'"],
  ])('refuses %j', (text, message) => {
    expect(parseSql(text).problems[0]).toMatchObject({ severity: 'error', stage: 'parse', message });
  });

  it('explains a mistake in the terms of whoever wrote it', () => {
    const advices = [
      'select key from t',
      "select a from t where b == 'x'",
      'select a from "x',
      'select a b c',
    ].map((text) => parseSql(text).problems[0]?.advice);
    expect(advices).toEqual([
      'expected a metric, a function or a value, found "key" (as a name it is written `key`)',
      'expected a value: in SQL, equality is "=", found "="',
      'expected a table, found a quote without its end',
      'expected a comma, FROM or the end of the query, found "c"',
    ]);
  });

  it('goes on after a mistake', () => {
    const text = "select max(, cpu c, mem d e from 't' where a == 1 group by os, limit 5";
    const { statement, problems } = parseSql(text);
    expect(problems.map(({ start, end }) => text.slice(start, end))).toEqual([',', 'e', '=', 'limit']);
    if (statement?.kind !== 'select') throw new Error('no select');
    expect(printSql(statement)).toBe('select cpu as c, mem as d from t group by os limit 5');
  });

  it.each([
    ['parentheses', (n: number) => `select a from t where ${'('.repeat(n)}a${')'.repeat(n)}`],
    ['NOT', (n: number) => `select a from t where ${'not '.repeat(n)}a`],
    ['signs', (n: number) => `select a from t where ${'- '.repeat(n)}a = 1`],
    ['AND', (n: number) => `select a from t where a = 1${' and a = 1'.repeat(n)}`],
    ['sums', (n: number) => `select a${' + a'.repeat(n)} from t`],
    ['joins', (n: number) => `select a from t${' join t'.repeat(n)}`],
    ['IS', (n: number) => `select a from t where a${' is null'.repeat(n)}`],
    ['queries', (n: number) => `select a from t where a = ${'(select '.repeat(n)}`],
    ['calls', (n: number) => `select ${'max('.repeat(n)}`],
  ])('bounds the nesting of %s', (_, textOf) => {
    expect(parseSql(textOf(100_000)).problems[0]?.message).toMatch(
      /^max nesting level reached at position \d+/,
    );
  });

  it('gives up after many mistakes', () => {
    const { problems } = parseSql(`select ${',a b c'.repeat(200_000)} from t`);
    expect(problems).toHaveLength(50);
  });
});
