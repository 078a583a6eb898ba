import { sliceFrame, type Frame } from '../../data/frame';
import type { Collection } from '../../frames/collection';
import type { FramesClient } from '../../frames/client';
import type { CollectionChange } from '../collections/collectionChanges';
import type { Call } from '../calls/call';

/** A call that changes something, or runs a command; what reads is shown in a grid instead. */
export type ChangingCall = Exclude<Call, { readonly method: 'read' | 'history' }>;

/** What was done. */
export interface Outcome {
  /** A sentence. */
  readonly text: string;
  readonly collection: Collection;
  readonly change: CollectionChange['kind'];
  /** Whether there is anything left to open. */
  readonly canOpen: boolean;
}

export interface RunOptions {
  readonly signal: AbortSignal;
  /** Rows of a CSV text or file, with its indices and labels. */
  readonly csvFrames: () => AsyncIterable<Frame>;
  readonly onRows: (rows: number) => void;
}

type Client = Pick<FramesClient, 'create' | 'write' | 'delete' | 'execute'>;

/** Rows of a message, unless a form says otherwise. */
export const defaultMessageRows = 4096;

/** Makes the call. @throws FramesError, and what the source of the rows throws */
export async function runCall(client: Client, call: ChangingCall, options: RunOptions): Promise<Outcome> {
  const { signal } = options;
  switch (call.method) {
    case 'create': {
      const { backend, table: path } = call.creation;
      await client.create(call.creation, { signal });
      const what = { tsdb: 'time-series table', stream: 'stream', csv: 'csv file' }[backend];
      return outcome(`Created the ${what} ${path}.`, { backend, path }, 'created');
    }
    case 'write': {
      const { backend, table: path } = call.target;
      const { rows } = await client.write(call.target, counted(framesOf(call, options), options.onRows), {
        signal,
      });
      const count = Number(rows);
      const text = `Wrote ${count.toLocaleString('en-US')} ${count === 1 ? 'row' : 'rows'} to ${path}.`;
      return outcome(text, { backend, path }, 'written');
    }
    case 'delete': {
      const { backend, table: path } = call.deletion;
      await client.delete(call.deletion, { signal });
      const isPart = deletesPart(call);
      return {
        ...outcome(
          isPart ? `Deleted what was chosen of ${path}.` : `Deleted ${path}.`,
          { backend, path },
          'deleted',
        ),
        canOpen: isPart,
      };
    }
    case 'execute': {
      const { backend, table: path, command, args = {} } = call.execution;
      await client.execute(call.execution, { signal });
      const collection = { backend, path };
      if (command === 'put') return outcome(`Put a record into ${path}.`, collection, 'written');
      if (command === 'update') {
        const { key = '' } = args;
        return outcome(
          `Updated the item ${typeof key === 'string' ? key : ''} of ${path}.`,
          collection,
          'written',
        );
      }
      return outcome(`Inferred the schema of ${path}.`, collection, 'inferred');
    }
  }
}

/** Whether something of the collection stays. */
export function deletesPart({ deletion }: Extract<Call, { readonly method: 'delete' }>): boolean {
  if (deletion.backend === 'nosql') return deletion.filter !== undefined;
  return deletion.backend === 'tsdb' && deletion.start !== undefined;
}

function outcome(text: string, collection: Collection, change: Outcome['change']): Outcome {
  return { text, collection, change, canOpen: true };
}

function framesOf(
  { rows }: Extract<Call, { readonly method: 'write' }>,
  { csvFrames }: RunOptions,
): Iterable<Frame> | AsyncIterable<Frame> {
  if (rows === undefined || !('frame' in rows)) return csvFrames();
  return slices(rows.frame, rows.maxRowsInMessage ?? defaultMessageRows);
}

function* slices(frame: Frame, rows: number): Generator<Frame> {
  for (let start = 0; start < frame.length; start += rows) {
    yield sliceFrame(frame, start, Math.min(frame.length, start + rows));
  }
}

async function* counted(
  frames: Iterable<Frame> | AsyncIterable<Frame>,
  onRows: (rows: number) => void,
): AsyncGenerator<Frame> {
  let rows = 0;
  for await (const frame of frames) {
    yield frame;
    rows += frame.length;
    onRows(rows);
  }
}
