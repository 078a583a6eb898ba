import { window, type TreeView } from 'vscode';
import type { CollectionChanges } from '../collections/collectionChanges';
import type { ConnectionStore } from '../connections/connectionStore';
import type { LiveConnections } from '../connections/liveConnections';
import { secretPlaceNames, type SecretStore } from '../connections/secretStore';
import { setContext } from '../contextKeys';
import { viewId } from '../ids';
import { DisposableStore } from '../lifecycle';
import type { Logger } from '../logger';
import { shownWhenLong } from '../progress';
import type { Trust } from '../trust';
import type { dropText } from './dropText';
import { ExplorerModel } from './explorerModel';
import { ExplorerTree } from './explorerTree';
import { ExplorerDrag, registerDrops } from './explorerDrag';
import { Healer } from './healer';
import type { LeafReader } from './leafReader';
import { collectionOf, connectionOf, type ExplorerNode } from './node';
import type { PinStore } from './pinStore';

/** What the tree needs only when somebody looks into a collection, or drops it somewhere. */
export interface ExplorerLaterParts {
  readonly leaves: LeafReader;
  readonly dropText: typeof dropText;
}

export interface ExplorerOptions {
  readonly connections: ConnectionStore;
  readonly live: LiveConnections;
  readonly secrets: Pick<SecretStore, 'whereabouts'>;
  readonly trust: Trust;
  readonly log: Logger;
  readonly changes: CollectionChanges;
  readonly pins: PinStore;
  /** @throws what loading throws */
  readonly later: () => Promise<ExplorerLaterParts>;
}

/** The Frames view: what is known about the connections, as a tree. */
export class Explorer extends DisposableStore {
  readonly model: ExplorerModel;
  readonly view: TreeView<ExplorerNode>;
  private readonly tree: ExplorerTree;

  constructor({ connections, live, secrets, trust, log, changes, pins, later }: ExplorerOptions) {
    super();
    const healer = this.add(
      new Healer({
        ping: async ({ id }, signal) => {
          const { client, source } = await live.get(id);
          await Promise.all([client.version({ signal }), source?.containers({ signal })]);
        },
        onBack: (id) => this.model.reconnect(id),
        isWatched: () => this.view.visible,
      }),
    );
    this.model = new ExplorerModel({
      connections: () => connections.list(),
      source: async ({ id }, signal) => {
        const { client, source } = await live.get(id);
        // Without a listing the version tells whether there is a service at all.
        if (!source) await client.version({ signal });
        return source;
      },
      details: async function* (leaf, signal) {
        yield* (await later()).leaves.details(leaf, signal);
      },
      pinned: ({ id }) => pins.list(id),
      recent: async (connection, signal) => (await later()).leaves.recent(connection, signal),
      summary: async (leaf) => (await later()).leaves.summary(leaf),
      onRetry: ({ id }) => live.close(id),
      onStatus: (connection, status) => healer.update(connection, status),
      onChange: (node) => this.tree.update(node),
      onLoading: showLoading(log),
    });
    this.tree = this.add(
      new ExplorerTree({
        model: this.model,
        trust,
        isPinned: (leaf) => {
          const collection = collectionOf(leaf);
          return collection !== undefined && pins.has(connectionOf(leaf).id, collection);
        },
        describe: async (leaf, signal) => (await later()).leaves.describe(leaf, signal),
        secretPlace: async () => secretPlaceNames[await secrets.whereabouts()],
      }),
    );
    this.view = this.add(
      window.createTreeView(viewId, {
        treeDataProvider: this.tree,
        showCollapseAll: true,
        canSelectMany: true,
        dragAndDropController: new ExplorerDrag(),
      }),
    );
    this.add(registerDrops(async () => (await later()).dropText));
    this.add(
      changes.onDidChange(({ connectionId, collection }) => this.model.changed(connectionId, collection)),
    );
    this.add(pins.onDidChange(({ connectionId }) => this.model.pinsChanged(connectionId)));
    this.add(
      connections.onDidChange(({ id, current }) => {
        live.close(id);
        if (current === undefined) this.model.forget(id);
        else this.model.reconnect(id);
      }),
    );
  }

  get isInSight(): boolean {
    return this.view.visible;
  }

  /** Brings a connection to the front, and leaves the focus where it is. */
  async reveal(connectionId: string): Promise<void> {
    const node = this.root(connectionId);
    if (node) await this.view.reveal(node, { select: true, focus: false });
  }

  /** Opens a connection in the tree, and brings that to the front. */
  async expand(connectionId: string): Promise<void> {
    const node = this.root(connectionId);
    if (node) await this.view.reveal(node, { select: false, focus: false, expand: true });
  }

  private root(connectionId: string): ExplorerNode | undefined {
    return this.model.roots().find(({ id }) => id === connectionId);
  }

  /** The workspace has come to be trusted. */
  update(): void {
    this.tree.update();
  }
}

/** A listing that takes longer shows a progress bar in the view, and a button that ends it. */
function showLoading(log: Logger): (loading: boolean) => void {
  const onFault = (error: unknown): void => log.error(String(error));
  let finish = (): void => undefined;
  return (loading) => {
    finish();
    if (!loading) return;
    const listed = new Promise<void>((resolve) => (finish = resolve));
    const offerToStop = async (): Promise<void> => {
      await setContext('frames.loading', true);
      await listed;
      await setContext('frames.loading', false);
    };
    shownWhenLong({ location: { viewId } }, listed, () => {
      offerToStop().catch(onFault);
    }).catch(onFault);
  };
}
