import type { Frame } from '../data/frame';
import { formatCollection, type Collection } from '../frames/collection';
import { collectionQuery } from './collectionQuery';
import type { Connection } from './connections/connection';
import type { LiveConnections } from './connections/liveConnections';
import type { Logger } from './logger';
import { isCancellation, reasonOf } from './report';
import type { Reporter } from './reporter';
import type { ResultPanels } from './results/resultPanels';
import { FramesError } from '../wire/errors';

export interface CollectionOpenerOptions {
  readonly live: LiveConnections;
  readonly panels: ResultPanels;
  readonly reporter: Reporter;
  readonly log: Logger;
}

/** Opens collections in result panels. */
export class CollectionOpener {
  constructor(private readonly options: CollectionOpenerOptions) {}

  open(connection: Connection, collection: Collection): void {
    const { path, backend } = collection;
    const { panels, reporter } = this.options;
    panels.open({
      key: `${connection.id} ${formatCollection(collection)}`,
      title: path.slice(path.lastIndexOf('/') + 1),
      subtitle: `${connection.name} · ${backend} · ${path}`,
      read: ({ signal }) => this.read(connection, collection, signal),
      describeError: (error) => reasonOf(error, connection),
      onError: (error) => reporter.actions(error, { intent: `read ${path}`, connection }),
    });
  }

  private async *read(
    connection: Connection,
    collection: Collection,
    signal: AbortSignal,
  ): AsyncGenerator<Frame, void, undefined> {
    const { live, log } = this.options;
    const started = performance.now();
    let rows = 0;
    let outcome = 'ended early';
    try {
      const { client } = await live.get(connection.id);
      for await (const frame of client.read(collectionQuery(collection), { signal })) {
        rows += frame.length;
        yield frame;
      }
      outcome = 'done';
    } catch (error) {
      outcome = isCancellation(error) ? 'cancelled' : error instanceof FramesError ? error.code : 'failed';
      throw error;
    } finally {
      const took = Math.round(performance.now() - started);
      log.info(
        `read ${formatCollection(collection)} over ${connection.name}: ${rows} rows, ${outcome}, ${took} ms`,
      );
    }
  }
}
