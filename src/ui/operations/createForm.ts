import { granularityProblem, rateProblem } from '../../frames/problems';
import type { Call } from '../calls/call';
import { backendOf, checksOf, flagOf, namesOf, optionalText, tableOf, textOf, wholeOf } from './field';
import type { OperationForm } from './operationForm';
import { aggregateNames, namesProblem, wholeNumberProblem } from './validators';

const group = 'What';

/** Makes an empty time-series table, stream or csv file. */
export const createForm: OperationForm = {
  method: 'create',
  title: 'Create',
  intro: 'Makes an empty time-series table, stream or csv file.',
  backends: ['tsdb', 'stream', 'csv', 'nosql'],
  changes: true,
  fields: [
    {
      name: 'rate',
      label: 'Rate',
      help: 'How many samples each metric gets at most: per second (s), minute (m) or hour (h). It decides how long a partition is.',
      kind: 'code',
      group,
      backends: ['tsdb'],
      placeholder: '1/m',
      isRequired: true,
      problem: rateProblem,
    },
    {
      name: 'aggregates',
      label: 'Aggregates',
      help: 'Kept while samples come in, so that queries need not compute them.',
      kind: 'checks',
      group,
      backends: ['tsdb'],
      choices: aggregateNames.map((name) => ({ value: name, label: name })),
    },
    {
      name: 'aggregationGranularity',
      label: 'Aggregation granularity',
      help: 'The time that one value of an aggregate stands for; 1h unless given.',
      kind: 'code',
      group,
      backends: ['tsdb'],
      placeholder: '1h',
      problem: granularityProblem,
      disabledWhy: (values) =>
        checksOf(values, 'aggregates').length === 0 ? 'Only with aggregates.' : undefined,
    },
    {
      name: 'shards',
      label: 'Shards',
      help: 'From 1 to 4096. It cannot be lowered later.',
      kind: 'code',
      group,
      backends: ['stream'],
      placeholder: '1',
      problem: wholeNumberProblem({ min: 1n, max: 4096n }),
    },
    {
      name: 'retentionHours',
      label: 'Retention (hours)',
      help: 'How long records are kept: at most a year, 8760 hours; 24 unless given.',
      kind: 'code',
      group,
      backends: ['stream'],
      placeholder: '24',
      problem: wholeNumberProblem({ min: 1n, max: 8760n }),
    },
    {
      name: 'columns',
      label: 'Columns',
      help: 'Names for the header line, with commas between them. Empty: the file is empty too.',
      kind: 'code',
      group,
      backends: ['csv'],
      placeholder: 'name, age, city',
      problem: namesProblem,
    },
    {
      name: 'ignoreExisting',
      label: 'Do nothing if it exists already',
      help: 'Otherwise that is an error.',
      kind: 'flag',
      group,
      backends: ['tsdb', 'stream', 'csv'],
    },
  ],
  runLabel: () => 'Create',
  refusal: (values) =>
    backendOf(values) === 'nosql'
      ? 'A NoSQL table is not created: it begins with the first write. Use Frames: Write….'
      : undefined,
  toCall,
};

function toCall(values: Parameters<OperationForm['toCall']>[0]): Call | undefined {
  const table = tableOf(values);
  const ifExists = flagOf(values, 'ignoreExisting') ? 'ignore' : undefined;
  switch (backendOf(values)) {
    case 'tsdb': {
      const aggregates = checksOf(values, 'aggregates');
      const creation = {
        backend: 'tsdb',
        table,
        rate: textOf(values, 'rate'),
        aggregates: aggregates.length === 0 ? undefined : aggregates,
        aggregationGranularity: optionalText(values, 'aggregationGranularity'),
        ifExists,
      } as const;
      return { method: 'create', creation };
    }
    case 'stream': {
      const shards = wholeOf(values, 'shards');
      const retentionHours = wholeOf(values, 'retentionHours');
      return { method: 'create', creation: { backend: 'stream', table, shards, retentionHours, ifExists } };
    }
    case 'csv':
      return {
        method: 'create',
        creation: { backend: 'csv', table, columns: namesOf(values, 'columns'), ifExists },
      };
    case 'nosql':
    case undefined:
      return undefined;
  }
}
