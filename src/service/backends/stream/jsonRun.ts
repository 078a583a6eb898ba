import type { RecordRun } from '../../storage/streams';
import type { Records, Room } from './regroup';

export type JsonRunParts = Pick<RecordRun, 'sequences' | 'arrivals' | 'bytes' | 'offsets'>;

/** Records that are the bytes that they were put as. */
export class JsonRun implements Records {
  readonly kind = 'json';
  readonly sequences: BigInt64Array;
  readonly arrivals: BigInt64Array;
  readonly bytes: Buffer;
  readonly offsets: Uint32Array;

  constructor({ sequences, arrivals, bytes, offsets }: JsonRunParts) {
    this.sequences = sequences;
    this.arrivals = arrivals;
    this.bytes = bytes;
    this.offsets = offsets;
  }

  get length(): number {
    return this.sequences.length;
  }

  get byteLength(): number {
    return (this.offsets[this.length] ?? 0) - (this.offsets[0] ?? 0);
  }

  endWithin(start: number, room: Room): number {
    const { offsets } = this;
    let end = Math.min(this.length, start + room.records);
    const last = (offsets[start] ?? 0) + room.bytes;
    while (end > start && (offsets[end] ?? 0) > last) end--;
    return end;
  }

  slice(start: number, end: number): this;
  slice(start: number, end: number): JsonRun {
    if (start === 0 && end === this.length) return this;
    return new JsonRun({
      sequences: this.sequences.subarray(start, end),
      arrivals: this.arrivals.subarray(start, end),
      bytes: this.bytes,
      offsets: this.offsets.subarray(start, end + 1),
    });
  }
}

/** Runs one behind the other as one. */
export function joinRuns(runs: readonly JsonRunParts[]): JsonRun {
  const [only] = runs;
  if (only !== undefined && runs.length === 1) return new JsonRun(only);
  const length = runs.reduce((sum, { sequences }) => sum + sequences.length, 0);
  const offsets = new Uint32Array(length + 1);
  const pieces: Buffer[] = [];
  let row = 0;
  for (const run of runs) {
    const records = run.sequences.length;
    const from = run.offsets[0] ?? 0;
    const shift = (offsets[row] ?? 0) - from;
    for (let i = 1; i <= records; i++) offsets[row + i] = (run.offsets[i] ?? 0) + shift;
    pieces.push(run.bytes.subarray(from, run.offsets[records]));
    row += records;
  }
  return new JsonRun({
    sequences: joinInt64(runs.map(({ sequences }) => sequences)),
    arrivals: joinInt64(runs.map(({ arrivals }) => arrivals)),
    bytes: Buffer.concat(pieces),
    offsets,
  });
}

export function joinInt64(parts: readonly BigInt64Array[]): BigInt64Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const joined = new BigInt64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
