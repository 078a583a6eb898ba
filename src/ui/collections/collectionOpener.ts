import { Uri } from 'vscode';
import type { Frame } from '../../data/frame';
import { formatCollection } from '../../frames/collection';
import { FramesError, type ErrorCode } from '../../wire/errors';
import { readCollection, type OpenedCollection } from './collectionRead';
import type { Connection } from '../connections/connection';
import type { LiveConnections } from '../connections/liveConnections';
import { openedFrom, type CollectionOrigin } from './collectionOrigin';
import { openingQuery } from './openingQuery';
import type { Logger } from '../logger';
import { isCancellation, reasonOf } from '../report';
import type { Reporter } from '../reporter';
import type { ReadRun, ResultOpening } from '../results/resultOpening';
import type { ResultPanels } from '../results/resultPanels';
import type { StreamOpener } from '../streams/streamOpener';

export interface CollectionOpenerOptions {
  readonly extensionUri: Uri;
  readonly live: LiveConnections;
  readonly panels: ResultPanels;
  readonly reporter: Reporter;
  readonly log: Logger;
  /** A read found that nothing answers over a connection, or that its key is refused. */
  readonly onLost: (connectionId: string) => void;
  /** What the panel of a stream can do beyond the others. */
  readonly streams: Pick<StreamOpener, 'abilities'>;
}

/** Failures that are the connection's, not the collection's. */
const lost: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['unavailable', 'unauthenticated']);

/** Opens collections in result panels. */
export class CollectionOpener {
  constructor(private readonly options: CollectionOpenerOptions) {}

  open(connection: Connection, collection: OpenedCollection): void {
    this.options.panels.open(this.opening(connection, collection));
  }

  /** The opening that left this behind with its panel; undefined when it is none of ours. */
  reopening(origin: unknown): ResultOpening | undefined {
    const opened = openedFrom(origin);
    return opened && this.opening(opened.connection, opened.collection);
  }

  private opening(connection: Connection, collection: OpenedCollection): ResultOpening {
    const { path, backend } = collection;
    const { extensionUri, reporter } = this.options;
    const icon = (theme: string): Uri =>
      Uri.joinPath(extensionUri, 'media', 'kinds', `${backend}-${theme}.svg`);
    return {
      key: `${connection.id} ${formatCollection(collection)}`,
      title: path.slice(path.lastIndexOf('/') + 1),
      connectionId: connection.id,
      subtitle: `${connection.name} · ${backend} · ${path}`,
      icon: { light: icon('light'), dark: icon('dark') },
      origin: { connection, collection } satisfies CollectionOrigin,
      call: { method: 'read', query: openingQuery(collection) },
      session: { address: connection.address, webApi: connection.webApi, user: connection.user },
      ...(backend === 'stream' && this.options.streams.abilities({ ...collection, connection })),
      read: (run) => this.read(connection, collection, run),
      describeError: (error) => reasonOf(error, connection),
      onError: (error) => reporter.actions(error, { intent: `read ${path}`, connection }),
    };
  }

  private async *read(
    connection: Connection,
    collection: OpenedCollection,
    run: ReadRun,
  ): AsyncGenerator<Frame, void, undefined> {
    const { live, log } = this.options;
    const started = performance.now();
    let rows = 0;
    let outcome = 'ended early';
    try {
      const access = await live.get(connection.id);
      for await (const frame of readCollection(access, collection, run)) {
        rows += frame.length;
        yield frame;
      }
      outcome = 'done';
    } catch (error) {
      if (error instanceof FramesError && lost.has(error.code)) this.options.onLost(connection.id);
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
