import type { Uri } from 'vscode';
import type { Frame } from '../../data/frame';

/** One thing to do about a failure. */
export interface FailureAction {
  readonly label: string;
  run(): void;
}

/** One run of a read. */
export interface ReadRun {
  readonly signal: AbortSignal;
  /** Gets which part of the whole the rows are, where they are only a part; shown behind the subtitle. */
  readonly onPart: (part: string) => void;
}

/** What a result panel shows, and where its rows come from. */
export interface ResultOpening {
  /** Openings of one key share a panel. */
  readonly key: string;
  /** Of the tab. */
  readonly title: string;
  /** Whose row limit applies; that of the settings unless given. */
  readonly connectionId?: string;
  /** Shown above the grid: `Local · nosql · bigdata/movies`. */
  readonly subtitle?: string;
  /** Of the tab. */
  readonly icon?: Uri | { readonly light: Uri; readonly dark: Uri };
  /** What to make the opening from again in a window that restores its panel: a value that passes through JSON. */
  readonly origin?: object;
  /** Called for each run; aborting the signal, or ending the iteration, ends the read at its source. */
  read(run: ReadRun): AsyncIterable<Frame>;
  /** What the user is told when a read fails; the error's own message unless given. */
  describeError?(error: unknown): string;
  /** What can be done about a failure besides trying again, which is always offered. */
  onError?(error: unknown): readonly FailureAction[];
}
