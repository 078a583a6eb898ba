import { describe, expect, it } from 'vitest';
import { resolveTable } from '../../../src/service/tablePath';
import { FramesError } from '../../../src/wire/errors';
import { emptySession } from '../../../src/wire/messages';

describe('a table is found', () => {
  it.each([
    { container: 'bigdata', table: 't', is: 'bigdata t t/' },
    { container: 'bigdata', table: '/t//u/', is: 'bigdata t/u /t//u/' },
    { container: '', table: 'bigdata/t/u', is: 'bigdata t/u t/u/' },
    { container: '', table: 'bigdata/', is: 'bigdata  /' },
    { container: 'bigdata', table: '', is: 'bigdata  /' },
    { container: '$V3IO_HOME', table: 't', user: 'joe', is: 'users joe/t joe/t/' },
    { container: '', table: '$V3IO_HOME/t', user: 'joe', is: 'users joe/t joe/t/' },
    { container: 'bigdata', table: '$V3IO_HOME/t', user: 'joe', is: 'users joe/t joe/t/' },
    { container: 'bigdata', table: '$V3IO_HOME/t', is: 'users t /t/' },
    { container: 'bigdata', table: 'a b/ü %41/…', is: 'bigdata a b/ü %41/… a b/ü %41/…/' },
    { container: 'bigdata', table: 'a..b/.#x/...', is: 'bigdata a..b/.#x/... a..b/.#x/.../' },
    { container: 'bigdata', table: 'n'.repeat(255), is: `bigdata ${'n'.repeat(255)} ${'n'.repeat(255)}/` },
  ])('$container + $table', ({ container, table, user = '', is }) => {
    const found = resolveTable({ ...emptySession, container, user }, table);
    expect(`${found.container} ${found.path} ${found.shown}`).toBe(is);
  });
});

describe('a table is refused', () => {
  const noContainer =
    'Please specify a data container name via the container parameters or the path prefix e.g. bigdata/mytable';
  it.each([
    { container: '', table: 't', error: noContainer },
    { container: '', table: '', error: noContainer },
    { container: '', table: '/t', error: noContainer },
    { container: '', table: '../t', error: 'the container name ".." is not valid' },
    { container: 'a/b', table: 't', error: 'the container name "a/b" is not valid' },
    { container: 'a\0', table: 't', error: 'the container name "a\\u0000" is not valid' },
    { table: '..', error: "the path '..' must not contain '..'" },
    { table: 'a/../b', error: "must not contain '..'" },
    { table: 'a/./b', error: "must not contain '.'" },
    { table: 'a/%2e%2E/b', error: "must not contain '%2e%2E'" },
    { table: 'a/.%2e', error: "must not contain '.%2e'" },
    { table: 'a\0b', error: 'must not contain control characters' },
    { table: 'a%00b', error: 'must not contain control characters' },
    { table: 'a\nb', error: 'must not contain control characters' },
    { table: 'n'.repeat(256), error: 'is longer than 255 bytes' },
    { table: 'é'.repeat(128), error: 'is longer than 255 bytes' },
    { table: 'n/'.repeat(100_000), error: 'is longer than 4096 bytes' },
  ])('$container + $table', ({ container = 'bigdata', table, error }) => {
    const resolve = (): unknown => resolveTable({ ...emptySession, container }, table);
    expect(resolve).toThrow(FramesError);
    expect(resolve).toThrow(error);
  });
});
