/** A call that succeeded (spec/history.md §1). */
export interface HistoryEntry {
  readonly action: HistoryAction;
  readonly user: string;
  /** As the request names it. */
  readonly backend: string;
  readonly table: string;
  readonly container: string;
  /** When the call began, in nanoseconds since the epoch. */
  readonly start: bigint;
  /** Nanoseconds. */
  readonly duration: bigint;
  /** What the call was told, by the names that readers of the history see. */
  readonly details: ReadonlyMap<string, string>;
}

export type HistoryAction = 'read' | 'write' | 'create' | 'delete' | 'execute';

/** All conditions hold together; empty texts ask for nothing. Texts are compared exactly. */
export interface HistoryFilter {
  readonly action: string;
  readonly user: string;
  readonly backend: string;
  readonly table: string;
  readonly container: string;
  /** Whole milliseconds since the epoch, both ends included. */
  readonly minStart: bigint;
  readonly maxStart: bigint;
  /** Whole milliseconds, both ends included; no upper end when `maxDuration` is 0. */
  readonly minDuration: bigint;
  readonly maxDuration: bigint;
}

export interface HistoryStore {
  /** Adds entries behind those that are there, all or none. */
  append(entries: readonly HistoryEntry[]): Promise<void>;
  /** Removes entries of calls that began before `start`, in nanoseconds since the epoch. */
  removeBefore(start: bigint): Promise<void>;
  isEmpty(): Promise<boolean>;
  /** Matching entries in the order in which they were added, in groups of any size. Ending the iteration, or the signal, frees the connection. */
  find(filter: HistoryFilter, signal?: AbortSignal): AsyncIterable<readonly HistoryEntry[]>;
}
