import type { Uri } from 'vscode';
import type { Frame } from '../../data/frame';
import type { ChartMark } from '../../protocol/chart';
import type { ResultViewName } from '../../protocol/messages';
import type { Call } from '../calls/call';
import type { PythonSession } from '../calls/python';

/** One thing to do from a panel, such as about a failure. */
export interface FailureAction {
  readonly label: string;
  run(): void;
}

/** What to say in the place of rows where a read found none. */
export interface EmptyOffer {
  readonly message: string;
  /** Their labels are buttons. */
  readonly actions: readonly FailureAction[];
}

/** One run of a read. */
export interface ReadRun {
  readonly signal: AbortSignal;
  /** Gets which part of the whole the rows are, where they are only a part; shown behind the subtitle. */
  readonly onPart: (part: string) => void;
  /** Of a result that is followed: all that was there is read, and what is read from now on is new. */
  readonly onCaughtUp: () => void;
  /** Of a result that is followed: what it waits for other than new rows, such as a service that is gone; none any more. */
  readonly onWait: (waitsFor: string | undefined) => void;
}

/** What can be done with one row of a result. */
export interface RowAction {
  readonly label: string;
  /** @param row a frame of that row alone */
  run(row: Frame): void;
}

/** What a result panel shows, and where its rows come from. */
export interface ResultOpening {
  /** Openings of one key share a panel. */
  readonly key: string;
  /** Of the tab. */
  readonly title: string;
  /** Whether the next opening of the key takes over the tab until the user pins it. Without it the key is that of one thing. */
  readonly isPreview?: boolean;
  /** Where a new tab opens: in the active group, with the focus, unless given. */
  readonly placement?: 'active' | 'beside';
  /** What is looked at first; unless given the table, or what was looked at before in the same panel. */
  readonly initialView?: ResultViewName;
  /** What a chart is drawn with; what suits the columns unless given. */
  readonly chartMark?: ChartMark;
  /** Whose row limit applies; that of the settings unless given. */
  readonly connectionId?: string;
  /** Shown above the grid: `Local · nosql · bigdata/movies`. */
  readonly subtitle?: string;
  /** Of the tab. */
  readonly icon?: Uri | { readonly light: Uri; readonly dark: Uri };
  /** What to make the opening from again in a window that restores its panel: a value that passes through JSON. */
  readonly origin?: object;
  /** What was called to get the rows; it can be copied as Python. */
  readonly call?: Call;
  /** In which session. */
  readonly session?: PythonSession;
  /**
   * The read goes on with what is new and never ends by itself: the panel stays at the end, can be paused, and keeps a
   * bounded number of rows. `start` where the user first looks at what was there before.
   */
  readonly follows?: 'start' | 'end';
  /** An opening that shows the same and goes on with what is new. */
  readonly following?: () => ResultOpening;
  /** What else can be done from the panel; buttons. */
  readonly actions?: readonly FailureAction[];
  /** What can be done with a row; a button, and an entry of the menu over the grid. */
  readonly rowAction?: RowAction;
  /** Called for each run; aborting the signal, or ending the iteration, ends the read at its source. */
  read(run: ReadRun): AsyncIterable<Frame>;
  /** What the user is told when a read fails; the error's own message unless given. */
  describeError?(error: unknown): string;
  /** What can be done about a failure besides trying again, which is always offered. */
  onError?(error: unknown): readonly FailureAction[];
  /** Asked when a read has ended without a row; the panel says so in its own words unless this does. */
  onEmpty?(): EmptyOffer | undefined;
}
