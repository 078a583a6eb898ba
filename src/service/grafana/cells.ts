import type { Column } from '../../data/column';
import { formatTime } from '../../data/time';
import { allColumns, duplicateName, type Frame } from '../../data/frame';
import { FramesError } from '../../wire/errors';
import type { JsonOutput } from '../../wire/json/text';

/** A cell in JSON: integers in full, times as RFC 3339; null for null and for numbers that JSON has no word for. */
export function cellOf(column: Column, row: number): JsonOutput {
  const value = column.at(row);
  return typeof value === 'bigint' && column.dtype === 'time' ? formatTime(value) : value;
}

/** A column or an index by name. @throws FramesError when a name stands twice */
export function columnsByName(frame: Frame): ReadonlyMap<string, Column> {
  const repeated = duplicateName(frame);
  if (repeated !== undefined) {
    throw new FramesError({
      code: 'invalidArgument',
      detail: `Failed to build a response: duplicate column name - "${repeated}"`,
    });
  }
  return new Map(allColumns(frame).map((column) => [column.name, column]));
}

export function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
