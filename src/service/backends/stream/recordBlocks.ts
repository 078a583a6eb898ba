import { setImmediate } from 'node:timers/promises';
import type { Column } from '../../../data/column';
import { frameOf, type Frame } from '../../../data/frame';
import { encodeFrame } from '../../../wire/frameCodec';
import { mostRunRecords, type NewBlock } from '../../storage/streams';
import { isKeepable, keptBytes, keptColumn } from './keptColumns';
import { namedColumns } from './namedColumns';

/** Fewer records are read and written as quickly one by one. */
const leastRunRecords = 64;
/** Records of a block at most, where this does not make its runs too short. */
const mostBlockRecords = 16_384;
const wantedRunBytes = 1 << 18;
/** Where records differ much in length a run gets longer than wanted; beyond this they are kept one by one. */
const mostRunBytes = 1 << 20;

/** A frame as blocks of records, made for a stream of `shards` shards. */
export interface RecordBlocks {
  readonly frame: Frame;
  readonly shards: number;
  readonly blocks: readonly NewBlock[];
  /** Of all blocks. */
  readonly bytes: number;
}

export interface BlockOptions {
  readonly shards: number;
  readonly signal: AbortSignal;
}

/**
 * A frame in the form in which streams keep it: each run of a block is a frame of its own, encoded. Rows become runs where
 * each shard gets 64 to 4096 of them, of up to 256 KiB; fewer rows, or longer ones, are better kept as JSON.
 * @returns undefined when that is so, and for a frame that has a value without a word in JSON
 * @throws FramesError in the original's words when a name stands twice
 */
export async function recordBlocks(
  frame: Frame,
  { shards, signal }: BlockOptions,
): Promise<RecordBlocks | undefined> {
  const columns = namedColumns(frame);
  const most = mostRecords(frame, columns, shards);
  if (most === undefined || !columns.every(([, column]) => isKeepable(column))) return undefined;
  const count = Math.ceil(frame.length / most);
  const blocks: NewBlock[] = [];
  let bytes = 0;
  for (let i = 0; i < count; i++) {
    const start = Math.floor((i * frame.length) / count);
    const end = Math.floor(((i + 1) * frame.length) / count);
    const runs: Uint8Array[] = [];
    for (let shard = 0; shard < shards; shard++) {
      const run = encodeRun(columns, { start: start + shard, end, step: shards });
      if (run.length > mostRunBytes) return undefined;
      bytes += run.length;
      runs.push(run);
      await setImmediate();
      signal.throwIfAborted();
    }
    blocks.push({ length: end - start, runs });
  }
  return { frame, shards, blocks, bytes };
}

/** @returns how many records a block has at most; undefined when its runs would be too short */
function mostRecords(
  { length }: Frame,
  columns: readonly [string, Column][],
  shards: number,
): number | undefined {
  if (length < leastRunRecords * shards) return undefined;
  const bytes = columns.reduce((sum, [, column]) => sum + keptBytes(column), 0);
  const inRun = Math.min(
    mostRunRecords,
    Math.floor((wantedRunBytes * length) / bytes),
    Math.floor(mostBlockRecords / shards),
  );
  // Blocks are as long as each other: one that is barely too long makes two that are half as long.
  return inRun < 2 * leastRunRecords ? undefined : inRun * shards;
}

function encodeRun(
  columns: readonly [string, Column][],
  rows: { readonly start: number; readonly end: number; readonly step: number },
): Uint8Array {
  return encodeFrame(frameOf({ columns: columns.map(([name, column]) => keptColumn(name, column, rows)) }));
}
