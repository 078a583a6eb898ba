import { setImmediate } from 'node:timers/promises';
import { sliceFrame, type Frame } from '../../../data/frame';
import type { StreamShape } from '../../storage/streams';
import type { FrameAppender } from '../backend';
import { recordBlocks, type RecordBlocks } from './recordBlocks';
import { JsonRecords, toRecords } from './recordJson';

/** Records that are made without a pause, in some milliseconds. */
const recordsPerTurn = 4096;
/** What waits at most while others are put; more bytes would hold up the event loop when they are. */
const mostPending = { records: 65_536, bytes: 1 << 22 };

/** Records on their way, in either of the forms in which streams keep them. */
export type PendingRecords = JsonRecords | RecordBlocks;

export interface AppenderParts {
  /** Throws when there is no stream to put records to. */
  check(): StreamShape;
  /** Puts records to the ends of the stream's shards, all of them or none. */
  put(parts: readonly PendingRecords[]): Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Puts frame after frame. While some are on their way to the disk, those that come wait, and then go together: a commit
 * costs as much as many records. All that was added is durable when `complete` resolves, and as soon as may be.
 */
export class RecordAppender implements FrameAppender {
  private pending: PendingRecords[] = [];
  private room = mostPending;
  private putting: Promise<void> | undefined;
  private failure: { readonly error: unknown } | undefined;

  constructor(private readonly parts: AppenderParts) {}

  async add(frame: Frame): Promise<void> {
    let records: PendingRecords;
    try {
      records = await this.recordsOf(frame, this.parts.check());
    } catch (error) {
      // The frames before the bad one are put all the same, as they would be had it come later.
      await this.complete();
      throw error;
    }
    // Where nothing waits, nobody is to put it.
    if (frame.length === 0) return;
    this.pending.push(records);
    this.room = {
      records: this.room.records - frame.length,
      bytes: this.room.bytes - (records instanceof JsonRecords ? records.bytes.length : records.bytes),
    };
    this.putting ??= this.putPending();
    if (Math.min(this.room.records, this.room.bytes) <= 0) await this.putting;
    this.throwIfFailed();
  }

  async complete(): Promise<void> {
    await this.putting;
    this.throwIfFailed();
  }

  async abandon(): Promise<void> {
    await this.putting;
  }

  private async recordsOf(frame: Frame, { shards }: StreamShape): Promise<PendingRecords> {
    const { signal } = this.parts;
    const blocks = await recordBlocks(frame, { shards, signal });
    if (blocks !== undefined) return blocks;
    const parts: JsonRecords[] = [];
    for (const part of jsonOf(frame)) {
      parts.push(part);
      await setImmediate();
      signal.throwIfAborted();
    }
    return JsonRecords.join(parts);
  }

  private async putPending(): Promise<void> {
    try {
      while (this.pending.length > 0) {
        const parts = this.pending;
        this.pending = [];
        this.room = mostPending;
        await this.parts.put(together(parts));
      }
    } catch (error) {
      this.failure ??= { error };
      this.pending = [];
    }
    this.putting = undefined;
  }

  private throwIfFailed(): void {
    if (this.failure !== undefined) throw this.failure.error;
  }
}

/** The records of a frame as JSON, some thousand at a time; those of a frame without rows are none. */
export function* jsonOf(frame: Frame): Generator<JsonRecords> {
  for (let start = 0; start === 0 || start < frame.length; start += recordsPerTurn) {
    yield toRecords(sliceFrame(frame, start, Math.min(frame.length, start + recordsPerTurn)));
  }
}

/** The same records in as few parts as may be: many small ones cost more than one. */
function together(parts: readonly PendingRecords[]): PendingRecords[] {
  const found: PendingRecords[] = [];
  for (let i = 0; i < parts.length;) {
    const json: JsonRecords[] = [];
    for (let part = parts[i]; part instanceof JsonRecords; part = parts[++i]) json.push(part);
    if (json.length > 0) found.push(JsonRecords.join(json));
    const part = parts[i++];
    if (part !== undefined) found.push(part);
  }
  return found;
}
