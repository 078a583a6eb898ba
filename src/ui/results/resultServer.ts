import { isDeepStrictEqual } from 'node:util';
import type { Disposable } from 'vscode';
import type { ResultSet } from '../../data/resultSet';
import { allFields, type Schema } from '../../data/schema';
import { valueText } from '../../data/valueText';
import type { CellRange } from '../../protocol/cellRange';
import type { Chart, ChartRequest } from '../../protocol/chart';
import type { CellText, Empty, Failure, ResultStatus } from '../../protocol/messages';
import { packPage, type Page } from '../../protocol/page';
import { FramesError } from '../../wire/errors';
import type { EmptyOffer, FailureAction, ResultOpening } from './resultOpening';
import { chartOf } from './chart/chartOf';
import { ResultReader } from './resultReader';
import { Throttle } from './throttle';

/** Often enough to look alive, rare enough to cost nothing. */
const STATUS_INTERVAL_MS = 50;

export interface ResultServerParts {
  readonly opening: ResultOpening;
  /** Rows before a read pauses. */
  readonly rowCap: () => number;
  readonly onStatus: (status: ResultStatus) => void;
  /** Whether to read only when `rerun` is called. */
  readonly waits?: boolean | undefined;
}

/** A request names a run that another one has replaced. */
export class StaleError extends Error {
  override readonly name = 'StaleError';
  /** No failure: whoever asked has a newer result to look at. */
  readonly code = 'cancelled';
  constructor() {
    super('The result was read again meanwhile.');
  }
}

/** The host's side of one result: runs the read, tells how it goes, answers for cells. Knows nothing of panels. */
export class ResultServer implements Disposable {
  private opening: ResultOpening;
  private reader!: ResultReader;
  /** Whose rows are shown: the run before stays until the present one has any, or has none at all. */
  private shown!: ResultReader;
  private generation = 0;
  private openings = 0;
  /** Which part of the whole the rows are, as far as the run has told. */
  private part = '';
  /** What a followed result waits for other than new rows. */
  private waitsFor: string | undefined;
  private schemaVersion = 0;
  private lastSchema: Schema | undefined;
  private failure:
    | { readonly error: unknown; readonly report: Failure; readonly actions: readonly FailureAction[] }
    | undefined;
  private empty: EmptyOffer | undefined;
  private isDisposed = false;
  private readonly status: Throttle;

  constructor(private readonly parts: ResultServerParts) {
    this.opening = parts.opening;
    this.status = new Throttle(() => parts.onStatus(this.currentStatus()), STATUS_INTERVAL_MS);
    this.run({ waits: parts.waits });
  }

  get resultSet(): ResultSet {
    return this.shown.resultSet;
  }

  /** Whether the result has rows that are not loaded, as far as is known. */
  get isComplete(): boolean {
    return this.shown.state === 'complete';
  }

  /** Reads from the start; what is being read ends. Rows of what shows the same stay until there are others. */
  rerun(opening: ResultOpening = this.opening): void {
    this.reader.stop();
    const keepsRows = this.resultSet.rowCount > 0 && showsSame(opening, this.opening);
    if (opening !== this.opening) this.openings++;
    this.opening = opening;
    this.run({ keepsRows });
  }

  loadMore(): void {
    this.reader.loadMore();
  }

  stop(): void {
    this.reader.stop();
  }

  /** Shows no new rows until it is resumed. */
  hold(): void {
    this.reader.hold();
  }

  resume(): void {
    this.reader.resume();
  }

  runAction(action: number): void {
    this.opening.actions?.[action]?.run();
  }

  /** @param row counted with the rows that were dropped @throws StaleError; RangeError when it is gone */
  runRowAction({ generation, row }: { readonly generation: number; readonly row: number }): void {
    this.check(generation);
    const at = this.kept(row);
    for (const frame of this.resultSet.slice(at, at + 1)) this.opening.rowAction?.run(frame);
  }

  /** A row of the page's counting as one of those that are kept. @throws RangeError when it was dropped */
  kept(row: number): number {
    const at = row - this.resultSet.droppedRows;
    if (at < 0) throw new RangeError(`row ${row + 1} is no longer kept`);
    return at;
  }

  /** @param generation of the status that offered the action */
  runFailureAction(generation: number, action: number): void {
    if (generation === this.generation) this.failure?.actions[action]?.run();
  }

  /** @param generation of the status that offered the action */
  runEmptyAction(generation: number, action: number): void {
    if (generation === this.generation) this.empty?.actions[action]?.run();
  }

  /** @throws StaleError */
  page(range: CellRange & { readonly generation: number }): Page {
    const { generation, startColumn } = range;
    this.check(generation);
    const { rowCount, droppedRows, schema } = this.resultSet;
    const endRow = Math.min(range.endRow, droppedRows + rowCount);
    const startRow = Math.min(Math.max(range.startRow, droppedRows), endRow);
    const endColumn = Math.min(range.endColumn, allFields(schema).length);
    return packPage(this.resultSet.slice(startRow - droppedRows, endRow - droppedRows), {
      generation,
      startRow,
      endRow,
      startColumn,
      endColumn,
    });
  }

  /**
   * The whole text of a cell.
   * @throws StaleError; RangeError when there is no such cell
   */
  cellText({ generation, row, column }: { generation: number; row: number; column: number }): CellText {
    this.check(generation);
    const cell = this.resultSet.cell(this.kept(row), column);
    const isNull = cell.value === null;
    return { text: cell.value === null ? '' : valueText(cell.value, cell.column.dtype), isNull };
  }

  /**
   * What to draw of the rows that are here.
   * @throws StaleError; FramesError as `chartOf`
   */
  async chart(request: ChartRequest, { signal }: { readonly signal: AbortSignal }): Promise<Chart> {
    this.check(request.generation);
    return chartOf(this.resultSet, { ...request, signal });
  }

  /** @throws StaleError when `generation` is not the present run */
  check(generation: number): void {
    if (generation !== this.generation) throw new StaleError();
  }

  currentStatus(): ResultStatus {
    this.turn();
    const { resultSet } = this;
    const { state, elapsedMs } = this.reader;
    // Reading again, the columns stay in sight until those of the new run are known.
    const isUnknown = state === 'reading' && allFields(resultSet.schema).length === 0;
    const schema = (isUnknown ? this.lastSchema : undefined) ?? resultSet.schema;
    if (!this.lastSchema || !isSameShape(schema, this.lastSchema)) this.schemaVersion++;
    this.lastSchema = schema;
    if (state === 'failed') this.failure ??= this.describe(this.reader.failure);
    if (state === 'complete' && resultSet.rowCount === 0) this.empty ??= this.opening.onEmpty?.();
    return {
      type: 'status',
      generation: this.generation,
      opening: this.openings,
      title: this.opening.title,
      subtitle: [this.opening.subtitle ?? '', this.part].filter((text) => text !== '').join(' · '),
      state,
      rowCount: resultSet.droppedRows + resultSet.rowCount,
      droppedRows: resultSet.droppedRows,
      schemaVersion: this.schemaVersion,
      schema,
      elapsedMs,
      rowCap: this.parts.rowCap(),
      ...(this.failure && { failure: this.failure.report }),
      ...(this.shown !== this.reader && { isEarlier: true }),
      ...(this.empty && { empty: described(this.empty) }),
      ...(this.waitsFor !== undefined && state === 'following' && { waitsFor: this.waitsFor }),
      ...this.abilities(),
      ...(this.opening.origin && { origin: this.opening.origin }),
      ...(this.opening.initialView && { initialView: this.opening.initialView }),
      ...(this.opening.chartMark && { chartMark: this.opening.chartMark }),
    };
  }

  private abilities(): Partial<ResultStatus> {
    const { follows, following, actions, rowAction, call } = this.opening;
    return {
      ...(follows && { follows }),
      ...(following && { canFollow: true }),
      ...(actions && { actions: actions.map(({ label }) => label) }),
      ...(rowAction && { rowAction: rowAction.label }),
      ...(call && { hasCall: true }),
    };
  }

  dispose(): void {
    this.isDisposed = true;
    this.status.dispose();
    this.generation++;
    this.reader.stop();
  }

  /** Shows the rows of the present run from now on, if it has come so far. */
  private turn(): void {
    const { state, resultSet } = this.reader;
    const isFruitless = resultSet.rowCount === 0 && ['reading', 'stopped', 'failed'].includes(state);
    if (this.shown === this.reader || isFruitless) return;
    this.shown = this.reader;
    this.generation++;
  }

  private run({
    waits,
    keepsRows = false,
  }: Pick<ResultServerParts, 'waits'> & { readonly keepsRows?: boolean } = {}): void {
    this.failure = undefined;
    this.empty = undefined;
    this.part = '';
    this.waitsFor = undefined;
    const { opening } = this;
    const isPresent = (): boolean => !this.isDisposed && reader === this.reader;
    const tell = (change: () => void): void => {
      if (!isPresent()) return;
      change();
      this.status.ask();
    };
    const reader: ResultReader = new ResultReader({
      waits,
      read: (run) =>
        opening.read({
          ...run,
          onPart: (part) => tell(() => (this.part = part)),
          onWait: (waitsFor) => {
            if (waitsFor !== this.waitsFor) tell(() => (this.waitsFor = waitsFor));
          },
        }),
      rowCap: this.parts.rowCap,
      onChange: () => {
        if (!isPresent()) return;
        if (['reading', 'following'].includes(reader.state)) this.status.ask();
        else this.status.now();
      },
    });
    this.reader = reader;
    if (keepsRows) return;
    this.shown = reader;
    this.generation++;
  }

  private describe(error: unknown): NonNullable<ResultServer['failure']> {
    const ownMessage = error instanceof Error ? error.message : String(error);
    const message = this.opening.describeError?.(error) ?? ownMessage;
    const actions = this.opening.onError?.(error) ?? [];
    const labels = actions.map(({ label }) => label);
    const code = error instanceof FramesError ? { code: error.code } : {};
    return { error, actions, report: { message, actions: labels, ...code } };
  }
}

/**
 * Whether rows of one opening are those of the other too, read at another time. A preview shows now this, now that, and the
 * panel of a stream now one shard, now another.
 */
function showsSame(opening: ResultOpening, before: ResultOpening): boolean {
  if (opening === before) return true;
  if (opening.key !== before.key || !isDeepStrictEqual(opening.call, before.call)) return false;
  const shown = ({ subtitle, origin }: ResultOpening): string => JSON.stringify([subtitle, origin]);
  return opening.isPreview !== true || shown(opening) === shown(before);
}

function described({ message, actions }: EmptyOffer): Empty {
  return { message, actions: actions.map(({ label }) => label) };
}

/** Whether pages of one schema still fit the other: names and dtypes, not what was learnt about nulls. */
function isSameShape(a: Schema, b: Schema): boolean {
  if (a === b) return true;
  const fieldsOfB = allFields(b);
  const fieldsOfA = allFields(a);
  return (
    a.indices.length === b.indices.length &&
    fieldsOfA.length === fieldsOfB.length &&
    fieldsOfA.every(({ name, dtype }, i) => name === fieldsOfB[i]?.name && dtype === fieldsOfB[i].dtype)
  );
}
