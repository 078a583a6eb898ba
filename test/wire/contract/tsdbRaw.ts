import { always, cpu, linux, mac, minutes, range, series, weekly, type QueryCase } from './tsdbSeries';

/** Samples as they were written, and at even times (spec/peer-tests.md §8). */
export const raw: readonly QueryCase[] = [
  {
    name: 'raw: two label sets',
    series: [series('cpu', minutes, linux), series('cpu', minutes, mac)],
    query: range,
    expected: [
      { labels: linux, columns: ['cpu'], rows: minutes },
      { labels: mac, columns: ['cpu'], rows: minutes },
    ],
  },
  {
    name: 'raw: over partitions',
    series: [series('cpu', weekly)],
    query: always,
    expected: [{ columns: ['cpu'], rows: weekly }],
  },
  {
    name: 'raw: filtered by a label',
    series: [series('cpu', minutes, linux), series('cpu', minutes, mac)],
    query: { ...range, filter: "os=='linux'" },
    expected: [{ labels: linux, columns: ['cpu'], rows: minutes }],
  },
  {
    name: 'raw: filtered by nothing',
    series: [series('cpu', minutes, linux), series('cpu', minutes, mac)],
    query: { ...range, filter: '1==1' },
    expected: [
      { labels: linux, columns: ['cpu'], rows: minutes },
      { labels: mac, columns: ['cpu'], rows: minutes },
    ],
  },
  { name: 'raw: from after to', series: [cpu], query: { from: '10m', to: '0m' }, expected: 'fails' },
  {
    name: 'raw: the columns asked for',
    series: [cpu, series('diskio', minutes)],
    query: { ...range, columns: ['diskio'] },
    expected: [{ columns: ['diskio'], rows: minutes }],
  },
  {
    name: 'raw: metrics side by side with gaps',
    series: [
      series('cpu', [
        ['-7d', 10],
        ['1m', 20],
        ['2m', 30],
        ['4m', 40],
      ]),
      series('diskio', [
        ['-5d', 10],
        ['2m', 20],
        ['3m', 30],
        ['4m', 40],
      ]),
    ],
    query: always,
    expected: [
      {
        columns: ['cpu', 'diskio'],
        rows: [
          ['-7d', 10, null],
          ['-5d', null, 10],
          ['1m', 20, null],
          ['2m', 30, 20],
          ['3m', null, 30],
          ['4m', 40, 40],
        ],
      },
    ],
  },
  {
    name: 'raw: a label set of an older partition does not show',
    series: [series('cpu', [['-7d', 1]], mac), series('cpu', minutes, linux)],
    query: range,
    expected: [{ labels: linux, columns: ['cpu'], rows: minutes }],
  },
  {
    name: 'raw: a requested metric without samples in the range',
    series: [cpu, series('diskio', [['-7d', 1]])],
    query: { ...range, columns: ['cpu', 'diskio'] },
    expected: [{ columns: ['cpu', 'diskio'], rows: minutes.map(([time, value]) => [time, value, null]) }],
  },
  {
    name: 'raw: a requested metric that does not exist',
    series: [cpu],
    query: { ...range, columns: ['cpu', 'tal'] },
    expected: [{ columns: ['cpu', 'tal'], rows: minutes.map(([time, value]) => [time, value, null]) }],
  },
  {
    name: 'raw: the columns in the order asked for',
    series: [cpu, series('diskio', minutes)],
    query: { ...range, columns: ['diskio', 'cpu'] },
    expected: [{ columns: ['diskio', 'cpu'], rows: minutes.map(([time, value]) => [time, value, value]) }],
  },
  {
    name: 'raw: one metric with a label, one without',
    series: [series('cpu', minutes, linux), series('diskio', minutes)],
    query: range,
    expected: [
      { labels: linux, columns: ['cpu'], rows: minutes },
      { columns: ['diskio'], rows: minutes },
    ],
  },
  {
    name: 'raw: several metrics of several label sets',
    series: [
      series('cpu', [['0m', 10]], linux),
      series('diskio', [['1m', 20]], linux),
      series(
        'diskio',
        [
          ['0m', 30],
          ['1m', 40],
        ],
        mac,
      ),
    ],
    query: range,
    expected: [
      {
        labels: linux,
        columns: ['cpu', 'diskio'],
        rows: [
          ['0m', 10, null],
          ['1m', null, 20],
        ],
      },
      {
        labels: mac,
        columns: ['diskio'],
        rows: [
          ['0m', 30],
          ['1m', 40],
        ],
      },
    ],
  },
  {
    name: 'raw: numbers and strings side by side, sparse',
    series: [
      series('cpu', [
        ['0m', 1],
        ['2m', 3],
      ]),
      series('log', [
        ['0m', 'a'],
        ['1m', 'b'],
      ]),
    ],
    query: { ...range, columns: ['cpu', 'log'] },
    expected: [
      {
        columns: ['cpu', 'log'],
        rows: [
          ['0m', 1, 'a'],
          ['1m', null, 'b'],
          ['2m', 3, null],
        ],
      },
    ],
  },
  {
    name: 'raw: nothing in a range before the samples',
    series: [cpu],
    query: { from: '-2h', to: '-1h' },
    expected: [],
  },
];

const overMidnight: QueryCase = {
  name: 'down-sampled: over partitions, however far the next value',
  series: [
    series('cpu', [
      ['2018-11-18T23:40:00Z', 10],
      ['2018-11-18T23:59:00Z', 20],
      ['2018-11-19T00:20:00Z', 30],
      ['2018-11-19T02:40:00Z', 40],
    ]),
  ],
  query: {
    from: '2018-11-18T22:00:00Z',
    to: '2018-11-19T04:00:00Z',
    step: '2h',
    sql: 'select cpu from $table',
  },
  expected: [
    {
      columns: ['cpu'],
      rows: [
        ['2018-11-18T22:00:00Z', 10],
        ['2018-11-19T00:00:00Z', 30],
        ['2018-11-19T02:00:00Z', 40],
      ],
    },
  ],
};

export const downSampled: readonly QueryCase[] = [
  overMidnight,
  {
    name: 'down-sampled: the next value',
    series: [
      series('cpu', [
        ['0m', 10],
        ['1m', 20],
        ['6m', 30],
        ['9m', 40],
      ]),
    ],
    query: { ...range, step: '2m' },
    expected: [
      {
        columns: ['cpu'],
        rows: [
          ['0m', 10],
          ['2m', 30],
          ['4m', 30],
          ['6m', 30],
          ['8m', 40],
        ],
      },
    ],
  },
  {
    name: 'down-sampled: large gaps give no rows',
    series: [
      series('cpu', [
        ['-7d', 1],
        ['-1d', 3],
      ]),
      series('diskio', [['-4d', 2]]),
    ],
    query: { from: '-7d', to: '0m', step: '1m', columns: ['cpu', 'diskio'] },
    expected: [
      {
        columns: ['cpu', 'diskio'],
        rows: [
          ['-7d', 1, null],
          ['-4d-2m', null, 2],
          ['-4d-1m', null, 2],
          ['-4d', null, 2],
          ['-1d-2m', 3, null],
          ['-1d-1m', 3, null],
          ['-1d', 3, null],
        ],
      },
    ],
  },
];

export const ingested: readonly QueryCase[] = [
  {
    name: 'written: samples out of order are sorted, the first of a moment stays',
    series: [
      series('cpu', [
        ['0m', 1],
        ['2m', 3],
        ['1m', 2],
        ['1m', 7],
        ['3m', 4],
      ]),
    ],
    query: range,
    expected: [
      {
        columns: ['cpu'],
        rows: [
          ['0m', 1],
          ['1m', 2],
          ['2m', 3],
          ['3m', 4],
        ],
      },
    ],
  },
];
