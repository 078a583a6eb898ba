import fs from 'node:fs/promises';
import path from 'node:path';

/** One run of a query. */
export interface HistoryEntry {
  readonly id: string;
  /** As a file of its own. */
  readonly text: string;
  /** Of its parameters. */
  readonly values: Readonly<Record<string, string>>;
  readonly connectionId: string;
  /** As it was called then. */
  readonly connectionName: string;
  /** In the form of `formatCollection`. */
  readonly collection: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly elapsedMs: number;
  /** That came until it ended. */
  readonly rows: number;
  readonly state: 'done' | 'stopped' | 'failed';
  /** Why it failed. */
  readonly reason?: string;
}

/** Runs kept; older ones go. */
export const maxEntries = 500;

/** Bytes of a text that is kept; a longer one is not worth its place. */
const maxText = 100_000;

/**
 * The runs of the user's queries, newest last, as a file with a line for each: windows of the editor append to it without
 * knowing of each other.
 */
export class HistoryFile {
  private work: Promise<unknown> = Promise.resolve();

  constructor(private readonly file: string) {}

  /** Newest first. A line that cannot be read is left out. */
  async entries(): Promise<readonly HistoryEntry[]> {
    return this.inOrder(async () => (await this.read()).reverse().slice(0, maxEntries));
  }

  async append(entry: HistoryEntry): Promise<void> {
    if (entry.text.length > maxText) return;
    await this.inOrder(async () => {
      await fs.mkdir(path.dirname(this.file), { recursive: true });
      await fs.appendFile(this.file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
      const entries = await this.read();
      if (entries.length > 2 * maxEntries) await this.replace(entries.slice(-maxEntries));
    });
  }

  async remove(id: string): Promise<void> {
    await this.inOrder(async () => this.replace((await this.read()).filter((entry) => entry.id !== id)));
  }

  async clear(): Promise<void> {
    await this.inOrder(() => fs.rm(this.file, { force: true }));
  }

  private async read(): Promise<HistoryEntry[]> {
    let text: string;
    try {
      text = await fs.readFile(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
    return text.split('\n').flatMap(entryOf);
  }

  /** In one step: a reader sees the old lines or the new ones. */
  private async replace(entries: readonly HistoryEntry[]): Promise<void> {
    const aside = `${this.file}.${process.pid}`;
    await fs.writeFile(aside, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''), { mode: 0o600 });
    await fs.rename(aside, this.file);
  }

  private inOrder<T>(step: () => Promise<T>): Promise<T> {
    const done = this.work.then(step);
    this.work = done.catch(() => undefined);
    return done;
  }
}

function entryOf(line: string): HistoryEntry[] {
  try {
    const entry = JSON.parse(line) as Partial<HistoryEntry> | null;
    const isWhole =
      typeof entry?.id === 'string' &&
      typeof entry.text === 'string' &&
      typeof entry.connectionId === 'string' &&
      typeof entry.startedAt === 'number';
    return isWhole ? [entry as HistoryEntry] : [];
  } catch {
    return [];
  }
}
