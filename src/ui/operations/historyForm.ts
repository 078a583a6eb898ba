import { backends, type Backend } from '../../frames/collection';
import type { HistoryFilter } from '../../frames/operations';
import {
  countProblem,
  historyActions as actions,
  timeProblem,
  timeRangeProblem,
} from '../../frames/problems';
import type { FormValues } from '../../protocol/form';
import { optionalText, textOf, wholeOf, type Field } from './field';
import type { OperationForm } from './operationForm';

const group = 'Filters';
const any = { value: '', label: 'any' };
const duration = (text: string): string | undefined => countProblem(text, 0);

const exact = (name: string, label: string, help: string): Field => ({
  name,
  label,
  help,
  kind: 'code',
  group,
});

/** Lists what was run on the service. */
export const historyForm: OperationForm = {
  method: 'history',
  title: 'History',
  intro: 'Lists what was run on the service, in a grid. Every filter that is given must hold.',
  backends: undefined,
  changes: false,
  fields: [
    {
      name: 'historyBackend',
      label: 'Backend',
      help: '',
      kind: 'choice',
      group,
      choices: [any, ...backends.map((backend) => ({ value: backend, label: backend }))],
    },
    {
      name: 'action',
      label: 'Action',
      help: '',
      kind: 'choice',
      group,
      choices: [any, ...actions.map((action) => ({ value: action, label: action }))],
    },
    exact('historyTable', 'Table', 'Exactly as it was given in the call.'),
    exact('container', 'Container', 'Exactly.'),
    exact('user', 'User', 'Exactly.'),
    {
      name: 'minStartTime',
      label: 'Started after',
      help: 'An RFC 3339 time, milliseconds since 1970, or now-1h; from the beginning unless given.',
      kind: 'code',
      group,
      placeholder: 'now-1d',
      problem: timeProblem,
    },
    {
      name: 'maxStartTime',
      label: 'Started before',
      help: 'Now unless given.',
      kind: 'code',
      group,
      placeholder: 'now',
      problem: (end, values) => timeRangeProblem({ start: textOf(values, 'minStartTime'), end }),
    },
    {
      name: 'minDuration',
      label: 'Took at least (ms)',
      help: 'Whole milliseconds.',
      kind: 'code',
      group,
      problem: duration,
    },
    {
      name: 'maxDuration',
      label: 'Took at most (ms)',
      help: 'Whole milliseconds; 0 for any.',
      kind: 'code',
      group,
      problem: (text, values) => {
        const problem = duration(text);
        if (problem !== undefined) return problem;
        const min = wholeOf(values, 'minDuration') ?? 0;
        const max = wholeOf(values, 'maxDuration') ?? 0;
        return max > 0 && max < min ? 'Less than the least duration: nothing would be found.' : undefined;
      },
    },
  ],
  runLabel: () => 'Show History',
  toCall: (values) => ({ method: 'history', filter: filterOf(values) }),
};

function filterOf(values: FormValues): HistoryFilter {
  return {
    backend: memberOf<Backend>(backends, textOf(values, 'historyBackend')),
    action: memberOf(actions, textOf(values, 'action')),
    table: optionalText(values, 'historyTable'),
    container: optionalText(values, 'container'),
    user: optionalText(values, 'user'),
    minStartTime: optionalText(values, 'minStartTime'),
    maxStartTime: optionalText(values, 'maxStartTime'),
    minDuration: wholeOf(values, 'minDuration'),
    maxDuration: wholeOf(values, 'maxDuration'),
  };
}

function memberOf<T extends string>(all: readonly T[], text: string): T | undefined {
  return all.find((member) => member === text);
}
