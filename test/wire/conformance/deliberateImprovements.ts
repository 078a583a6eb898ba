import type { ColumnData, Outcome } from './cases';

/** A recorded case that the service answers better than the original did, and why. */
export interface Improvement {
  readonly id: string;
  readonly reason: string;
  /** The better answers, by number of the step from 0; every other step answers what was recorded. */
  readonly answers: Readonly<Record<number, Outcome>>;
}

/** Columns of integers for the four items of the system-attribute cases; times are not compared. */
const integers = (columns: Readonly<Record<string, string>>): Outcome => ({
  frames: [
    {
      indices: [],
      columns: Object.entries({ age: '30 41 30 7', ...columns }).map(([name, values]) => ({
        name,
        dtype: 'INTEGER',
        values: values.includes(' ') ? values.split(' ') : Array<string>(4).fill(values),
      })),
    },
  ],
});

const floats = (...values: string[]): Outcome => ({
  frames: [{ indices: [], columns: [{ name: 'f', dtype: 'FLOAT', values }] }],
});

/** What a stream answers: sequence numbers from 1 and arrival times, which are not compared, beside the columns. */
const records = (rows: number, columns: readonly ColumnData[]): Outcome => ({
  frames: [
    {
      indices: [
        {
          name: 'seq_number',
          dtype: 'INTEGER',
          values: Array.from({ length: rows }, (_, row) => String(row + 1)),
        },
      ],
      columns: [...columns, { name: 'stream_time', dtype: 'TIME', values: Array<string>(rows).fill('*') }],
      labels: { last_seq: { ival: String(rows) } },
    },
  ],
});

export const deliberateImprovements: readonly Improvement[] = [
  {
    id: 'csv/types',
    reason: 'times are written as RFC 3339 and come back as times (spec/csv.md, quirk 5)',
    answers: {
      1: {
        frames: [
          {
            indices: [],
            columns: [
              { name: 'i', dtype: 'INTEGER', values: ['1', '-2'] },
              { name: 'f', dtype: 'FLOAT', values: ['0.5', '1e+21'] },
              { name: 's', dtype: 'STRING', values: ['a', 'b'] },
              { name: 'b', dtype: 'BOOLEAN', values: [true, false] },
              { name: 't', dtype: 'TIME', values: ['1576108800000000000', '1576108800500000000'] },
            ],
          },
        ],
      },
    },
  },
  {
    id: 'csv/mixed-floats',
    reason: 'a column of integers and decimals is one of doubles (spec/csv.md, quirk 5)',
    answers: { 1: floats('1', '2.5') },
  },
  {
    id: 'csv/floats',
    reason: 'a column of decimals and integers is one of doubles (spec/csv.md, quirk 5)',
    answers: { 1: floats('1.5', '2') },
  },
  {
    id: 'csv/empty-cell',
    reason:
      'a lone empty cell is kept (spec/csv.md, quirk 5); that it is no integer is said instead of losing the row',
    answers: { 1: { frames: [], error: { grpc: 'error during iteration: type mismatch in row 2, col 0' } } },
  },
  {
    id: 'csv/empty-first',
    reason: 'a lone empty cell is kept (spec/csv.md, quirk 5)',
    answers: {
      1: { frames: [{ indices: [], columns: [{ name: 'd', dtype: 'STRING', values: ['', 'x'] }] }] },
    },
  },
  {
    id: 'csv/unnamed-column',
    reason: 'a lone empty column name is kept, and the rows with it (spec/csv.md, quirk 5)',
    answers: { 1: { frames: [{ indices: [], columns: [{ name: '', dtype: 'INTEGER', values: ['1'] }] }] } },
  },
  {
    id: 'csv/create',
    reason: 'if_exists is honoured (spec/csv.md, quirk 1)',
    answers: { 3: { ok: true } },
  },
  {
    id: 'csv/delete',
    reason: 'if_missing is honoured (spec/csv.md, quirk 1)',
    answers: { 3: { ok: true } },
  },
  {
    id: 'csv/duplicate-columns',
    reason: 'a name that stands twice is refused instead of losing the first column (spec/wire.md §4)',
    answers: {
      0: { error: { grpc: 'can\'t add frame: duplicate column name - "a"' } },
      1: { frames: [], error: { grpc: "can't query: open {{root}}/{{t}}.csv: no such file or directory" } },
    },
  },
  {
    id: 'kv/columns/system',
    reason: 'the schema object is no item, so it is no row (spec/kv.md, quirk 4)',
    answers: {
      1: integers({
        __gid: '1000',
        __mode: '33204',
        __size: '0',
        __uid: '1000',
        __obj_type: '1',
        __collection_id: '1',
      }),
    },
  },
  {
    id: 'kv/columns/system-times',
    reason: 'the schema object is no item, so it is no row (spec/kv.md, quirk 4)',
    answers: {
      1: integers({
        __mtime_nsecs: '*',
        __mtime_secs: '*',
        __ctime_nsecs: '*',
        __ctime_secs: '*',
        __atime_secs: '*',
        __atime_nsecs: '*',
      }),
    },
  },
  {
    id: 'kv/drift/no-key-named',
    reason:
      'an item without its key attribute shows its name there, whichever columns are asked for (spec/kv.md, quirk 6)',
    answers: {
      2: {
        frames: [
          {
            indices: [{ name: '_k', dtype: 'STRING', values: ['a', 'b', 'z'] }],
            columns: [
              { name: 'k', dtype: 'STRING', values: ['a', 'b', 'z'] },
              { name: 'v', dtype: 'INTEGER', values: ['1', '10', '5'] },
              { name: '__name', dtype: 'STRING', values: ['a', 'b', 'z'] },
            ],
          },
        ],
      },
    },
  },
  {
    id: 'kv/drift/no-int-key',
    reason: 'a name that reads as an integer stands in for a missing integer key (spec/kv.md, quirk 6)',
    answers: {
      2: {
        frames: [
          {
            indices: [{ name: 'k', dtype: 'INTEGER', values: ['1', '7'] }],
            columns: [{ name: 'v', dtype: 'INTEGER', values: ['1', '5'] }],
          },
        ],
      },
    },
  },
  {
    id: 'kv/save/labels',
    reason: 'labels of a frame are no fields of its items (spec/kv.md, quirk 10)',
    answers: {
      1: {
        frames: [
          {
            indices: [{ name: 'k', dtype: 'STRING', values: ['a'] }],
            columns: [{ name: 'v', dtype: 'INTEGER', values: ['1'] }],
          },
        ],
      },
    },
  },
  {
    id: 'kv/bad/length-mismatch',
    reason: 'columns of different lengths are refused before any row is written, by name (spec/wire.md §4)',
    answers: { 0: { error: { grpc: 'can\'t add frame: "v" column size mismatch (1 != 2)' } } },
  },
  {
    id: 'kv/condition/null',
    reason:
      'a null cell in a condition is missing, not the filler that the client sent (spec/kv.md, quirk 19)',
    answers: { 1: { frames: [] } },
  },
  {
    id: 'stream/read/unnamed',
    reason: 'each unnamed column keeps its own values',
    answers: {
      2: records(1, [
        { name: 'col-0', dtype: 'FLOAT', values: ['1'] },
        { name: 'col-1', dtype: 'FLOAT', values: ['2'] },
        { name: 'idx', dtype: 'STRING', values: ['a'] },
        { name: 'idx-1', dtype: 'STRING', values: ['b'] },
      ]),
    },
  },
  {
    id: 'stream/read/null',
    reason: 'a null cell is left out of its record (spec/stream.md, quirk 4)',
    answers: {
      2: records(2, [
        { name: 'i', dtype: 'FLOAT', values: ['1', 'NaN'] },
        { name: 's', dtype: 'STRING', values: ['', 'x'] },
      ]),
    },
  },
  {
    id: 'stream/put/null',
    reason: 'a null in a record reads as a null (spec/stream.md, quirk 6)',
    answers: { 2: records(1, [{ name: 'a', dtype: 'STRING', values: [''], nulls: [0] }]) },
  },
  {
    id: 'stream/put/array',
    reason: 'a nested value reads as its JSON text (spec/stream.md, quirk 6)',
    answers: { 2: records(1, [{ name: 'a', dtype: 'STRING', values: ['[1]'] }]) },
  },
  {
    id: 'stream/put/type-change',
    reason: 'values of different types read as text (spec/stream.md, quirk 6)',
    answers: { 3: records(2, [{ name: 'a', dtype: 'STRING', values: ['1', 'x'] }]) },
  },
  {
    id: 'stream/write/nan',
    reason: 'a NaN is left out of its record and reads as NaN (spec/stream.md, quirk 4)',
    answers: {
      1: { written: { frames: 1, rows: 2 } },
      3: records(2, [{ name: 'a', dtype: 'FLOAT', values: ['1', 'NaN'] }]),
    },
  },
  {
    id: 'stream/create/twice',
    reason: 'a stream is not created twice unless if_exists says to ignore it (spec/stream.md, quirk 1)',
    answers: { 1: { error: { grpc: "error creating table: a stream already exists at path '{{t}}'" } } },
  },
];
