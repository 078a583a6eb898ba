import type { Backend } from '../../frames/collection';
import type { Call } from '../calls/call';
import { backendOf, textOf, type Field } from './field';
import { pathProblem } from './validators';

const backendDetails: Readonly<Record<Backend, string>> = {
  nosql: 'a table of items, each under its key',
  tsdb: 'a time-series table',
  stream: 'a stream of records',
  csv: 'a CSV file of the service',
};

const group = 'Where';

/** Whether SQL names the table, so that there is no path to give. */
function isSql(values: Parameters<NonNullable<Field['isShown']>>[0]): boolean {
  return backendOf(values) === 'tsdb' && textOf(values, 'by') === 'sql';
}

export interface PlaceOptions {
  /** Undefined where no collection is named. */
  readonly backends: readonly Backend[] | undefined;
  readonly method: Call['method'];
  /** Whether it changes a collection. */
  readonly changes: boolean;
}

/** Over which connection, and what of it. */
export function placeFields({ backends, method, changes }: PlaceOptions): readonly Field[] {
  const connection: Field = {
    name: 'connection',
    label: 'Connection',
    help: '',
    kind: 'choice',
    group,
    isRequired: true,
    choices: (_, { connections }) =>
      connections.map(({ id, name, address, readOnly }) => ({
        value: id,
        label: name,
        detail: readOnly === true ? `${address}, read-only` : address,
      })),
    problem: (id, _, { connections }) => {
      const chosen = connections.find((known) => known.id === id);
      return changes && chosen?.readOnly === true
        ? `${chosen.name} is read-only: nothing is changed over it. Edit the connection, or choose another.`
        : undefined;
    },
  };
  if (backends === undefined) return [connection];
  return [
    connection,
    {
      name: 'backend',
      label: 'Backend',
      help: '',
      kind: 'choice',
      group,
      isRequired: true,
      choices: backends.map((backend) => ({
        value: backend,
        label: backend,
        detail: backendDetails[backend],
      })),
      initial: backends[0] ?? '',
    },
    {
      name: 'table',
      label: 'Path',
      help: placeHelp(method),
      kind: 'code',
      group,
      placeholder: 'bigdata/examples/weather',
      hasProposals: true,
      isRequired: true,
      isShown: (values) => method !== 'read' || !isSql(values),
      problem: (text, values) => pathProblem(text, backendOf(values)),
    },
  ];
}

function placeHelp(method: Call['method']): string {
  const names =
    'Container and path, such as bigdata/weather; for csv the path in the csv folder of the service.';
  return method === 'create' || method === 'write' ? `${names} Folders on the way are made.` : names;
}
