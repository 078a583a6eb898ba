import type { Backend } from '../../frames/collection';
import type { NosqlSchema } from '../../frames/collectionSource';
import type { CellType, FormValues, TypedColumn, TypedRows } from '../../protocol/form';
import { checksOf, rowsOf } from './field';
import { filledRows } from './typedRows';

interface Start {
  readonly columns: readonly TypedColumn[];
  readonly indices: readonly string[];
}

const starts: Readonly<Record<Backend, Start>> = {
  nosql: {
    columns: [
      { name: 'key', dtype: 'string' },
      { name: 'value', dtype: 'float' },
    ],
    indices: ['key'],
  },
  tsdb: {
    columns: [
      { name: 'time', dtype: 'time' },
      { name: 'cpu', dtype: 'float' },
    ],
    indices: ['time'],
  },
  stream: {
    columns: [
      { name: 'name', dtype: 'string' },
      { name: 'value', dtype: 'float' },
    ],
    indices: [],
  },
  csv: {
    columns: [
      { name: 'name', dtype: 'string' },
      { name: 'value', dtype: 'float' },
    ],
    indices: [],
  },
};

/** An empty row of the columns that collections of a backend mostly have. */
export function startingRows(backend: Backend): {
  readonly rows: TypedRows;
  readonly indices: readonly string[];
} {
  return startOf(starts[backend]);
}

const cellTypes: Readonly<Record<string, CellType>> = {
  long: 'integer',
  double: 'float',
  string: 'string',
  timestamp: 'time',
  boolean: 'boolean',
};

/** An empty row of a table that is there: its columns with their types, its keys as indices. */
export function rowsOfSchema({ fields, key, sortingKey }: NosqlSchema): ReturnType<typeof startingRows> {
  const columns = fields.flatMap(({ name, type }) => {
    const dtype = cellTypes[type];
    return dtype === undefined ? [] : [{ name, dtype }];
  });
  const keys = sortingKey === undefined ? [key] : [key, sortingKey];
  return startOf({ columns, indices: keys.filter((name) => columns.some((column) => column.name === name)) });
}

/** The rows for another backend, as long as nothing was typed into them. */
export function rowsForBackend(values: FormValues, backend: Backend): FormValues {
  const rows = rowsOf(values, 'rows');
  const isUntouched =
    filledRows(rows).length === 0 &&
    Object.values(starts).some(
      (start) =>
        JSON.stringify(start.columns) === JSON.stringify(rows.columns) &&
        checksOf(values, 'indices').every((name) => start.indices.includes(name)),
    );
  return isUntouched ? { ...values, ...startingRows(backend) } : values;
}

function startOf({ columns, indices }: Start): {
  readonly rows: TypedRows;
  readonly indices: readonly string[];
} {
  return { rows: { columns, cells: [columns.map(() => '')] }, indices };
}
