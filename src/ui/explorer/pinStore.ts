import { EventEmitter, type Disposable, type Memento } from 'vscode';
import { formatCollection, parseCollection, type Collection } from '../../frames/collection';
import { FramesError } from '../../wire/errors';

const storageKey = 'frames.pins';

/** The collections that the user pinned, by connection; kept by the editor for all workspaces. */
export class PinStore implements Disposable {
  private readonly changed = new EventEmitter<{ readonly connectionId: string }>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memento: Memento) {}

  /** In the order in which they were pinned. */
  list(connectionId: string): readonly Collection[] {
    return (this.saved()[connectionId] ?? []).flatMap(read);
  }

  has(connectionId: string, collection: Collection): boolean {
    return this.saved()[connectionId]?.includes(formatCollection(collection)) ?? false;
  }

  async add(connectionId: string, collections: readonly Collection[]): Promise<void> {
    const known = this.saved()[connectionId] ?? [];
    await this.save(connectionId, [...new Set([...known, ...collections.map(formatCollection)])]);
  }

  async remove(connectionId: string, collections: readonly Collection[]): Promise<void> {
    const gone = new Set(collections.map(formatCollection));
    await this.save(
      connectionId,
      (this.saved()[connectionId] ?? []).filter((pin) => !gone.has(pin)),
    );
  }

  /** Of a connection that was removed. */
  async forget(connectionId: string): Promise<void> {
    if (this.saved()[connectionId] !== undefined) await this.save(connectionId, []);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private saved(): Readonly<Record<string, readonly string[]>> {
    return this.memento.get<Readonly<Record<string, readonly string[]>>>(storageKey, {});
  }

  private async save(connectionId: string, pins: readonly string[]): Promise<void> {
    const others = Object.entries(this.saved()).filter(([id]) => id !== connectionId);
    const entries = pins.length === 0 ? others : [...others, [connectionId, pins] as const];
    await this.memento.update(storageKey, Object.fromEntries(entries));
    this.changed.fire({ connectionId });
  }
}

/** Nothing, where another version of the extension left what is no collection here. */
function read(text: string): readonly Collection[] {
  try {
    return [parseCollection(text)];
  } catch (error) {
    if (error instanceof FramesError) return [];
    throw error;
  }
}
