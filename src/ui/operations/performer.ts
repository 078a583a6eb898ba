import type { CsvSource } from '../../csv/importCsv';
import type { Collection } from '../../frames/collection';
import type { FormValues } from '../../protocol/form';
import { FramesError } from '../../wire/errors';
import type { CollectionChanges } from '../collections/collectionChanges';
import type { Connection } from '../connections/connection';
import type { LiveConnection, LiveConnections } from '../connections/liveConnections';
import type { Call } from '../calls/call';
import { isCancellation } from '../report';
import { framesOfCsv, type ReadCsv } from './csvRows';
import { previewDeletion, unseenDeletion, type DeletionPreview } from './deletePreview';
import type { ShowingCall } from './openings';
import { runCall, type ChangingCall } from './runCall';

/** One run of a form. */
export interface Performance {
  readonly call: Call;
  readonly connection: Connection;
  readonly form: string;
  readonly values: FormValues;
  readonly csv: ReadCsv | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

export interface FormAction {
  readonly label: string;
  run(): void;
}

export interface PerformanceEnd {
  readonly text: string;
  readonly actions: readonly FormAction[];
}

export interface PerformerParts {
  readonly live: Pick<LiveConnections, 'get'>;
  readonly changes: Pick<CollectionChanges, 'announce'>;
  /** Shows the rows of a call in a grid. */
  readonly show: (shown: Performance & { readonly call: ShowingCall }) => void;
  /** Opens a collection. */
  readonly open: (connection: Connection, collection: Collection) => void;
  /** @throws CancelledError, or resolves to false, to keep everything */
  readonly confirm: (connection: Connection, preview: DeletionPreview) => Promise<boolean>;
}

/** Does what a form asks for. */
export class Performer {
  constructor(private readonly parts: PerformerParts) {}

  /** @throws what the call throws; an AbortError when a deletion was not confirmed */
  async perform(performance: Performance): Promise<PerformanceEnd> {
    const { call } = performance;
    if (call.method === 'read' || call.method === 'history') {
      this.parts.show({ ...performance, call });
      return { text: 'The rows are in a tab of their own.', actions: [] };
    }
    const live = await this.parts.live.get(performance.connection.id);
    const confirmed = call.method === 'delete' ? await this.confirmed(live, { ...performance, call }) : call;
    return this.change(live, { ...performance, call: confirmed });
  }

  private async change(
    { client }: LiveConnection,
    performance: Performance & { readonly call: ChangingCall },
  ): Promise<PerformanceEnd> {
    const { call, connection, csv, signal, onProgress } = performance;
    const collection = collectionOf(call);
    const announce = (kind: Parameters<CollectionChanges['announce']>[0]['kind']): void =>
      this.parts.changes.announce({ connectionId: connection.id, collection, kind });
    try {
      const done = await runCall(client, call, {
        signal,
        csvFrames: () => framesOfWrite(call, csv),
        onRows: (rows) => onProgress(`${rows.toLocaleString('en-US')} rows sent…`),
      });
      announce(done.change);
      const open = { label: 'Open', run: () => this.parts.open(connection, done.collection) };
      return { text: done.text, actions: done.canOpen ? [open] : [] };
    } catch (error) {
      // It may have been done in part.
      if (call.method === 'write') announce('written');
      if (call.method === 'delete') announce('deleted');
      throw error;
    }
  }

  private async confirmed(
    { client, source }: LiveConnection,
    {
      call,
      connection,
      signal,
      onProgress,
    }: Performance & { readonly call: Extract<Call, { readonly method: 'delete' }> },
  ): Promise<Extract<Call, { readonly method: 'delete' }>> {
    onProgress('Looking at what would go…');
    const preview = await previewDeletion(client, call.deletion, { signal, source }).catch(
      (error: unknown) => {
        // Where there is nothing the service decides; what cannot be read may be what has to be deleted.
        if (isCancellation(error) || !(error instanceof FramesError)) throw error;
        if (['unavailable', 'unauthenticated', 'permissionDenied'].includes(error.code)) throw error;
        return unseenDeletion(call.deletion, error.detail);
      },
    );
    onProgress('Waiting for your answer…');
    if (!(await this.parts.confirm(connection, preview))) throw new KeptError();
    onProgress('Deleting…');
    return { method: 'delete', deletion: preview.deletion };
  }
}

/** The user chose to keep what was to be deleted. */
export class KeptError extends Error {
  override readonly name = 'AbortError';
  constructor() {
    super('Nothing was deleted.');
  }
}

function framesOfWrite(call: ChangingCall, csv: ReadCsv | undefined): ReturnType<typeof framesOfCsv> {
  if (call.method !== 'write' || call.rows === undefined || csv === undefined) {
    throw new Error('There are no rows to write.');
  }
  return framesOfCsv(csv, { rows: call.rows, backend: call.target.backend });
}

function collectionOf(call: ChangingCall): Collection {
  const { backend, table } =
    call.method === 'create'
      ? call.creation
      : call.method === 'write'
        ? call.target
        : call.method === 'delete'
          ? call.deletion
          : call.execution;
  return { backend, path: table };
}

/** Reads the bytes of a file, which is named by its URI. */
export type OpenCsv = (uri: string, signal: AbortSignal) => Promise<CsvSource>;
