import type { Deletion } from '../../frames/operations';
import { timeProblem, timeRangeProblem } from '../../frames/problems';
import type { FormNote, FormValues } from '../../protocol/form';
import { backendOf, flagOf, namesOf, optionalText, tableOf, textOf } from './field';
import type { OperationForm } from './operationForm';
import { filterProblem, namesProblem } from './validators';

const group = 'What';

/** The earliest time, and the present: what an end of a range that is not given is sent as. */
const beginning = '0';
const present = 'now';

/** Deletes a collection, or a part of it, after showing what would go. */
export const deleteForm: OperationForm = {
  method: 'delete',
  title: 'Delete',
  intro: 'Deletes a collection, or a part of it. What would go is shown first.',
  backends: ['nosql', 'tsdb', 'stream', 'csv'],
  changes: true,
  fields: [
    {
      name: 'filter',
      label: 'Filter',
      help: 'Deletes only what it holds for. Empty: everything, the schema too.',
      kind: 'code',
      group,
      backends: ['nosql', 'tsdb'],
      placeholder: "city == 'Berlin'",
      problem: filterProblem,
    },
    {
      name: 'start',
      label: 'Start',
      help: 'Samples at this time and later; from the beginning unless given.',
      kind: 'code',
      group,
      backends: ['tsdb'],
      placeholder: beginning,
      problem: timeProblem,
    },
    {
      name: 'end',
      label: 'End',
      help: 'Samples at this time and earlier; until now unless given.',
      kind: 'code',
      group,
      backends: ['tsdb'],
      placeholder: present,
      problem: (end, values) => timeRangeProblem({ start: textOf(values, 'start'), end }),
    },
    {
      name: 'metrics',
      label: 'Metrics',
      help: 'Deletes only these, with commas between them; all unless given.',
      kind: 'code',
      group,
      backends: ['tsdb'],
      placeholder: 'cpu, disk',
      problem: namesProblem,
    },
    {
      name: 'ignoreMissing',
      label: 'Do nothing if it does not exist',
      help: 'Otherwise that is an error.',
      kind: 'flag',
      group,
    },
  ],
  runLabel: () => 'Preview and Delete…',
  toCall: (values) => {
    const deletion = deletionOf(values);
    return deletion === undefined ? undefined : { method: 'delete', deletion };
  },
  notes,
};

function deletionOf(values: FormValues): Deletion | undefined {
  const backend = backendOf(values);
  const table = tableOf(values);
  const ifMissing = flagOf(values, 'ignoreMissing') ? 'ignore' : undefined;
  const filter = optionalText(values, 'filter');
  switch (backend) {
    case undefined:
      return undefined;
    case 'csv':
    case 'stream':
      return { backend, table, ifMissing };
    case 'nosql':
      return { backend, table, filter, ifMissing };
    case 'tsdb': {
      const metrics = namesOf(values, 'metrics');
      return { backend, table, filter, metrics, ...boundsOf(values), ifMissing };
    }
  }
}

/**
 * None for the whole table. Of a part both are sent, as services differ in what they take for one that is missing
 * (spec/tsdb.md §14).
 */
function boundsOf(values: FormValues): { readonly start?: string; readonly end?: string } {
  const start = textOf(values, 'start');
  const end = textOf(values, 'end');
  const isPart = [start, end, textOf(values, 'filter'), textOf(values, 'metrics')].some(
    (text) => text !== '',
  );
  return isPart ? { start: start || beginning, end: end || present } : {};
}

function notes(values: FormValues): readonly FormNote[] {
  const deletion = deletionOf(values);
  if (deletion === undefined || deletion.table === '') return [];
  const { backend, table } = deletion;
  if (backend === 'tsdb' && deletion.start !== undefined) {
    const { start, end = present, filter, metrics } = deletion;
    const what = metrics === undefined ? 'all metrics' : metrics.join(', ');
    const matching = filter === undefined ? '' : `, where ${filter}`;
    return [
      { tone: 'info', text: `Samples of ${what} from ${start} to ${end}${matching}. Both ends are sent.` },
    ];
  }
  if (backend === 'nosql' && deletion.filter !== undefined) return [];
  return [{ tone: 'warning', text: `All of ${table} would be deleted.` }];
}
