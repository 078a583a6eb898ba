import { describe, expect, it, vi } from 'vitest';
import { complete } from '../../../../../src/language/fsql/completion/complete';
import type { Completions } from '../../../../../src/language/fsql/completion/completion';
import { readDocument } from '../../../../../src/language/fsql/document';
import { nothingKnown, type Known } from '../../../../../src/language/fsql/known/known';
import { known, nowMs } from '../fixtures';

/** Completes at the `|` of a text. */
function at(text: string, what = known): Completions & { readonly plain: string } {
  const offset = text.indexOf('|');
  const plain = text.slice(0, offset) + text.slice(offset + 1);
  return { ...complete(readDocument(plain), offset, what, nowMs), plain };
}

function labels(text: string): string[] {
  return at(text).items.map(({ label }) => label);
}

/** The text after an item was chosen; placeholders of snippets as `‸`. */
function chosen(text: string, label: string): string {
  const { items, replace, plain } = at(text);
  const item = items.find((each) => each.label === label);
  if (!item) throw new Error(`no ${label} among ${items.map((each) => each.label).join(' ')}`);
  const insert = item.isSnippet ? item.insert.replace(/\$\{\d:[^}]*\}|\$\{\d\}|\$\d/g, '‸') : item.insert;
  return plain.slice(0, replace.start) + insert + plain.slice(replace.end);
}

describe('exactly what is offered', () => {
  const m = "from 'metrics/cpu'";
  it.each<readonly [text: string, all: readonly string[]]>([
    [`select cpu ${m} where host in (|`, ['a', "b'c"]],
    [`select cpu ${m} where host in ('a', |`, ["b'c"]],
    [`select cpu ${m} where host in ('a', 'b''c', |`, []],
    ['select * from nosql.users where active = |', ['true', 'false', 'id', 'age', 'name', 'active']],
    ['-- @param |\nselect value from plain where host = ${host} and os = ${os}', ['host', 'os']],
    ['-- @param host\n-- @param |\nselect value from plain where host = ${host} and os = ${os}', ['os']],
  ])('%s', (text, all) => {
    expect(labels(text)).toEqual(all);
  });
});

describe('the first of what is offered', () => {
  const m = "from 'metrics/cpu'";
  it.each<readonly [text: string, first: readonly string[]]>([
    ['|', ['SELECT', 'SELECT … FROM …', '-- @start']],
    ['-- @start now-1d\n\n|', ['SELECT']],
    ['select cpu from plain;\n|', ['SELECT']],
    [`select | ${m}`, ['cpu', 'mem', 'order', '*', 'count', 'sum']],
    [`SELECT cpu, | ${m}`, ['cpu', 'mem', 'order', '*']],
    [`select avg(| ${m}`, ['cpu', 'mem', 'order', '*', 'none']],
    [`select avg(|) ${m}`, ['cpu', 'mem', 'order', '*', 'none']],
    [`select prev_val(|) ${m}`, ['cpu', 'mem', 'order']],
    [`select prev_val(cpu, |) ${m}`, ["'1m'", "'5m'"]],
    [`select prev_val(cpu, '|) ${m}`, ["'1m'", "'5m'"]],
    [`select avg(cpu) | ${m}`, ['AS']],
    ['select avg(cpu) |', ['AS', 'FROM']],
    ['select * |', ['FROM']],
    [
      'select * from |',
      ['metrics/cpu', 'plain', 'rooms', 'users', 'clicks', 'data/a.csv', 'nosql.', 'stream.', 'csv.'],
    ],
    ["select * from '|", ['metrics/cpu', 'plain', 'rooms']],
    ["select * from '|'", ['metrics/cpu', 'plain', 'rooms']],
    ['select * from met|', ['metrics/cpu']],
    ['select * from nosql.|', ['users']],
    ["select * from stream.'|", ['clicks']],
    [`select cpu ${m} |`, ['WHERE', 'GROUP BY']],
    ['select cpu from plain\n|', ['WHERE', 'GROUP BY']],
    ["select * from csv.'data/a.csv' |", ['LIMIT']],
    [`select cpu ${m} where |`, ['host', 'os', 'starts', 'ends', 'contains', 'NOT']],
    [`select cpu ${m} where host |`, ['=', '!=', 'IN']],
    [`select cpu ${m} where host = |`, ['a', "b'c"]],
    [`select cpu ${m} where host = '|`, ['a', "b'c"]],
    [`select cpu ${m} where host = '|'`, ['a', "b'c"]],
    [`select cpu ${m} where host = "|`, ['a', "b'c"]],
    [`select cpu ${m} where host in ('a', |)`, ["b'c"]],
    [`select cpu ${m} where host not in (|`, ['a', "b'c"]],
    [`select cpu ${m} where starts(host, '|')`, ['a', "b'c"]],
    [`select cpu ${m} where starts(|`, ['host', 'os']],
    [`select cpu ${m} where host = 'a' |`, ['AND', 'OR', 'GROUP BY']],
    [`select cpu ${m} where host = 'a' and |`, ['host', 'os']],
    [`select cpu ${m} group |`, ['BY']],
    [`select cpu ${m} group by |`, ['host', 'os']],
    [`select cpu ${m} group by host, |`, ['host', 'os']],
    ['select | from nosql.users', ['id', 'age', 'name', 'active', '*']],
    ['select * from nosql.users where |', ['id', 'age', 'name', 'active', 'starts']],
    ['select * from nosql.users where age = |', ['30', '41']],
    [
      'select * from nosql.users where name |',
      ['=', '!=', 'IN', '>', '>=', '<', '<=', 'LIKE', 'BETWEEN', 'IS NULL'],
    ],
    ['select | from stream.clicks', ['*']],
    ['-- |', ['@name', '@description', '@connection']],
    [
      '-- @|\nselect * from stream.clicks',
      ['@name', '@description', '@connection', '@container', '@start', '@seek', '@shard', '@sequence'],
    ],
    ['-- @connection |', ['local', 'production']],
    ['-- @container u|', ['users', 'projects']],
    ['-- @start |', ['now', 'now-5m']],
    ['-- @start now-3d|', ['now-3d', 'now']],
    ['-- @seek |\nselect * from stream.clicks', ['earliest', 'latest', 'time', 'sequence']],
    ['-- @shard 0,|\nselect * from stream.clicks', ['1', '2']],
    ['-- @multi_index |', ['true', 'false']],
    ['-- @param host |', ['type=', 'default=', 'choices=']],
    ['-- @param host type=|', ['text', 'number']],
    ['-- @param host\n-- @param n\n\nselect a from t where a = ${|', ['${host}', '${n}']],
    ['-- a note, not a sett|ing', []],
    ['/* | */', []],
    [`select cpu as | ${m}`, []],
    [`select cpu ${m} where host = 'a' -- |`, ['@name']],
  ])('%s', (text, first) => {
    expect(labels(text).slice(0, Math.max(first.length, first.length === 0 ? 5 : 0))).toEqual(first);
  });
});

describe('before FROM is written', () => {
  const rooms: Known = {
    ...known,
    tables: () => [
      { backend: 'tsdb', path: 'rooms' },
      { backend: 'nosql', path: 'users' },
    ],
  };
  const offered = (text: string, what = known): string[] =>
    at(text, what)
      .items.filter(({ kind }) => ['metric', 'key', 'attribute'].includes(kind))
      .map(({ label, detail }) => `${label} of ${detail}`);

  it.each<readonly [text: string, names: readonly string[], what: Known]>([
    ['select |', [], known],
    ['select |', ['warmth of rooms'], rooms],
    ['select avg(|', ['warmth of rooms'], rooms],
    ['select `w|', ['warmth of rooms'], rooms],
    ['select | from', ['warmth of rooms'], rooms],
    ['select | from plain', ['value of metric, float'], rooms],
    ['select value from plain;\nselect |', ['value of plain'], rooms],
    ['select value from plain;\nselect cpu from nowhere;\nselect |', [], known],
    ['select id from nosql.users;\nselect value from plain;\nselect |', ['value of plain'], known],
    [
      'select |;\nselect id from nosql.users',
      ['id', 'age', 'name', 'active'].map((name) => `${name} of users`),
      known,
    ],
    ['-- @connection production\nselect value from plain;\n\n-- @connection local\nselect |', [], known],
    ['select | from stream.', [], known],
  ])('%s', (text, names, what) => {
    expect(offered(text, what)).toEqual(names);
  });

  it('waits for nothing that only a guess asks for', () => {
    const { wanted, hoped } = at('select |', nothingKnown);
    expect([wanted.length, hoped]).toEqual([0, [{ kind: 'tables', target: {} }]]);
  });

  it.each(['select |', 'select value from plain;\nselect |'])(
    'asks nothing of a connection that is not open: %s',
    (text) => {
      const asked = vi.fn();
      const closed: Known = { ...known, isOpen: () => false, tables: asked, table: asked };
      const { wanted, hoped } = at(text, closed);
      expect([wanted, hoped]).toEqual([[], []]);
      expect(asked).not.toHaveBeenCalled();
    },
  );
});

describe('what a choice makes of the text', () => {
  const m = "from 'metrics/cpu'";
  it.each([
    ['sel|', 'SELECT', 'SELECT '],
    ['select * from |', 'metrics/cpu', "select * from 'metrics/cpu'"],
    ['select * from metrics/c|', 'metrics/cpu', "select * from 'metrics/cpu'"],
    ["select * from 'metrics/c|", 'metrics/cpu', "select * from 'metrics/cpu'"],
    ["select * from 'met|rics' where", 'metrics/cpu', "select * from 'metrics/cpu' where"],
    ['select * from "met|"', 'metrics/cpu', 'select * from "metrics/cpu"'],
    ['select * from us|', 'users', 'select * from nosql.users'],
    ['select * from nosql.us|', 'users', 'select * from nosql.users'],
    ["select * from csv.'|", 'data/a.csv', "select * from csv.'data/a.csv'"],
    [`select or| ${m}`, 'order', `select \`order\` ${m}`],
    [`select \`or| ${m}`, 'order', `select \`order\` ${m}`],
    [`select \`or|\` ${m}`, 'order', `select \`order\` ${m}`],
    [`select a|vg ${m}`, 'max', `select max(‸) ${m}`],
    [`select mi|(cpu) ${m}`, 'min', `select min(cpu) ${m}`],
    [`select cpu fr| plain`, 'FROM', `select cpu FROM plain`],
    ['select cpu from plain\nsel|', 'SELECT', 'select cpu from plain\nSELECT '],
    [`select max(pre|) ${m}`, 'prev_val', `select max(prev_val(‸, '‸')) ${m}`],
    [`select prev_val(cpu, '|') ${m}`, "'10m'", `select prev_val(cpu, '10m') ${m}`],
    [`select cpu ${m} where host = |`, "b'c", `select cpu ${m} where host = 'b''c'`],
    [
      `select cpu ${m} where host = 'b|' and os = 'x'`,
      "b'c",
      `select cpu ${m} where host = 'b''c' and os = 'x'`,
    ],
    [`select cpu ${m} where host = '| and os = 'x'`, 'a', `select cpu ${m} where host = 'a' and os = 'x'`],
    [`select cpu ${m} where host = "|"`, "b'c", `select cpu ${m} where host = "b'c"`],
    ['select * from nosql.users where age = |', '30', 'select * from nosql.users where age = 30'],
    [`select cpu ${m} gr|`, 'GROUP BY', `select cpu ${m} GROUP BY `],
    ['--|', '@start', '-- @start '],
    ['--@|', '@start', '-- @start '],
    ['--@st|', '@start', '-- @start '],
    ['-- @st|', '@start', '-- @start '],
    ['-- @st|ep 5m', '@start', '-- @start 5m'],
    ['-- @start now-|1d', 'now-7d', '-- @start now-7d'],
    ['-- @shard 0, 1|\nselect * from stream.clicks', '2', '-- @shard 0, 2\nselect * from stream.clicks'],
    ['-- @param host type=te|', 'text', '-- @param host type=text'],
    [
      '-- @param host\n\nselect a from t where a = ${h|}',
      '${host}',
      '-- @param host\n\nselect a from t where a = ${host}',
    ],
  ])('%s, %s', (text, label, made) => {
    expect(chosen(text, label)).toBe(made);
  });
});

describe('a completion', () => {
  it('of a time says what it means now', () => {
    const { items } = at('-- @start |');
    const detail = (label: string): string | undefined => items.find((each) => each.label === label)?.detail;
    expect(detail('now-1d')).toBe('2024-02-28 12:00:00 UTC');
    expect(detail('2024-02-29T00:00:00Z')).toBe('2024-02-29 00:00:00 UTC');
    expect(detail('0')).toBe('1970-01-01 00:00:00 UTC');
  });

  it('of a step says how many rows there will be', () => {
    const { items } = at('-- @start now-1d\n-- @step |\nselect cpu from plain');
    expect(items.find(({ label }) => label === '5m')?.detail).toBe('5 minutes, 289 rows');
  });

  it('says the types of columns', () => {
    const { items } = at("select | from 'metrics/cpu'");
    expect(items[0]).toMatchObject({ kind: 'metric', detail: 'metric, float' });
  });

  it('names what is not loaded', () => {
    const target = { connection: undefined, container: undefined };
    expect(at('select * from |', nothingKnown).wanted).toEqual([{ kind: 'tables', target }]);
    expect(at('-- @connection |', nothingKnown).wanted).toEqual([{ kind: 'connections' }]);
    const table = { backend: 'tsdb', path: 'metrics/cpu' };
    expect(at("select | from 'metrics/cpu'", nothingKnown).wanted).toEqual([
      { kind: 'table', target, table },
    ]);
    expect(at("select cpu from 'metrics/cpu' where os = '|").wanted).toEqual([
      { kind: 'labelValues', target, table, label: 'os' },
    ]);
  });

  it('starts with what is typed, so that an editor does not drop it', () => {
    for (const text of [
      "select * from 'met|",
      "select cpu from 'metrics/cpu' where host = 'b|",
      "select prev_val(cpu, '1|",
      '-- @sta|',
      'select * from metrics/c|',
      'select * from nosql.us|',
    ]) {
      const { items, replace, plain } = at(text);
      const typed = plain.slice(replace.start, text.indexOf('|'));
      expect(
        items.some(({ filter }) => filter.startsWith(typed)),
        text,
      ).toBe(true);
    }
  });
});
