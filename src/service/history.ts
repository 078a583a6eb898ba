import { frameOf, type Frame } from '../data/frame';
import { parseMoment, TimeTextError } from '../data/relativeTime';
import { FramesError } from '../wire/errors';
import type { HistoryRequest } from '../wire/messages';
import { historyFrames } from './historyFrames';
import type { Log } from './log';
import type { HistoryEntry, HistoryStore } from './storage/history';
import { Mutex } from './storage/mutex';

/** What was done through the service, readable as frames (spec/history.md). */
export interface History {
  /** Returns at once; the entry is seen by every read that begins afterwards. */
  record(entry: HistoryEntry): void;
  read(request: HistoryRequest, signal: AbortSignal): AsyncIterable<Frame>;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

/** Entries are kept by spans of time, of which the last few are kept whole. */
export interface Retention {
  /** Length of a span in milliseconds; spans begin at its multiples since the epoch. */
  readonly spanMillis: bigint;
  /** How many spans are kept, the running one among them. */
  readonly spans: bigint;
}

export const sevenDays: Retention = { spanMillis: 86_400_000n, spans: 7n };

export interface HistoryOptions {
  readonly store: HistoryStore;
  readonly log: Log;
  readonly retention?: Retention;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** As many entries, or as many milliseconds after the first of them, are written together. */
const batchLength = 1000;
const batchMillis = 1000;

/** Entries that may wait when they cannot be written; older ones are given up. */
const mostPending = 10_000;

const nanosPerMilli = 1_000_000n;

/** A history that no call waits for: entries are written behind the calls, in batches. */
export function historyOf({ store, log, retention = sevenDays, now = Date.now }: HistoryOptions): History {
  const writing = new Mutex();
  let pending: HistoryEntry[] = [];
  let timer: NodeJS.Timeout | undefined;
  let removedBefore: bigint | undefined;

  /** The start of the oldest span that is kept, in milliseconds since the epoch. */
  function oldest(): bigint {
    const { spanMillis, spans } = retention;
    return (BigInt(now()) / spanMillis - spans + 1n) * spanMillis;
  }

  async function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const batch = pending;
    pending = [];
    try {
      if (batch.length > 0) await store.append(batch);
    } catch (error) {
      pending = batch.concat(pending).slice(-mostPending);
      log.error('history not written', { entries: pending.length, error: String(error) });
    }
    const before = oldest();
    if (removedBefore === before) return;
    try {
      await store.removeBefore(before * nanosPerMilli);
      removedBefore = before;
    } catch (error) {
      log.error('old history not removed', { error: String(error) });
    }
  }

  const flush = (): Promise<void> => writing.run(write);

  /** `write` reports its failures itself. */
  function flushSoon(): void {
    flush().catch(() => undefined);
  }

  return {
    record(entry) {
      pending.push(entry);
      if (pending.length % batchLength === 0) flushSoon();
      else timer ??= setTimeout(flushSoon, batchMillis).unref();
    },

    async *read(request, signal) {
      const nowMs = BigInt(now());
      const minStart = momentOf(request.minStartTime || '0', 'start_time', nowMs);
      const maxStart = momentOf(request.maxStartTime || 'now', 'end_time', nowMs);
      await flush();
      const kept = oldest();
      const { action, user, backend, table, container, minDuration, maxDuration } = request;
      const filter = {
        ...{ action, user, backend, table, container, minDuration, maxDuration, maxStart },
        minStart: minStart > kept ? minStart : kept,
      };
      // The original's answer where nothing was ever recorded.
      if (await store.isEmpty()) yield frameOf({});
      else yield* historyFrames(store.find(filter, signal));
    },

    close: flush,
  };
}

/** @throws FramesError `invalidArgument` */
function momentOf(text: string, filter: 'start_time' | 'end_time', nowMs: bigint): bigint {
  try {
    return parseMoment(text, nowMs);
  } catch (error) {
    if (!(error instanceof TimeTextError)) throw error;
    const detail = `failed to parse '${filter}' filter: ${error.message}`;
    throw new FramesError({ code: 'invalidArgument', detail, cause: error });
  }
}
