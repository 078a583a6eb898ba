import type { Column } from '../../data/column';
import { allColumns, type Frame } from '../../data/frame';
import { formatTime } from '../../data/time';
import { pythonLiteral, pythonString, type PythonValue } from './pythonLiteral';

/**
 * The columns of a frame, indices first, as an expression that makes a pandas DataFrame of the same types. The indices are
 * ordinary columns in it: `write` is told about them. A NaN cannot be told from a null there (spec/client.md §5.3).
 */
export function dataFrameLiteral(frame: Frame): string {
  const columns = allColumns(frame).map(
    (column) => `    ${pythonString(column.name)}: ${columnLiteral(column)},\n`,
  );
  return columns.length === 0 ? 'pd.DataFrame()' : `pd.DataFrame({\n${columns.join('')}})`;
}

function columnLiteral(column: Column): string {
  const values = Array.from({ length: column.length }, (_, row) => column.at(row));
  const hasNulls = values.includes(null);
  const list = (items: readonly PythonValue[]): string => pythonLiteral(items);
  switch (column.dtype) {
    case 'time': {
      const times = values.map((value) => (typeof value === 'bigint' ? formatTime(value) : null));
      return `pd.to_datetime(${list(times)}, utc=True, format="ISO8601")`;
    }
    case 'integer':
      // Without a type of its own a column with gaps would become one of floats, and round.
      return hasNulls
        ? `pd.array(${list(values)}, dtype="Int64")`
        : values.length > 0
          ? list(values)
          : emptySeries('int64');
    case 'float':
      return values.length > 0 && !values.every((value) => value === null)
        ? list(values)
        : `pd.Series(${list(values)}, dtype="float64")`;
    case 'boolean':
      return values.length > 0 ? list(values) : emptySeries('bool');
    case 'string':
    case 'null':
      return `pd.Series(${list(values)}, dtype=object)`;
  }
}

function emptySeries(dtype: string): string {
  return `pd.Series([], dtype="${dtype}")`;
}
