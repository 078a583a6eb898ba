import { setImmediate } from 'node:timers/promises';
import { sliceFrame, type Frame } from '../../../data/frame';
import type { NewRecords } from '../../storage/streams';
import type { FrameAppender } from '../backend';
import { JsonRecords, toRecords } from './recordJson';

/** Records that are made without a pause, in some milliseconds. */
const recordsPerTurn = 4096;
/** Records that wait at most while others are put. */
const mostPending = 65_536;

export interface AppenderParts {
  /** Throws when there is no stream to put records to. */
  check(): void;
  /** Puts records to the ends of the stream's shards, all of them or none. */
  put(records: NewRecords): Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Puts frame after frame. While some are on their way to the disk, those that come wait, and then go together: a commit
 * costs as much as many records. All that was added is durable when `complete` resolves, and as soon as may be.
 */
export class RecordAppender implements FrameAppender {
  private pending: JsonRecords[] = [];
  private pendingRecords = 0;
  private putting: Promise<void> | undefined;
  private failure: { readonly error: unknown } | undefined;

  constructor(private readonly parts: AppenderParts) {}

  async add(frame: Frame): Promise<void> {
    let records: JsonRecords;
    try {
      this.parts.check();
      records = await this.recordsOf(frame);
    } catch (error) {
      // The frames before the bad one are put all the same, as they would be had it come later.
      await this.complete();
      throw error;
    }
    if (records.length > 0) this.pending.push(records);
    this.pendingRecords += records.length;
    this.putting ??= this.putPending();
    if (this.pendingRecords >= mostPending) await this.putting;
    this.throwIfFailed();
  }

  async complete(): Promise<void> {
    await this.putting;
    this.throwIfFailed();
  }

  async abandon(): Promise<void> {
    await this.putting;
  }

  private async recordsOf(frame: Frame): Promise<JsonRecords> {
    const parts: JsonRecords[] = [];
    for (let start = 0; start === 0 || start < frame.length; start += recordsPerTurn) {
      parts.push(toRecords(sliceFrame(frame, start, Math.min(frame.length, start + recordsPerTurn))));
      await setImmediate();
      this.parts.signal.throwIfAborted();
    }
    return JsonRecords.join(parts);
  }

  private async putPending(): Promise<void> {
    try {
      while (this.pending.length > 0) {
        const records = JsonRecords.join(this.pending);
        this.pending = [];
        this.pendingRecords = 0;
        await this.parts.put(records);
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
