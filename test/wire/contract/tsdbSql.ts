import { cpu, linux, mac, range, series, type QueryCase } from './tsdbSeries';

const os = [
  series(
    'cpu',
    [
      ['0m', 10],
      ['1m', 20],
      ['2m', 30],
    ],
    linux,
  ),
  series('cpu', [['0m', 10]], mac),
];

export const sql: readonly QueryCase[] = [
  {
    name: 'SQL: grouped by a label',
    series: os,
    query: { ...range, step: '10m', sql: 'select sum(cpu), count(cpu) from $table group by os' },
    expected: [
      { labels: linux, columns: ['sum(cpu)', 'count(cpu)'], rows: [['0m', 60, 3]] },
      { labels: mac, columns: ['sum(cpu)', 'count(cpu)'], rows: [['0m', 10, 1]] },
    ],
  },
  {
    name: 'SQL: grouped by a label that is not there',
    series: os,
    query: { ...range, step: '10m', sql: 'select sum(cpu) from $table group by nope' },
    expected: 'fails',
  },
  {
    name: 'SQL: an alias',
    series: [cpu],
    query: { ...range, step: '10m', sql: 'select max(cpu) as iguaz from $table' },
    expected: [{ columns: ['iguaz'], rows: [['0m', 40]] }],
  },
  {
    name: 'SQL: a function of everything beside one of a metric',
    series: [cpu],
    query: { ...range, step: '10m', sql: 'select avg(*), min(cpu) from $table' },
    expected: [{ columns: ['min(cpu)', 'avg(cpu)'], rows: [['0m', 10, 25]] }],
  },
  {
    name: 'SQL: an aggregate beside the values',
    series: [cpu],
    query: { ...range, step: '2m', sql: 'select sum(cpu), cpu from $table' },
    expected: [
      {
        columns: ['sum(cpu)', 'cpu'],
        rows: [
          ['0m', 30, 10],
          ['2m', 70, 30],
        ],
      },
    ],
  },
  ...[
    'select cpu as something, diskio as something from $table',
    'select avg(cpu) as something, diskio as something from $table',
    'select avg(*) as something from $table',
    'select avg(cpu), max(cpu) as cpu from $table',
  ].map((text) => ({
    name: `SQL: ${text} is refused`,
    series: [cpu],
    query: { ...range, step: '1m', sql: text },
    expected: 'fails' as const,
  })),
  {
    name: 'fields: grouped by two labels',
    series: [
      series('cpu', [['0m', 1]], { os: 'linux', region: 'eu', host: 'a' }),
      series('cpu', [['0m', 2]], { os: 'linux', region: 'eu', host: 'b' }),
      series('cpu', [['0m', 4]], { os: 'linux', region: 'us', host: 'c' }),
    ],
    query: { ...range, step: '10m', columns: ['cpu'], aggregators: ['sum'], groupBy: 'os, region' },
    expected: [
      { labels: { os: 'linux', region: 'eu' }, columns: ['sum(cpu)'], rows: [['0m', 3]] },
      { labels: { os: 'linux', region: 'us' }, columns: ['sum(cpu)'], rows: [['0m', 4]] },
    ],
  },
];
