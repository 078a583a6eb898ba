import { expect, it, vi } from 'vitest';
import { bytesAtOnce, SampleSource } from '../../../../src/service/backends/tsdb/sampleSource';
import type { CollectedSamples, Series, SeriesStore } from '../../../../src/service/storage/series';
import { temporaryStorage } from '../storage/temporaryStorage';
import { samples, tsdbOf } from './tsdb';

function textBytes({ bySeries }: CollectedSamples): number {
  let bytes = 0;
  for (const { values } of [...bySeries.values()].flat()) {
    for (let i = 0; i < values.length; i++) bytes += String(values.at(i)).length;
  }
  return bytes;
}

it('texts are held by their bytes, not by their number, also where they grow', async () => {
  const storage = await temporaryStorage();
  const tsdb = tsdbOf(storage);
  await tsdb.create({ rate: '1/s' });
  const written: string[] = [];
  const times = Array.from({ length: 4000 }, (_, i) => i);
  for (const length of [10, 3000, 3000]) {
    const texts = times.map((time) => `${time}`.padEnd(length, 'x'));
    await tsdb.write(
      samples(
        times.map((time) => written.length + time),
        { log: texts },
      ),
    );
    written.push(...texts);
  }
  const held: (number | undefined)[] = [];
  const collect = storage.series.collect.bind(storage.series);
  vi.spyOn(storage.series, 'collect').mockImplementation(async (...asked) => {
    const found = await collect(...asked);
    held.push(found && textBytes(found));
    return found;
  });
  const [result] = await tsdb.read();
  expect(result?.rows.every(([time, text], row) => time === row && text === written[row])).toBe(true);
  expect(result?.rows.length).toBe(written.length);
  expect(Math.max(...held.map((bytes) => bytes ?? 0))).toBeLessThanOrEqual(bytesAtOnce);
  expect(held.length).toBeLessThan(40);
});

it('none at all may be held', async () => {
  const storage = await temporaryStorage();
  const tsdb = tsdbOf(storage);
  await tsdb.create({ rate: '1/s' });
  await tsdb.write(samples([0], { cpu: [1] }));
  const collect = vi.spyOn(storage.series, 'collect');
  await tsdb.read();
  const [[series, range, signal] = expect.fail('nothing was read')] = collect.mock.calls;
  expect(await storage.series.collect(series, { ...range, mostBytes: 0 }, signal)).toBeUndefined();
  expect((await storage.series.collect(series, { ...range, mostBytes: 24 }, signal))?.bytes).toBe(24);
});

it('who leaves early does not wait for what was asked in advance', async () => {
  const line: Series = { id: 1, metric: 'cpu', labels: '', kind: 'number', maxTime: 1000 };
  const times = Float64Array.from([0]);
  const first = { bySeries: new Map([[1, [{ kind: 'number' as const, times, values: times }]]]), bytes: 24 };
  let asked = 0;
  const store: Partial<SeriesStore> = {
    collect: (_series, _range, signal) =>
      asked++ === 0
        ? Promise.resolve(first)
        : new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(new Error('ended')));
          }),
  };
  const range = { startMs: 0n, endMs: 1000n };
  const { signal } = new AbortController();
  const extents = new Map([[1, { ...range, bytes: 2 * bytesAtOnce }]]);
  const source = new SampleSource({ series: store as SeriesStore, signal }, range, extents);
  for await (const loaded of source.stretches([line])) {
    expect(loaded).toBeDefined();
    break;
  }
  expect(asked).toBe(2);
});
