import { sliceFrame, type Frame } from '../../../data/frame';
import { decodeFrame } from '../../../wire/frameCodec';
import type { StoredRun } from '../../storage/streams';
import { JsonRun } from './jsonRun';
import { toRecords } from './recordJson';
import type { Records, Room } from './regroup';

/** Marks of a member of a record: quotes, colon, comma. */
const bytesPerMember = 4;

/** Where the records of a run stand. */
interface Progress {
  readonly sequence: bigint;
  readonly arrival: bigint;
  readonly step: bigint;
}

/** Records that are rows of a frame, as `recordBlocks` has made it. */
export class FrameRun implements Records {
  readonly kind = 'frame';

  private constructor(
    /** Columns only, in the order of their names. */
    readonly frame: Frame,
    /** Of the first record. */
    private readonly progress: Progress,
    private readonly bytesPerRecord: number,
  ) {}

  static of({ bytes, start, end, sequence, arrival, step }: StoredRun): FrameRun {
    const frame = decodeFrame(bytes);
    const names = frame.columns.reduce((sum, { name }) => sum + name.length + bytesPerMember, 0);
    const whole = new FrameRun(frame, { sequence, arrival, step }, names + bytes.length / frame.length);
    return whole.slice(start, end);
  }

  get length(): number {
    return this.frame.length;
  }

  get byteLength(): number {
    return this.length * this.bytesPerRecord;
  }

  get sequences(): BigInt64Array {
    return progression(this.progress.sequence, 1n, this.length);
  }

  get arrivals(): BigInt64Array {
    return progression(this.progress.arrival, this.progress.step, this.length);
  }

  endWithin(start: number, { records, bytes }: Room): number {
    const fitting = Math.max(0, Math.floor(bytes / this.bytesPerRecord));
    return Math.min(this.length, start + Math.min(records, fitting));
  }

  slice(start: number, end: number): this;
  slice(start: number, end: number): FrameRun {
    if (start === 0 && end === this.length) return this;
    const { sequence, arrival, step } = this.progress;
    const skipped = BigInt(start);
    return new FrameRun(
      sliceFrame(this.frame, start, end),
      { sequence: sequence + skipped, arrival: arrival + skipped * step, step },
      this.bytesPerRecord,
    );
  }

  /** The records as they were put. */
  toJson(): JsonRun {
    const { bytes, offsets } = toRecords(this.frame);
    return new JsonRun({ sequences: this.sequences, arrivals: this.arrivals, bytes, offsets });
  }
}

function progression(first: bigint, step: bigint, length: number): BigInt64Array {
  const values = new BigInt64Array(length);
  let value = first;
  for (let i = 0; i < length; i++, value += step) values[i] = value;
  return values;
}
