import type { RecordRun } from '../../storage/streams';

/** Bytes of a run beyond which it is handed on, whatever it was to hold: a message has a greatest size. */
const mostBytes = 1 << 24;

/** Runs as they come made into runs of `limit` records each, or fewer where records are long, the last one of what is left. */
export async function* regroup(runs: AsyncIterable<RecordRun>, limit: number): AsyncGenerator<RecordRun> {
  let pending: RecordRun[] = [];
  let room = { records: limit, bytes: mostBytes };
  for await (const run of runs) {
    for (let start = 0; start < run.length;) {
      const end = endWithin(run, start, room);
      if (end > start || pending.length === 0) {
        const taken = part(run, start, Math.max(end, start + 1));
        pending.push(taken);
        start += taken.length;
        room = { records: room.records - taken.length, bytes: room.bytes - byteLength(taken) };
      }
      if (room.records > 0 && room.bytes > 0 && start === run.length) continue;
      yield join(pending);
      pending = [];
      room = { records: limit, bytes: mostBytes };
    }
  }
  if (pending.length > 0) yield join(pending);
}

/** @returns the record before which to end, from `start` on; `start` itself where the first one is too long */
function endWithin(
  run: RecordRun,
  start: number,
  room: { readonly records: number; readonly bytes: number },
): number {
  let end = Math.min(run.length, start + room.records);
  const last = (run.offsets[start] ?? 0) + room.bytes;
  while (end > start && (run.offsets[end] ?? 0) > last) end--;
  return end;
}

function byteLength({ offsets, length }: RecordRun): number {
  return (offsets[length] ?? 0) - (offsets[0] ?? 0);
}

function part(run: RecordRun, start: number, end: number): RecordRun {
  if (start === 0 && end === run.length) return run;
  return {
    length: end - start,
    sequences: run.sequences.subarray(start, end),
    arrivals: run.arrivals.subarray(start, end),
    bytes: run.bytes,
    offsets: run.offsets.subarray(start, end + 1),
  };
}

function join(runs: readonly RecordRun[]): RecordRun {
  const [only] = runs;
  if (only !== undefined && runs.length === 1) return only;
  const length = runs.reduce((sum, run) => sum + run.length, 0);
  const sequences = new BigInt64Array(length);
  const arrivals = new BigInt64Array(length);
  const offsets = new Uint32Array(length + 1);
  const pieces: Buffer[] = [];
  let row = 0;
  for (const run of runs) {
    sequences.set(run.sequences, row);
    arrivals.set(run.arrivals, row);
    const from = run.offsets[0] ?? 0;
    const shift = (offsets[row] ?? 0) - from;
    for (let i = 1; i <= run.length; i++) offsets[row + i] = (run.offsets[i] ?? 0) + shift;
    pieces.push(run.bytes.subarray(from, run.offsets[run.length]));
    row += run.length;
  }
  return { length, sequences, arrivals, bytes: Buffer.concat(pieces), offsets };
}
