import { describe, expect, it } from 'vitest';
import { StringColumn } from '../../../../src/data/column';
import { frameOf, type Frame } from '../../../../src/data/frame';
import { nameFilter } from '../../../../src/ui/explorer/nameFilter';
import { openingStatement } from '../../../../src/ui/collections/openingQuery';
import { recentCollections } from '../../../../src/ui/explorer/recentCollections';
import { rateOf } from '../../../../src/ui/explorer/seriesRate';

it.each([
  ['cpu', 'my_CPU_load', true],
  ['CPU', 'cpu', true],
  ['cpu', 'memory', false],
  ['cpu*', 'cpu_load', true],
  ['cpu*', 'my_cpu', false],
  ['?pu', 'cpu', true],
  ['a.c', 'abc', false],
  ['[x]*', '[x]y', true],
  ['a-b/c*', 'a-b/c', true],
  ['', 'anything', true],
])('the filter %j on %j lets through: %s', (filter, name, isThrough) => {
  expect(nameFilter(filter)(name)).toBe(isThrough);
});

it.each([
  ['1h', 'about 1/s'],
  ['3h', 'about 20/m'],
  ['6h', 'about 10/m'],
  ['66h', 'about 1/m'],
  ['333h', 'about 12/h'],
  ['4000h', 'about 1/h'],
])('a table whose chunks last %s takes %s', (chunk, rate) => expect(rateOf(chunk)?.text).toBe(rate));

it.each(['', '0h', 'h', '5000h', '2d'])('chunks of %j tell no rate', (chunk) => {
  expect(rateOf(chunk)).toBeUndefined();
});

it.each([
  [{ backend: 'tsdb', path: 'bigdata/cpu' } as const, "SELECT * FROM 'bigdata/cpu'"],
  [{ backend: 'nosql', path: "bigdata/it's" } as const, "SELECT * FROM nosql.'bigdata/it''s'"],
  [{ backend: 'csv', path: 'a.csv' } as const, "SELECT * FROM csv.'a.csv'"],
])('a statement reads %o', (collection, statement) => expect(openingStatement(collection)).toBe(statement));

describe('collections of the history', () => {
  const entries = (rows: readonly (readonly [string, string, string, string])[]): Frame =>
    frameOf({
      columns: ['BackendName', 'TableName', 'Container', 'ActionType'].map(
        (name, i) =>
          new StringColumn(
            name,
            rows.map((row) => row[i] ?? ''),
          ),
      ),
    });
  async function* history(...frames: readonly Frame[]): AsyncGenerator<Frame, void, undefined> {
    for (const frame of frames) yield await Promise.resolve(frame);
  }
  const { signal } = new AbortController();

  it('are named once, the last one first, without those that are gone', async () => {
    const client = {
      history: () =>
        history(
          frameOf({}),
          entries([
            ['kv', 'cars', 'bigdata', 'read'],
            ['tsdb', '/bigdata/cpu/', 'bigdata', 'read'],
            ['kv', 'gone', 'bigdata', 'write'],
            ['', 'nosuch', 'bigdata', 'read'],
            ['tsdb', '', 'bigdata', 'read'],
          ]),
          entries([
            ['kv', 'gone', 'bigdata', 'delete'],
            ['csv', 'a.csv', 'bigdata', 'write'],
            ['nosql', 'bigdata/cars', 'bigdata', 'write'],
          ]),
        ),
    };
    expect(await recentCollections(client, { signal })).toEqual([
      { backend: 'nosql', path: 'bigdata/cars' },
      { backend: 'csv', path: 'a.csv' },
      { backend: 'tsdb', path: 'bigdata/cpu' },
    ]);
  });
});
