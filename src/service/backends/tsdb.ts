import { FramesError } from '../../wire/errors';
import type { Storage } from '../storage/storage';
import type { Backend } from './backend';
import { createTable } from './tsdb/create';
import { deleteSamples } from './tsdb/delete';
import { openRead } from './tsdb/read';
import { openWrite } from './tsdb/write';

export interface TsdbOptions {
  /** The current time in milliseconds since the epoch: what `now` in a time means. */
  readonly now?: () => bigint;
  /** Bytes of samples that a deletion removes in one change. */
  readonly bytesDeletedAtOnce?: number;
}

/** Tables of time series: samples by metric, labels and time (spec/tsdb.md). */
export function tsdbBackend(storage: Storage, options: TsdbOptions = {}): Backend {
  const { now = () => BigInt(Date.now()), bytesDeletedAtOnce: bytesAtOnce } = options;
  return {
    read: (request, signal) => openRead(storage, request, { now, signal }),
    write: (request, signal) => openWrite(storage, request, signal),
    create: (request, signal) => createTable(storage, request, signal),
    delete: (request, signal) => deleteSamples(storage, request, { now, signal, bytesAtOnce }),
    exec: () =>
      Promise.reject(
        new FramesError({
          code: 'unsupported',
          detail: "TSDB backend doesn't support the 'execute' command",
        }),
      ),
  };
}
