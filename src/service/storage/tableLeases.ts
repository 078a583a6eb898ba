/** Which item tables are being read. A table whose directory is gone is dropped when nobody reads it any more. */
export class TableLeases {
  private readonly readers = new Map<number, number>();
  private readonly retired = new Set<number>();
  private blocks = 0;

  /** @returns what gives the lease back; calling it twice does nothing more */
  take(directoryId: number): () => void {
    this.readers.set(directoryId, (this.readers.get(directoryId) ?? 0) + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const left = (this.readers.get(directoryId) ?? 1) - 1;
      if (left === 0) this.readers.delete(directoryId);
      else this.readers.set(directoryId, left);
    };
  }

  /** Keeps every table until what is returned is called, which happens once. */
  block(): () => void {
    this.blocks++;
    return () => {
      this.blocks--;
    };
  }

  retire(directoryIds: Iterable<number>): void {
    for (const id of directoryIds) this.retired.add(id);
  }

  /** The retired tables that nobody reads; they are handed out once. */
  takeUnread(): number[] {
    if (this.blocks > 0) return [];
    const unread = [...this.retired].filter((id) => !this.readers.has(id));
    for (const id of unread) this.retired.delete(id);
    return unread;
  }
}
