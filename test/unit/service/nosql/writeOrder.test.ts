import { afterEach, describe, expect, it } from 'vitest';
import { rm } from 'node:fs/promises';
import { Int64Column, LabelColumn, StringColumn } from '../../../../src/data/column';
import { frameOf, type Frame } from '../../../../src/data/frame';
import { compareBytewise } from '../../../../src/data/textOrder';
import { nosqlBackend } from '../../../../src/service/backends/nosql';
import { openStorage } from '../../../../src/service/storage/openStorage';
import type { Change, Storage } from '../../../../src/service/storage/storage';
import { emptyInitialWriteRequest, emptySession } from '../../../../src/wire/messages';
import { storedRows, type StoredRows } from '../storage/storedRows';
import { temporaryFolder } from '../storage/temporaryStorage';
import { kvOf } from './kv';

/** Rows of a frame, as many as are put at once: with so many columns that they are flushed together. */
const rowsPerFrame = 20_000;
const labels = 20;

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Writes with a storage of its own. @returns the data folder, which nobody has open any more */
async function written(write: (storage: Storage) => Promise<void>): Promise<string> {
  const folder = await temporaryFolder();
  folders.push(folder);
  const storage = await openStorage({ folder });
  try {
    await write(storage);
  } finally {
    await storage.close();
  }
  return folder;
}

/** Names that do not ascend: `k2` is behind `k10`. */
function keys(frames: number): string[] {
  return Array.from({ length: frames * rowsPerFrame }, (_, i) => `k${i}`);
}

function framesOf(all: readonly string[]): Frame[] {
  return Array.from({ length: all.length / rowsPerFrame }, (_, i) => {
    const own = all.slice(i * rowsPerFrame, (i + 1) * rowsPerFrame);
    const numbers = BigInt64Array.from(own, (_, row) => BigInt(row));
    return frameOf({
      indices: [new StringColumn('k', own)],
      columns: [
        new Int64Column('v', 'integer', numbers),
        ...Array.from({ length: labels }, (_, label) => {
          return new LabelColumn(`l${label}`, { dtype: 'integer', value: BigInt(label) }, own.length);
        }),
      ],
    });
  });
}

/** A storage in which putting rows in order comes out as given. */
function arranging(storage: Storage, arrange: (arranged: () => Promise<void>) => Promise<void>): Storage {
  return Object.create(storage, {
    change: {
      value: <T>(work: (change: Change) => Promise<T>, signal?: AbortSignal) =>
        storage.change((change) => {
          const arrangeItems: Change['arrangeItems'] = (directory, rows) =>
            arrange(() => change.arrangeItems(directory, rows));
          return work(Object.create(change, { arrangeItems: { value: arrangeItems } }) as Change);
        }, signal),
    },
  }) as Storage;
}

const all = keys(2);
const inOrder: StoredRows = { lastName: 'k9999', names: all.toSorted(compareBytewise) };

describe('the rows of a table that was written in no order', () => {
  it.each(['overwriteTable', 'updateItem'])('lie in order of their names after %s', async (saveMode) => {
    const folder = await written((storage) => kvOf(storage).write('t', framesOf(all), { saveMode }));
    expect(await storedRows(folder, 't')).toEqual(inOrder);
  });

  it('do so in each partition that is large', async () => {
    const folder = await written(async (storage) => {
      const names = keys(4);
      const frames = framesOf(names).map((frame, i) => {
        const place = (row: number): string => (row % 2 === 0 ? 'a' : row % 21 === 0 ? 'small' : 'b');
        const places = Array.from({ length: frame.length }, (_, row) => place(i * rowsPerFrame + row));
        return frameOf({ ...frame, columns: [...frame.columns, new StringColumn('p', places)] });
      });
      await kvOf(storage).write('t', frames, { partitionKeys: ['p'] });
    });
    for (const [place, isArranged] of [
      ['a', true],
      ['b', true],
      ['small', false],
    ] as const) {
      const { lastName, names } = await storedRows(folder, `t/p=${place}`);
      const sorted = names.toSorted(compareBytewise);
      expect(lastName).toBe(isArranged ? sorted.at(-1) : null);
      expect(names.join() === sorted.join()).toBe(isArranged);
    }
  });

  it('lie as they came when they are few beside what was there', async () => {
    const names = keys(5);
    const folder = await written(async (storage) => {
      const kv = kvOf(storage);
      await kv.write('t', framesOf(names.slice(rowsPerFrame).toSorted(compareBytewise)));
      await kv.write('t', framesOf(names.slice(0, rowsPerFrame)), { saveMode: 'updateItem' });
    });
    expect((await storedRows(folder, 't')).lastName).toBeNull();
  });

  it.each([
    { what: 'fails', arrange: () => Promise.reject(new Error('the disk is full')) },
    {
      what: 'fails when it is done',
      arrange: (arranged: () => Promise<void>) =>
        arranged().then(() => Promise.reject(new Error('the disk is full'))),
    },
  ])('are written all the same when putting them in order $what', async ({ arrange }) => {
    const read: unknown[] = [];
    const folder = await written(async (storage) => {
      await kvOf(arranging(storage, arrange)).write('t', framesOf(all));
      read.push(...(await kvOf(storage).read('t', { columns: ['__name'] })).rows.flat());
    });
    expect(read).toEqual(inOrder.names);
    const { lastName, names } = await storedRows(folder, 't');
    expect(lastName).toBeNull();
    expect(names.toSorted(compareBytewise)).toEqual(inOrder.names);
  });

  it('are written all the same when the caller goes away at the end', async () => {
    const controller = new AbortController();
    const folder = await written(async (storage) => {
      const going = Object.create(storage, {
        change: {
          value: async <T>(work: (change: Change) => Promise<T>, signal?: AbortSignal) => {
            const result = await storage.change(work, signal);
            if (++changes === 2) controller.abort();
            return result;
          },
        },
      }) as Storage;
      let changes = 0;
      const session = { ...emptySession, container: 'bigdata' };
      const request = { ...emptyInitialWriteRequest, session, table: 't' };
      const appender = await nosqlBackend(going).write(request, controller.signal);
      for (const frame of framesOf(all)) await appender.add(frame);
      await appender.complete();
    });
    expect(controller.signal.aborted).toBe(true);
    const { lastName, names } = await storedRows(folder, 't');
    expect(lastName).toBeNull();
    expect(names).toHaveLength(all.length);
  });
});
