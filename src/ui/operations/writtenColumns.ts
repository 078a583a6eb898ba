import type { Backend } from '../../frames/collection';
import type { CellProblem, FormValues, TypedRows } from '../../protocol/form';
import { backendOf, checksOf, rowsOf, textOf, type FormContext } from './field';
import { filledRows } from './typedRows';

export type RowsFrom = 'hand' | 'text' | 'file';

/** Where the rows come from. */
export function rowsFrom(values: FormValues): RowsFrom {
  const from = textOf(values, 'from');
  return from === 'text' || from === 'file' ? from : 'hand';
}

/** The columns of the rows, wherever they come from. */
export function columnsOf(
  values: FormValues,
  { csv }: FormContext,
): readonly { readonly name: string; readonly dtype: string }[] {
  if (rowsFrom(values) !== 'hand') return csv?.state === 'read' ? csv.columns : [];
  return rowsOf(values, 'rows').columns.flatMap(({ name, dtype }) =>
    name.trim() === '' ? [] : [{ name: name.trim(), dtype }],
  );
}

export function namesOfColumns(values: FormValues, context: FormContext): readonly string[] {
  return columnsOf(values, context).map(({ name }) => name);
}

/** The columns that are chosen and there. */
export function indicesOf(values: FormValues, context: FormContext): readonly string[] {
  if (backendOf(values) === 'csv') return [];
  const names = namesOfColumns(values, context);
  return checksOf(values, 'indices').filter((name) => names.includes(name));
}

export function indexProblem(values: FormValues, context: FormContext): string | undefined {
  const indices = indicesOf(values, context);
  const columns = columnsOf(values, context);
  if (columns.length === 0) return undefined;
  if (indices.length > 0 && indices.length === columns.length) return 'One column at least must be none.';
  switch (backendOf(values)) {
    case 'nosql':
      return indices.length > 2 ? 'At most two: the key and a sorting key.' : gapProblem(indices, values);
    case 'tsdb': {
      const times = columns.filter(({ name, dtype }) => dtype === 'time' && indices.includes(name));
      return times.length === 0
        ? 'Choose the column of the sample time; its type is time.'
        : gapProblem(indices, values);
    }
    default:
      return undefined;
  }
}

/** Rows without a key, or without a time, cannot be stored. */
function gapProblem(indices: readonly string[], values: FormValues): string | undefined {
  if (rowsFrom(values) !== 'hand') return undefined;
  const { columns, cells } = rowsOf(values, 'rows');
  for (const name of indices) {
    const at = columns.findIndex((column) => column.name.trim() === name);
    const row = filledRows({ columns, cells }).findIndex((texts) =>
      ['', '""'].includes((texts[at] ?? '').trim()),
    );
    if (row >= 0) return `Row ${row + 1} has no ${name}.`;
  }
  return undefined;
}

const nameRules: Partial<Record<Backend, readonly [pattern: RegExp, message: string]>> = {
  nosql: [/^[a-zA-Z_][a-zA-Z0-9_]{0,127}$/, 'Letters, digits and underscores, no digit first.'],
  tsdb: [/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, 'Letters, digits, underscores and colons, no digit first.'],
};

export function headProblems({ columns }: TypedRows, backend: Backend | undefined): readonly CellProblem[] {
  const [pattern, rule] = (backend && nameRules[backend]) ?? [];
  const names = columns.map(({ name }) => name.trim());
  return names.flatMap((name, column): CellProblem[] => {
    const message =
      name === ''
        ? 'Name this column.'
        : names.indexOf(name) < column
          ? `There are two columns named ${name}.`
          : pattern?.test(name) === false
            ? rule
            : undefined;
    return message === undefined ? [] : [{ row: -1, column, message }];
  });
}
