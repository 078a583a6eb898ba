import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../src/frames/collectionSource';
import { localConnectionId } from '../../../../src/ui/connections/connection';
import { countText, leafTooltip } from '../../../../src/ui/explorer/leafTooltip';
import type { ContainerNode, LeafNode } from '../../../../src/ui/explorer/node';
import { code, connectionTooltip, escape, present } from '../../../../src/ui/explorer/presentation';
import { FramesError } from '../../../../src/wire/errors';

const connection = { id: 'lab', name: 'Lab', address: 'framesd:8081' };
const root = { kind: 'connection', id: 'lab', connection } as const;
const container: ContainerNode = { kind: 'container', id: 'lab/bigdata', parent: root, container: 'bigdata' };

function leaf(entry: LeafNode['entry']): LeafNode {
  return { kind: 'leaf', id: 'x', parent: container, container: 'bigdata', path: entry.path, entry };
}

const cars: Extract<Entry, { kind: 'nosql' }> = {
  kind: 'nosql',
  path: 'examples/cars',
  schema: {
    fields: [
      { name: 'idx', type: 'long', isNullable: false },
      { name: 'a|b', type: 'double', isNullable: true },
    ],
    key: 'idx',
    sortingKey: undefined,
  },
};

describe('present', () => {
  it.each<[LeafNode['entry'], string, string]>([
    [cars, 'table', 'cars, table'],
    [{ kind: 'tsdb', path: 'cpu' }, 'graph-line', 'cpu, time series'],
    [{ kind: 'stream', path: 's', shardCount: 1, retentionHours: 1 }, 'pulse', 's, stream'],
    [{ kind: 'csv', path: 'a.csv', size: 1 }, 'file', 'a.csv, CSV file'],
  ])('opens %o with a click', (entry, icon, spoken) => {
    expect(present(leaf(entry), 'connected')).toMatchObject({
      icon: { id: icon },
      spoken,
      command: 'frames.open',
      contextValue: `leaf.${entry.kind}`,
      expandable: true,
    });
  });

  it.each([
    [{ kind: 'stream', path: 's', shardCount: 3, retentionHours: 1 } as const, {}, '3 shards'],
    [{ kind: 'csv', path: 'a.csv', size: 4200 } as const, {}, '4.2 KB'],
    [cars, {}, undefined],
    [cars, { summary: '1,707 rows' }, '1,707 rows'],
  ])('says how much is in %o', (entry, known, description) => {
    expect(present(leaf(entry), 'connected', known).description).toBe(description);
  });

  it('says where a pinned collection lies, and offers to unpin it', () => {
    const group = { kind: 'group', id: 'lab//pinned', parent: root, group: 'pinned' } as const;
    const pinned = { ...leaf(cars), parent: group };
    expect(present(pinned, 'connected', { isPinned: true })).toMatchObject({
      label: 'cars',
      description: 'bigdata/examples',
      contextValue: 'leaf.nosql.pinned',
      spoken: 'cars, table',
    });
    expect(present(group, 'connected')).toMatchObject({ label: 'Pinned', expandable: true });
  });

  it('speaks the type of a field', () => {
    const detail = { label: 'idx', description: 'integer · key', icon: 'key', word: 'column' };
    expect(present({ kind: 'detail', id: 'd', parent: leaf(cars), detail }, 'connected')).toMatchObject({
      label: 'idx',
      description: 'integer · key',
      spoken: 'idx, column, integer · key',
      expandable: false,
    });
  });

  it('opens no plain file, and finds the tooltip of a leaf only when it is asked for', () => {
    const file = present(leaf({ kind: 'file', path: 'x.bin', size: 1 }), 'connected');
    expect(file.command).toBeUndefined();
    expect(file.tooltip).toBeUndefined();
  });

  it('marks a connection that is not connected, in words too', () => {
    const off = present(root, 'notConnected');
    expect(off).toMatchObject({ description: 'not connected', spoken: 'Connection Lab, not connected' });
    expect(off.icon).not.toEqual(present(root, 'connected').icon);
    expect(present(root, 'unknown').description).toBe('framesd:8081');
    const local = { ...root, connection: { ...connection, id: localConnectionId } };
    expect(present(local, 'connected').contextValue).toBe('localConnection');
  });

  it('tells menus what lies on a read-only connection', () => {
    const guarded = { ...root, connection: { ...connection, readOnly: true } };
    expect(present(guarded, 'connected').contextValue).toBe('connection.readOnly');
    const pinned = { ...leaf(cars), parent: { ...container, parent: guarded } };
    expect(present(pinned, 'connected', { isPinned: true }).contextValue).toBe('leaf.nosql.pinned.readOnly');
  });
});

describe('tooltips', () => {
  it('of a connection tell where its secrets are, and what is special about it', () => {
    const plain = connectionTooltip(connection, 'connected', 'the keychain');
    expect(plain).toContain('Secrets are kept in the keychain.');
    expect(plain).not.toMatch(/[Rr]ead-only|pauses|recorded/);
    const special = { ...connection, readOnly: true, rowLimit: 5000, recordHistory: false, container: 'c' };
    const text = connectionTooltip(special, 'notConnected', 'memory');
    for (const part of ['(not connected)', 'Read-only', '5,000 rows', 'not recorded', '`c`']) {
      expect(text).toContain(part);
    }
    const local = { ...connection, id: localConnectionId };
    expect(connectionTooltip(local, 'connected', 'memory')).not.toContain('Secrets');
  });

  it('show schema, key and count', () => {
    const text = leafTooltip(leaf(cars), { rows: 10_000, more: true });
    expect(text).toContain('`bigdata/examples/cars`');
    expect(text).toContain('| idx | integer | key |');
    expect(text).toContain('| a\\|b | float |  |');
    expect(text).toMatch(/^\*\*cars\*\* — table, ≥ 10,000 rows\n/);
  });

  it.each([
    [{ rows: 0, more: false }, '0 rows'],
    [{ rows: 1, more: false }, '1 row'],
    [{ rows: 1, more: true }, '≥ 1 rows'],
    [{ rows: 3201, more: false }, '3,201 rows'],
  ])('count %o', (count, text) => expect(countText(count)).toBe(text));

  it('show the rest when rows cannot be read, and nothing of it when that was cancelled', () => {
    const failed = leafTooltip(leaf(cars), new FramesError({ code: 'unknown', detail: 'broken <b>' }));
    expect(failed).toContain('| idx |');
    expect(failed).toContain('Rows could not be counted. Broken \\<b\\>');
    expect(leafTooltip(leaf(cars), new FramesError({ code: 'cancelled', detail: 'x' }))).not.toContain(
      'Rows',
    );
  });

  it('stay short for a wide table', () => {
    const fields = Array.from({ length: 1000 }, (_, i) => ({
      name: `c${i}`,
      type: 'long',
      isNullable: true,
    }));
    const text = leafTooltip(leaf({ ...cars, schema: { ...cars.schema, fields } }), undefined);
    expect(text).toContain('and 976 more columns');
    expect(text.length).toBeLessThan(2000);
  });
});

it('keeps names from acting as Markdown', () => {
  expect(escape('[x](command:evil) $(icon)')).toBe('\\[x\\]\\(command:evil\\) \\$\\(icon\\)');
  expect(code('a`b')).toBe('``a`b``');
  expect(code('`')).toBe('`` ` ``');
});
