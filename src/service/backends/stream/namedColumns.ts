import type { Column } from '../../../data/column';
import type { Frame } from '../../../data/frame';
import { FramesError } from '../../../wire/errors';
import { goQuote } from '../../goFormat';

/**
 * The columns and indices of a frame under the names that they have in records, in the order of these (spec/stream.md §2).
 * @throws FramesError in the original's words when a name stands twice
 */
export function namedColumns({ indices, columns }: Frame): [string, Column][] {
  const names = new Set<string>();
  const named: [string, Column][] = [];
  const add = (name: string, column: Column, complaint: string): void => {
    if (names.has(name)) {
      const detail = `row iteration error: ${complaint} - ${goQuote(name)}`;
      throw new FramesError({ code: 'invalidArgument', detail });
    }
    names.add(name);
    named.push([name, column]);
  };
  columns.forEach((column, i) => {
    add(column.name || `col-${i}`, column, 'duplicate column name');
  });
  indices.forEach((column, i) => {
    add(column.name || (i === 0 ? 'idx' : `idx-${i}`), column, 'duplicate name in columns and indices');
  });
  return named.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
