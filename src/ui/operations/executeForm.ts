import type { Execution } from '../../frames/operations';
import type { FormNote, FormValues } from '../../protocol/form';
import { backendOf, optionalText, tableOf, textOf } from './field';
import type { OperationForm } from './operationForm';
import { filterProblem, jsonObjectProblem, updateProblem } from './validators';

const group = 'What';
const isUpdate = (values: FormValues): boolean => textOf(values, 'command') === 'update';

/** The commands of nosql (infer, update) and stream (put). */
export const executeForm: OperationForm = {
  method: 'execute',
  title: 'Execute',
  intro: 'Runs a command of a backend: infer or update an item of a NoSQL table, put a record into a stream.',
  backends: ['nosql', 'stream'],
  changes: true,
  fields: [
    {
      name: 'command',
      label: 'Command',
      help: '',
      kind: 'choice',
      group,
      backends: ['nosql'],
      initial: 'infer',
      isRequired: true,
      choices: [
        { value: 'infer', label: 'infer', detail: 'makes the schema anew from the items' },
        { value: 'update', label: 'update', detail: 'changes one item by an expression' },
      ],
    },
    {
      name: 'inferKey',
      label: 'Key column',
      help: 'The column that holds the name of each item; found by itself unless given.',
      kind: 'code',
      group,
      backends: ['nosql'],
      isShown: (values) => !isUpdate(values),
    },
    {
      name: 'key',
      label: 'Item',
      help: 'Its key; with a sorting key behind a dot. It is made if there is none.',
      kind: 'code',
      group,
      backends: ['nosql'],
      isShown: isUpdate,
      isRequired: true,
    },
    {
      name: 'expression',
      label: 'Expression',
      help: "Actions with semicolons between them, such as visits = visits + 1; city = 'Berlin'; REMOVE note.",
      kind: 'code',
      group,
      backends: ['nosql'],
      isShown: isUpdate,
      isRequired: true,
      problem: (text) => updateProblem(text),
    },
    {
      name: 'condition',
      label: 'Condition',
      help: 'Updates the item only where it holds; otherwise that is an error.',
      kind: 'code',
      group,
      backends: ['nosql'],
      isShown: isUpdate,
      problem: filterProblem,
    },
    {
      name: 'data',
      label: 'Data',
      help: 'The record: a JSON object, whose members become columns when it is read.',
      kind: 'area',
      group,
      backends: ['stream'],
      placeholder: '{"cpu": 0.5, "host": "a"}',
      isRequired: true,
    },
    {
      name: 'clientInfo',
      label: 'Client info',
      help: 'A text of your own that is kept with the record.',
      kind: 'code',
      group,
      backends: ['stream'],
    },
    {
      name: 'partitionKey',
      label: 'Partition key',
      help: 'Records of one key go to one shard; to any shard unless given.',
      kind: 'code',
      group,
      backends: ['stream'],
    },
  ],
  runLabel: () => 'Execute',
  toCall: (values) => {
    const execution = executionOf(values);
    return execution === undefined ? undefined : { method: 'execute', execution };
  },
  notes: (values): readonly FormNote[] => {
    const data = textOf(values, 'data');
    const problem = data === '' || backendOf(values) !== 'stream' ? undefined : jsonObjectProblem(data);
    return problem === undefined ? [] : [{ tone: 'warning', text: problem }];
  },
};

function executionOf(values: FormValues): Execution | undefined {
  const table = tableOf(values);
  switch (backendOf(values)) {
    case 'nosql': {
      const names = isUpdate(values)
        ? { key: 'key', expression: 'expression', condition: 'condition' }
        : { key: 'inferKey' };
      return { backend: 'nosql', table, command: textOf(values, 'command'), args: argsOf(values, names) };
    }
    case 'stream': {
      const names = { data: 'data', client_info: 'clientInfo', partition_key: 'partitionKey' };
      return { backend: 'stream', table, command: 'put', args: argsOf(values, names) };
    }
    default:
      return undefined;
  }
}

/** The arguments that are given, each by the name of its field. */
function argsOf(values: FormValues, names: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([argument, field]) => {
      const text = optionalText(values, field);
      return text === undefined ? [] : [[argument, text]];
    }),
  );
}
