import type { Frame } from '../data/frame';
import { emptyInitialWriteRequest, type InitialWriteRequest, type WriteMessage } from '../wire/messages';
import { check, checkList, checkTable } from './argument';
import { wireBackend } from './collection';
import { columnNamesProblem } from './problems';

/** What happens to items that exist (spec/kv.md §5). */
export const saveModes = [
  'createNewItemsOnly',
  'updateItem',
  'overwriteItem',
  'errorIfTableExists',
  'overwriteTable',
] as const;

export type SaveMode = (typeof saveModes)[number];

/** Where rows go to. A csv file is replaced, a tsdb table and a stream must have been created. */
export type WriteTarget =
  NosqlTarget | { readonly backend: 'csv' | 'tsdb' | 'stream'; readonly table: string };

export interface NosqlTarget {
  readonly backend: 'nosql';
  readonly table: string;
  /** `createNewItemsOnly` unless given. */
  readonly saveMode?: SaveMode | undefined;
  /** A row is written where this holds; `{column}` stands for the row's own value (spec/kv.md §6). */
  readonly condition?: string | undefined;
  /** Runs as an update of each row's item, in place of storing the row (spec/kv.md §6). */
  readonly expression?: string | undefined;
  /** Columns that split the table into directories. */
  readonly partitionKeys?: readonly string[] | undefined;
}

/** What one message may hold: a longer one is refused on both sides (spec/wire.md §6). */
export type Frames = Iterable<Frame> | AsyncIterable<Frame>;

/**
 * The opening request of a write, without a session yet.
 * @throws FramesError invalidArgument (spec/client.md §3)
 */
export function toWriteRequest(target: WriteTarget): InitialWriteRequest {
  const { backend, table } = target;
  const where = { operation: 'write', backend, table } as const;
  checkTable(where);
  const base: InitialWriteRequest = { ...emptyInitialWriteRequest, backend: wireBackend(backend), table };
  if (target.backend !== 'nosql') return base;
  const { saveMode = 'createNewItemsOnly', condition = '', expression = '', partitionKeys = [] } = target;
  check(saveModes.includes(saveMode), where, `no save mode named '${saveMode}'`);
  checkList(partitionKeys, { name: 'partitionKeys', where, problem: columnNamesProblem });
  return { ...base, saveMode, condition, expression, partitionKeys };
}

/** The request first, then the frames, each taken when the one before has gone. */
export async function* writeMessages(
  request: InitialWriteRequest,
  frames: Frames,
): AsyncGenerator<WriteMessage, void, undefined> {
  yield { kind: 'request', request };
  for await (const frame of frames) yield { kind: 'frame', frame };
}
