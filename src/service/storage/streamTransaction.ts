import { FramesError } from '../../wire/errors';
import type { CatalogDraft, Directory } from './catalog';
import type { Clock } from './clock';
import type { Connection } from './database';
import type { DirectoryPath } from './directoryPath';
import { recordSources, runSources, type RunPiece } from './recordSources';
import { appendRows } from './staging';
import {
  mostRunRecords,
  type NewBlock,
  type NewRecords,
  type RecordPosition,
  type Shard,
  type StreamShape,
} from './streams';
import { arrivedBefore, cutoffOf, pieceBytes } from './streamTables';

/** A piece of a run is as long as many records: so many are some milliseconds' work. */
const piecesPerChunk = 256;

export interface StreamTransactionParts {
  readonly connection: Connection;
  readonly draft: CatalogDraft;
  readonly clock: Clock;
}

/** How far the shards of a stream are. */
interface ShardCounts {
  readonly stream: StreamShape;
  /** The last sequence of each shard as the tables have it. */
  readonly saved: readonly bigint[];
  /** With the records that were put since. */
  readonly counts: number[];
}

/** What one change does to streams: shards and their records. */
export class StreamTransaction {
  /** By the directory's id. Several works may put records to one stream: how far it is gets written once. */
  private readonly unsaved = new Map<number, ShardCounts>();

  constructor(private readonly parts: StreamTransactionParts) {}

  /** As `Change.createStream`. */
  async create(directory: DirectoryPath, shape: StreamShape): Promise<void> {
    const { connection, draft } = this.parts;
    const made = { ...draft.touch(directory), stream: shape };
    draft.set(made);
    await connection.run('INSERT INTO streams VALUES ($1, $2, $3)', [
      made.id,
      shape.shards,
      BigInt(shape.retentionHours),
    ]);
    await this.addShards(made.id, { from: 0, to: shape.shards });
  }

  /** As `Change.putRecords`. */
  async put(directory: DirectoryPath, records: NewRecords): Promise<readonly RecordPosition[]> {
    const { connection, clock } = this.parts;
    const { id: directoryId, stream } = this.streamAt(directory);
    const firstArrival = clock.take(records.length);
    const positions = place(records, await this.countsOf(directoryId, stream));
    const rows = { table: 'records', total: records.length };
    await appendRows(connection, rows, recordSources({ directoryId, records, positions, firstArrival }));
    return positions;
  }

  /** As `Change.putBlocks`. */
  async putBlocks(directory: DirectoryPath, blocks: readonly NewBlock[]): Promise<void> {
    const { connection, clock } = this.parts;
    const { id: directoryId, stream } = this.streamAt(directory);
    const counts = await this.countsOf(directoryId, stream);
    const pieces = blocks.flatMap((block) => {
      checkBlock(block, stream);
      return placeRuns(block, { counts, firstArrival: clock.take(block.length) });
    });
    const rows = { table: 'records', total: pieces.length, rowsPerChunk: piecesPerChunk };
    await appendRows(connection, rows, runSources(directoryId, pieces));
  }

  /** As `Change.growStream`. */
  async grow(directory: DirectoryPath, shards: number): Promise<void> {
    await this.save();
    const { connection, draft } = this.parts;
    const { id, stream } = this.streamAt(directory);
    if (shards < stream.shards) {
      throw new FramesError({
        code: 'invalidArgument',
        detail: `a stream of ${stream.shards} shards cannot have ${shards}`,
      });
    }
    draft.set({ ...draft.touch(directory), stream: { ...stream, shards } });
    await connection.run('UPDATE streams SET shards = $2 WHERE directory = $1', [id, shards]);
    await this.addShards(id, { from: stream.shards, to: shards });
  }

  /** As `Change.removeShard`. */
  async removeShard({ directory, shard }: Shard): Promise<boolean> {
    await this.save();
    const { connection, draft } = this.parts;
    const { id, stream } = draft.get(directory) ?? {};
    if (id === undefined || stream === undefined) return false;
    await connection.run('DELETE FROM records WHERE directory = $1 AND shard = $2', [id, shard]);
    const sql =
      'UPDATE shards SET last_sequence = 0 WHERE directory = $1 AND shard = $2 AND last_sequence > 0';
    return (await connection.run(sql, [id, shard])).rowsChanged > 0;
  }

  /** Writes down how far the shards are, before anybody looks, and drops the records whose time is over. */
  async save(): Promise<void> {
    const { connection } = this.parts;
    for (const [directoryId, { stream, saved, counts }] of this.unsaved) {
      for (const [shard, count] of counts.entries()) {
        if (count === Number(saved[shard] ?? 0n)) continue;
        const sql = 'UPDATE shards SET last_sequence = $3 WHERE directory = $1 AND shard = $2';
        await connection.run(sql, [directoryId, shard, BigInt(count)]);
      }
      const sql = `DELETE FROM records WHERE directory = $1 AND ${arrivedBefore(cutoffOf(stream))}`;
      await connection.run(sql, [directoryId]);
    }
    this.unsaved.clear();
  }

  private streamAt(directory: DirectoryPath): Directory & { readonly stream: StreamShape } {
    const found = this.parts.draft.get(directory);
    if (found?.stream === undefined) {
      throw new FramesError({ code: 'notFound', detail: `'${directory.path}' is no stream` });
    }
    return { ...found, stream: found.stream };
  }

  /** Gives a stream shards `from` (inclusive) to `to` (exclusive). */
  private async addShards(
    directoryId: number,
    { from, to }: { readonly from: number; readonly to: number },
  ): Promise<void> {
    const sql = 'INSERT INTO shards SELECT $1, range, 0 FROM range($2::BIGINT, $3::BIGINT)';
    await this.parts.connection.run(sql, [directoryId, BigInt(from), BigInt(to)]);
  }

  private async countsOf(directoryId: number, stream: StreamShape): Promise<ShardCounts> {
    const known = this.unsaved.get(directoryId);
    if (known !== undefined) return known;
    const saved = Array.from({ length: stream.shards }, () => 0n);
    const sql = 'SELECT shard, last_sequence FROM shards WHERE directory = $1';
    const rows = await this.parts.connection.rows(sql, [directoryId]);
    for (const [shard, last] of rows as [number, bigint][]) saved[shard] = last;
    const found = { stream, saved, counts: saved.map(Number) };
    this.unsaved.set(directoryId, found);
    return found;
  }
}

/** Finds each record its place at the end of a shard, and counts it there. */
function place(records: NewRecords, { stream, counts }: ShardCounts): RecordPosition[] {
  let turn = counts.reduce((sum, last) => sum + last, 0);
  return Array.from({ length: records.length }, (_, row): RecordPosition => {
    const { shard, partitionKey } = records.at(row) ?? {};
    const target =
      shard ?? (partitionKey === undefined ? turn++ % stream.shards : hash(partitionKey) % stream.shards);
    const sequence = (counts[target] ?? 0) + 1;
    counts[target] = sequence;
    return { shard: target, sequence: BigInt(sequence) };
  });
}

function checkBlock({ length, runs }: NewBlock, { shards }: StreamShape): void {
  if (runs.length === shards && length >= shards && length <= shards * mostRunRecords) return;
  throw new FramesError({
    code: 'invalidArgument',
    detail: `${length} records in ${runs.length} runs do not fit a stream of ${shards} shards`,
  });
}

/** Finds each run of a block its place at the end of a shard, counts its records there, and cuts it into pieces. */
function placeRuns(
  { length, runs }: NewBlock,
  { counts: { counts }, firstArrival }: { readonly counts: ShardCounts; readonly firstArrival: bigint },
): RunPiece[] {
  const turn = counts.reduce((sum, last) => sum + last, 0);
  return runs.flatMap((run, i) => {
    const shard = (turn + i) % runs.length;
    const records = Math.ceil((length - i) / runs.length);
    const before = counts[shard] ?? 0;
    counts[shard] = before + records;
    const arrival = firstArrival + BigInt(i);
    const place = {
      shard,
      sequence: BigInt(before + 1),
      lastSequence: BigInt(before + records),
      arrival,
      lastArrival: arrival + BigInt((records - 1) * runs.length),
    };
    return Array.from({ length: Math.ceil(run.length / pieceBytes) }, (_, piece): RunPiece => {
      return { ...place, bytes: run.subarray(piece * pieceBytes, (piece + 1) * pieceBytes) };
    });
  });
}

/** FNV-1a over the UTF-8 bytes: spreads keys evenly and never changes. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
