import type { StoredRun, StreamRecord } from '../../storage/streams';
import { FrameRun } from './frameRun';

/** A record as it was put, whatever form it is kept in. */
export function shardRecords(stored: readonly (StreamRecord | StoredRun)[]): StreamRecord[] {
  return stored.flatMap((each) => (each.kind === 'record' ? each : recordsOf(each)));
}

function recordsOf(stored: StoredRun): StreamRecord[] {
  const { length, sequences, arrivals, bytes, offsets } = FrameRun.of(stored).toJson();
  return Array.from({ length }, (_, row): StreamRecord => ({
    kind: 'record',
    sequence: sequences[row] ?? 0n,
    arrival: arrivals[row] ?? 0n,
    data: bytes.subarray(offsets[row], offsets[row + 1]),
    clientInfo: undefined,
    partitionKey: undefined,
  }));
}
