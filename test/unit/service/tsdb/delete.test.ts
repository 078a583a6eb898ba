import { beforeEach, describe, expect, it } from 'vitest';
import { grouped } from '../../../../src/service/backends/tsdb/delete';
import type { Storage } from '../../../../src/service/storage/storage';
import { temporaryStorage } from '../storage/temporaryStorage';
import { hour, minute, refusal, samples, start, tsdbOf } from './tsdb';

let storage: Storage;
let tsdb: ReturnType<typeof tsdbOf>;
/** Length of a partition at one sample a second. */
const partition = 48 * hour;

const now = (): bigint => BigInt(start + 2 * hour);

beforeEach(async () => {
  storage = await temporaryStorage();
  tsdb = tsdbOf(storage, now);
  await tsdb.create({ rate: '1/s' });
  const times = [0, hour, 2 * hour, partition, partition + hour, 3 * partition];
  await tsdb.write(samples(times, { cpu: [0, 1, 2, 3, 4, 5], mem: [0, 1, 2, 3, 4, 5] }, { host: 'a' }));
  await tsdb.write(
    samples(times, { cpu: [0, 1, 2, 3, 4, 5], log: ['a', 'b', 'c', 'd', 'e', 'f'] }, { host: 'b' }),
  );
});

/** The values that are left, by label set and metric. */
async function left(): Promise<Record<string, string>> {
  const entries: [string, string][] = [];
  for (const { labels, columns, rows } of await tsdb.read()) {
    for (const [i, metric] of columns.entries()) {
      entries.push([`${String(labels['host'])} ${metric}`, rows.map((row) => row[i + 1] ?? '-').join('')]);
    }
  }
  return Object.fromEntries(entries);
}

const at = (milliseconds: number): string => `${start + milliseconds}`;
const starts = async (): Promise<number[]> =>
  (await tsdb.schema()).partitions.map(({ startTime }) => startTime - start);

describe.each([
  { changes: 'one change', bytesDeletedAtOnce: 1e9 },
  { changes: 'a change for each partition', bytesDeletedAtOnce: 1 },
])('deleting in $changes', ({ bytesDeletedAtOnce }) => {
  beforeEach(() => {
    tsdb = tsdbOf(storage, now, { bytesDeletedAtOnce });
  });

  it('without saying what removes all there is', async () => {
    await storage.objects.write('bigdata', 't/names/deep/er/file', new Uint8Array(1));
    await tsdb.delete();
    expect(await tsdb.listing('')).toEqual([]);
    expect(await refusal(tsdb.delete())).toBe("No TSDB schema file found at 'http://web/bigdata/t'.");
    await tsdb.delete({ ifMissing: 1 });
    await tsdb.create({ rate: '1/m' });
    expect(await tsdb.read()).toEqual([]);
    await tsdb.write(samples([0], { cpu: [7] }));
    expect(await tsdb.read()).toMatchObject([{ rows: [[0, 7]] }]);
  });

  it('a range removes samples to the millisecond, whole partitions with their directories', async () => {
    await tsdb.delete({ start: at(1), end: at(2 * partition) });
    expect(await left()).toEqual({ 'a cpu': '05', 'a mem': '05', 'b cpu': '05', 'b log': 'af' });
    expect(await starts()).toEqual([0, 3 * partition]);
    expect(await tsdb.listing()).toEqual(['.schema', '1576108800/', '1576627200/', 'names/']);
  });

  it('by metric and filter keeps the rest', async () => {
    await tsdb.delete({
      metrics: ['cpu', 'log'],
      filter: "host == 'b'",
      start: at(hour),
      end: at(partition + hour),
    });
    expect(await left()).toEqual({ 'a cpu': '012345', 'a mem': '012345', 'b cpu': '05', 'b log': 'af' });
    expect(await starts()).toEqual([0, partition, 3 * partition]);
    await tsdb.delete({ filter: "_name == 'mem'", start: '0', end: at(4 * partition) });
    expect(await left()).toEqual({ 'a cpu': '012345', 'b cpu': '05', 'b log': 'af' });
  });

  it('what is left of a partition removes it', async () => {
    const whole = { start: at(partition), end: at(partition + hour) };
    for (const metrics of [['cpu'], ['mem'], ['log']]) {
      expect(await starts()).toContain(partition);
      await tsdb.delete({ metrics, ...whole });
    }
    expect(await starts()).toEqual([0, 3 * partition]);
    expect(await tsdb.listing()).not.toContain('1576281600/');
  });

  it('everything by time leaves an empty table', async () => {
    await tsdb.delete({ start: '0', end: at(5 * partition) });
    expect(await tsdb.listing()).toEqual(['.schema']);
    await tsdb.write(samples([0], { cpu: [7] }, { host: 'c' }));
    expect(await left()).toEqual({ 'c cpu': '7' });
  });

  it('the newest samples lets them be written again', async () => {
    await tsdb.delete({ start: at(hour), end: at(2 * hour) });
    await tsdb.write(samples([0, hour, 2 * hour], { cpu: [7, 8, 9] }, { host: 'a' }));
    expect(await left()).toMatchObject({ 'a cpu': '089345', 'b cpu': '0345' });
  });

  it('without a range means the last hour', async () => {
    await tsdb.delete({ metrics: ['cpu'] });
    expect(await left()).toMatchObject({ 'a cpu': '0--345', 'a mem': '012345' });
  });

  it('nothing succeeds', async () => {
    await tsdb.delete({ start: at(hour), end: at(0) });
    await tsdb.delete({ metrics: ['none'], start: '0', end: 'now' });
    await tsdb.delete({ start: at(minute), end: at(2 * minute) });
    expect(await left()).toEqual({
      'a cpu': '012345',
      'a mem': '012345',
      'b cpu': '012345',
      'b log': 'abcdef',
    });
  });

  it.each([
    [{ end: 'later' }, /^failed to parse end time: Invalid time string/],
    [{ start: 'now--5m' }, /^failed to parse start time: Could not parse/],
    [
      { filter: '(' },
      /^GetItems failed during recursive delete\.: Expected a 2xx response status code: HTTP\/1\.1 400/,
    ],
  ])('refuses %j and removes nothing', async (request, reason) => {
    expect(await refusal(tsdb.delete(request))).toMatch(reason);
    expect(await left()).toMatchObject({ 'a cpu': '012345' });
  });
});

describe('a deletion of many samples', () => {
  /** A table whose deletion takes three changes; `meanwhile` comes before the second. */
  function interrupted(meanwhile: () => Promise<void>): ReturnType<typeof tsdbOf> {
    let changes = 0;
    const slow = Object.create(storage, {
      change: {
        value: async (...change: Parameters<Storage['change']>) => {
          if (++changes === 2) await meanwhile();
          return storage.change(...change);
        },
      },
    }) as Storage;
    return tsdbOf(slow, now, { bytesDeletedAtOnce: 1 });
  }
  const all = { start: '0', end: at(4 * partition) };

  it.each([{}, all])('leaves a table alone that has taken the place of its own: %j', async (request) => {
    await interrupted(async () => {
      await tsdb.delete();
      await tsdb.create({ rate: '1/s' });
      await tsdb.write(samples([partition, 3 * partition], { cpu: [7, 8] }, { host: 'new' }));
    }).delete(request);
    expect(await left()).toEqual({ 'new cpu': '78' });
  });

  it.each([{}, all])('ends when its table is gone: %j', async (request) => {
    await interrupted(() => tsdb.delete()).delete(request);
    expect(await tsdb.listing('')).toEqual([]);
  });

  it.each([{}, all])('leaves whole partitions when it is cancelled: %j', async (request) => {
    const abort = new AbortController();
    const deletion = interrupted(() => {
      abort.abort();
      return Promise.resolve();
    }).delete(request, abort.signal);
    await expect(deletion).rejects.toMatchObject({ code: 'cancelled' });
    expect(await starts()).toEqual([partition, 3 * partition]);
    expect(await left()).toEqual({ 'a cpu': '345', 'a mem': '345', 'b cpu': '345', 'b log': 'def' });
    await tsdb.delete(request);
    expect((await tsdb.listing()).filter((name) => name !== '.schema')).toEqual([]);
  });

  it('removes of what is written meanwhile what lies in partitions that are still to come', async () => {
    await interrupted(() =>
      tsdb.write(samples([minute, 3 * partition + minute], { cpu: [7, 8] }, { host: 'c' })),
    ).delete(all);
    expect(await left()).toEqual({ 'c cpu': '7' });
  });

  it('tells of a table that was gone before it began', async () => {
    const sizes = storage.series.extents.bind(storage.series);
    storage.series.extents = async (...asked) => {
      storage.series.extents = sizes;
      await tsdb.delete();
      return sizes(...asked);
    };
    expect(await refusal(tsdb.delete(all))).toBe("No TSDB schema file found at 'http://web/bigdata/t'.");
  });

  it.each([
    { bytes: [], groups: [] },
    { bytes: [0], groups: [[0]] },
    { bytes: [0, 0, 10, 0], groups: [[0, 1, 2, 3]] },
    {
      bytes: [4, 6, 1, 9, 0],
      groups: [
        [0, 1],
        [2, 3, 4],
      ],
    },
    { bytes: [50, 1, 10, 10, 11], groups: [[0], [1], [2], [3], [4]] },
    { bytes: [1, 50, 1, 1], groups: [[0], [1], [2, 3]] },
  ])('of $bytes bytes by partition is made in changes of up to 10: $groups', ({ bytes, groups }) => {
    const partitions = bytes.map((size, start) => ({ start, bytes: size }));
    expect(grouped(partitions, 10)).toEqual(groups);
  });
});
