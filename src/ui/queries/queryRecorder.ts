import { randomUUID } from 'node:crypto';
import { formatCollection, type Collection } from '../../frames/collection';
import type { Connection } from '../connections/connection';
import type { HistoryEntry } from './historyFile';

/** How a run ended; `stopped` by the user, or by what shows it, with rows left at the service. */
export type QueryOutcome =
  { readonly state: 'done' | 'stopped' } | { readonly state: 'failed'; readonly reason: string };

export interface StartedQuery {
  /** As a file of its own. */
  readonly text: string;
  /** Of its parameters. */
  readonly values: Readonly<Record<string, string>>;
  readonly connection: Connection;
  readonly collection: Collection;
}

export interface QueryRecorderParts {
  /** As it is set up now: what runs again may know it as it was. */
  readonly find: (connectionId: string) => Connection | undefined;
  /** Gets each run when it has ended; those over connections that shall not be recorded are left out. */
  readonly onEnd: (entry: HistoryEntry) => void;
}

/** Notes which queries ran, and how they ended. */
export class QueryRecorder {
  constructor(private readonly parts: QueryRecorderParts) {}

  /** @returns to be called at the end with the rows that came; gives the milliseconds that it took */
  begin({
    text,
    values,
    connection,
    collection,
  }: StartedQuery): (outcome: QueryOutcome, rows: number) => number {
    const startedAt = Date.now();
    const clock = performance.now();
    return (outcome, rows) => {
      const elapsedMs = Math.round(performance.now() - clock);
      if ((this.parts.find(connection.id) ?? connection).recordHistory === false) return elapsedMs;
      this.parts.onEnd({
        id: randomUUID(),
        text,
        values,
        connectionId: connection.id,
        connectionName: connection.name,
        collection: formatCollection(collection),
        startedAt,
        elapsedMs,
        rows,
        ...outcome,
      });
      return elapsedMs;
    };
  }
}
