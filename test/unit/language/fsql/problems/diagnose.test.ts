import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnose, wanted } from '../../../../../src/language/fsql/problems/diagnose';
import { readDocument } from '../../../../../src/language/fsql/document';
import { applyEdits } from '../../../../../src/language/fsql/format';
import { nothingKnown, type Known } from '../../../../../src/language/fsql/known/known';
import type { Problem } from '../../../../../src/language/fsql/problems/problem';
import { known, nowMs } from '../fixtures';

function problemsOf(text: string, what: Known = known): Problem[] {
  return diagnose(readDocument(text), what, nowMs);
}

/** All but what every query without a start hears. */
function told(text: string, what: Known = known): string[] {
  return problemsOf(text, what)
    .filter(({ code }) => code !== 'defaultRange')
    .map(({ severity, code, start, end }) => `${severity} ${code}: ${text.slice(start, end)}`);
}

describe('a query of time series', () => {
  it.each<readonly [text: string, told: readonly string[]]>([
    ["select cpu from 'metrics/cpu' where host = 'a'", []],
    ["select avg(cpu), avg(*) from tsdb.'metrics/cpu' group by host, os", []],
    ["select cpu from 'metrics/cpu' where _name = 'cpu' and __name__ = 'cpu'", []],
    ["select `order`, cpu from 'metrics/cpu'", []],
    ['select value from plain where nosuch = 1', []],
    ["select warmth from rooms where nosuch = '1'", []],
    ["select warmth from rooms where flor = '1'", ['warning unknownColumn: flor']],
    ['select warmth from rooms where floor = ground', ['warning unknownColumn: ground']],
    [
      "select cpu from 'metrics/cpu' order by cpu limit 5",
      ['warning ignored: order by cpu', 'warning ignored: limit 5'],
    ],
    [
      "select distinct cpu from 'metrics/cpu' having cpu > 1",
      ['warning ignored: distinct', 'warning ignored: having cpu > 1'],
    ],
    ["select cpu from 'metrics/cpy'", ["error unknownTable: 'metrics/cpy'"]],
    ['select id from users', ['error wrongBackend: users']],
    ["select * from nosql.'metrics/cpu'", ["error wrongBackend: nosql.'metrics/cpu'"]],
    ['select value from nosq.plain', ['warning unknownQualifier: nosq.']],
    ['select cpu', ['error syntax: select']],
    ["select cpu from ''", ["error syntax: ''"]],
    ["select * from nosql.''", ["error syntax: ''"]],
    ["select cpi from 'metrics/cpu'", ['warning unknownColumn: cpi']],
    ["select avg(host) from 'metrics/cpu'", ['warning unknownColumn: host']],
    ["select cpu from 'metrics/cpu' where hots = 'a'", ['warning unknownColumn: hots']],
    ["select cpu from 'metrics/cpu' where cpu > '5'", ['warning unknownColumn: cpu']],
    ["select cpu from 'metrics/cpu' where host = 5", ['warning unknownColumn: 5']],
    ["select avg(cpu) from 'metrics/cpu' group by hots", ['error unknownColumn: hots']],
    ["select cpu from 'metrics/cpu' group by host", ['warning ignored: group by host']],
    ["select avg(cpu) as x, max(cpu) as x from 'metrics/cpu'", ['error duplicateName: max(cpu) as x']],
    ["select avg(cpu), avg(cpu) as x from 'metrics/cpu'", ['error duplicateName: avg(cpu) as x']],
    ["select avg(cpu) as mem, max(mem) from 'metrics/cpu'", ['error aliasClash: avg(cpu) as mem']],
    ["select avg(cpu) as cpu from 'metrics/cpu'", ['information aliasClash: cpu']],
    ["select rate(cpu) from 'metrics/cpu'", ['information refused: rate']],
    [
      "select sum_all(cpu), avg(mem) from 'metrics/cpu'",
      ['information missingStep: sum_all', 'error mixedAggregates: avg(mem)'],
    ],
    [
      "select max(prev_val(cpu)), min(next_val(cpu)) from 'metrics/cpu'",
      ['error severalInterpolators: min(next_val(cpu))'],
    ],
    ["-- @step 30s\nselect max(prev_val(cpu)), min(prev_val(cpu, '1m')) from 'metrics/cpu'", []],
    [
      "-- @step 1h\nselect max(prev_val(cpu)), min(prev_val(cpu, '1m')) from 'metrics/cpu'",
      ["error severalInterpolators: min(prev_val(cpu, '1m'))"],
    ],
    ["select AVG(cpu) from 'metrics/cpu'", ['error unknownFunction: AVG(cpu)']],
    ["select cpu + 1 from 'metrics/cpu'", ['error refused: cpu + 1']],
    ["select cpu from 'metrics/cpu' where host like 'a%'", ['error refused: like']],
    ["select cpu from 'metrics/cpu' where", ['error syntax: ']],
    ["select cpu from 'metrics/cpu' where host = ${h}", ['hint parameter: ${h}']],
    [
      'select avg(${m}) from ${t} where ${l} = ${v} group by ${g}',
      Array.from({ length: 5 }, (_, index) => `hint parameter: \${${'mtlvg'.charAt(index)}}`),
    ],
    ['drop table x', ['error refused: drop table x']],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it('is not complained about for what is not known', () => {
    expect(told("select nosuch from 'nosuch' where nothing = 5", nothingKnown)).toEqual([]);
  });
});

describe('a query of other tables', () => {
  it.each<readonly [text: string, told: readonly string[]]>([
    ['select id, age from nosql.users where age > 30 and exists(name) and __mtime_secs > 5', []],
    ['select nam from nosql.users where ag = 5', ['error unknownColumn: nam', 'warning unknownColumn: ag']],
    [
      "select * from nosql.users where age = '30' and name = 5",
      ["warning unknownColumn: '30'", 'warning unknownColumn: 5'],
    ],
    [
      'select avg(age) from nosql.users group by name',
      ['error untranslatable: avg(age)', 'error untranslatable: group by name'],
    ],
    ['select * from stream.clicks', []],
    ['select * from stream.clicks where a = 1', ['error untranslatable: where a = 1']],
    ["select * from csv.'data/a.csv' limit 5", []],
    ['-- @step 5m\nselect * from nosql.users', ['warning unusedPragma: @step']],
    ['-- @seek time\nselect * from stream.clicks', ['error badPragmaValue: @seek time']],
    ['-- @sort_key_end 5\nselect * from nosql.users', ['error badPragmaValue: @sort_key_end 5']],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });
});

describe('pragmas', () => {
  const query = "\nselect cpu from 'metrics/cpu'";
  it.each<readonly [pragma: string, told: readonly string[]]>([
    ['-- @start now-1d', []],
    ['-- @start 1d', ['error badPragmaValue: 1d']],
    ['-- @start 1709208000', ['warning badPragmaValue: 1709208000']],
    ['-- @start', ['error badPragmaValue: @start']],
    ['-- @step 5 minutes', ['error badPragmaValue: 5 minutes']],
    ['-- @step 0', ['error badPragmaValue: 0']],
    ['-- @start now-1d\n-- @step 5', ['information badPragmaValue: 5']],
    ['-- @stpe 5m', ['warning unknownPragma: @stpe']],
    ['-- @conn x', ['warning unknownPragma: @conn']],
    ['-- @multi_index maybe', ['error badPragmaValue: maybe']],
    ['-- @chart lin', ['error badPragmaValue: lin']],
    ['-- @step 5m\n-- @step 1h', ['warning repeatedPragma: @step']],
    ['-- @start now\n-- @end now-1h', ['error emptyRange: now']],
    ['-- @start now-1h\n-- @end now-1h', ['warning emptyRange: now-1h']],
    ['-- @start 0\n-- @step 1m', ['warning manyPoints: 1m']],
    ['-- @start now-7d\n-- @step 1m', ['information manyPoints: 1m']],
    ['-- @start now-${n}d\n-- @step 1s', ['hint parameter: ${n}']],
    ['-- @param', ['error badPragmaValue: @param']],
    ['-- @param h type=txt min=5', ['warning badPragmaValue: type=txt', 'warning badPragmaValue: min=5']],
    ['-- @', []],
    ['-- @connection production', []],
    ['-- @connection ${where}', ['hint parameter: ${where}']],
    ['-- @connection prodution', ['error unknownConnection: prodution']],
    ['-- @connection x\n\n-- @connection y', ['error unknownConnection: x', 'error unknownConnection: y']],
  ])('%j', (pragma, expected) => {
    expect(told(pragma + query)).toEqual(expected);
  });

  it('say once what is wrong with the header', () => {
    expect(told(`-- @stpe 5m\n-- @seek time\n${query};${query};`)).toEqual([
      'warning unknownPragma: @stpe',
      'warning unusedPragma: @seek',
    ]);
  });
});

describe('fixes', () => {
  it.each<readonly [text: string, title: RegExp, fixed: string]>([
    ["select cpu from 'metrics/cpu' order by cpu", /Remove ORDER BY/, "select cpu from 'metrics/cpu'"],
    ["select distinct cpu from 'metrics/cpu'", /Remove DISTINCT/, "select cpu from 'metrics/cpu'"],
    [
      "select avg(cpu) as x, max(cpu) as x from 'metrics/cpu'",
      /another name/,
      "select avg(cpu) as x, max(cpu) AS max_cpu from 'metrics/cpu'",
    ],
    ["select cpu, cpu as cpu_2, mem from 'metrics/cpu'", /Remove it/, "select cpu, mem from 'metrics/cpu'"],
    [
      "select sum_all(cpu), avg(mem) from 'metrics/cpu'",
      /across series/,
      "select sum_all(cpu), avg_all(mem) from 'metrics/cpu'",
    ],
    [
      "select sum_all(cpu), avg(mem) from 'metrics/cpu'",
      /over time/,
      "select sum(cpu), avg(mem) from 'metrics/cpu'",
    ],
    [
      "select max(prev_val(cpu, '5m')), min(next_val(cpu)) from 'metrics/cpu'",
      /Use prev_val/,
      "select max(prev_val(cpu, '5m')), min(prev_val(cpu, '5m')) from 'metrics/cpu'",
    ],
    ["select AVG(cpu) from 'metrics/cpu'", /Write avg/, "select avg(cpu) from 'metrics/cpu'"],
    ["select mean(cpu) from 'metrics/cpu'", /Write avg/, "select avg(cpu) from 'metrics/cpu'"],
    [
      "select cpu from 'metrics/cpu' where host like 'a%'",
      /starts/,
      "select cpu from 'metrics/cpu' where starts(host, 'a')",
    ],
    ["select cpu from 'metrics/cpy'", /Write/, "select cpu from 'metrics/cpu'"],
    ['select id from users', /nosql/, 'select id from nosql.users'],
    ["select cpi from 'metrics/cpu'", /Write cpu/, "select cpu from 'metrics/cpu'"],
    ["select oder from 'metrics/cpu'", /Write order/, "select `order` from 'metrics/cpu'"],
    [
      "select cpu from 'metrics/cpu' where host = 5",
      /Write/,
      "select cpu from 'metrics/cpu' where host = '5'",
    ],
    ["select * from nosql.users where age = '30'", /Write/, 'select * from nosql.users where age = 30'],
    [
      '-- @param a default=5\nselect * from nosql.users where age = ${a}',
      /Declare/,
      '-- @param a type=number default=5\nselect * from nosql.users where age = ${a}',
    ],
    [
      '-- @param a type=text\nselect * from nosql.users where age = ${a}',
      /Declare/,
      '-- @param a type=number\nselect * from nosql.users where age = ${a}',
    ],
    ['select cpu from metrics/cpu', /quote|Write/, "select cpu from 'metrics/cpu'"],
    ['select * from csv.data/a.csv limit 5', /Write/, "select * from csv.'data/a.csv' limit 5"],
    [
      "select cpu from 'metrics/cpu' where host == 'a'",
      /Write =/,
      "select cpu from 'metrics/cpu' where host = 'a'",
    ],
    [
      "select cpu from 'metrics/cpu' where host = a",
      /Write 'a'/,
      "select cpu from 'metrics/cpu' where host = 'a'",
    ],
    ["select cpu, from 'metrics/cpu'", /comma/, "select cpu from 'metrics/cpu'"],
    ["select avg(cpu from 'metrics/cpu'", /Add \)/, "select avg(cpu) from 'metrics/cpu'"],
    [
      "select cpu from 'metrics/cpu' where host in ('a', 'b'",
      /Add \)/,
      "select cpu from 'metrics/cpu' where host in ('a', 'b')",
    ],
    ["select * form 'metrics/cpu'", /FROM/, "select * FROM 'metrics/cpu'"],
    ["selec cpu from 'metrics/cpu'", /SELECT/, "SELECT cpu from 'metrics/cpu'"],
    ["select cpu from 'metrics/cpu where host = 5", /Add '/, "select cpu from 'metrics/cpu' where host = 5"],
    ["select prev_val(cpu, 5m) from 'metrics/cpu'", /'5m'/, "select prev_val(cpu, '5m') from 'metrics/cpu'"],
    [
      "select cpu from 'metrics/cpu' where time > 5",
      /@start/,
      "-- @start now-1d\nselect cpu from 'metrics/cpu' where time > 5",
    ],
    [
      "select avg(cpu) from 'metrics/cpu' group by time(5m)",
      /@step/,
      "-- @step 5m\nselect avg(cpu) from 'metrics/cpu' group by time(5m)",
    ],
    ['select age as a from nosql.users', /alias/, 'select age from nosql.users'],
    ['select * from nosql.users limit 5', /LIMIT/, 'select * from nosql.users'],
    ["select * from stream.clicks where a = 'b'", /WHERE/, 'select * from stream.clicks'],
    ["select a, b from csv.'data/a.csv'", /Select \*/, "select * from csv.'data/a.csv'"],
    ["select cpu from 'metrics/cpu'", /now-1d/, "-- @start now-1d\nselect cpu from 'metrics/cpu'"],
    [
      "select 1;select cpu from 'metrics/cpu'",
      /now-7d/,
      "-- @start now-7d\nselect 1;select cpu from 'metrics/cpu'",
    ],
    ['-- @start yesterday\n-- @step 1h\nselect value from plain', /nothing/, ''],
    [
      '-- @start yesterday\nselect value from plain',
      /Write now-1d/,
      '-- @start now-1d\nselect value from plain',
    ],
    ['-- @connection prodution\nselect 1', /production/, '-- @connection production\nselect 1'],
    ['-- @connection somewhere\nselect 1', /Write local/, '-- @connection local\nselect 1'],
    ['-- @connection somewhere\nselect 1', /Remove/, 'select 1'],
    ['-- @start now - 2d\nselect value from plain', /now-2d/, '-- @start now-2d\nselect value from plain'],
    [
      '-- @start 2024-01-31\nselect value from plain',
      /Write/,
      '-- @start 2024-01-31T00:00:00Z\nselect value from plain',
    ],
    [
      '-- @start 1709208000\nselect value from plain',
      /Write/,
      '-- @start 1709208000000\nselect value from plain',
    ],
    [
      '-- @start now-7d\n-- @step 1m\nselect value from plain',
      /Write/,
      '-- @start now-7d\n-- @step 15m\nselect value from plain',
    ],
    [
      '-- @start now\n-- @end now-1h\nselect value from plain',
      /Swap/,
      '-- @start now-1h\n-- @end now\nselect value from plain',
    ],
    ['-- @stpe 5m\nselect value from plain', /@step/, '-- @step 5m\nselect value from plain'],
    ['-- @step 5m\nselect * from nosql.users', /Remove/, 'select * from nosql.users'],
    [
      '-- @start 0\n\nselect sum_all(value) from plain',
      /@step/,
      '-- @start 0\n\n-- @step 30d\nselect sum_all(value) from plain',
    ],
  ])('%s: %s', (text, title, fixed) => {
    const fixes = problemsOf(text).flatMap((problem) => problem.fixes);
    const chosen = fixes.find((each) => title.test(each.title));
    expect(chosen ? applyEdits(text, chosen.edits) : '').toBe(fixed);
  });

  it('mend what they are for', () => {
    const texts = [
      "select distinct cpu from 'metrics/cpu' order by cpu limit 1, 2",
      "select avg(cpu) as x, max(cpu) as x, sum_all(mem) from 'metrics/cpu' where host = 5 and hots = 'b'",
      '-- @stpe 5m\n-- @seek time\nselect nam as n, avg(age) from nosql.users limit 5',
    ];
    for (const start of texts) {
      let text = start;
      for (let round = 0; round < 20; round++) {
        const [problem] = problemsOf(text).filter(({ fixes }) => fixes.length > 0);
        const [chosen] = problem?.fixes ?? [];
        if (chosen === undefined) break;
        text = applyEdits(text, chosen.edits);
      }
      expect(problemsOf(text), text).toEqual([]);
    }
  });
});

describe('what the original service was asked', () => {
  interface Case {
    readonly id: string;
    readonly quirk?: string;
    readonly steps?: readonly {
      readonly op?: string;
      readonly request?: Record<string, string>;
      readonly expect?: { readonly error?: unknown };
    }[];
  }
  const file = path.join(__dirname, '../../../../fixtures/conformance/tsdb.jsonl');
  const asked = fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const { id, quirk, steps = [] } = JSON.parse(line) as Case;
      return steps.flatMap(({ request, expect: answer }) =>
        request?.['query'] === undefined
          ? []
          : [{ id, quirk, request, query: request['query'], refused: answer?.error !== undefined }],
      );
    });
  const table: Known = {
    ...nothingKnown,
    tables: () => [{ backend: 'tsdb', path: 't' }],
    table: (_, { path: name }) =>
      name !== 't'
        ? 'missing'
        : {
            columns: ['cpu', 'mem', 'disk', 'order', 'key', 'name', 'value']
              .map((column) => ({ name: column, type: 'float', role: 'metric' as const }))
              .concat(
                ['os', 'host', 'node', 'core'].map((label) => ({
                  name: label,
                  type: 'string',
                  role: 'label' as never,
                })),
              ),
          },
  };

  it('there are many', () => {
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter(({ refused }) => refused).length).toBeGreaterThan(15);
  });

  it.each(asked)('$id: $query', ({ query, refused, quirk, request }) => {
    const pragmas = ['start', 'end', 'step']
      .filter((name) => request[name])
      .map((name) => `-- @${name} ${request[name] ?? ''}\n`);
    const text = pragmas.join('') + query.replaceAll('{{t}}', 't');
    const problems = problemsOf(text, table);
    const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    if (refused && quirk === undefined) expect(errors).not.toEqual([]);
    else if (refused) expect(problems).not.toEqual([]);
    else expect(errors).toEqual([]);
  });
});

describe('wanted', () => {
  it('names what is not loaded', () => {
    const text = '-- @connection local\nselect * from nosql.a;\nselect b from c';
    const document = readDocument(text);
    const target = { connection: 'local', container: undefined };
    expect(wanted(document, nothingKnown)).toEqual([
      { kind: 'tables', target },
      { kind: 'table', target, table: { backend: 'nosql', path: 'a' } },
      { kind: 'table', target, table: { backend: 'tsdb', path: 'c' } },
    ]);
    expect(wanted(document, nothingKnown, text.length)).toEqual([
      { kind: 'tables', target },
      { kind: 'table', target, table: { backend: 'tsdb', path: 'c' } },
    ]);
    expect(wanted(document, known)).toEqual([]);
  });
});
