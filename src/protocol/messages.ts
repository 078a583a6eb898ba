import type { Schema } from '../data/schema';
import type { ErrorCode } from '../wire/errors';
import type { CellRange } from './cellRange';
import type { Chart, ChartMark, ChartRequest, SaveChartRequest } from './chart';
import type { Page } from './page';

/** Raised whenever a message changes its meaning: a page of another version is loaded anew. */
export const protocolVersion = 2;

/**
 * `waiting`: the panel was restored, and nothing is read before it is asked for. `reading`: frames arrive. `paused`: the row cap is reached and there is more. `complete`: all rows are here.
 * `following`: all rows are here, and new ones are shown as they come. `held`: the user has paused that.
 * `stopped` and `failed`: the rows received so far are kept.
 */
export type ReadState =
  'waiting' | 'reading' | 'paused' | 'complete' | 'following' | 'held' | 'stopped' | 'failed';

/** All that the result panel shows besides cells. */
export interface ResultStatus {
  readonly type: 'status';
  /** Goes up with the rows of every run; pages of an older one mean nothing any more. */
  readonly generation: number;
  readonly title: string;
  /** Where the rows come from; empty if there is nothing to say. */
  readonly subtitle: string;
  readonly state: ReadState;
  /** With those that were dropped: rows are counted from the first that was read. */
  readonly rowCount: number;
  /** Rows at the beginning that are no longer kept; 0 unless the result is followed. */
  readonly droppedRows: number;
  /** Goes up when columns come or change their dtype, which makes pages fetched before useless. */
  readonly schemaVersion: number;
  readonly schema: Schema;
  /** Time spent reading so far, pauses not counted. */
  readonly elapsedMs: number;
  /** Rows that Load More would add at most. */
  readonly rowCap: number;
  /** Whether the rows are those of the run before: the state is that of the present one, which has none yet. */
  readonly isEarlier?: boolean;
  /** Why it failed, while `state` is `failed`. */
  readonly failure?: Failure;
  /** What to say of a complete result without rows, where there is more to say than that. */
  readonly empty?: Empty;
  /** What a followed result waits for, when it is something else than new rows. */
  readonly waitsFor?: string;
  /** Where the view of a followed result is at first. Absent from a result that ends. */
  readonly follows?: 'start' | 'end';
  /** There is a way to go on with what is new. */
  readonly canFollow?: boolean;
  /** Labels of what else can be done from the panel. */
  readonly actions?: readonly string[];
  /** Label of what can be done with a row. */
  readonly rowAction?: string;
  /** There is a call to give as Python. */
  readonly hasCall?: boolean;
  /** Kept by the page for a window that restores it; means something to the host alone. */
  readonly origin?: object;
  /** Goes up when the panel is opened anew, not when its rows are read again. */
  readonly opening: number;
  /** What is shown first; the table, or what was in sight, unless given. */
  readonly initialView?: ResultViewName;
  /** What a chart is drawn with; what suits the columns unless given. */
  readonly chartMark?: ChartMark;
}

/** The two ways to look at a result. */
export type ResultViewName = 'table' | 'chart';

/** A failed read as the user is told about it. */
export interface Failure {
  readonly message: string;
  readonly code?: ErrorCode;
  /** Labels of what can be done besides trying again. */
  readonly actions: readonly string[];
}

/** Why there may be no rows, and what can be done about it. */
export interface Empty {
  readonly message: string;
  /** Labels. */
  readonly actions: readonly string[];
}

// What the page asks of the host.

/** The first message of a page. The answer is the present state. */
export interface HelloRequest {
  readonly type: 'hello';
  readonly protocolVersion: number;
}

/** The range is aligned by the asker; the answer may end earlier, where the rows end. */
export interface PageRequest extends CellRange {
  readonly type: 'page';
  readonly generation: number;
}

/** The whole text of one cell, however long. */
export interface CellRequest {
  readonly type: 'cell';
  readonly generation: number;
  readonly row: number;
  readonly column: number;
}

/** Puts cells on the clipboard as tab-separated text; what lies between the ranges stays blank. */
export interface CopyRequest {
  readonly type: 'copy';
  readonly generation: number;
  readonly ranges: readonly CellRange[];
  /** Whether a line of column names goes first. */
  readonly withHeader: boolean;
}

/** Opens the whole text of one cell in an editor. */
export interface OpenCellRequest {
  readonly type: 'openCell';
  readonly generation: number;
  readonly row: number;
  readonly column: number;
}

export type ResultRequest =
  HelloRequest | PageRequest | CellRequest | CopyRequest | OpenCellRequest | ChartRequest | SaveChartRequest;

export interface CellText {
  /** Empty for a null. */
  readonly text: string;
  readonly isNull: boolean;
}

export interface CopyResult {
  readonly rows: number;
  readonly columns: number;
}

/** The answer to each request, by its type. */
export interface ResultReplies {
  readonly hello: ResultStatus;
  readonly page: Page;
  readonly cell: CellText;
  readonly copy: CopyResult;
  readonly openCell: null;
  readonly chart: Chart;
  readonly saveChart: null;
}

// What the page tells the host; nothing is answered, the status that follows is the effect.

export interface LoadMoreNotice {
  readonly type: 'loadMore';
}

export interface StopNotice {
  readonly type: 'stop';
}

/** Reads again from the start. */
export interface RerunNotice {
  readonly type: 'rerun';
}

/** Shows new rows no longer, or again; or, of a result that ends, begins to show them. */
export interface FollowNotice {
  readonly type: 'hold' | 'resume' | 'follow';
}

/** One of the actions of the panel was chosen. */
export interface ActionNotice {
  readonly type: 'action';
  /** Position in `ResultStatus.actions`. */
  readonly action: number;
}

/** The action of rows was chosen for one of them. */
export interface RowActionNotice {
  readonly type: 'rowAction';
  readonly generation: number;
  readonly row: number;
}

export interface CopyAsPythonNotice {
  readonly type: 'copyAsPython';
}

export interface SaveCsvNotice {
  readonly type: 'saveCsv';
}

/** One of the actions of a failure was chosen. */
export interface FailureActionNotice {
  readonly type: 'failureAction';
  readonly generation: number;
  /** Position in `Failure.actions`. */
  readonly action: number;
}

/** One of the actions for a result without rows was chosen. */
export interface EmptyActionNotice {
  readonly type: 'emptyAction';
  readonly generation: number;
  /** Position in `Empty.actions`. */
  readonly action: number;
}

export type ResultNotice =
  | LoadMoreNotice
  | StopNotice
  | RerunNotice
  | SaveCsvNotice
  | FailureActionNotice
  | EmptyActionNotice
  | FollowNotice
  | ActionNotice
  | RowActionNotice
  | CopyAsPythonNotice;

// What the host tells the page.

/** Does what the key for copying does; commands of the editor arrive this way. */
export interface CopySelectionNotice {
  readonly type: 'copySelection';
  readonly withHeader: boolean;
}

/** Does what the key for selecting all does. */
export interface SelectAllNotice {
  readonly type: 'selectAll';
}

/** Asks for a `rowAction` of the active row. */
export interface UseRowNotice {
  readonly type: 'useRow';
}

/** Something was done that is worth a word in the status bar. */
export interface SayNotice {
  readonly type: 'say';
  readonly text: string;
}

export type HostNotice = ResultStatus | CopySelectionNotice | SelectAllNotice | UseRowNotice | SayNotice;

/** What the page keeps across hiding, and the editor across windows. */
export interface KeptState<View> {
  readonly view: View;
  /** Which of the two was in sight. */
  readonly shown?: ResultViewName;
  readonly origin?: object | undefined;
}

/** The two ends of a channel: what is asked there, how it is answered, and what is told without an answer. */
export interface ResultPage {
  readonly requests: ResultRequest;
  readonly replies: ResultReplies;
  readonly notices: ResultNotice;
}

export interface ResultHost {
  readonly requests: never;
  readonly replies: Record<string, never>;
  readonly notices: HostNotice;
}
