import type { Frame } from '../data/frame';
import type { InitialWriteRequest, SessionMessage } from '../wire/messages';
import type { Handlers } from './handlers';
import type { History } from './history';
import {
  clipped,
  createDetails,
  deleteDetails,
  executeDetails,
  readDetails,
  writeDetails,
  type HistoryDetails,
} from './historyDetails';
import type { HistoryAction } from './storage/history';
import { resolveTable, type TablePath } from './tablePath';

export interface HistoryCallsOptions {
  readonly history: History;
  /** The kind of the tables that a request's `backend` names; undefined when it names none. */
  readonly typeOf: (backend: string) => string | undefined;
}

/** Rows that a kind of table puts into a message when the request does not say; recorded as if it did (spec/history.md §1). */
const defaultMessageLimits = new Map([
  ['kv', 256n],
  ['stream', 1024n],
]);

interface Subject {
  readonly session: SessionMessage;
  readonly backend: string;
  readonly table: string;
}

/** The same calls, of which those that succeed are recorded, and the history that they leave. */
export function recorded(handlers: Handlers, { history, typeOf }: HistoryCallsOptions): Handlers {
  function begin(action: HistoryAction) {
    const start = BigInt(Date.now()) * 1_000_000n;
    const clock = process.hrtime.bigint();
    return (subject: Subject, details: HistoryDetails): void => {
      const { session, backend } = subject;
      const duration = process.hrtime.bigint() - clock;
      const { table, container } = placeOf(subject, action);
      const user = clipped(session.user);
      history.record({ action, user, backend, table, container, start, duration, details });
    };
  }

  /** Tables are recorded as they were asked for, but for the streams that are read. */
  function placeOf({ session, backend, table }: Subject, action: HistoryAction) {
    const type = typeOf(backend);
    // The files of csv are in no container.
    const place = type === 'csv' ? undefined : resolved(session, table);
    return {
      table: type === 'stream' && action === 'read' && place !== undefined ? place.shown : table,
      container: place?.container ?? session.container,
    };
  }

  return {
    ...handlers,
    history: (request, signal) => history.read(request, signal),

    async *read(request, signal): AsyncGenerator<Frame, void> {
      const done = begin('read');
      yield* handlers.read(request, signal);
      done(request, readDetails(request, defaultMessageLimits.get(typeOf(request.backend) ?? '') ?? 0n));
    },

    async write(messages, signal) {
      const done = begin('write');
      let first: InitialWriteRequest | undefined;
      async function* watched() {
        for await (const message of messages) {
          if (message.kind === 'request') first ??= message.request;
          yield message;
        }
      }
      const response = await handlers.write(watched(), signal);
      if (first !== undefined) done(first, writeDetails(first));
      return response;
    },

    async create(request, signal) {
      const done = begin('create');
      await handlers.create(request, signal);
      done(request, createDetails(request));
    },

    async delete(request, signal) {
      const done = begin('delete');
      await handlers.delete(request, signal);
      done(request, deleteDetails(request));
    },

    async exec(request, signal) {
      const done = begin('execute');
      const response = await handlers.exec(request, signal);
      done(request, executeDetails(request));
      return response;
    },
  };
}

/** Undefined where the request names no place, as a query that holds the name of its table. */
function resolved(session: SessionMessage, table: string): TablePath | undefined {
  try {
    return resolveTable(session, table);
  } catch {
    return undefined;
  }
}
