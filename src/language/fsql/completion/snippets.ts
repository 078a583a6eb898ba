import { completion, type Completion } from './completion';

/** A whole query, or a part of one that stands above it. */
interface Snippet {
  readonly label: string;
  /** What it is found by. */
  readonly words: readonly string[];
  readonly description: string;
  readonly lines: readonly string[];
}

const start = '-- @start ${1|now-1d,now-1h,now-7d,0|}';
const step = '-- @step ${2|5m,1m,1h,1d|}';

const snippets: readonly Snippet[] = [
  {
    label: 'Time series',
    words: ['series', 'tsdb'],
    description: 'Functions of a time series, step by step',
    lines: [start, step, 'SELECT ${4:avg}(${5:metric})', "FROM '${3:path}';", '$0'],
  },
  {
    label: 'Across series',
    words: ['across', 'all'],
    description: 'One line out of all series',
    lines: [
      start,
      step,
      "SELECT ${4:sum}_all(${6:prev_val}(${5:metric}, '${7:10m}'))",
      "FROM '${3:path}';",
      '$0',
    ],
  },
  {
    label: 'Grouped time series',
    words: ['group', 'series'],
    description: 'One line for each value of a label',
    lines: [start, step, 'SELECT ${4:avg}(${5:metric})', "FROM '${3:path}'", 'GROUP BY ${6:label};', '$0'],
  },
  {
    label: 'nosql table',
    words: ['nosql', 'items'],
    description: 'Items of a table that match a condition',
    lines: [
      'SELECT ${2:*}',
      "FROM nosql.'${1:path}'",
      'WHERE ${3:attribute} ${4|=,!=,>,<|} ${5:value};',
      '$0',
    ],
  },
  {
    label: 'Stream',
    words: ['stream', 'records'],
    description: 'Records of a stream',
    lines: [
      '-- @seek ${1|earliest,latest|}',
      '-- @shard ${2:all}',
      'SELECT *',
      "FROM stream.'${3:path}';",
      '$0',
    ],
  },
  {
    label: 'csv file',
    words: ['csv', 'file'],
    description: 'The first rows of a csv file',
    lines: ['SELECT *', "FROM csv.'${1:path}'", 'LIMIT ${2:100};', '$0'],
  },
  {
    label: 'Header',
    words: ['header', 'settings'],
    description: 'Settings for every query of the file',
    lines: [
      '-- @connection ${1:local}',
      '-- @start ${2|now-1d,now-1h,now-7d,0|}',
      '-- @step ${3|5m,1m,1h,1d|}',
      '',
      '$0',
    ],
  },
  {
    label: 'Parameter',
    words: ['param'],
    description: 'A value that is asked for when the query runs',
    lines: ['-- @param ${1:host} type=${2|text,number,boolean,time,duration,name|} default=${3:value}', '$0'],
  },
];

/** What can be begun with where a statement can begin, and nowhere else. */
export function snippetCompletions(): Completion[] {
  return snippets.map(({ label, words, description, lines }) =>
    completion('snippet', label, {
      insert: lines.join('\n'),
      isSnippet: true,
      filter: words.join(' '),
      detail: words.join(', '),
      documentation: description,
    }),
  );
}
