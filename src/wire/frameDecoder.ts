import type { Reader } from 'protobufjs/minimal';
import type { Scalar } from '../data/dtype';
import { frameOf, type Frame } from '../data/frame';
import { decodeColumn, type ColumnDraft } from './columnDecoder';
import { readEnd } from './decoding';
import { frameTag } from './fields';
import { readLabel } from './scalars';
import { readNulls, skipNullRun } from './nullsDecoder';

export interface FrameMessage {
  readonly frame: Frame;
  /** What failed, on the streams of HTTP; empty in an ordinary frame. */
  readonly error: string;
}

/**
 * Decodes one Frame, which ends at the end of the reader.
 * @throws FrameShapeError when columns differ in length; whatever the reader throws when bytes are bad
 */
export function readFrame(reader: Reader): FrameMessage {
  const indices: ColumnDraft[] = [];
  const columns: ColumnDraft[] = [];
  const labels = new Map<string, Scalar>();
  const nullRuns: number[] = [];
  let error = '';
  // Columns have as many rows as the first of them, if all is well.
  let expectedRows = 0;
  const column = (message: Reader) => {
    const draft = decodeColumn(message, expectedRows);
    expectedRows ||= draft.length ?? 0;
    return draft;
  };
  while (reader.pos < reader.len) {
    const tag = reader.tag();
    switch (tag) {
      case frameTag.columns:
        columns.push(within(reader, column));
        break;
      case frameTag.indices:
        indices.push(within(reader, column));
        break;
      case frameTag.labels:
        within(reader, (entry) => readLabel(entry, labels));
        break;
      case frameTag.error:
        error = reader.stringVerify();
        break;
      case frameTag.nullValues: {
        const start = reader.pos;
        skipNullRun(reader);
        nullRuns.push(start, reader.pos);
        break;
      }
      default:
        reader.skipType(tag & 7, 0, tag >>> 3);
    }
  }
  const drafts = [...indices, ...columns];
  const rows = drafts.find(({ length }) => length !== undefined)?.length ?? 0;
  const build = (draft: ColumnDraft) => draft.build(rows);
  const frame = frameOf({ indices: indices.map(build), columns: columns.map(build), labels });
  if (nullRuns.length === 0) return { frame, error };
  // Only now, that all columns are known to have as many rows.
  const nulls = readNulls(reader, nullRuns, { names: drafts.map(({ name }) => name), rows });
  const marked = drafts.map((draft, i) => draft.build(rows, nulls[i]));
  return {
    frame: { ...frame, indices: marked.slice(0, indices.length), columns: marked.slice(indices.length) },
    error,
  };
}

/** Reads the length of an embedded message and decodes it with the reader confined to it. */
function within<T>(reader: Reader, decode: (reader: Reader) => T): T {
  const outer = reader.len;
  const end = readEnd(reader);
  reader.len = end;
  const value = decode(reader);
  reader.pos = end;
  reader.len = outer;
  return value;
}
