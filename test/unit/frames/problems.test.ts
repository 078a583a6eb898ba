import { describe, expect, it } from 'vitest';
import {
  aggregatesProblem,
  aggregatorsProblem,
  columnNamesProblem,
  countProblem,
  durationProblem,
  granularityProblem,
  rateProblem,
  sequenceProblem,
  shardIdProblem,
  tableProblem,
  timeProblem,
  timeRangeProblem,
  type Problem,
} from '../../../src/frames/problems';

interface Rule {
  readonly name: string;
  readonly problem: (text: string) => Problem;
  /** What the service takes, documented or not. */
  readonly taken: readonly string[];
  /** What every service refuses, and a word of what the user is told. */
  readonly refused: readonly (readonly [text: string, words: string])[];
}

const rules: readonly Rule[] = [
  {
    name: 'a time',
    problem: timeProblem,
    taken: [
      '',
      'now',
      'now-90m',
      'now-3h',
      'now-7d',
      'now-30s',
      'now-5',
      'now-',
      'now+1h',
      '0',
      '-5',
      '1451748866',
      '1537971006000',
      '2016-01-02T15:34:26Z',
      '2016-01-02T15:34:26.5+01:00',
      '2016-01-02T15:34:26.123456789123Z',
      '1500-01-02T15:34:26Z',
    ],
    refused: [
      ['yesterday', 'now-2h'],
      ['now/1h', 'Write now'],
      ['now -1h', 'Write now'],
      ['now-1w', 'Write now'],
      ['now-1.5h', 'Write now'],
      ['now--1h', 'Write now'],
      ['Now', 'Write now'],
      ['1.5', 'Write now'],
      ['9223372036854775808', 'Write now'],
      ['2016-01-02', 'with its zone'],
      ['2016-01-02T15:34:26', 'with its zone'],
      ['2016-02-30T15:34:26Z', 'Write now'],
      [' ', 'Write now'],
    ],
  },
  {
    name: 'a duration',
    problem: durationProblem,
    taken: ['', '30m', '2h', '1d', '10s', '5', '0', 'h', '+5m'],
    refused: [
      ['-1h', '30m'],
      ['1w', '30m'],
      ['1h30m', '30m'],
      ['1.5h', '30m'],
      ['1 h', '30m'],
      ['106751991168d', '30m'],
    ],
  },
  {
    name: 'a rate',
    problem: rateProblem,
    taken: ['1/s', '20/m', '50/h', '10/m', '66/m', '4000/h', '+5/m', '007/m'],
    refused: [
      ['', '10/m'],
      ['10', '10/m'],
      ['10/', '10/m'],
      ['/m', '10/m'],
      ['10/d', '10/m'],
      ['10m', '10/m'],
      ['10 / m', '10/m'],
      ['0/m', '10/m'],
      ['-1/m', '10/m'],
      ['1.5/m', '10/m'],
      ['10/M', '10/m'],
      ['2/s', 'too high'],
      ['67/m', 'too high'],
      ['4001/h', 'too high'],
      ['9'.repeat(19) + '/h', 'too high'],
    ],
  },
  {
    name: 'a granularity',
    problem: granularityProblem,
    taken: ['', '10m', '30m', '1h', '2h', '1d', '7d', '1s', '5m', '8', '24h', '48h'],
    refused: [
      ['0', 'at least 1'],
      ['h', 'at least 1'],
      ['0h', 'at least 1'],
      ['-1h', 'at least 1'],
      ['1w', 'at least 1'],
      ['7h', 'divide a day'],
      ['7m', 'divide a day'],
      ['25h', 'divide a day'],
    ],
  },
  {
    name: 'aggregates to keep',
    problem: aggregatesProblem,
    taken: [
      '',
      'count',
      'count,avg,min,max',
      ' avg , sum ',
      'avg,,sum,',
      '*',
      'sqr,rate,stddev,stdvar',
      'avg,avg',
    ],
    refused: [
      ['mean', "'mean'"],
      ['AVG', "'AVG'"],
      ['avg_all', "'avg_all'"],
      ['constructor', "'constructor'"],
      ['avg sum', "'avg sum'"],
    ],
  },
  {
    name: 'functions of a read',
    problem: aggregatorsProblem,
    taken: ['', 'avg', 'avg, sum', 'sum,', 'avg_all,sum_all', 'rate', 'stddev,stdvar,sqr,last'],
    refused: [
      ['mean', "'mean'"],
      ['mean_all', "'mean'"],
      ['*', "'*'"],
      ['avg,sum_all', 'mixed'],
      ['avg,avg', "'avg' appears more than once"],
    ],
  },
  {
    name: 'a count',
    problem: (text) => countProblem(text),
    taken: ['1', '100', ' 7 ', '+3', '007'],
    refused: [
      ['', 'at least 1'],
      ['0', 'at least 1'],
      ['-1', 'at least 1'],
      ['1.5', 'at least 1'],
      ['1e3', 'at least 1'],
      ['0x10', 'at least 1'],
      ['9007199254740993', 'at least 1'],
      ['many', 'at least 1'],
    ],
  },
  {
    name: 'a shard',
    problem: shardIdProblem,
    taken: ['0', '5', '4095'],
    refused: [
      ['', '0 is the first'],
      ['-1', '0 is the first'],
      ['1.0', '0 is the first'],
      ['all', '0 is the first'],
    ],
  },
  {
    name: 'a sequence number',
    problem: sequenceProblem,
    taken: ['0', '1', '9223372036854775807'],
    refused: [
      ['', '1 is the first'],
      ['-1', '1 is the first'],
      ['9223372036854775808', '1 is the first'],
      ['x', '1 is the first'],
    ],
  },
  {
    name: 'a table',
    problem: tableProblem,
    taken: ['mytable', '/examples/tsdb/my_metrics', 'a/', 'with blanks', 'ünï', '.hidden', 'a..b'],
    refused: [
      ['', 'Name a table'],
      ['/', 'Name a table'],
      ['a/../b', "'..'"],
      ['..', "'..'"],
      ['a\0', 'NUL'],
    ],
  },
];

describe.each(rules)('$name', ({ problem, taken, refused }) => {
  it.each(taken)('may be %j', (text) => {
    expect(problem(text)).toBeUndefined();
  });

  it.each(refused)('may not be %j: %s', (text, words) => {
    expect(problem(text)).toContain(words);
    expect(problem(text)).toMatch(/^['A-Z].*\.$/s);
  });
});

describe('two times', () => {
  it.each([
    ['', '', undefined],
    ['now-2h', 'now-1h', undefined],
    ['now', 'now', undefined],
    ['0', '2020-01-01T00:00:00Z', undefined],
    ['2020-01-01T00:00:00Z', '', undefined],
    ['2999-01-01T00:00:00Z', 'now', undefined],
    ['now-1h', 'now-2h', 'later than the end'],
    ['2020-01-02T00:00:00Z', '2020-01-01T00:00:00Z', 'later than the end'],
    ['1000', '10', 'later than the end'],
    ['soon', 'now', 'Write now'],
    ['now', 'soon', 'Write now'],
  ])('from %j to %j: %s', (start, end, words) => {
    const problem = timeRangeProblem({ start, end });
    if (words === undefined) expect(problem).toBeUndefined();
    else expect(problem).toContain(words);
  });
});

it('names of columns are there, each once', () => {
  expect(columnNamesProblem(['a', 'b'])).toBeUndefined();
  expect(columnNamesProblem(['a', ''])).toContain('empty');
  expect(columnNamesProblem(['a', 'b', 'a'])).toContain("'a' appears more than once");
});

it('a count may begin at zero, and be a number', () => {
  expect(countProblem(0, 0)).toBeUndefined();
  expect(countProblem('0', 0)).toBeUndefined();
  expect(countProblem(0)).toContain('at least 1');
  for (const count of [NaN, Infinity, 1.5, 2 ** 53]) expect(countProblem(count)).toContain('at least 1');
});
