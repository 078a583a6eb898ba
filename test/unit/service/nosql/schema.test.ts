import { describe, expect, it } from 'vitest';
import {
  mergeSchema,
  parseSchema,
  printSchema,
  type Schema,
} from '../../../../src/service/backends/nosql/schema';

/** `k:string v:long | k s 64`: fields, then key, sorting key, buckets. */
function schema(text: string): Schema {
  const [fields = '', keys = ''] = text.split('|');
  const [key = '', sortingKey = '', buckets = '0'] = keys.trim().split(' ');
  return {
    fields: fields
      .trim()
      .split(' ')
      .filter((field) => field !== '')
      .map((field) => {
        const [name = '', type = ''] = field.split(':');
        return { name, type, nullable: name !== key };
      }),
    key,
    sortingKey: sortingKey === '-' ? '' : sortingKey,
    hashingBucketNum: Number(buckets),
  };
}

describe('two schemas', () => {
  it.each([
    { old: '| ', next: 'k:string v:long | k', merged: 'k:string v:long | k' },
    { old: '| idx', next: 'k:string | k s', merged: 'k:string | k s' },
    { old: 'k:string v:long | k', next: 'k:string w:double | k', merged: 'k:string v:long w:double | k' },
    { old: 'k:string v:long | k', next: 'k:string v:double | k', merged: 'k:string v:double | k' },
    { old: 'k:string v:double | k', next: 'k:string v:long | k', merged: 'k:string v:double | k' },
    { old: 'k:string | k s 64', next: 'k:string | k', merged: 'k:string | k s 64' },
  ])('$old and $next make $merged', ({ old, next, merged }) => {
    expect(mergeSchema(schema(old), schema(next))).toEqual(schema(merged));
  });

  it.each([
    {
      old: 'k:string v:long | k',
      next: 'k:string v:string | k',
      error: 'schema change for column v from type long to string is not allowed',
    },
    {
      old: 'k:string v:timestamp | k',
      next: 'v:long | q',
      error: 'schema change for column v from type timestamp to long is not allowed',
    },
    {
      old: 'k:string | k',
      next: 'q:string | q',
      error: 'changing primary key is not allowed, old: k, new:q',
    },
    {
      old: 'k:string | k',
      next: 'k:string | k s',
      error: 'changing sorting key is not allowed, old: , new:s',
    },
    {
      old: 'k:string | k - 64',
      next: 'k:string | k - 32',
      error: 'changing hashing buckets is not allowed, old: 64, new:32',
    },
  ])('$old and $next do not go together', ({ old, next, error }) => {
    expect(() => mergeSchema(schema(old), schema(next))).toThrow(`failed to merge schema: ${error}`);
  });

  it('have at most ten thousand fields together', () => {
    const fields = Array.from({ length: 10_000 }, (_, i) => `f${i}:long`).join(' ');
    const old = mergeSchema(schema('| '), schema(`${fields} | f0`));
    expect(old.fields).toHaveLength(10_000);
    expect(() => mergeSchema(old, schema('g:long | f0'))).toThrow('a table has at most 10000 columns');
  });

  it('stay the same object when nothing is new', () => {
    const old = schema('k:string v:double | k s 64');
    expect(mergeSchema(old, schema('k:string v:long | k s'))).toBe(old);
  });
});

it('members that are not known are read over', () => {
  const text =
    '{"extra":1,"fields":[{"name":"k","type":"string","nullable":false,"doc":"x"}],"key":"k","hashingBucketNum":0}';
  expect(Buffer.from(printSchema(parseSchema(Buffer.from(text)))).toString()).toBe(
    '{"fields":[{"name":"k","type":"string","nullable":false}],"key":"k","hashingBucketNum":0}',
  );
});
