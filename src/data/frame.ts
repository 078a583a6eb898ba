import { sliceColumn, type Column } from './column';
import type { Scalar } from './dtype';

/** A block of rows held by column. A frame never changes once built (spec/wire.md §4). */
export interface Frame {
  /** The index columns, outermost first; none for a plain row number. */
  readonly indices: readonly Column[];
  readonly columns: readonly Column[];
  /** About the frame as a whole: a tsdb label set, the last sequence of a stream. */
  readonly labels: ReadonlyMap<string, Scalar>;
  /** Rows. */
  readonly length: number;
}

export interface FrameParts {
  readonly indices?: readonly Column[];
  readonly columns?: readonly Column[];
  readonly labels?: ReadonlyMap<string, Scalar>;
}

const noLabels: ReadonlyMap<string, Scalar> = new Map();

/**
 * Puts columns together to a frame.
 * Names are not looked at: a csv file may hold two columns of one name.
 * @throws FrameShapeError when lengths differ (spec/wire.md §4).
 */
export function frameOf({ indices = [], columns = [], labels = noLabels }: FrameParts): Frame {
  const length = (indices[0] ?? columns[0])?.length ?? 0;
  indices.forEach((column, i) => {
    if (column.length !== length) {
      throw new FrameShapeError(`index column ${i} size mismatch (${column.length} != ${length})`);
    }
  });
  for (const column of columns) {
    if (column.length !== length) {
      throw new FrameShapeError(`"${column.name}" column size mismatch (${column.length} != ${length})`);
    }
  }
  return { indices, columns, labels, length };
}

/** Columns that do not make a frame. */
export class FrameShapeError extends Error {
  override readonly name = 'FrameShapeError';
}

/** Rows `start` (inclusive) to `end` (exclusive); the whole frame is returned as it is. */
export function sliceFrame(frame: Frame, start: number, end: number): Frame {
  if (start === 0 && end === frame.length) return frame;
  return {
    indices: frame.indices.map((column) => sliceColumn(column, start, end)),
    columns: frame.columns.map((column) => sliceColumn(column, start, end)),
    labels: frame.labels,
    length: end - start,
  };
}

/** The first name that stands twice over indices and columns, if any; unnamed ones do not count. */
export function duplicateName(frame: Frame): string | undefined {
  const names = new Set<string>();
  for (const { name } of allColumns(frame)) {
    if (name !== '' && names.has(name)) return name;
    names.add(name);
  }
  return undefined;
}

/** Indices first, then columns: the order in which a reader sees them. */
export function allColumns(frame: Frame): readonly Column[] {
  return [...frame.indices, ...frame.columns];
}
