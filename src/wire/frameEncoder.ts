import type { Scalar } from '../data/dtype';
import { allColumns, type Frame } from '../data/frame';
import type { Column } from '../data/column';
import { columnCapacity, writeColumn } from './columnEncoder';
import { firstTag, frameTag, secondTag } from './fields';
import type { FrameWriter } from './frameWriter';
import { pb } from './gen/frames';
import { nullsCapacity, writeNulls } from './nullsEncoder';
import { RequestWriter } from './requestWriter';
import { toValue } from './scalars';

/** About how many bytes a frame takes. */
export function frameCapacity(frame: Frame): number {
  const columns = allColumns(frame);
  return columns.reduce((sum, column) => sum + columnCapacity(column), 256) + nullsCapacity(columns);
}

/** Writes one Frame, without tag and length; fields in the order of their numbers. */
export function writeFrame(writer: FrameWriter, frame: Frame): void {
  for (const column of frame.columns) writeField(writer, frameTag.columns, column);
  for (const column of frame.indices) writeField(writer, frameTag.indices, column);
  for (const [key, scalar] of frame.labels) writeLabel(writer, key, scalar);
  writeNulls(writer, allColumns(frame), frame.length);
}

function writeField(writer: FrameWriter, tag: number, column: Column): void {
  writer.varint(tag);
  writer.delimited(columnCapacity(column), () => writeColumn(writer, column));
}

function writeLabel(writer: FrameWriter, key: string, scalar: Scalar): void {
  const value = pb.Value.encode(toValue(scalar), new RequestWriter()).finish();
  writer.varint(frameTag.labels);
  writer.delimited(key.length + value.length + 8, () => {
    writer.varint(firstTag);
    writer.string(key);
    writer.varint(secondTag);
    writer.varint(value.length);
    writer.bytes(value);
  });
}
