import { expect, it } from 'vitest';
import type { HistoryEntry, HistoryFilter } from '../../../../src/service/storage/history';
import { temporaryStorage } from './temporaryStorage';

const entry: HistoryEntry = {
  ...{ action: 'read', user: '', backend: 'kv', table: 't', container: 'bigdata' },
  ...{ start: 1n, duration: 1n, details: new Map() },
};
const everything: HistoryFilter = {
  ...{ action: '', user: '', backend: '', table: '', container: '' },
  ...{ minStart: 0n, maxStart: 1n, minDuration: 0n, maxDuration: 0n },
};

it('ends a search at once when it is cancelled, and says so', async () => {
  const { history } = await temporaryStorage();
  await history.append(Array.from({ length: 20_000 }, () => entry));
  const controller = new AbortController();
  let found = 0;
  const search = async (): Promise<void> => {
    for await (const entries of history.find(everything, controller.signal)) {
      found += entries.length;
      controller.abort();
    }
  };
  await expect(search()).rejects.toMatchObject({ code: 'cancelled' });
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(20_000);
  await expect(search()).rejects.toMatchObject({ code: 'cancelled' });
});
