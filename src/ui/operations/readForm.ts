import type { FormValues } from '../../protocol/form';
import {
  countProblem,
  durationProblem,
  sequenceProblem,
  shardIdProblem,
  timeProblem,
  timeRangeProblem,
} from '../../frames/problems';
import { backendOf, textOf, type Field } from './field';
import type { OperationForm } from './operationForm';
import { isSql, queryOf } from './readQuery';
import { aggregatorNamesProblem, filterProblem, namesProblem, sqlProblem } from './validators';

const group = 'What';
const range = 'Time';

const ofTable = (values: FormValues): boolean => !isSql(values);
const needsShardingKeys = (values: FormValues): string | undefined =>
  textOf(values, 'shardingKeys') === '' ? 'Only with sharding keys.' : undefined;

const tsdbFields: readonly Field[] = [
  {
    name: 'by',
    label: 'Query by',
    help: '',
    kind: 'choice',
    group,
    backends: ['tsdb'],
    initial: 'table',
    choices: [
      { value: 'table', label: 'Table and filters' },
      { value: 'sql', label: 'SQL', detail: 'its FROM names the table' },
    ],
  },
  {
    name: 'sql',
    label: 'SQL',
    help: "FROM names container and path, quoted: select avg(cpu) from 'bigdata/metrics' where os = 'linux'.",
    kind: 'area',
    group,
    backends: ['tsdb'],
    isShown: isSql,
    isRequired: true,
    problem: sqlProblem,
  },
  {
    name: 'metrics',
    label: 'Metrics',
    help: 'With commas between them; all unless given.',
    kind: 'code',
    group,
    backends: ['tsdb'],
    isShown: ofTable,
    placeholder: 'cpu, disk',
    problem: namesProblem,
  },
];

/** After the filter, which tsdb shares with nosql. */
const tsdbMore: readonly Field[] = [
  {
    name: 'groupBy',
    label: 'Group by',
    help: 'Labels with commas between them: their series are aggregated together.',
    kind: 'code',
    group,
    backends: ['tsdb'],
    isShown: ofTable,
    placeholder: 'os, node',
    problem: namesProblem,
    disabledWhy: (values) => (textOf(values, 'aggregators') === '' ? 'Only with aggregators.' : undefined),
  },
  {
    name: 'aggregators',
    label: 'Aggregators',
    help: 'avg, count, last, max, min, rate, stddev, stdvar or sum, with commas between them; with _all behind the name across all series.',
    kind: 'code',
    group,
    backends: ['tsdb'],
    isShown: ofTable,
    placeholder: 'avg, max',
    problem: aggregatorNamesProblem,
  },
  {
    name: 'start',
    label: 'Start',
    help: 'An RFC 3339 time, milliseconds since 1970, now-1h, or 0 for the beginning. One hour before the end unless given.',
    kind: 'code',
    group: range,
    backends: ['tsdb'],
    placeholder: 'now-1h',
    problem: timeProblem,
  },
  {
    name: 'end',
    label: 'End',
    help: 'Now unless given.',
    kind: 'code',
    group: range,
    backends: ['tsdb'],
    placeholder: 'now',
    problem: (end, values) => timeRangeProblem({ start: textOf(values, 'start'), end }),
  },
  {
    name: 'step',
    label: 'Step',
    help: 'The time between two rows of the result; the whole range unless given.',
    kind: 'code',
    group: range,
    backends: ['tsdb'],
    placeholder: '5m',
    problem: durationProblem,
  },
  {
    name: 'aggregationWindow',
    label: 'Aggregation window',
    help: 'How far back each aggregate looks; one step unless given.',
    kind: 'code',
    group: range,
    backends: ['tsdb'],
    placeholder: '1h',
    problem: durationProblem,
    disabledWhy: (values) =>
      isSql(values) || textOf(values, 'aggregators') !== '' ? undefined : 'Only with aggregators.',
  },
  {
    name: 'multiIndex',
    label: 'Labels as index columns',
    help: 'Beside the time.',
    kind: 'flag',
    group,
    backends: ['tsdb'],
  },
];

const nosqlFields: readonly Field[] = [
  {
    name: 'columns',
    label: 'Columns',
    help: 'With commas between them; all of the schema unless given.',
    kind: 'code',
    group,
    backends: ['nosql'],
    placeholder: 'name, age',
    problem: namesProblem,
  },
];

const filterField: Field = {
  name: 'filter',
  label: 'Filter',
  help: "A condition, such as age > 30 AND city == 'Berlin'.",
  kind: 'code',
  group,
  backends: ['nosql', 'tsdb'],
  isShown: (values) => backendOf(values) === 'nosql' || ofTable(values),
  placeholder: "age > 30 AND city == 'Berlin'",
  problem: filterProblem,
};

const nosqlMore: readonly Field[] = [
  {
    name: 'shardingKeys',
    label: 'Sharding keys',
    help: 'Reads only items of these, with commas between them; for tables with a sorting key.',
    kind: 'code',
    group: 'Range scan',
    backends: ['nosql'],
    problem: namesProblem,
  },
  {
    name: 'sortKeyRangeStart',
    label: 'Sorting key from',
    help: 'Inclusive.',
    kind: 'code',
    group: 'Range scan',
    backends: ['nosql'],
    disabledWhy: needsShardingKeys,
  },
  {
    name: 'sortKeyRangeEnd',
    label: 'Sorting key to',
    help: 'Exclusive.',
    kind: 'code',
    group: 'Range scan',
    backends: ['nosql'],
    disabledWhy: needsShardingKeys,
  },
  {
    name: 'resetIndex',
    label: 'Keys as ordinary columns',
    help: 'The result then has no index.',
    kind: 'flag',
    group,
    backends: ['nosql'],
  },
];

const streamFields: readonly Field[] = [
  {
    name: 'shardId',
    label: 'Shard',
    help: 'From 0 to one less than the number of shards.',
    kind: 'code',
    group,
    backends: ['stream'],
    initial: '0',
    isRequired: true,
    problem: shardIdProblem,
  },
  {
    name: 'seek',
    label: 'Seek',
    help: '',
    kind: 'choice',
    group,
    backends: ['stream'],
    initial: 'earliest',
    isRequired: true,
    choices: [
      { value: 'earliest', label: 'earliest', detail: 'the first record that is kept' },
      { value: 'latest', label: 'latest', detail: 'only records that come later' },
      { value: 'time', label: 'time', detail: 'records that came at a time or later' },
      { value: 'sequence', label: 'sequence', detail: 'from a record by its number' },
    ],
  },
  {
    name: 'seekStart',
    label: 'From time',
    help: 'An RFC 3339 time, milliseconds since 1970, or now-1h.',
    kind: 'code',
    group,
    backends: ['stream'],
    isShown: (values) => textOf(values, 'seek') === 'time',
    isRequired: true,
    placeholder: 'now-1h',
    problem: timeProblem,
  },
  {
    name: 'sequence',
    label: 'Sequence number',
    help: 'Of the first record to read; each shard counts its own, from 1.',
    kind: 'code',
    group,
    backends: ['stream'],
    isShown: (values) => textOf(values, 'seek') === 'sequence',
    isRequired: true,
    placeholder: '1',
    problem: sequenceProblem,
  },
];

const csvFields: readonly Field[] = [
  {
    name: 'limit',
    label: 'Limit',
    help: 'Rows at most; all unless given.',
    kind: 'code',
    group,
    backends: ['csv'],
    problem: (text) => countProblem(text),
  },
];

const sizeField: Field = {
  name: 'messageLimit',
  label: 'Rows in a message',
  help: 'max_rows_in_msg: at most so many rows come at a time; 4096 unless given.',
  kind: 'code',
  group: 'Transfer',
  placeholder: '4096',
  problem: (text) => countProblem(text),
};

/** Each backend's parameters, and nothing that it would ignore. */
export const readForm: OperationForm = {
  method: 'read',
  title: 'Read',
  intro: 'Shows rows of a collection in a grid.',
  backends: ['nosql', 'tsdb', 'stream', 'csv'],
  changes: false,
  fields: [
    ...tsdbFields,
    ...nosqlFields,
    filterField,
    ...tsdbMore,
    ...nosqlMore,
    ...streamFields,
    ...csvFields,
    sizeField,
  ],
  runLabel: () => 'Read',
  toCall: (values) => {
    const query = queryOf(values);
    return query === undefined ? undefined : { method: 'read', query };
  },
};
