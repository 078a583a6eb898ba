import type { Known, KnownTable } from '../../../../src/language/fsql/known/known';

/** 2024-02-29 12:00:00 UTC */
export const nowMs = 1_709_208_000_000n;

const tables: Readonly<Record<string, KnownTable>> = {
  'tsdb metrics/cpu': {
    columns: [
      { name: 'cpu', type: 'float', role: 'metric' },
      { name: 'mem', type: 'float', role: 'metric' },
      { name: 'order', type: 'string', role: 'metric' },
      { name: 'host', type: 'string', role: 'label' },
      { name: 'os', type: 'string', role: 'label' },
    ],
    labelValues: (name) => (name === 'host' ? ['a', "b'c"] : undefined),
    rate: '1/s',
  },
  'tsdb plain': {
    columns: [{ name: 'value', type: 'float', role: 'metric' }],
    partial: ['label'],
  },
  'tsdb rooms': {
    columns: [
      { name: 'warmth', type: 'float', role: 'metric' },
      { name: 'floor', type: 'string', role: 'label' },
    ],
    partial: ['label'],
  },
  'nosql users': {
    columns: [
      { name: 'id', type: 'string', role: 'key' },
      { name: 'age', type: 'int', role: 'attribute' },
      { name: 'name', type: 'string', role: 'attribute' },
      { name: 'active', type: 'boolean', role: 'attribute' },
    ],
    labelValues: (name) => (name === 'age' ? ['30', '41'] : ['Ann', 'Bob']),
  },
  'stream clicks': { columns: [], shards: ['0', '1', '2'] },
  'csv data/a.csv': { columns: [] },
};

/** A service with a handful of tables, all loaded. */
export const known: Known = {
  connections: () => ['local', 'production'],
  lacksConnection: (name) => !['local', 'production'].includes(name),
  isOpen: () => true,
  containers: () => ['users', 'projects'],
  tables: () =>
    Object.keys(tables).map((key) => {
      const [backend = '', path = ''] = key.split(' ');
      return { backend: backend as 'tsdb', path };
    }),
  table: (_, { backend, path }) => tables[`${backend} ${path}`] ?? 'missing',
};

/** Query files of every kind, whole and half-written. */
export const corpus: readonly string[] = [
  '',
  '-- ',
  '-- @',
  "-- @connection local\n-- @start now-1d\n-- @step 5m\n\nSELECT avg(cpu), max(mem) AS top\nFROM 'metrics/cpu'\nWHERE host = 'a' AND NOT os IN ('x', 'y')\nGROUP BY host, os;\n",
  "select max(prev_val(cpu, '10m')), sum_all(linear(mem)) from 'metrics/cpu' order by time limit 5",
  "select * from nosql.users where age > 30 and name like 'A%' or exists(id)",
  '-- @seek latest\n-- @shard 0,1\nselect * from stream.clicks',
  "select * from csv.'data/a.csv' limit 10;",
  "-- @param host type=text choices=a,b default=a Which host\n-- @param from type=time default=now-1d\n\n-- @start ${from}\nselect avg(cpu) from 'metrics/cpu' where host = ${host} and os = '${host}-x'",
  'SELECT ',
  "SELECT  FROM 'metrics/cpu'",
  'SELECT avg(',
  "SELECT cpu FROM 'metrics/cpu' WHERE host = '",
  "SELECT cpu FROM 'metr",
  'SELECT cpu FROM nosql.',
  'SELECT cpu FROM ',
  "select 1;;\n select 'a\n;\nselect b from c /* d",
  'update x set y; explain select 1; (select 1) union (select 2)',
  '-- @name One\nSELECT distinct `order` o, a.b.c FROM x.`y` t WHERE a = "b\\"c" # d\n\n-- @name Two\nSELECT 1',
];
