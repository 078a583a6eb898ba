import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { driveWebApi, python, type Results } from '../python/pythonClient';
import { startService, type ServiceProcess } from './serviceProcess';

if (python === undefined) {
  console.warn('The real client of the web API is not tested: there is no Python on this machine.');
}

const raises = (status: number) => ({ error: 'HttpResponseError', status });
const integers = (...values: number[]): string[] => values.map(String);

/** What each step of webApi.py comes to; integers are text. */
const expected: Readonly<Record<string, unknown>> = {
  containers: ['bigdata', 'csv', 'projects', 'users'],

  'object put': '0123456789ü',
  'object range': '456',
  'object from': '89ü',
  'object head': 200,
  'object missing': raises(404),
  'directory made': 200,
  listing: {
    files: [['T/files/obj ect#1.txt', 12, '0100664']],
    directories: [['T/files/sub/', '040775']],
    truncated: 'false',
  },
  pages: ['0', '1', '2', '3', '4'],
  'listing missing': raises(404),
  'directory full': raises(409),
  'object delete': 204,

  'kv values': {
    large: '9223372036854775807',
    zero: 0,
    pi: 3.14,
    text: 'ü🙂',
    empty: '',
    yes: true,
    no: false,
    blob: { bytes: [0, 255] },
    ints: integers(1, 2, 3),
    floats: [0.5, 1.5],
    when: '2020-01-02T03:04:05.500000+00:00',
  },
  'kv too large': raises(400),
  'kv update': {
    __name: 'all',
    __size: '0',
    ints: integers(1, 4, 3),
    n: '9223372036854775806',
    pi: 4.140000000000001,
    text: 'new',
  },
  'kv condition': raises(400),
  'kv missing': raises(404),
  'kv batch': 30,
  'kv scan': 30,
  'kv limit': ['k0.00', 'k0.03', 'k0.06', 'k0.09'],
  'kv filter': [
    { n: '28', half: 14 },
    { n: '29', half: 14.5 },
  ],
  'kv range': integers(10, 13, 16, 19),
  'kv segments': 30,
  'kv table missing': raises(404),
  'kv schema': 200,

  'stream create': 200,
  'stream create again': raises(409),
  'stream put': [1, [true, true, false, true]],
  'stream earliest': expect.arrayContaining([
    [1, 'one', null],
    [2, 'two', { bytes: [1] }],
  ]) as unknown,
  'stream sequence': expect.arrayContaining([[2, 'two', { bytes: [1] }]]) as unknown,
  'stream latest': [],
  'stream time': expect.arrayContaining([[1, 'one', null]]) as unknown,
  'stream no shard': raises(400),
  'stream update': [16, 24],
  'stream delete': 204,
  'stream gone': raises(404),
};

describe.skipIf(python === undefined)('the Python client of the web API', () => {
  let service: ServiceProcess;
  let results: Results;

  beforeAll(async () => {
    service = await startService();
    results = await driveWebApi(service.ready.webapi, 'T');
  }, 600_000);
  afterAll(() => service.stop());

  test('goes through all steps', () => {
    expect(Object.keys(results)).toEqual(Object.keys(expected));
  });

  test.each(Object.entries(expected))('%s', (step, result) => {
    expect(results[step]).toEqual(result);
  });
});
