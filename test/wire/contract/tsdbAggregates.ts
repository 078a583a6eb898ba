import {
  cpu,
  crossed,
  linux,
  mac,
  minutes,
  ramp,
  range,
  series,
  weekly,
  type Asked,
  type Expected,
  type QueryCase,
  type Series,
} from './tsdbSeries';

export const overTime: readonly QueryCase[] = [
  {
    name: 'over time: one cell without a step, blanks between the names',
    series: [cpu],
    query: { ...range, columns: ['cpu'], aggregators: ['max', ' sum', 'count', 'min'] },
    expected: [
      { columns: ['max(cpu)', 'sum(cpu)', 'count(cpu)', 'min(cpu)'], rows: [['0m', 40, 100, 4, 10]] },
    ],
  },
  {
    name: 'over time: a step',
    series: [cpu],
    query: { ...range, columns: ['cpu'], step: '2m', aggregators: ['sum', 'max', 'min'] },
    expected: [
      {
        columns: ['sum(cpu)', 'max(cpu)', 'min(cpu)'],
        rows: [
          ['0m', 30, 20, 10],
          ['2m', 70, 40, 30],
        ],
      },
    ],
  },
  {
    name: 'over time: all metrics',
    series: [cpu, series('diskio', minutes)],
    query: { ...range, step: '10m', aggregators: ['max', 'sum'] },
    expected: [
      { columns: ['max(cpu)', 'sum(cpu)', 'max(diskio)', 'sum(diskio)'], rows: [['0m', 40, 100, 40, 100]] },
    ],
  },
  {
    name: 'over time: filtered by the name of a metric',
    series: [cpu, series('diskio', minutes)],
    query: { ...range, step: '10m', aggregators: ['max'], filter: "_name=='cpu'" },
    expected: [{ columns: ['max(cpu)'], rows: [['0m', 40]] }],
  },
  {
    name: 'over time: partitions',
    series: [series('cpu', weekly)],
    query: { from: '-7d', to: '10m', step: '5m', columns: ['cpu'], aggregators: ['sum', 'max', 'min'] },
    expected: [
      {
        columns: ['sum(cpu)', 'max(cpu)', 'min(cpu)'],
        rows: [
          ['-7d', 10, 10, 10],
          ['0m', 90, 40, 20],
        ],
      },
    ],
  },
  {
    name: 'over time: averages and variances',
    series: [
      series('cpu', [
        ['-7d', 10],
        ['-7d+1m', 12],
        ['1m', 20],
        ['2m', 30],
        ['3m', 40],
      ]),
    ],
    query: { from: '-7d', to: '10m', step: '5m', columns: ['cpu'], aggregators: ['avg', 'stdvar'] },
    expected: [
      {
        columns: ['avg(cpu)', 'stdvar(cpu)'],
        rows: [
          ['-7d', 11, 2],
          ['0m', 30, 100],
        ],
      },
    ],
  },
  {
    name: 'over time: rows only where there are samples',
    series: [
      series('cpu', [
        ['-7d', 1],
        ['-1d', 3],
      ]),
      series('diskio', [['-4d', 2]]),
    ],
    query: { from: '-7d', to: '0m', step: '1m', aggregators: ['count'] },
    expected: [
      {
        columns: ['count(cpu)', 'count(diskio)'],
        rows: [
          ['-7d', 1, null],
          ['-4d', null, 1],
          ['-1d', 1, null],
        ],
      },
    ],
  },
  {
    name: 'over time: one cell over many partitions',
    series: [
      series('cpu', [
        ['-25d', 1],
        ['-20d', 2],
        ['-12d', 3],
        ['-1d', 4],
        ['20d', 5],
      ]),
    ],
    query: { from: '-25d', to: '21d', columns: ['cpu'], aggregators: ['count'] },
    expected: [{ columns: ['count(cpu)'], rows: [['-25d', 5]] }],
  },
  {
    name: 'over time: steps of hours',
    series: [cpu],
    query: { from: '-4h', to: '1h', step: '4h', columns: ['cpu'], aggregators: ['sum', 'min', 'max'] },
    expected: [{ columns: ['sum(cpu)', 'min(cpu)', 'max(cpu)'], rows: [['0m', 100, 10, 40]] }],
  },
  {
    name: 'over time: no samples',
    series: [cpu],
    query: { from: '-20d', to: '-19d', step: '1m', columns: ['cpu'], aggregators: ['sum'] },
    expected: [],
  },
  {
    name: 'over time: strings are counted',
    series: [
      series('log', [
        ['0m', 'a'],
        ['1m', 'b'],
        ['2m', 'c'],
        ['3m', 'd'],
        ['4m', 'e'],
      ]),
    ],
    query: { ...range, step: '10m', columns: ['log'], aggregators: ['count'] },
    expected: [{ columns: ['count(log)'], rows: [['0m', 5]] }],
  },
];

export const windows: readonly QueryCase[] = [
  ...(
    [
      ['6m', [0, 150, 390]],
      ['2m', [0, 120, 170]],
      ['5m', [0, 150, 300]],
    ] as const
  ).map(([window, sums]) => ({
    name: `a window of ${window}`,
    series: [ramp],
    query: { ...range, step: '5m', window, columns: ['cpu'], aggregators: ['sum'] },
    expected: [{ columns: ['sum(cpu)'], rows: sums.map((sum, i) => [`${5 * i}m`, sum] as const) }],
  })),
  {
    name: 'a window as long as its step',
    series: [ramp],
    query: { ...range, step: '1m', window: '1m', columns: ['cpu'], aggregators: ['sum'] },
    expected: [
      { columns: ['sum(cpu)'], rows: Array.from({ length: 10 }, (_, i) => [`${i}m`, 10 * i] as const) },
    ],
  },
  {
    // Midnight, two days before, is where a partition begins.
    name: 'a window that reaches into the partition before',
    series: [
      series('cpu', [
        ['-2d+2h+10m', 1],
        ['-2d+2h+15m', 2],
        ['-2d+2h+17m', 3],
        ['-2d+2h+30m', 4],
        ['-2d+2h+40m', 5],
        ['-2d+2h+50m', 6],
      ]),
    ],
    query: {
      from: '-2d+2h+30m',
      to: '-2d+2h+50m',
      step: '10m',
      window: '30m',
      columns: ['cpu'],
      aggregators: ['sum'],
    },
    expected: [
      {
        columns: ['sum(cpu)'],
        rows: [
          ['-2d+2h+30m', 10],
          ['-2d+2h+40m', 15],
          ['-2d+2h+50m', 15],
        ],
      },
    ],
  },
];

function crossCase(
  name: string,
  query: Asked,
  column: string,
  rows: Expected['rows'],
  data: readonly Series[] = crossed,
): QueryCase {
  return { name: `across series: ${name}`, series: data, query, expected: [{ columns: [column], rows }] };
}

const overPartitions = [
  series(
    'cpu',
    [
      ['-7d', 10],
      ['-7d+1m', 1],
      ['0m', 20],
      ['1m', 1],
      ['2m', 60],
    ],
    linux,
  ),
  series(
    'cpu',
    [
      ['-7d', 20],
      ['-7d+1m', 1],
      ['0m', 30],
      ['1m', 1],
      ['2m', 40],
    ],
    mac,
  ),
];

export const acrossSeries: readonly QueryCase[] = [
  ...(
    [
      ['sum', [30, 50, 70]],
      ['min', [10, 20, 30]],
      ['avg', [15, 25, 35]],
    ] as const
  ).map(([name, [first, second, third]]) =>
    crossCase(
      name,
      { from: '0m', to: '5m', step: '2m', columns: ['cpu'], aggregators: [`${name}_all`] },
      `${name}(cpu)`,
      [
        ['0m', first],
        ['2m', second],
        ['4m', third],
      ],
    ),
  ),
  crossCase(
    'with interpolation',
    { from: '0m', to: '5m', step: '2m', sql: 'select sum_all(prev_val(cpu)) from $table' },
    'sum(cpu)',
    [
      ['0m', 30],
      ['2m', 50],
      ['4m', 70],
    ],
    [
      series(
        'cpu',
        [
          ['0m', 10],
          ['1m', 20],
          ['3m', 30],
          ['5m', 40],
        ],
        linux,
      ),
      series(
        'cpu',
        [
          ['0m', 20],
          ['2m', 30],
          ['4m', 40],
        ],
        mac,
      ),
    ],
  ),
  crossCase(
    'the maximum over partitions, from the next values',
    { from: '-7d', to: '3m', step: '2m', columns: ['cpu'], aggregators: ['max_all'] },
    'max(cpu)',
    [
      ['-7d', 20],
      ['-4m', 30],
      ['-2m', 30],
      ['0m', 30],
      ['2m', 60],
    ],
    overPartitions,
  ),
  crossCase(
    'the sum over partitions, from the values before',
    { from: '-7d', to: '3m', step: '2m', sql: 'select sum_all(prev_val(cpu)) from $table' },
    'sum(cpu)',
    [
      ['-7d', 30],
      ['-7d+2m', 2],
      ['-7d+4m', 2],
      ['0m', 50],
      ['2m', 100],
    ],
    overPartitions,
  ),
  {
    name: 'across series: sums and averages of series whose times differ',
    series: [
      series(
        'cpu',
        [
          ['-7d', 10],
          ['-7d+1m', 1],
          ['-7d+3m', 20],
          ['0m', 20],
          ['1m', 1],
          ['2m', 60],
        ],
        linux,
      ),
      series(
        'cpu',
        [
          ['-7d', 20],
          ['-7d+2m', 1],
          ['0m', 30],
          ['1m', 1],
          ['3m', 40],
        ],
        mac,
      ),
    ],
    query: {
      from: '-7d',
      to: '3m',
      step: '2m',
      sql: 'select sum_all(prev_val(cpu)), count_all(prev_val(cpu)), avg_all(prev_val(cpu)) from $table',
    },
    expected: [
      {
        columns: ['sum(cpu)', 'count(cpu)', 'avg(cpu)'],
        rows: [
          ['-7d', 30, 2, 15],
          ['-7d+2m', 2, 2, 1],
          ['-7d+4m', 21, 2, 10.5],
          ['-7d+6m', 21, 2, 10.5],
          ['0m', 50, 2, 25],
          ['2m', 61, 2, 30.5],
        ],
      },
    ],
  },
  crossCase(
    'values that are too far away',
    { from: '0m', to: '10m', step: '5m', sql: "select sum_all(prev_val(cpu, '1m')) from $table" },
    'sum(cpu)',
    [
      ['0m', 30],
      ['5m', 30],
      ['10m', 70],
    ],
    [
      series(
        'cpu',
        [
          ['0m', 10],
          ['1m', 20],
          ['10m', 30],
        ],
        linux,
      ),
      series(
        'cpu',
        [
          ['0m', 20],
          ['5m', 30],
          ['10m', 40],
        ],
        mac,
      ),
    ],
  ),
  {
    name: 'across series: one moment',
    series: [series('cpu', [['0m', 10]], linux), series('cpu', [['0m', 20]], mac)],
    query: {
      from: '0m',
      to: '1m',
      step: '2m',
      columns: ['cpu'],
      aggregators: ['sum_all', 'min_all', 'max_all', 'count_all', 'avg_all'],
    },
    expected: [
      {
        columns: ['sum(cpu)', 'min(cpu)', 'max(cpu)', 'count(cpu)', 'avg(cpu)'],
        rows: [['0m', 30, 10, 20, 2, 15]],
      },
    ],
  },
  {
    name: 'across series: several metrics',
    series: [...crossed, ...crossed.map((one) => ({ ...one, metric: 'disk' }))],
    query: { from: '0m', to: '5m', step: '2m', columns: ['cpu', 'disk'], aggregators: ['sum_all'] },
    expected: [
      {
        columns: ['sum(cpu)', 'sum(disk)'],
        rows: [
          ['0m', 30, 30],
          ['2m', 50, 50],
          ['4m', 70, 70],
        ],
      },
    ],
  },
];
