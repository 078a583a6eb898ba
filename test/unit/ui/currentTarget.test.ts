import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../src/ui/connections/connection';
import { currentTarget, type CurrentTargetParts } from '../../../src/ui/currentTarget';
import type { ExplorerNode } from '../../../src/ui/explorer/node';

const lab: Connection = { id: 'lab', name: 'Lab', address: 'framesd:8081' };
const gone: Connection = { ...lab, id: 'gone' };
const node: ExplorerNode = { kind: 'connection', id: 'lab', connection: lab };
const clicks = { backend: 'stream', path: 'bigdata/clicks', shardCount: 2 } as const;

function targetOf({ origin, selection = [], visible = true }: Situation) {
  const parts: CurrentTargetParts = {
    panels: { active: origin && { origin } },
    connections: { find: (id) => (id === lab.id ? lab : undefined) },
    view: { visible, selection },
  };
  return currentTarget(parts)();
}

interface Situation {
  readonly origin?: object;
  readonly selection?: readonly ExplorerNode[];
  readonly visible?: boolean;
}

describe('what a command of the palette is about', () => {
  it.each<[string, Situation, unknown]>([
    ['nothing', {}, undefined],
    ['the selected entry', { selection: [node] }, node],
    ['none of several', { selection: [node, node] }, undefined],
    ['none of a tree out of sight', { selection: [node], visible: false }, undefined],
    [
      'the collection in front, rather than the selected entry',
      { origin: { connection: lab, collection: clicks }, selection: [node] },
      { ...clicks, connectionId: 'lab' },
    ],
    [
      'no collection of a connection that is gone',
      { origin: { connection: gone, collection: clicks } },
      undefined,
    ],
    ['the selected entry where a query is in front', { origin: { query: 'x' }, selection: [node] }, node],
  ])('%s', (_name, situation, expected) => {
    expect(targetOf(situation)).toEqual(expected);
  });
});
