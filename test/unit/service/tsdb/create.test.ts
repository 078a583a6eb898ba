import { describe, expect, it } from 'vitest';
import { intervalsOf } from '../../../../src/service/backends/tsdb/rate';
import { storedAggregates } from '../../../../src/service/backends/tsdb/storedAggregates';
import { temporaryStorage } from '../storage/temporaryStorage';
import { refusal, tsdbOf } from './tsdb';

it.each([
  ['1/s', 1n, 48n],
  ['20/m', 3n, 144n],
  ['10/m', 6n, 288n],
  ['1/m', 66n, 3168n],
  ['12/h', 333n, 15984n],
  ['1/h', 4000n, 192000n],
  ['66/m', 1n, 48n],
])('a rate of %s makes chunks of %i and partitions of %i hours', (rate, chunkHours, partitionHours) => {
  expect(intervalsOf(rate)).toEqual({ chunkHours, partitionHours });
});

it.each([
  ['', []],
  [' , ', []],
  ['sum', ['count', 'sum']],
  ['last,min', ['count', 'min', 'last']],
  ['avg, rate', ['count', 'sum', 'last']],
  ['stddev', ['count', 'sum', 'sqr']],
  ['*', ['count', 'sum', 'sqr', 'max', 'min', 'last']],
])('the aggregates %j are stored as %j', (aggregates, stored) => {
  expect(storedAggregates({ aggregates, aggregationGranularity: '' }, 48n)).toEqual({
    aggregates: stored,
    granularity: '1h',
  });
});

const badRate =
  'Invalid samples ingestion rate. The rate must be of the format "[0-9]+/[smh]". For example, "12/m"';
const badDuration =
  'invalid duration. Accepted pattern: [0-9]+[mhd]. Examples: "30d" (30 days); "5m" (5 minutes)';
const badGranularity =
  'the aggregation granularity should be a divisor or a dividend of 1 day. Examples: "10m"; "30m"; "2h"';

describe('a table is not created with', () => {
  it.each([
    [{ rate: '5' }, `Invalid samples ingestion rate (5).: ${badRate}`],
    [{ rate: '/m' }, `Invalid samples ingestion rate (/m).: ${badRate}`],
    [{ rate: '1/d' }, `Invalid samples ingestion rate (1/d).: ${badRate}`],
    [
      { rate: '1.5/m' },
      `Invalid samples ingestion rate (1.5/m).: ${badRate}: strconv.Atoi: parsing "1.5": invalid syntax`,
    ],
    [
      { rate: '0/m' },
      'Invalid samples ingestion rate (0/m).: invalid samples ingestion rate (0). The rate cannot have a negative number of samples',
    ],
    [
      { rate: '2/s' },
      'Failed to calculate the chunk interval.: the samples ingestion rate (7200/h) is too high',
    ],
    [
      { aggregates: 'sum,median' },
      "Failed to parse aggregates list 'sum,median'.: invalid aggragate type: median",
    ],
    [
      { aggregates: 'toString' },
      "Failed to parse aggregates list 'toString'.: invalid aggragate type: toString",
    ],
    [
      { aggregationGranularity: 'x' },
      `Failed to parse aggregation granularity 'x'.: ${badDuration}: strconv.Atoi: parsing "x": invalid syntax`,
    ],
    [{ aggregationGranularity: '7h' }, badGranularity],
    [{ aggregationGranularity: '0' }, badGranularity],
    [{ aggregationGranularity: 'm' }, badGranularity],
    [
      { rate: '1/h', aggregates: 'sum', aggregationGranularity: '1m' },
      "the size of the aggregation-granularity interval isn't sufficiently larger than the specified ingestion rate. " +
        'Try increasing the granularity to get the expected pre-aggregation performance impact',
    ],
  ])('%j', async (request, reason) => {
    const tsdb = tsdbOf(await temporaryStorage());
    expect(await refusal(tsdb.create(request))).toBe(`failed to create a TSDB schema: ${reason}`);
    expect(await tsdb.listing('')).toEqual([]);
  });
});

it('the schema object is the original’s, byte by byte', async () => {
  const storage = await temporaryStorage();
  await tsdbOf(storage).create({ rate: '1/s', aggregates: 'sum' });
  const object = await storage.objects.read('bigdata', 't/.schema');
  expect(new TextDecoder().decode(object?.body)).toBe(
    '{"tableSchemaInfo":{"version":4,"rollupLayers":[{"aggregates":["count","sum"],"aggregationGranularity":"1h",' +
      '"storageClass":"local","sampleRetention":0,"layerRetentionTime":"1y"}],"shardingBucketsCount":8,' +
      '"partitionerInterval":"48h","chunckerInterval":"1h","preAggregates":null},' +
      '"partitionSchemaInfo":{"version":4,"aggregates":["count","sum"],"aggregationGranularity":"1h",' +
      '"storageClass":"local","sampleRetention":0,"partitionerInterval":"48h","chunckerInterval":"1h"},' +
      '"partitions":[],"fields":[{"name":"_v_count","type":"array","nullable":true,"items":"double"},' +
      '{"name":"_v_sum","type":"array","nullable":true,"items":"double"},{"name":"_name","type":"string","nullable":false}]}',
  );
});

it('a table without aggregates lists one empty name', async () => {
  const tsdb = tsdbOf(await temporaryStorage());
  await tsdb.create();
  expect((await tsdb.schema()).tableSchemaInfo).toMatchObject({ rollupLayers: [{ aggregates: [''] }] });
});

it('a table is created once', async () => {
  const tsdb = tsdbOf(await temporaryStorage());
  await tsdb.create();
  expect(await refusal(tsdb.create({ table: '/t' }))).toBe("A TSDB table already exists at path '/t'.");
  await tsdb.create({ ifExists: 1, rate: '1/s' });
  expect((await tsdb.schema()).tableSchemaInfo).toMatchObject({ partitionerInterval: '3168h' });
});
