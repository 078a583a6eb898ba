import { expect, it } from 'vitest';
import type { Query } from '../../../../src/frames/query';
import { readDocument } from '../../../../src/language/fsql/document';
import { planOf } from '../../../../src/language/fsql/plan/planOf';
import { toQuery } from '../../../../src/ui/editor/toQuery';

function queryOf(text: string, container?: string, shard?: string): Query {
  const document = readDocument(text);
  const [statement] = document.statements;
  if (!statement) throw new Error('no statement');
  const { plan, problems } = planOf(document, statement, new Map());
  if (!plan) throw new Error(JSON.stringify(problems));
  return toQuery(plan, container, shard);
}

it.each<[string, string | undefined, Query]>([
  [
    "-- @start now-1d\n-- @step 5m\nSELECT avg(cpu) FROM 'bigdata/dir/hosts' WHERE host = 'a'",
    undefined,
    {
      backend: 'tsdb',
      sql: "SELECT avg(cpu) FROM 'bigdata/dir/hosts' WHERE host = 'a'",
      start: 'now-1d',
      step: '5m',
    },
  ],
  ["SELECT cpu FROM 'dir/hosts'", 'users', { backend: 'tsdb', sql: "SELECT cpu FROM 'users/dir/hosts'" }],
  [
    '-- @container users\n-- @multi_index\nSELECT cpu FROM hosts',
    'bigdata',
    { backend: 'tsdb', sql: "SELECT cpu FROM 'users/hosts'", multiIndex: true },
  ],
  [
    "SELECT name, age FROM nosql.'bigdata/people'",
    undefined,
    { backend: 'nosql', table: 'bigdata/people', columns: ['name', 'age'] },
  ],
  ["SELECT * FROM nosql.'/people/'", 'users', { backend: 'nosql', table: 'users/people' }],
  ["SELECT * FROM csv.'people.csv' LIMIT 5", 'users', { backend: 'csv', table: 'people.csv', limit: 5 }],
  [
    '-- @sequence 9223372036854775807\nSELECT * FROM stream.visits',
    'users',
    {
      backend: 'stream',
      table: 'users/visits',
      shardId: '3',
      seek: 'sequence',
      sequence: 9_223_372_036_854_775_807n,
    },
  ],
])('%s in %s', (text, container, query) => {
  expect(queryOf(text, container, '3')).toEqual(query);
});
