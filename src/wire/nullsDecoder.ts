import { isUtf8 } from 'node:buffer';
import type { Reader } from 'protobufjs/minimal';
import { Bitmap } from '../data/bitmap';
import { invalidUtf8, outOfRange, readEnd } from './decoding';
import { firstTag, frameTag, secondVarintTag } from './fields';

// A constant of this module: reading that of another one costs time in a loop over rows.
const nullsTag = frameTag.nullValues;

/** Where on the wire the entries of `null_values` stand: runs of neighbouring records, start and end in turn. */
export type NullRuns = readonly number[];

/** Walks over a run of null_values records; the tag of the first one has been read. */
export function skipNullRun(reader: Reader): void {
  const { buf, len: end } = reader;
  let at = reader.pos;
  for (;;) {
    if (at >= end) throw outOfRange();
    // Most entries are empty: two bytes each.
    while (buf[at] === 0 && buf[at + 1] === nullsTag && at + 2 < end) at += 2;
    let length = buf[at++] as number;
    if (length > 127) {
      reader.pos = at - 1;
      length = reader.size();
      at = reader.pos;
    }
    at += length;
    if (at > end) throw outOfRange();
    if (at === end || buf[at] !== nullsTag) break;
    at++;
  }
  reader.pos = at;
}

/**
 * One bitmap for each column that is null somewhere. An entry belongs to the row of the same number; its keys name
 * the columns that are null there, whatever their values (spec/wire.md §4). Keys that name no column, entries after
 * the last row, and missing entries say nothing.
 */
export function readNulls(
  reader: Reader,
  runs: NullRuns,
  { names, rows }: { readonly names: readonly string[]; readonly rows: number },
): readonly (Bitmap | undefined)[] {
  const marks = new NullMarks(names, rows, reader.buf);
  const { buf } = reader;
  let row = 0;
  for (let i = 0; i < runs.length; i += 2) {
    let at = runs[i] as number;
    const end = runs[i + 1] as number;
    reader.len = end;
    while (at < end) {
      // Most entries are empty, most others name one column. Between two entries stands a tag of one byte.
      const length = buf[at] as number;
      const keyEnd = length === 0 ? -1 : loneKeyEnd(buf, at, length);
      if (length === 0) {
        at += 2;
        while (at < end && buf[at] === 0) {
          at += 2;
          row++;
        }
      } else if (keyEnd !== -1) {
        marks.set(row, at + 5, keyEnd);
        at += length + 2;
      } else {
        reader.pos = at;
        readEntry(reader, marks, row);
        at = reader.pos + 1;
      }
      row++;
    }
  }
  return marks.bitmaps;
}

/**
 * Where the key ends that starts five bytes after `at`, in an entry which is laid out as every encoder does it for one
 * null: three lengths below 128, the key, and perhaps a boolean. -1 for every other entry.
 * @param length of the entry, the byte that stands at `at`
 */
function loneKeyEnd(bytes: Uint8Array, at: number, length: number): number {
  const keyLength = bytes[at + 4] as number;
  const usual =
    length < 128 && bytes[at + 1] === firstTag && bytes[at + 2] === length - 2 && bytes[at + 3] === firstTag;
  if (!usual) return -1;
  const keyEnd = at + 5 + keyLength;
  if (keyLength === length - 4) return keyEnd;
  const boolean = bytes[keyEnd] === secondVarintTag && (bytes[keyEnd + 1] as number) < 128;
  return boolean && keyLength === length - 6 ? keyEnd : -1;
}

function readEntry(reader: Reader, marks: NullMarks, row: number): void {
  const outer = reader.len;
  const end = readEnd(reader);
  reader.len = end;
  while (reader.pos < end) {
    const tag = reader.tag();
    if (tag === firstTag) readKey(reader, marks, row);
    else reader.skipType(tag & 7, 0, tag >>> 3);
  }
  reader.len = outer;
}

/** Reads one entry of the map, of which the key alone counts; without a key it is the empty one. */
function readKey(reader: Reader, marks: NullMarks, row: number): void {
  const outer = reader.len;
  const end = readEnd(reader);
  reader.len = end;
  let keyStart = end;
  let keyEnd = end;
  while (reader.pos < end) {
    const tag = reader.tag();
    if (tag === firstTag) {
      keyEnd = readEnd(reader);
      keyStart = reader.pos;
      reader.pos = keyEnd;
    } else {
      reader.skipType(tag & 7, 0, tag >>> 3);
    }
  }
  marks.set(row, keyStart, keyEnd);
  reader.len = outer;
}

/**
 * Bytes of bitmaps for each byte of the message. Rows of label columns cost nothing on the wire, so without a bound
 * a short message could ask for any amount of memory.
 */
const roomFactor = 16;

const noColumns: readonly number[] = [];

/** Finds columns by the bytes of their names and sets their bits. */
class NullMarks {
  /** See `keptReader` in decoding.ts. */
  static readonly kept = new NullMarks([], 0, new Uint8Array(0));

  readonly bitmaps: (Bitmap | undefined)[];
  private readonly names: readonly Buffer[];
  /** Columns by the hash of their name. */
  private readonly buckets = new Map<number, number[]>();
  /** The column that a name of this length with these ends had last: nearly always it is the one again. */
  private readonly recent = new Int32Array(256).fill(-1);
  private room: number;

  constructor(
    names: readonly string[],
    private readonly rows: number,
    private readonly bytes: Uint8Array,
  ) {
    this.bitmaps = names.map(() => undefined);
    this.names = names.map((name) => Buffer.from(name));
    this.room = bytes.length * roomFactor;
    this.names.forEach((name, column) => {
      const hash = hashOf(name, 0, name.length);
      const bucket = this.buckets.get(hash);
      if (bucket === undefined) this.buckets.set(hash, [column]);
      else bucket.push(column);
    });
  }

  /** Marks a row in every column whose name stands at [start, end). */
  set(row: number, start: number, end: number): void {
    const { bytes, recent } = this;
    const ends = ((bytes[start] as number) << 2) + ((bytes[end - 1] as number) << 5);
    const slot = (end - start + ends) & 255;
    const column = recent[slot] as number;
    if (column >= 0 && sameBytes(this.names[column] as Buffer, bytes, start, end)) {
      if (row < this.rows) (this.bitmaps[column] ?? this.bitmapOf(column)).set(row);
    } else {
      recent[slot] = this.find(row, start, end);
    }
  }

  /** @returns the column, if it is the only one of this name; otherwise -1 */
  private find(row: number, start: number, end: number): number {
    const { bytes } = this;
    const found = (this.buckets.get(hashOf(bytes, start, end)) ?? noColumns).filter((column) =>
      sameBytes(this.names[column] as Buffer, bytes, start, end),
    );
    for (const column of found) if (row < this.rows) this.bitmapOf(column).set(row);
    if (found.length === 0 && !isUtf8(bytes.subarray(start, end))) throw new Error(invalidUtf8);
    return found.length === 1 ? (found[0] as number) : -1;
  }

  private bitmapOf(column: number): Bitmap {
    const known = this.bitmaps[column];
    if (known !== undefined) return known;
    this.room -= this.rows >> 3;
    if (this.room < 0) throw new RangeError(`null_values mark more rows than the message can hold`);
    return (this.bitmaps[column] = new Bitmap(this.rows));
  }
}

/** FNV-1a, cut to what a small integer holds. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return hash & 0x3fffffff;
}

function sameBytes(name: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  const { length } = name;
  if (end - start !== length) return false;
  for (let i = 0; i < length; i++) if (name[i] !== bytes[start + i]) return false;
  return true;
}
