import type { Column } from '../../data/column';
import type { DType } from '../../data/dtype';
import type { Frame } from '../../data/frame';
import { FramesError } from '../../wire/errors';
import type { JsonOutput } from '../../wire/json/text';
import { goQuote } from '../goFormat';
import { byText, cellOf, columnsByName } from './cells';

const types: Partial<Record<DType, string>> = {
  integer: 'number',
  float: 'number',
  time: 'time',
  boolean: 'boolean',
};

/**
 * A frame as a table of Grafana. Cells that are null or no JSON number are null, so that no cell changes its place (spec/wire.md §17.9).
 * @param fields in this order; none, or `*` first, stands for all columns and the first index, sorted by name
 * @throws FramesError for a field that the frame does not have
 */
export function tableOf(frame: Frame, fields: readonly string[]): JsonOutput {
  const columns = columnsOf(frame, fields);
  return {
    columns: columns.map(({ name, dtype }) => ({ text: name, type: types[dtype] ?? 'string' })),
    rows: Array.from({ length: frame.length }, (_, row) => columns.map((column) => cellOf(column, row))),
    type: 'table',
  };
}

function columnsOf(frame: Frame, fields: readonly string[]): readonly Column[] {
  const byName = columnsByName(frame);
  const shown = [...frame.columns, ...frame.indices.slice(0, 1)];
  if (fields.length === 0 || fields[0] === '*') return shown.sort((a, b) => byText(a.name, b.name));
  return fields.map((field) => {
    const column = byName.get(field);
    if (column !== undefined && shown.includes(column)) return column;
    throw new FramesError({
      code: 'invalidArgument',
      detail: `Failed to build a response: column ${goQuote(field)} not found`,
    });
  });
}
