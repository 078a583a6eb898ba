import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../../src/language/fsql/document';
import { placeOfComplaint, planOf } from '../../../../../src/language/fsql/plan/planOf';
import type { Planned } from '../../../../../src/language/fsql/plan/plan';

function planned(text: string, values: Record<string, string> = {}): Planned {
  const document = readDocument(text);
  const statement = document.statements.at(-1);
  if (!statement) throw new Error('no statement');
  return planOf(document, statement, new Map(Object.entries(values)));
}

function planFor(text: string, values?: Record<string, string>): Record<string, unknown> {
  const { plan, problems } = planned(text, values);
  if (problems) throw new Error(problems.map(({ message }) => message).join('; '));
  const entries = Object.entries(plan).filter(
    ([key, value]) =>
      key !== 'origins' &&
      value !== undefined &&
      value !== false &&
      !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(entries);
}

function errorsOf(text: string, values?: Record<string, string>): string[] {
  const { problems = [] } = planned(text, values);
  return problems.map(({ message, start, end }) => `${text.slice(start, end)} → ${message}`);
}

describe('the read of a time series', () => {
  it.each<readonly [text: string, plan: Record<string, unknown>]>([
    [
      "SELECT avg(cpu)\nFROM 'a/b' -- note\nWHERE host = 'x';",
      { sql: "SELECT avg(cpu) FROM 'a/b' WHERE host = 'x'", table: 'a/b' },
    ],
    ["select cpu from tsdb.'a/b' as t", { sql: "select cpu from 'a/b' as t", table: 'a/b' }],
    ['select cpu from tsdb.t', { sql: 'select cpu from t', table: 't' }],
    [
      '-- @start now-1d\n-- @end now\n-- @step 5m\n-- @window 1h\n-- @multi_index\n-- @connection prod\n-- @container users\nselect cpu from t',
      {
        sql: 'select cpu from t',
        table: 't',
        start: 'now-1d',
        end: 'now',
        step: '5m',
        aggregationWindow: '1h',
        multiIndex: true,
        connection: 'prod',
        container: 'users',
      },
    ],
    [
      '-- @start now-1d\n\n-- @start now-2d\nselect cpu from t',
      { sql: 'select cpu from t', table: 't', start: 'now-2d' },
    ],
    [
      "-- @step 30s\nselect max(prev_val(cpu)), min(prev_val(cpu, '1m')) from t",
      { sql: "select max(prev_val(cpu)), min(prev_val(cpu, '1m')) from t", table: 't', step: '30s' },
    ],
    ['-- @multi_index false\nselect cpu from t', { sql: 'select cpu from t', table: 't' }],
    ['select cpu from t order by cpu limit 5', { sql: 'select cpu from t order by cpu limit 5', table: 't' }],
  ])('%j', (text, plan) => {
    expect(planFor(text)).toEqual({ backend: 'tsdb', ...plan });
  });
});

describe('the read of a nosql table', () => {
  it.each<readonly [text: string, plan: Record<string, unknown>]>([
    ["select * from nosql.'a/b'", { table: 'a/b' }],
    ['select * from kv.t', { table: 't' }],
    ['select age, `order` from nosql.t', { table: 't', columns: ['age', 'order'] }],
    [
      "select * from nosql.t where age > 30 and name = 'x'",
      { table: 't', filter: "age > 30 AND name == 'x'" },
    ],
    ["select * from nosql.t where name like 'x%'", { table: 't', filter: "starts(name, 'x')" }],
    ["select * from nosql.t where name not like '%x%'", { table: 't', filter: "NOT contains(name, 'x')" }],
    [
      "select * from nosql.t where name like '%x' or a is null",
      { table: 't', filter: "ends(name, 'x') OR NOT exists(a)" },
    ],
    ['select * from nosql.t where a is not null', { table: 't', filter: 'exists(a)' }],
    [
      'select * from nosql.t where exists(a) and not EXISTS (b)',
      { table: 't', filter: 'exists(a) AND NOT exists(b)' },
    ],
    ['select * from nosql.t where a between 1 and 5', { table: 't', filter: 'a >= 1 AND a <= 5' }],
    ['select * from nosql.t where a not in (1, 2)', { table: 't', filter: 'NOT a IN (1, 2)' }],
    ['select * from nosql.t where a is not true', { table: 't', filter: 'NOT a == true' }],
    [
      "select * from nosql.t where a = 'exists (x' and exists(b) = true",
      { table: 't', filter: "a == 'exists (x' AND exists(b) == true" },
    ],
    [
      '-- @sharding_keys a, b\n-- @sort_key_start 1\n-- @sort_key_end 9\n-- @reset_index\nselect * from nosql.t',
      {
        table: 't',
        shardingKeys: ['a', 'b'],
        sortKeyRangeStart: '1',
        sortKeyRangeEnd: '9',
        resetIndex: true,
      },
    ],
  ])('%j', (text, plan) => {
    expect(planFor(text)).toEqual({ backend: 'nosql', ...plan });
  });

  it.each([
    ['select avg(age) from nosql.t', ['avg(age) → ']],
    ['select age as a from nosql.t', [' as a → ']],
    ['select * from nosql.t group by a', ['group by a → ']],
    ['select * from nosql.t order by a limit 5', ['order by a → ', 'limit 5 → ']],
    ['select distinct a from nosql.t having a > 1', ['distinct → ', 'having a > 1 → ']],
    ["select * from nosql.t where name like '%a%b'", ["'%a%b' → "]],
    ['select *, a from nosql.t', ['* → ']],
    ['select a, a from nosql.t', ['a → ']],
    ['select a from nosql.t, u', ['t, u → ']],
    ['select a from nosql.', [' → ']],
    ['delete from nosql.t', ['delete from nosql.t → not a SELECT statement']],
  ])('refuses %j', (text, starts) => {
    const errors = errorsOf(text);
    expect(errors.length, errors.join('\n')).toBe(starts.length);
    starts.forEach((start, index) => expect(errors[index]).toContain(start));
  });
});

describe('the read of a stream', () => {
  it.each<readonly [text: string, plan: Record<string, unknown>]>([
    ["select * from stream.'a/b'", { table: 'a/b', shards: 'all', seek: 'earliest' }],
    ['-- @shard 0\n-- @seek latest\nselect * from stream.s', { table: 's', shards: ['0'], seek: 'latest' }],
    [
      '-- @shard 0,2\n-- @sequence 7\nselect * from stream.s',
      { table: 's', shards: ['0', '2'], seek: 'sequence', sequence: 7n },
    ],
    [
      '-- @start now-1h\nselect * from stream.s',
      { table: 's', shards: 'all', seek: 'time', start: 'now-1h' },
    ],
    [
      '-- @shard all\n-- @start now-1h\n-- @seek EARLIEST\nselect * from stream.s',
      { table: 's', shards: 'all', seek: 'earliest' },
    ],
  ])('%j', (text, plan) => {
    expect(planFor(text)).toEqual({ backend: 'stream', ...plan });
  });

  it.each([
    ['select a from stream.s', ['a → ']],
    ["select * from stream.s where a = 'b'", ["where a = 'b' → "]],
    ['select * from stream.s limit 5', ['limit 5 → ']],
    ['-- @seek nowhere\nselect * from stream.s', ['nowhere → @seek is one of']],
    ['-- @sequence -1\nselect * from stream.s', ['-1 → @sequence is a whole number']],
  ])('refuses %j', (text, starts) => {
    const errors = errorsOf(text);
    expect(errors.length, errors.join('\n')).toBe(starts.length);
    starts.forEach((start, index) => expect(errors[index]).toContain(start));
  });
});

describe('the read of a csv file', () => {
  it.each<readonly [text: string, plan: Record<string, unknown>]>([
    ["select * from csv.'a.csv'", { table: 'a.csv' }],
    ["select * from csv.'a.csv' limit 10", { table: 'a.csv', limit: 10 }],
  ])('%j', (text, plan) => {
    expect(planFor(text)).toEqual({ backend: 'csv', ...plan });
  });

  it.each([
    ["select a, b from csv.'a'", ['a, b → ']],
    ["select * from csv.'a' limit 0", ['limit 0 → ']],
    ["select * from csv.'a' limit 5 offset 5", ['limit 5 offset 5 → ']],
  ])('refuses %j', (text, starts) => {
    const errors = errorsOf(text);
    expect(errors.length, errors.join('\n')).toBe(starts.length);
    starts.forEach((start, index) => expect(errors[index]).toContain(start));
  });
});

describe('parameters', () => {
  it.each<readonly [text: string, values: Record<string, string>, sql: string]>([
    ['select cpu from t where host = ${h}', { h: "it's" }, "select cpu from t where host = 'it''s'"],
    [
      "select cpu from t where host = 'a-${h}'",
      { h: "x'y\\" },
      "select cpu from t where host = 'a-x''y\\\\'",
    ],
    [
      'select cpu from t where starts(${l}, ${p})',
      { l: 'order', p: 'x' },
      "select cpu from t where starts(`order`, 'x')",
    ],
    [
      'select cpu from t where host in (${a}, ${b})',
      { a: '1', b: '2' },
      "select cpu from t where host in ('1', '2')",
    ],
    [
      'select avg(${m}) as ${x} from ${t} group by ${g}',
      { m: 'cpu', x: 'y', t: 'a/b', g: 'host' },
      "select avg(cpu) as y from 'a/b' group by host",
    ],
    [
      'select prev_val(cpu, ${tol}) from tsdb.${t}',
      { tol: '5m', t: 'x' },
      "select prev_val(cpu, '5m') from x",
    ],
    [
      '-- @param n type=number default=5\nselect cpu from t where core > ${n}',
      {},
      'select cpu from t where core > 5',
    ],
  ])('%j with %j', (text, values, sql) => {
    expect(planFor(text, values)['sql']).toBe(sql);
  });

  it('stand in pragmas too', () => {
    expect(planFor('-- @start now-${n}d\nselect cpu from t', { n: '3' })['start']).toBe('now-3d');
  });

  it.each([
    ['select cpu from t where host = ${h}', {}, ['${h} → parameter h has no value']],
    [
      '-- @param h choices=a,b\nselect cpu from t where host = ${h}',
      { h: 'c' },
      ['${h} → parameter h is one of a, b, not "c"'],
    ],
    [
      '-- @param n type=number\nselect cpu from t where c > ${n}',
      { n: '1; x' },
      ['${n} → parameter n is a number, not "1; x"'],
    ],
    ['-- @start ${s}\nselect cpu from t', { s: 'yesterday' }, ['${s} → @start is now, now-1d']],
  ])('%j with %j is refused', (text, values, starts) => {
    const errors = errorsOf(text, values);
    expect(errors.length, errors.join('\n')).toBe(starts.length);
    starts.forEach((start, index) => expect(errors[index]).toContain(start));
  });

  it('cannot break out of their place', () => {
    const evil = "' or 1=1; -- \\";
    const { plan } = planned('select cpu from ${t} where a = ${v} and b = "${v}"', { t: evil, v: evil });
    if (plan?.backend !== 'tsdb') throw new Error('no plan');
    const again = readDocument(plan.sql);
    expect(again.statements.length).toBe(1);
    expect(again.statements[0]?.content.table).toBe(evil);
  });
});

describe('the place of what a service complains about', () => {
  it('is found through comments, qualifiers and values', () => {
    const text = "-- é\nselect avg(cpu), -- x\n  max(mem)  from tsdb.'é' where h = ${p}";
    const { plan } = planned(text, { p: 'ü' });
    if (plan?.backend !== 'tsdb') throw new Error('no plan');
    expect(placeOfComplaint(plan.sql, plan.origins, 'no such table')).toBeUndefined();
    for (const [word, place] of [
      ['max', 'max'],
      ["'é'", "'é'"],
      ["'ü'", '${p}'],
      ['where', 'where'],
    ]) {
      const end = Buffer.byteLength(plan.sql.slice(0, plan.sql.indexOf(word ?? '') + (word ?? '').length));
      const node = placeOfComplaint(plan.sql, plan.origins, `syntax error at position ${end + 1} near 'x'`);
      expect(node && text.slice(node.start, node.end)).toBe(place);
    }
  });
});
