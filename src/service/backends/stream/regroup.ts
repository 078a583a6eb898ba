/** Bytes of a batch beyond which it is handed on, whatever it was to hold: a message has a greatest size. */
const mostBytes = 1 << 24;

/** Consecutive records of a shard. */
export interface Records {
  readonly length: number;
  /** About as many bytes as they take in JSON. */
  readonly byteLength: number;
  /** @returns the record before which to end, from `start` on, to stay within `room`; `start` itself where the first one is too long */
  endWithin(start: number, room: Room): number;
  /** Records `start` (inclusive) to `end` (exclusive). */
  slice(start: number, end: number): this;
}

export interface Room {
  readonly records: number;
  readonly bytes: number;
}

/**
 * Records as they come made into batches of `limit` records each, or fewer where records are long, the last one of what is
 * left.
 */
export async function* regroup<T extends Records>(
  parts: AsyncIterable<T>,
  limit: number,
): AsyncGenerator<readonly T[]> {
  let pending: T[] = [];
  let room = { records: limit, bytes: mostBytes };
  for await (const part of parts) {
    for (let start = 0; start < part.length;) {
      const end = part.endWithin(start, room);
      if (end > start || pending.length === 0) {
        const taken = part.slice(start, Math.max(end, start + 1));
        pending.push(taken);
        start += taken.length;
        room = { records: room.records - taken.length, bytes: room.bytes - taken.byteLength };
      }
      if (room.records > 0 && room.bytes > 0 && start === part.length) continue;
      yield pending;
      pending = [];
      room = { records: limit, bytes: mostBytes };
    }
  }
  if (pending.length > 0) yield pending;
}
