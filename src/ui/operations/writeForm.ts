import type { Scalar } from '../../data/dtype';
import type { Backend } from '../../frames/collection';
import { countProblem } from '../../frames/problems';
import { saveModes, type WriteTarget } from '../../frames/writing';
import type { FormNote, FormValues } from '../../protocol/form';
import type { Call, WrittenRows } from '../calls/call';
import { saveModesForExisting } from '../importer/saveModes';
import {
  backendOf,
  namesOf,
  optionalText,
  rowsOf,
  tableOf,
  textOf,
  wholeOf,
  type Field,
  type FormContext,
} from './field';
import { namesIn } from './names';
import type { OperationForm } from './operationForm';
import { filledRows, typedCellProblems, typedFrame } from './typedRows';
import { conditionProblem, labelParts, labelsProblem, namesProblem, updateProblem } from './validators';
import { columnsOf, headProblems, indexProblem, indicesOf, namesOfColumns, rowsFrom } from './writtenColumns';

const rowsGroup = 'Rows';
const group = 'How';

const fieldsOfRows: readonly Field[] = [
  {
    name: 'from',
    label: 'Rows from',
    help: '',
    kind: 'choice',
    group: rowsGroup,
    initial: 'hand',
    choices: [
      { value: 'hand', label: 'Typed by hand' },
      { value: 'text', label: 'CSV text' },
      { value: 'file', label: 'CSV file' },
    ],
  },
  {
    name: 'rows',
    label: 'Rows',
    help: 'An empty cell is null, and "" the empty text. Cells of a spreadsheet can be pasted.',
    kind: 'rows',
    group: rowsGroup,
    initial: {
      columns: [
        { name: 'key', dtype: 'string' },
        { name: 'value', dtype: 'float' },
      ],
      cells: [['', '']],
    },
    isShown: (values) => rowsFrom(values) === 'hand',
    cellProblems: (rows, values) => [...headProblems(rows, backendOf(values)), ...typedCellProblems(rows)],
    problem: (_, values) =>
      filledRows(rowsOf(values, 'rows')).length === 0 ? 'Fill in at least one row.' : undefined,
  },
  {
    name: 'csvText',
    label: 'CSV text',
    help: 'The first line names the columns. Types are found from all cells of a column.',
    kind: 'area',
    group: rowsGroup,
    placeholder: 'key,value\na,0.5',
    isShown: (values) => rowsFrom(values) === 'text',
    isRequired: true,
    problem: (_, __, { csv }) => (csv?.state === 'failed' ? csv.problem : undefined),
  },
  {
    name: 'csvFile',
    label: 'CSV file',
    help: '',
    kind: 'file',
    group: rowsGroup,
    isShown: (values) => rowsFrom(values) === 'file',
    isRequired: true,
    problem: (_, __, { csv }) => (csv?.state === 'failed' ? csv.problem : undefined),
  },
  {
    name: 'indices',
    label: 'Index columns',
    help: 'In the order in which you choose them. nosql: the key, then a sorting key; without one rows are numbered. tsdb: the time, and labels that differ by row.',
    kind: 'checks',
    group: rowsGroup,
    backends: ['nosql', 'tsdb', 'stream'],
    choices: (values, context) =>
      columnsOf(values, context).map(({ name, dtype }) => ({ value: name, label: name, detail: dtype })),
    problem: (_, values, context) => indexProblem(values, context),
  },
];

/** Writes rows to a table or a stream. */
export const writeForm: OperationForm = {
  method: 'write',
  title: 'Write',
  intro: 'Writes rows typed by hand, or those of a CSV text or file.',
  backends: ['nosql', 'tsdb', 'stream', 'csv'],
  changes: true,
  fields: [
    ...fieldsOfRows,
    {
      name: 'labels',
      label: 'Labels',
      help: 'name=value of all rows, with commas between them.',
      kind: 'code',
      group,
      backends: ['tsdb'],
      placeholder: 'os=linux, node=1',
      problem: labelsProblem,
    },
    {
      name: 'saveMode',
      label: 'Save mode',
      help: 'What happens to items that are there already.',
      kind: 'choice',
      group,
      backends: ['nosql'],
      initial: 'createNewItemsOnly',
      choices: saveModes.map((mode) => ({
        value: mode,
        label: mode,
        detail: saveModesForExisting.find((choice) => choice.mode === mode)?.label ?? 'Only a new table',
      })),
    },
    {
      name: 'condition',
      label: 'Condition',
      help: 'Writes a row only where it holds for the stored item; {column} stands for the value of the row.',
      kind: 'code',
      group,
      backends: ['nosql'],
      placeholder: 'age < {age}',
      problem: (text, values, context) => conditionProblem(text, namesOfColumns(values, context)),
    },
    {
      name: 'expression',
      label: 'Expression',
      help: 'Runs on the item of each row in place of storing the row; {column} stands for the value of the row.',
      kind: 'code',
      group,
      backends: ['nosql'],
      placeholder: 'visits = visits + {visits}',
      problem: (text, values, context) => updateProblem(text, namesOfColumns(values, context)),
    },
    {
      name: 'partitionKeys',
      label: 'Partition keys',
      help: 'Columns, with commas between them, whose values split the table into folders.',
      kind: 'code',
      group,
      backends: ['nosql'],
      problem: (text, values, context) => partitionKeysProblem(text, namesOfColumns(values, context)),
    },
    {
      name: 'maxRowsInMessage',
      label: 'Rows in a message',
      help: 'max_rows_in_msg: at most so many rows are sent at a time; 4096 unless given.',
      kind: 'code',
      group,
      placeholder: '4096',
      problem: (text) => countProblem(text),
    },
  ],
  runLabel: () => 'Write',
  toCall,
  notes: (values, { csv }): readonly FormNote[] => {
    const notes: FormNote[] = [];
    if (rowsFrom(values) !== 'hand' && csv?.state === 'read') {
      notes.push({
        tone: 'info',
        text: `${csv.rows.toLocaleString('en-US')} rows: ${columnList(csv.columns)}.`,
      });
      for (const { name, whyText } of csv.columns) {
        if (whyText !== undefined) notes.push({ tone: 'info', text: `${name} is ${whyText}.` });
      }
    }
    if (rowsFrom(values) !== 'hand' && csv?.state === 'reading')
      notes.push({ tone: 'info', text: 'Reading the CSV…' });
    const saveMode = textOf(values, 'saveMode');
    if (backendOf(values) === 'nosql' && saveMode === 'overwriteTable') {
      notes.push({ tone: 'warning', text: 'All that is in the table now is deleted first.' });
    }
    if (backendOf(values) === 'csv') {
      notes.push({ tone: 'warning', text: 'A csv table is replaced as a whole.' });
    }
    return notes;
  },
};

function columnList(columns: readonly { readonly name: string; readonly dtype: string }[]): string {
  const most = 12;
  const named = columns.slice(0, most).map(({ name, dtype }) => `${name} (${dtype})`);
  return columns.length > most ? `${named.join(', ')} and ${columns.length - most} more` : named.join(', ');
}

function partitionKeysProblem(text: string, columns: readonly string[]): string | undefined {
  const problem = namesProblem(text);
  if (problem !== undefined) return problem;
  const unknown = namesIn(text).find((name) => columns.length > 0 && !columns.includes(name));
  return unknown === undefined ? undefined : `There is no column ${unknown}.`;
}

function toCall(values: FormValues, context: FormContext): Call | undefined {
  const backend = backendOf(values);
  if (backend === undefined) return undefined;
  return { method: 'write', target: targetOf(values, backend), rows: writtenRows(values, context) };
}

function targetOf(values: FormValues, backend: Backend): WriteTarget {
  const table = tableOf(values);
  if (backend !== 'nosql') return { backend, table };
  return {
    backend,
    table,
    saveMode: saveModes.find((mode) => mode === textOf(values, 'saveMode')),
    condition: optionalText(values, 'condition'),
    expression: optionalText(values, 'expression'),
    partitionKeys: namesOf(values, 'partitionKeys'),
  };
}

function writtenRows(values: FormValues, context: FormContext): WrittenRows | undefined {
  const maxRowsInMessage = wholeOf(values, 'maxRowsInMessage');
  const indices = indicesOf(values, context);
  const labels = labelsOf(values);
  if (rowsFrom(values) === 'hand') {
    const frame = typedFrame(rowsOf(values, 'rows'), { indices, labels });
    return frame === undefined ? undefined : { frame, maxRowsInMessage };
  }
  const { csv } = context;
  if (csv?.state !== 'read') return undefined;
  const file = textOf(values, 'csvFile');
  const csvFile =
    rowsFrom(values) === 'text' ? 'rows.csv' : decodeURIComponent(file.slice(file.lastIndexOf('/') + 1));
  const timeColumns = csv.columns.filter(({ dtype }) => dtype === 'time').map(({ name }) => name);
  return { csvFile, delimiter: csv.delimiter, indices, timeColumns, labels, maxRowsInMessage };
}

function labelsOf(values: FormValues): ReadonlyMap<string, Scalar> | undefined {
  const labels = namesIn(textOf(values, 'labels')).map(labelParts);
  if (labels.length === 0) return undefined;
  return new Map(labels.map(([name, value = '']) => [name, { dtype: 'string', value }]));
}
