import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { Vector } from '@duckdb/node-bindings';
import type { Bitmap } from '../../data/bitmap';
import type { RecordRun, StoredRun, StreamRecord } from './streams';
import type { Utf8Strings } from './utf8Strings';
import { chunkVector, readInt64, readNulls, readStrings } from './vectors';

/** What of the rows is wanted. */
export interface Wanted {
  /** The first sequence. */
  readonly from: bigint;
  /** The sequence before which reading ends. */
  readonly to?: bigint;
  /** Records that arrived before are gone. */
  readonly cutoff: bigint;
}

/** The columns that the functions below read. */
export const runColumns = 'sequence, arrival, data, last_sequence, last_arrival, run';
export const recordColumns = `${runColumns}, client_info, partition_key`;

/** Rows of `runColumns` of one shard, in order: records that stand together come together, and so do the pieces of a run. */
export async function* readRuns(
  chunks: AsyncIterable<DuckDBDataChunk>,
  wanted: Wanted,
): AsyncGenerator<RecordRun | StoredRun> {
  yield* stretches(chunks, wanted, function* ({ sequences, arrivals, data }, start, end) {
    yield {
      kind: 'records',
      length: end - start,
      sequences: sequences.subarray(start, end),
      arrivals: arrivals.subarray(start, end),
      bytes: data.bytes,
      offsets: data.offsets.subarray(start, end + 1),
    } satisfies RecordRun;
  });
}

/** Rows of `recordColumns` of one shard, in order. */
export async function* readRecords(
  chunks: AsyncIterable<DuckDBDataChunk>,
  wanted: Wanted,
): AsyncGenerator<StreamRecord | StoredRun> {
  yield* stretches(chunks, wanted, function* ({ chunk, sequences, arrivals, data }, start, end) {
    const rows = sequences.length;
    const infos = nullable(chunkVector(chunk, 6), rows);
    const keys = nullable(chunkVector(chunk, 7), rows);
    for (let row = start; row < end; row++) {
      yield {
        kind: 'record',
        sequence: sequences[row] ?? 0n,
        arrival: arrivals[row] ?? 0n,
        data: data.bytesAt(row) ?? new Uint8Array(0),
        clientInfo: infos.nulls?.get(row) ? undefined : infos.values.bytesAt(row),
        partitionKey: keys.nulls?.get(row) ? undefined : keys.values.at(row),
      } satisfies StreamRecord;
    }
  });
}

interface Rows {
  readonly chunk: DuckDBDataChunk;
  readonly sequences: BigInt64Array;
  readonly arrivals: BigInt64Array;
  readonly data: Utf8Strings;
}

/** @param records makes what is wanted of rows `start` (inclusive) to `end` (exclusive), which are records */
async function* stretches<T>(
  chunks: AsyncIterable<DuckDBDataChunk>,
  wanted: Wanted,
  records: (rows: Rows, start: number, end: number) => Iterable<T>,
): AsyncGenerator<T | StoredRun> {
  const open = new OpenRun(wanted);
  for await (const chunk of chunks) {
    const length = chunk.rowCount;
    const sequences = readInt64(chunkVector(chunk, 0), length);
    const arrivals = readInt64(chunkVector(chunk, 1), length);
    const data = nullable(chunkVector(chunk, 2), length);
    const isRecord = readNulls(chunkVector(chunk, 3), length);
    const lastSequences = readInt64(chunkVector(chunk, 3), length);
    const lastArrivals = readInt64(chunkVector(chunk, 4), length);
    const pieces = nullable(chunkVector(chunk, 5), length).values;
    for (let row = 0; row < length;) {
      const start = row;
      if (isRecord?.get(row)) {
        yield* open.close();
        while (row < length && isRecord.get(row)) row++;
        yield* records({ chunk, sequences, arrivals, data: data.values }, start, row);
        continue;
      }
      const sequence = sequences[row] ?? 0n;
      while (row < length && sequences[row] === sequence && !isRecord?.get(row)) row++;
      const piece = pieces.bytes.subarray(pieces.offsets[start], pieces.offsets[row]);
      const place = { sequence, arrival: arrivals[start] ?? 0n };
      const last = { sequence: lastSequences[start] ?? 0n, arrival: lastArrivals[start] ?? 0n };
      yield* open.add(piece, place, last);
    }
  }
  yield* open.close();
}

interface Place {
  readonly sequence: bigint;
  readonly arrival: bigint;
}

/** Puts the pieces of runs together. */
class OpenRun {
  private first: Place | undefined;
  private last: Place | undefined;
  private pieces: Uint8Array[] = [];

  constructor(private readonly wanted: Wanted) {}

  /** Takes the next piece, or several that lie one behind the other. @returns the run before, where another one begins */
  *add(piece: Uint8Array, first: Place, last: Place): Generator<StoredRun> {
    if (this.first?.sequence !== first.sequence) yield* this.close();
    this.first = first;
    this.last = last;
    this.pieces.push(piece);
  }

  *close(): Generator<StoredRun> {
    const { first, last, pieces } = this;
    this.first = undefined;
    this.pieces = [];
    if (first === undefined || last === undefined) return;
    const { from, to, cutoff } = this.wanted;
    const { sequence, arrival } = first;
    const steps = last.sequence - sequence;
    const step = steps === 0n ? 1n : (last.arrival - arrival) / steps;
    const tooEarly = arrival < cutoff ? (cutoff - arrival + step - 1n) / step : 0n;
    const notAskedFor = from > sequence ? from - sequence : 0n;
    const start = Number(tooEarly > notAskedFor ? tooEarly : notAskedFor);
    const end = Number((to === undefined || to > last.sequence ? last.sequence + 1n : to) - sequence);
    const [only] = pieces;
    const bytes = only !== undefined && pieces.length === 1 ? only : Buffer.concat(pieces);
    if (start < end) yield { kind: 'run', bytes, start, end, sequence, arrival, step };
  }
}

function nullable(vector: Vector, rows: number): { nulls: Bitmap | undefined; values: Utf8Strings } {
  const nulls = readNulls(vector, rows);
  return { nulls, values: readStrings(vector, rows, nulls) };
}
