import { describe, expect, it } from 'vitest';
import { inferSchema } from '../../../../src/service/backends/nosql/infer';
import type { Item, ItemValue } from '../../../../src/service/storage/storage';
import { temporaryStorage } from '../storage/temporaryStorage';
import { frame, kvOf } from './kv';

function item(name: string, attributes: Record<string, ItemValue>): Item {
  return { name, created: 0n, modified: 0n, attributes: new Map(Object.entries(attributes)) };
}

const text = (value: string): ItemValue => ({ type: 'string', value });
const long = (value: bigint): ItemValue => ({ type: 'long', value });
const double = (value: number): ItemValue => ({ type: 'double', value });

describe('keys', () => {
  it.each([
    { what: 'a full name', items: [item('a', { k: text('a'), v: long(1n) })], keys: 'k  0' },
    { what: 'an integer', items: [item('7', { k: long(7n), v: text('x') })], keys: 'k  0' },
    { what: 'a float', items: [item('1e+21', { k: double(1e21), v: text('x') })], keys: 'k  0' },
    {
      what: 'two parts',
      items: [item('a.1', { k: text('a'), s: long(1n) }), item('b.2', { k: text('b'), s: long(2n) })],
      keys: 'k s 0',
    },
    {
      what: 'a hashed key',
      items: [item('a_12.1', { k: text('a'), s: long(1n), v: text('x') })],
      keys: 'k s 64',
    },
    { what: 'parts and the whole', items: [item('a.1', { k: text('a.1'), p: text('a') })], keys: 'k  0' },
    { what: 'a dot at the end', items: [item('a.', { k: text('a.') })], keys: 'k  0' },
    {
      what: 'a column that some lack',
      items: [item('a', { k: text('a') }), item('b', { v: long(1n) })],
      keys: 'k  0',
    },
  ])('are found from $what', ({ items, keys }) => {
    const { key, sortingKey, hashingBucketNum } = inferSchema(items, '');
    expect(`${key} ${sortingKey} ${hashingBucketNum}`).toBe(keys);
  });

  it.each([
    {
      items: [],
      error:
        "could not determine which column is the table's primary-key attribute, because no column matches the primary-key attribute",
    },
    {
      items: [item('a', { z: text('a'), b: text('a') })],
      error: 'because 2 columns (b, z) match the primary-key attribute',
    },
    {
      items: [item('a', { k: text('a'), q: text('a') })],
      key: 'nosuch',
      error: 'nosuch is not one of the optional key columns',
    },
  ])('are not found: $error', ({ items, key = '', error }) => {
    expect(() => inferSchema(items, key)).toThrow(error);
  });
});

describe('types', () => {
  it('of integers and floats meet in double', () => {
    const items = [
      item('a', { k: text('a'), v: long(1n), w: double(1) }),
      item('b', { k: text('b'), v: double(2), w: long(1n) }),
    ];
    expect(inferSchema(items, '').fields).toEqual([
      { name: 'k', type: 'string', nullable: false },
      { name: 'v', type: 'double', nullable: true },
      { name: 'w', type: 'double', nullable: true },
    ]);
  });

  it('that differ otherwise are refused with both values', () => {
    const items = [item('a', { k: text('a'), v: long(1n) }), item('b', { k: text('b'), v: text('x') })];
    expect(() => inferSchema(items, '')).toThrow(
      "type 'int' of value '1' doesn't match type 'string' of value 'x' for column 'v'.",
    );
  });
});

it('the first eleven items are looked at, and a refusal changes nothing', async () => {
  const kv = kvOf(await temporaryStorage());
  const names = Array.from({ length: 12 }, (_, i) => `n${String(i).padStart(2, '0')}`);
  await kv.write('t', frame({ '#k': names, v: names.map(() => 1n) }));
  const before = await kv.schema('t');
  await kv.exec('t', 'update', { key: 'n11', expression: "v='text'" });
  await kv.exec('t', ' INFER ');
  expect(await kv.schema('t')).toBe(before);
  await kv.exec('t', 'update', { key: 'n10', expression: "v='text'" });
  await expect(kv.exec('t', 'inferSchema')).rejects.toThrow("doesn't match type 'string'");
  expect(await kv.schema('t')).toBe(before);
});

describe('update', () => {
  it.each([
    {
      args: { key: 'a' },
      error: "missing a required parameter - 'table', 'expression', and/or 'key' argument",
    },
    { args: { expression: 'v=1' }, error: 'missing a required parameter' },
    { args: { key: 'a', expression: 'v=' }, error: '400 Bad Request' },
    { args: { key: 'a', expression: 'v=1', condition: 'v ==' }, error: '400 Bad Request' },
    { args: { key: 'a', expression: 'v=2', condition: 'v==5' }, error: '400 Bad Request' },
    { args: { key: 'a', expression: 'v=nosuch+1' }, error: '400 Bad Request' },
  ])('with $args is refused', async ({ args, error }) => {
    const kv = kvOf(await temporaryStorage());
    await kv.write('t', frame({ '#k': ['a'], v: [1n] }));
    await expect(kv.exec('t', 'update', args as Record<string, string>)).rejects.toThrow(error);
    expect((await kv.read('t')).rows).toEqual([['a', 1n]]);
  });
});
