import { expect, it, vi } from 'vitest';
import type { Connection } from '../../../../src/ui/connections/connection';
import { QueryRecorder } from '../../../../src/ui/queries/queryRecorder';

const lab: Connection = { id: 'lab', name: 'Lab', address: 'framesd:8081' };
const silent: Connection = { ...lab, recordHistory: false };

it.each<[string, Connection, Connection | undefined, number]>([
  ['recorded', lab, lab, 1],
  ['left out', silent, silent, 0],
  ['left out since', lab, silent, 0],
  ['recorded since', silent, lab, 1],
  ['recorded, and gone', lab, undefined, 1],
  ['left out, and gone', silent, undefined, 0],
])('of a connection that is %s a run is kept or not', (_, known, now, kept) => {
  const onEnd = vi.fn();
  const recorder = new QueryRecorder({ onEnd, find: () => now });
  const collection = { backend: 'nosql', path: 'bigdata/t' } as const;
  recorder.begin({ text: 'SELECT 1', values: {}, connection: known, collection })({ state: 'done' }, 3);
  expect(onEnd).toHaveBeenCalledTimes(kept);
});
