import { describe, expect, it } from 'vitest';
import { printExpression } from '../../../../src/language/expression/print';
import { readSqlQuery } from '../../../../src/language/sql/query';

/** Metric, function, interpolator, tolerance in milliseconds, alias; what is not there is left out. */
function columnsOf(text: string): string[] {
  return readSqlQuery(text).columns.map(
    ({ metric, function: name, interpolator, toleranceMs, alias }) =>
      `${name}(${[metric || '*', interpolator, ...(toleranceMs ? [toleranceMs] : [])].join(' ')})${alias && ` ${alias}`}`,
  );
}

function firstError(text: string): string | undefined {
  return readSqlQuery(text).problems.find(({ severity }) => severity === 'error')?.message;
}

describe('the columns of a query', () => {
  it.each([
    ['select *', ['(* none)']],
    ['select t.*, cpu', ['(* none)', '(cpu none)']],
    ['select cpu, mem as m, disk d', ['(cpu none)', '(mem none) m', '(disk none) d']],
    ['select a.cpu, `order`', ['(cpu none)', '(order none)']],
    ['select max(cpu) as top, avg(*)', ['max(cpu none) top', 'avg(* none)']],
    ['select max(`order`), prev_val(`key`)', ['max(order none)', '(key prev_val)']],
    ['select sum_all(cpu), stddev_all(mem)', ['sum_all(cpu none)', 'stddev_all(mem none)']],
    [
      'select none(a), nan(b), prev_val(c), next_val(d), lin(e), linear(f)',
      ['(a none)', '(b nan)', '(c prev_val)', '(d next_val)', '(e linear)', '(f linear)'],
    ],
    [
      'select PREV_VAL(cpu, \'1m\'), max(next_val(mem, "2")) as x',
      ['(cpu prev_val 60000)', 'max(mem next_val 7200000) x'],
    ],
    ['select max(min(cpu))', ['min(cpu none)']],
    ["select max(min(lin(cpu,'5s')))", ['min(cpu linear 5000)']],
    [
      'select max(cpu, mem), count(distinct cpu), min(5)',
      ['max(cpu none)', 'count(cpu none)', 'min(* none)'],
    ],
    ['select avg(cpu) as cpu, avg(disk)', ['avg(cpu none) cpu', 'avg(disk none)']],
  ])('%s', (text, columns) => {
    expect(columnsOf(text)).toEqual(columns);
    expect(firstError(text)).toBeUndefined();
  });
});

describe('the rest of a query', () => {
  it.each([
    ['select cpu', ''],
    ['select cpu from dual', ''],
    ['select cpu from DUAL', ''],
    ["select cpu from 'Dual'", 'Dual'],
    ['select cpu from t', 't'],
    ['select cpu from `t`', 't'],
    ["select cpu from '/dir/sub/t/'", '/dir/sub/t/'],
    ['select cpu from a.b as c', 'b'],
  ])('the table of %j', (text, table) => {
    expect(readSqlQuery(text).table).toBe(table);
  });

  it.each([
    ["os='linux'", "os == 'linux'"],
    ["os <> 'a = b' and x = 1.5 or not y <= -2", "os != 'a = b' AND x == 1.5 OR NOT y <= -2"],
    ["os = 'it''s \"so\"'", "os == 'it' + \"'\" + 's \"so\"'"],
    ["t.`in` in ('a', 'b') and `a-b` = 1", undefined],
    ["`in` in ('a', 'b') and `a-b` = 1", "`in` IN ('a', 'b') AND `a-b` == 1"],
    ["__name__ = 'cpu' and _name = '__name__'", "_name == 'cpu' AND _name == '__name__'"],
    [
      "starts(os, 'l') && (contains(os, 'i') || length(os) > 3)",
      "starts(os, 'l') AND (contains(os, 'i') OR length(os) > 3)",
    ],
    ['true', 'true'],
    ['a between 1 and 2', undefined],
    ["a like 'x'", undefined],
    ['a is null', undefined],
    ["a regexp 'x'", undefined],
    ["a not in ('x')", undefined],
    ['a = (select 1)', undefined],
    ['a % 2 = 1', undefined],
    ['nosuch(a)', undefined],
    ['5', undefined],
  ])('the filter of %j', (where, filter) => {
    const query = readSqlQuery(`select cpu from t where ${where}`);
    expect(query.filter && printExpression(query.filter)).toBe(filter);
    expect(query.filterFault === undefined).toBe(filter !== undefined);
  });

  it('underlines what the platform cannot filter by', () => {
    const text = "select cpu from t where os = 'it''s' and nosuch(host) = 1";
    const [problem] = readSqlQuery(text).problems;
    expect(problem).toMatchObject({
      severity: 'error',
      stage: 'select',
      message:
        'Failed on TSDB Select: Failed to get next items: Expected a 2xx response status code: HTTP/1.1 400 Bad Request',
      advice: 'the platform cannot filter by this: there is no function called "nosuch"',
    });
    expect(text.slice(problem?.start, problem?.end)).toBe('nosuch');
  });

  it('takes labels from GROUP BY', () => {
    expect(readSqlQuery('select sum(cpu) from t group by os, `key`, a.b, 1').groupBy).toEqual([
      'os',
      'key',
      'b',
      '1',
    ]);
  });

  it('warns of what is read over', () => {
    const text =
      'select distinct max(cpu, mem), min(5), max(avg(x)), count(distinct y) from t having a order by b limit 5 for update';
    const warnings = readSqlQuery(text).problems;
    expect(warnings.every(({ severity }) => severity === 'warning')).toBe(true);
    expect(warnings.map(({ start, end, message }) => `${text.slice(start, end)}: ${message}`)).toEqual([
      'mem: max takes one metric; what follows it is ignored',
      '5: a value means all metrics, as min(*) does',
      'avg(x): only the inner of nested functions counts, here avg',
      'count(distinct y): DISTINCT is ignored',
      'distinct: DISTINCT is ignored',
      'having a: HAVING is ignored',
      'order by b: ORDER BY is ignored: rows come in order of time',
      'limit 5: LIMIT is ignored: all rows come',
      'for update: locks are ignored',
    ]);
  });
});

const select = 'Failed on TSDB Select: ';

describe('refusals', () => {
  it.each([
    ['insert into t values (1)', 'not a SELECT statement'],
    ['select a from t union select b from t', 'not a SELECT statement'],
    ["select cpu from 't', other", 'select from multiple tables is not supported (got 2)'],
    ['select cpu from a join b', 'not a table select'],
    ['select cpu from (a)', 'not a table select'],
    ['select cpu from (select cpu from a) x', 'not a table in FROM field'],
    ['select cpu+1 from t', 'unknown columns type - *sqlparser.BinaryExpr'],
    ['select 5 from t', 'unknown columns type - *sqlparser.SQLVal'],
    ['select -cpu from t', 'unknown columns type - *sqlparser.UnaryExpr'],
    ['select null from t', 'unknown columns type - *sqlparser.NullVal'],
    ['select true from t', 'unknown columns type - sqlparser.BoolVal'],
    ['select (cpu) from t', 'unknown columns type - *sqlparser.ParenExpr'],
    ['select (cpu, mem) from t', 'unknown columns type - sqlparser.ValTuple'],
    ['select cpu = 1 from t', 'unknown columns type - *sqlparser.ComparisonExpr'],
    ['select cpu and mem from t', 'unknown columns type - *sqlparser.AndExpr'],
    ['select cpu or mem from t', 'unknown columns type - *sqlparser.OrExpr'],
    ['select not cpu from t', 'unknown columns type - *sqlparser.NotExpr'],
    ['select cpu is null from t', 'unknown columns type - *sqlparser.IsExpr'],
    ['select cpu between 1 and 2 from t', 'unknown columns type - *sqlparser.RangeCond'],
    ['select (select 1) from t', 'unknown columns type - *sqlparser.Subquery'],
    ['select exists (select 1) from t', 'unknown columns type - *sqlparser.ExistsExpr'],
    ['select case when a then b end from t', 'unknown columns type - *sqlparser.CaseExpr'],
    ['select cast(a as char) from t', 'unknown columns type - *sqlparser.ConvertExpr'],
    ['select substr(a, 1) from t', 'unknown columns type - *sqlparser.SubstrExpr'],
    ['select next value from t', 'unknown SELECT column type - sqlparser.Nextval'],
    ['select max(*) as x from t', 'cannot alias a wildcard'],
    ['select max(5) x from t', 'cannot alias a wildcard'],
    ['select max(min(*)) x from t', 'could not parse expr: cannot alias a wildcard'],
    ['select cpu, cpu from t', "column name 'cpu' appears more than once in select query"],
    ['select *, * from t', "column name '' appears more than once in select query"],
    [
      'select sum(a), avg(b) as `sum(a)` from t',
      "column name 'sum(a)' appears more than once in select query",
    ],
    ['select avg(cpu), max(cpu) as cpu from t', 'cannot use a metric name as an alias, alias: cpu'],
    ['select avg(cpu) as mem, max(mem) from t', 'cannot use a metric name as an alias, alias: mem'],
    ['select avg(cpu) as cpu, max(*) from t', 'cannot use a metric name as an alias, alias: cpu'],
    ['select prev_val() from t', 'unssoported number of parameters for function prev_val'],
    ["select lin(a, '1', '2') from t", 'unssoported number of parameters for function lin'],
    [
      'select max(prev_val()) from t',
      'could not parse expr: unssoported number of parameters for function prev_val',
    ],
    ["select prev_val(a, '-5m') from t", 'The specified duration (-5) is negative.'],
    [
      "select max(prev_val(a, '-5m')) from t",
      'could not parse expr: The specified duration (-5) is negative.',
    ],
    // The original's process dies of these.
    ['select max() from t', "function 'max' needs a metric"],
    ['select current_date from t', "function 'current_date' needs a metric"],
    ['select prev_val(*) from t', "function 'prev_val' takes the name of one metric"],
    ['select prev_val(max(a)) from t', "function 'prev_val' takes the name of one metric"],
    [
      'select prev_val(cpu, 5) from t',
      "the tolerance of function 'prev_val' must be a duration in quotes, for example '10m'",
    ],
    [
      'select prev_val(cpu, *) from t',
      "the tolerance of function 'prev_val' must be a duration in quotes, for example '10m'",
    ],
    ['select max(cpu+1) from t', 'unknown columns type - *sqlparser.BinaryExpr'],
    // Found once the table is open.
    ['select AVG(cpu) from t', `${select}invalid aggragate type: AVG`],
    ['select median_all(cpu) from t', `${select}invalid aggragate type: median`],
    [
      'select sum_all(cpu), avg(cpu) from t',
      `${select}can not aggregate both over time and across series aggregates`,
    ],
    [
      'select cpu, sum_all(cpu) from t',
      `${select}can not aggregate both over time and across series aggregates`,
    ],
    [
      'select sum(cpu), sum(cpu) as x from t',
      `${select}function 'sum' for metric 'cpu' was requested multiple time`,
    ],
    ['select cpu as a, cpu as b from t', `${select}function '' for metric 'cpu' was requested multiple time`],
    [
      'select max(prev_val(cpu)), min(next_val(cpu)) from t',
      `${select}multiple interpolation for the same metric are not supported, got prev_val and next_val`,
    ],
    [
      "select max(prev_val(cpu,'1m')), min(prev_val(cpu,'2m')) from t",
      `${select}different interpolation tolerances for the same metric are not supported, got 60000 and 120000`,
    ],
  ])('%s', (text, message) => {
    expect(firstError(text)).toBe(message);
  });

  it('names the first fault in the order of the service', () => {
    const text = "select max(), cpu, cpu, sum(x) y, AVG(y) from a, b where z is null and 'q";
    expect(readSqlQuery(text).problems.map(({ message }) => message)).toEqual([
      "syntax error at position 74 near 'q'",
      'select from multiple tables is not supported (got 2)',
      "function 'max' needs a metric",
      "column name 'cpu' appears more than once in select query",
      'cannot use a metric name as an alias, alias: y',
      `${select}function '' for metric 'cpu' was requested multiple time`,
    ]);
  });

  it('compares an explicit tolerance with twice the step', () => {
    const text = "select prev_val(cpu,'1m'), max(cpu) from t";
    expect(readSqlQuery(text, 30_000n).problems).toEqual([]);
    expect(readSqlQuery(text, 300_000n).problems[0]?.message).toContain('got 60000 and 600000');
  });
});
