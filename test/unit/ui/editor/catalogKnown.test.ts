import { expect, it } from 'vitest';
import type { Collection } from '../../../../src/frames/collection';
import type { ConnectionCatalog } from '../../../../src/ui/catalog/connectionCatalog';
import type { Connection } from '../../../../src/ui/connections/connection';
import { CatalogKnown } from '../../../../src/ui/editor/catalogKnown';

const production: Connection = { id: 'p1', name: 'Production', address: 'framesd:8081' };

function knownOf(containers: readonly string[], tables: readonly Collection[]): CatalogKnown {
  const catalog = { tables: () => ({ containers, tables, isPartial: false }) };
  return new CatalogKnown({
    connections: () => [production],
    active: () => production,
    catalogOf: () => catalog as Partial<ConnectionCatalog> as ConnectionCatalog,
    isOpen: () => true,
  });
}

it.each<readonly [tables: readonly Collection[], containers: readonly string[]]>([
  [[{ backend: 'csv', path: 'csv/a.csv' }], ['bigdata']],
  [[], ['bigdata']],
  [[{ backend: 'nosql', path: 'csv/users' }], ['bigdata', 'csv']],
])('of what holds csv files alone nobody hears as a container: %j', (tables, containers) => {
  expect(knownOf(['bigdata', 'csv'], tables).containers(undefined)).toEqual(containers);
});

it.each([
  ['production', false],
  ['p1', false],
  ['Local', false],
  ['prodution', true],
])('a connection %s is lacked: %s', (name, lacked) => {
  expect(knownOf([], []).lacksConnection(name)).toBe(lacked);
});
