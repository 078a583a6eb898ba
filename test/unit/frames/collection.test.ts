import { describe, expect, it } from 'vitest';
import { formatCollection, parseCollection, wireBackend } from '../../../src/frames/collection';

describe('a collection', () => {
  it.each([
    ['nosql:a/b', { backend: 'nosql', path: 'a/b' }],
    ['kv:/a/b/', { backend: 'nosql', path: 'a/b' }],
    ['csv:x:y.csv', { backend: 'csv', path: 'x:y.csv' }],
    ['stream:s', { backend: 'stream', path: 's' }],
  ])('%s', (text, collection) => {
    expect(parseCollection(text)).toEqual(collection);
    expect(parseCollection(formatCollection(parseCollection(text)))).toEqual(collection);
  });

  it.each(['', 'a/b', 'nosql:', 'nosql:/', 'sql:a', ':a', 'NOSQL:a'])('%j is refused', (text) => {
    expect(() => parseCollection(text)).toThrow('is no collection');
  });

  it('is called kv on the wire only when it is nosql', () => {
    expect((['nosql', 'csv', 'tsdb', 'stream'] as const).map(wireBackend)).toEqual([
      'kv',
      'csv',
      'tsdb',
      'stream',
    ]);
  });
});
