import { describe, expect, it } from 'vitest';
import { printExpression } from '../../../../src/language/expression/print';
import { planRead } from '../../../../src/service/backends/tsdb/planRead';
import type { TsdbReadPlan } from '../../../../src/service/backends/tsdb/plan';
import { readQuery, type TsdbQuery } from '../../../../src/service/backends/tsdb/query';
import type { TimeRange } from '../../../../src/service/backends/tsdb/timeRange';
import { FramesError } from '../../../../src/wire/errors';
import { emptyReadRequest, type ReadRequest } from '../../../../src/wire/messages';

const now = 1_576_112_400_789n;
const start = '1576108800000';
const end = '1576109400000';
const always: TimeRange = { startMs: 0n, endMs: 10n ** 13n };

function query(request: Partial<ReadRequest>): TsdbQuery {
  return readQuery({ ...emptyReadRequest, table: 't', ...request }, now);
}

function plan(request: Partial<ReadRequest>, partitions: TimeRange = always): TsdbReadPlan {
  const made = planRead(query({ start, end, ...request }), partitions);
  if (made === undefined) throw new Error('nothing to read');
  return made;
}

function refusal(request: Partial<ReadRequest>): string {
  try {
    planRead(query({ start, end, ...request }), always);
  } catch (error) {
    if (error instanceof FramesError && error.code === 'invalidArgument') return error.detail;
    throw error;
  }
  throw new Error('accepted');
}

/** Name, function, metric, interpolator and tolerance of each. */
function columnsOf({ columns, everyMetric }: TsdbReadPlan): string[] {
  return [
    ...columns.map(
      (c) => `${c.outputName}: ${c.function ?? ''}(${c.metric}) ${c.interpolator} ${c.toleranceMs}`,
    ),
    ...everyMetric.map((c) => `each ${c.function ?? ''}() ${c.interpolator} ${c.toleranceMs}`),
  ];
}

describe('the range of a read', () => {
  it.each([
    [{ start: '', end: '' }, 1_576_108_800_000n, 1_576_112_400_000n],
    [{ start: '5', end: '' }, 5n, 1_576_112_400_000n],
    [{ start: '', end: '1576109400000' }, 1_576_105_800_000n, 1_576_109_400_000n],
    [{ start: 'now-1h', end: 'now' }, now - 3_600_000n, now],
    [{ start: '2019-12-12T00:00:00Z', end: 'now+1d' }, 1_576_108_800_000n, now + 86_400_000n],
    [{ start: '-5', end: '9223372036854775807' }, -5n, 2n ** 63n - 1n],
    [{ start: '', end: '-9223372036854775808' }, -(2n ** 63n), -(2n ** 63n)],
    [{ start: '0', end: 'now+106751991167d' }, 0n, 2n ** 63n - 1n],
  ])('%j', (bounds, startMs, endMs) => {
    expect(query(bounds)).toMatchObject({ startMs, endMs });
  });

  it('is moved inside the partitions', () => {
    const partitions = { startMs: 1_576_108_900_000n, endMs: 1_576_109_000_000n };
    expect(plan({ step: '1m' }, partitions)).toMatchObject({
      ...partitions,
      grid: { startMs: 1_576_108_900_000n, stepMs: 60_000n, cells: 2 },
    });
    expect(plan({}, always)).toMatchObject({ startMs: BigInt(start), endMs: BigInt(end) });
  });

  it('is empty without partitions, or when only the window reaches one', () => {
    const strange = query({ start, end, aggregators: 'nosuch', filter: '((' });
    expect(planRead(strange, undefined)).toBeUndefined();
    const windowed = query({ start, end, aggregators: 'sum', aggregationWindow: '1h' });
    expect(planRead(windowed, { startMs: 0n, endMs: BigInt(start) - 1n })).toBeUndefined();
  });
});

describe('the kind of a read', () => {
  it.each<[Partial<ReadRequest>, object]>([
    [{}, { kind: 'raw' }],
    [{ aggregationWindow: '1h' }, { kind: 'raw' }],
    [{ step: '2m' }, { kind: 'downSample', grid: { startMs: BigInt(start), stepMs: 120_000n, cells: 6 } }],
    [{ step: '7m' }, { kind: 'downSample', grid: { startMs: BigInt(start), stepMs: 420_000n, cells: 2 } }],
    [
      { aggregators: 'avg', step: '5m' },
      { kind: 'aggregate', windowMs: 0n, grid: { stepMs: 300_000n, cells: 3 } },
    ],
    [{ aggregators: 'avg' }, { kind: 'aggregate', grid: { stepMs: 600_000n, cells: 2 } }],
    [
      { aggregators: 'avg', end: start },
      { kind: 'aggregate', grid: { stepMs: 1n, cells: 1 } },
    ],
    [
      { aggregators: 'avg', step: '5m', end: start },
      { kind: 'aggregate', grid: { stepMs: 300_000n, cells: 1 } },
    ],
    [
      { aggregators: 'avg', step: '5m', aggregationWindow: '6m' },
      { kind: 'aggregate', windowMs: 360_000n },
    ],
    [
      { aggregators: 'avg_all', step: '5m' },
      { kind: 'acrossSeries', grid: { stepMs: 300_000n, cells: 3 } },
    ],
    [{ aggregators: 'avg_all' }, { kind: 'acrossSeries', grid: { stepMs: 600_000n, cells: 2 } }],
    [{ query: 'select sum(cpu), cpu from t' }, { kind: 'aggregate' }],
    [{ query: 'select cpu from t' }, { kind: 'raw' }],
  ])('%j', (request, expected) => {
    expect(plan(request)).toMatchObject(expected);
  });

  it('keeps to a number of rows', () => {
    const seconds = { step: '1s', start: '0' };
    expect(plan({ ...seconds, end: '31622399000' })).toMatchObject({ grid: { cells: 31_622_400 } });
    expect(refusal({ ...seconds, end: '31622400000' })).toBe(
      "Failed on TSDB Select: a step of 1000 ms from '0' to '31622400000' makes 31622401 rows, more than the 31622400 there may be",
    );
  });
});

describe('the columns of a request', () => {
  it.each<[Partial<ReadRequest>, string[]]>([
    [{}, ['each () next_val 0']],
    [{ columns: ['*'] }, ['*: (*) next_val 0']],
    [{ columns: ['mem', ' cpu '] }, ['mem: (mem) next_val 0', 'cpu: (cpu) next_val 0']],
    [{ columns: ['cpu,mem', 'cpu'] }, ['cpu: (cpu) next_val 0', 'mem: (mem) next_val 0']],
    [{ columns: ['cpu'], step: '2m' }, ['cpu: (cpu) next_val 240000']],
    [
      { columns: ['cpu', 'mem'], aggregators: ' sum ,max', step: '2m' },
      [
        'sum(cpu): sum(cpu) next_val 240000',
        'max(cpu): max(cpu) next_val 240000',
        'sum(mem): sum(mem) next_val 240000',
        'max(mem): max(mem) next_val 240000',
      ],
    ],
    [
      { columns: ['cpu'], aggregators: 'sum,', step: '2m' },
      ['sum(cpu): sum(cpu) next_val 240000', 'cpu: (cpu) next_val 240000'],
    ],
    [{ aggregators: 'sqr' }, ['each sqr() next_val 0']],
    [{ columns: ['cpu'], aggregators: 'sum_all' }, ['sum(cpu): sum(cpu) next_val 1200000']],
    [
      { columns: ['cpu'], aggregators: 'rate,stddev,stdvar,count,last,min', step: '1' },
      ['rate', 'stddev', 'stdvar', 'count', 'last', 'min'].map(
        (name) => `${name}(cpu): ${name}(cpu) next_val 7200000`,
      ),
    ],
  ])('%j', (request, expected) => {
    expect(columnsOf(plan(request))).toEqual(expected);
  });
});

describe('a query text', () => {
  it('stands in for the rest of the request', () => {
    const made = query({
      query: "select avg(cpu) from 'dir/x' where os = 'linux' group by host, `key`",
      table: 'ignored',
      columns: ['ignored'],
      aggregators: 'nosuch',
      filter: '((',
      groupBy: 'ignored',
      step: '1m',
      multiIndex: true,
      messageLimit: 4n,
    });
    expect(made).toMatchObject({
      table: 'dir/x',
      groupBy: ['host', 'key'],
      stepMs: 60_000n,
      multiIndex: true,
      messageLimit: 4,
      filter: { kind: 'binary', operator: '==', left: { name: 'os' }, right: { value: 'linux' } },
    });
  });

  it.each<[string, string, string[]]>([
    ['select *', '', ['each () none 0']],
    ['select cpu as c, mem', '', ['c: (cpu) none 0', 'mem: (mem) none 0']],
    ['select cpu as c', '2m', ['c: (cpu) none 240000']],
    ["select prev_val(cpu, '1h')", '1m', ['cpu: (cpu) prev_val 3600000']],
    ['select max(*), min(cpu)', '5m', ['min(cpu): min(cpu) none 600000', 'each max() none 600000']],
    [
      "select sum(next_val(cpu, '20m')), cpu",
      '10m',
      ['sum(cpu): sum(cpu) next_val 1200000', 'cpu: (cpu) next_val 1200000'],
    ],
    ['select sum_all(lin(cpu)) as total', '', ['total: sum(cpu) linear 1200000']],
    ['select sum_all(cpu), cpu', '1m', ['sum(cpu): sum(cpu) none 120000', 'cpu: last(cpu) none 120000']],
    [
      'select avg(cpu) as cpu, avg(disk)',
      '1m',
      ['cpu: avg(cpu) none 120000', 'avg(disk): avg(disk) none 120000'],
    ],
  ])('%s with the step %j', (text, step, expected) => {
    expect(columnsOf(plan({ query: text, step }))).toEqual(expected);
  });
});

describe('the rest of a plan', () => {
  it.each([
    [0n, 256],
    [-1n, 256],
    [4n, 4],
  ])('a message limit of %s', (messageLimit, rows) => {
    expect(plan({ messageLimit }).messageLimit).toBe(rows);
  });

  it.each([
    ['', []],
    ['os', ['os']],
    [' os , region', ['os', 'region']],
    ['os,', ['os', '']],
  ])('groups by %j', (groupBy, labels) => {
    expect(plan({ groupBy }).groupBy).toEqual(labels);
  });

  it.each([
    ['', undefined],
    ["os=='linux' and not exists(host)", "os == 'linux' AND NOT exists(host)"],
    ["__name__=='cpu' or `__name__` in ('__name__')", "_name == 'cpu' OR _name IN ('__name__')"],
    ['1==1', '1 == 1'],
  ])('filters by %j', (filter, printed) => {
    const made = plan({ filter });
    expect(made.filter && printExpression(made.filter)).toBe(printed);
  });

  it.each<[Partial<ReadRequest>, string | undefined]>([
    [{ aggregators: '*', step: '1m' }, 'Failed on TSDB Select: cannot aggregate *'],
    [{ aggregators: 'sum,*', step: '1m' }, 'Failed on TSDB Select: cannot aggregate *'],
    [{ aggregators: 'rate_all', step: '1m' }, 'Failed on TSDB Select: cannot aggregate rate'],
    [{ aggregators: 'rate', step: '1m' }, undefined],
    [{}, undefined],
  ])('refuses as soon as a series matches: %j', (request, text) => {
    expect(plan(request).refusal).toBe(text);
  });
});

const select = 'Failed on TSDB Select: ';
const duration = 'The specified duration (-1) is negative.';
const time = 'Invalid time string - not an RFC 3339 time format.: parsing time';
const badRequest = 'Failed to get next items: Expected a 2xx response status code: HTTP/1.1 400 Bad Request';

describe('refusals', () => {
  it.each<[Partial<ReadRequest>, string]>([
    [{ step: '-1m' }, duration],
    [{ aggregationWindow: '-1m' }, duration],
    [{ start: 'now--1m' }, `Could not parse the pattern following 'now-'.: ${duration}`],
    [{ start: '5', end: '4' }, `${select}End time '4' is lower than start time '5'.`],
    [{ aggregators: 'sum,sum' }, `${select}function 'sum' was requested multiple time`],
    [{ aggregators: ',' }, `${select}function '' was requested multiple time`],
    [{ aggregators: 'AVG' }, `${select}invalid aggragate type: AVG`],
    [{ aggregators: 'median_all' }, `${select}invalid aggragate type: median`],
    [
      { aggregators: 'sum_all,avg' },
      `${select}can not aggregate both over time and across series aggregates`,
    ],
    [
      { aggregators: 'avg,sum_all' },
      `${select}can not aggregate both over time and across series aggregates`,
    ],
    [{ aggregators: ',sum_all' }, `${select}can not aggregate both over time and across series aggregates`],
    [{ query: 'select AVG(cpu) from t' }, `${select}invalid aggragate type: AVG`],
    [{ query: 'select cpu from' }, 'syntax error at position 16'],
    [{ query: 'select max() from t' }, "function 'max' needs a metric"],
    [
      { query: 'select sum_all(cpu) as `sum(mem)`, sum_all(mem) from t' },
      `${select}column name 'sum(mem)' appears more than once in select query`,
    ],
  ])('%j', (request, text) => {
    expect(refusal(request)).toBe(text);
  });

  it.each<[string, Partial<ReadRequest>, string]>([
    [
      'a long query',
      { query: `select cpu from t where os = '${'é'.repeat(40_000)}'` },
      'the query is 80031 bytes long, more than the 65536 there may be',
    ],
    [
      'many columns',
      { columns: Array.from({ length: 1025 }, (_, index) => `c${index}`), aggregators: 'sum,min,max,avg' },
      `${select}4100 columns, more than the 4096 there may be`,
    ],
    [
      'many columns of a query',
      { query: `select ${Array.from({ length: 4097 }, (_, index) => `c${index}`).join()} from t` },
      `${select}4097 columns, more than the 4096 there may be`,
    ],
    [
      'many functions',
      { aggregators: 'sum,'.repeat(300_000) },
      `${select}function 'sum' was requested multiple time`,
    ],
  ])('%s', (_, request, text) => {
    expect(refusal(request)).toBe(text);
  });

  it.each<Partial<ReadRequest>>([
    { filter: 'os=' },
    { filter: "os='linux'" },
    { query: 'select cpu from t where os between 1 and 2' },
    { query: 'select cpu from t where os is null' },
    { query: "select cpu from t where os like 'l%'" },
    { query: "select cpu from t where os regexp 'l'" },
  ])('the filter of %j', (request) => {
    expect(refusal(request).split('\n')[0]).toBe(select + badRequest);
  });

  it('come in the order of the original', () => {
    const faults: Partial<ReadRequest>[] = [
      { step: '-1m' },
      { aggregationWindow: '-1' },
      { end: 'later' },
      { start: 'sooner' },
      { query: 'nonsense' },
    ];
    const texts = faults.map((_, from) =>
      refusal(Object.assign({}, ...faults.slice(from)) as Partial<ReadRequest>),
    );
    expect(texts.map((text) => text.replace(/ as .*/, ''))).toEqual([
      duration,
      duration,
      `${time} "later"`,
      `${time} "sooner"`,
      "syntax error at position 9 near 'nonsense'",
    ]);
  });

  it('check the columns before the filter', () => {
    expect(refusal({ aggregators: 'AVG', filter: '((' })).toBe(`${select}invalid aggragate type: AVG`);
  });
});
