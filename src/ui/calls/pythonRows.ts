import type { WrittenRows } from './call';
import { dataFrameLiteral } from './pythonDataFrame';
import { pythonLiteral, pythonString, scalarLiteral, type PythonValue } from './pythonLiteral';

/** The line that makes the data frame `df`, and which of its columns are indices. */
export function pythonRows(rows: WrittenRows | undefined): {
  readonly before: string;
  readonly indices: readonly string[];
} {
  if (rows === undefined) return { before: 'df = ...  # a pandas DataFrame with the rows', indices: [] };
  if ('frame' in rows) {
    return {
      before: `df = ${dataFrameLiteral(rows.frame)}`,
      indices: rows.frame.indices.map(({ name }) => name),
    };
  }
  const { csvFile, delimiter = ',', indices = [], timeColumns = [] } = rows;
  const args = [
    pythonString(csvFile),
    ...(delimiter === ',' ? [] : [`sep=${pythonString(delimiter)}`]),
    ...(timeColumns.length === 0 ? [] : [`parse_dates=${pythonLiteral(timeColumns)}`]),
  ];
  return { before: `df = pd.read_csv(${args.join(', ')})`, indices };
}

export function labelsOf(rows: WrittenRows | undefined): PythonValue | undefined {
  const labels = rows === undefined ? undefined : 'frame' in rows ? rows.frame.labels : rows.labels;
  if (labels === undefined || labels.size === 0) return undefined;
  return new Map([...labels].map(([name, label]) => [name, scalarLiteral(label)]));
}
