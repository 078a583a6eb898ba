import type { CsvSource } from '../../csv/importCsv';
import type { Collection } from '../../frames/collection';
import type { FormValues } from '../../protocol/form';
import type { CollectionChanges } from '../collections/collectionChanges';
import type { Connection } from '../connections/connection';
import type { LiveConnection, LiveConnections } from '../connections/liveConnections';
import type { Call } from '../calls/call';
import { isCancellation } from '../report';
import { framesOfCsv, type ReadCsv } from './csvRows';
import type { LossAct } from './deletionText';
import type { DeletionPreview } from './deletePreview';
import type { ShowingCall } from './openings';
import { previewLoss, previewReplacement, replacesTable } from './previewLoss';
import { deletesPart, runCall, type ChangingCall } from './runCall';

/** One run of a form. */
export interface Performance {
  readonly call: Call;
  readonly connection: Connection;
  readonly form: string;
  readonly values: FormValues;
  readonly csv: ReadCsv | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
  /** Gets the call when it begins: until then nothing has been changed. */
  readonly onBegin?: (call: ChangingCall) => void;
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
  /** Asks about what would be lost. @throws CancelledError, or resolves to false, to keep everything */
  readonly confirm: (loss: Loss, options: { readonly signal: AbortSignal }) => Promise<boolean>;
}

/** What goes with a call, unless the user wants to keep it. */
export interface Loss {
  readonly connection: Connection;
  readonly preview: DeletionPreview;
  readonly act: LossAct;
}

/** Does what a form asks for. */
export class Performer {
  constructor(private readonly parts: PerformerParts) {}

  /** @throws what the call throws; KeptError when the user did not agree to what would be lost */
  async perform(performance: Performance): Promise<PerformanceEnd> {
    const { call } = performance;
    if (call.method === 'read' || call.method === 'history') {
      this.parts.show({ ...performance, call });
      return { text: 'The rows are in a tab of their own.', actions: [] };
    }
    const live = await this.parts.live.get(performance.connection.id);
    const confirmed = await this.confirmed(live, { ...performance, call });
    return this.change(live, { ...performance, call: confirmed });
  }

  private async change(
    { client }: LiveConnection,
    performance: Performance & { readonly call: ChangingCall },
  ): Promise<PerformanceEnd> {
    const { call, connection, csv, signal, onProgress, onBegin } = performance;
    onBegin?.(call);
    const doing = progressOf(call);
    onProgress(`${doing}…`);
    const collection = collectionOf(call);
    const announce = (kind: Parameters<CollectionChanges['announce']>[0]['kind']): void =>
      this.parts.changes.announce({ connectionId: connection.id, collection, kind });
    try {
      const done = await runCall(client, call, {
        signal,
        csvFrames: () => framesOfWrite(call, csv),
        onRows: (rows) =>
          onProgress(`${doing}: ${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'} sent…`),
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

  /** The call as it is made once the user has agreed to what is lost with it. */
  private async confirmed(
    access: LiveConnection,
    { call, connection, signal, onProgress }: Performance & { readonly call: ChangingCall },
  ): Promise<ChangingCall> {
    if (call.method === 'delete') {
      onProgress('Looking at what would go…');
      const preview = await previewLoss(access, call.deletion, { signal });
      onProgress('Waiting for your answer…');
      await this.agree({ connection, preview, act: 'delete' }, signal);
      return { method: 'delete', deletion: preview.deletion };
    }
    if (call.method === 'write') {
      if (replacesTable(call.target)) onProgress('Looking at what would go…');
      const preview = await previewReplacement(access, call.target, { signal });
      if (preview === undefined) return call;
      onProgress('Waiting for your answer…');
      await this.agree({ connection, preview, act: 'replace' }, signal);
    }
    return call;
  }

  /** @throws KeptError; the signal's reason, whatever the answer, where it was aborted meanwhile */
  private async agree(loss: Loss, signal: AbortSignal): Promise<void> {
    try {
      const agreed = await this.parts.confirm(loss, { signal });
      signal.throwIfAborted();
      if (agreed) return;
    } catch (error) {
      signal.throwIfAborted();
      if (!isCancellation(error)) throw error;
    }
    throw new KeptError(loss.act === 'delete' ? 'Nothing was deleted.' : 'Nothing was written.');
  }
}

/** The user chose to keep what would have been lost. */
export class KeptError extends Error {
  override readonly name = 'AbortError';
}

function framesOfWrite(call: ChangingCall, csv: ReadCsv | undefined): ReturnType<typeof framesOfCsv> {
  if (call.method !== 'write' || call.rows === undefined || csv === undefined) {
    throw new Error('There are no rows to write.');
  }
  return framesOfCsv(csv, { rows: call.rows, backend: call.target.backend });
}

/** What is said while a call goes on. */
function progressOf(call: ChangingCall): string {
  switch (call.method) {
    case 'create':
      return `Creating ${call.creation.table}`;
    case 'write': {
      const { table } = call.target;
      return replacesTable(call.target) ? `Replacing the table ${table}` : `Writing to ${table}`;
    }
    case 'delete':
      return `Deleting ${deletesPart(call) ? 'from ' : ''}${call.deletion.table}`;
    case 'execute':
      return `Executing ${call.execution.command} on ${call.execution.table}`;
  }
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
