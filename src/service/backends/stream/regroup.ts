import type { RecordRun } from '../../storage/streams';

/** Runs as they come made into runs of `limit` records each, the last one of what is left. */
export async function* regroup(runs: AsyncIterable<RecordRun>, limit: number): AsyncGenerator<RecordRun> {
  let pending: RecordRun[] = [];
  let records = 0;
  for await (const run of runs) {
    let start = 0;
    for (; records + run.length - start >= limit; records = 0) {
      const end = start + limit - records;
      yield join([...pending, part(run, start, end)]);
      pending = [];
      start = end;
    }
    if (start === run.length) continue;
    pending.push(part(run, start, run.length));
    records += run.length - start;
  }
  if (records > 0) yield join(pending);
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
