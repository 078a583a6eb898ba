import { sliceFrame, type Frame } from '../../data/frame';
import { ResultSet } from '../../data/resultSet';
import type { ReadState } from '../../protocol/messages';

/** The loop hands the thread on after this long, so that pages are answered while frames keep coming. */
const BUSY_MS = 12;
/** Rows that a followed result keeps, or more if it had more when it caught up. */
export const FOLLOWED_ROWS = 100_000;
/** So many rows are dropped at one time, as dropping moves what is on the screen. */
const DROPPED_AT_ONCE = 1024;

export interface ResultReaderParts {
  /** Starts the read; ending the iteration or aborting the signal ends it at the source. */
  read(options: { readonly signal: AbortSignal; readonly onCaughtUp: () => void }): AsyncIterable<Frame>;
  /** Rows to take before pausing, and again with each `loadMore`; at least 1. */
  readonly rowCap: () => number;
  /** Rows, schema or state changed. Called often, and never from within a method of the reader. */
  readonly onChange: () => void;
  /** Rows to keep while new ones are followed; `FOLLOWED_ROWS` unless given. */
  readonly followedRows?: number | undefined;
  /** Whether to leave it at the state `waiting`, for a panel that offers to read. */
  readonly waits?: boolean | undefined;
}

/**
 * Pulls frames into a result set: up to the row cap, then on request up to as many again, out of the same iteration.
 * Once the read says that it has caught up there is no cap: it is followed, and the oldest rows make room for new ones.
 * Whatever ends the reading, the rows received stay.
 */
export class ResultReader {
  readonly resultSet = new ResultSet();
  private readonly abort = new AbortController();
  private readonly frames: AsyncGenerator<Frame, undefined>;
  private current: ReadState = 'reading';
  private error: unknown;
  /** Pulled, but beyond the cap. */
  private beyond: Frame | undefined;
  private cap: number;
  /** Rows to keep; unbounded until the read has caught up. */
  private kept = Infinity;
  /** Ends the wait of a held reader. */
  private wake: () => void = () => undefined;
  private readonly clock = new Stopwatch();

  constructor(private readonly parts: ResultReaderParts) {
    this.cap = parts.rowCap();
    const { signal } = this.abort;
    this.frames = begin(() => parts.read({ signal, onCaughtUp: () => this.caughtUp() }));
    if (parts.waits === true) {
      this.current = 'waiting';
      this.clock.stop();
    } else this.run();
  }

  get state(): ReadState {
    return this.current;
  }

  /** What was thrown, while the state is `failed`. */
  get failure(): unknown {
    return this.error;
  }

  /** Time spent reading; a pause does not count. */
  get elapsedMs(): number {
    return this.clock.elapsedMs;
  }

  /** Goes on after a pause, for another cap's worth of rows. */
  loadMore(): void {
    if (this.current !== 'paused') return;
    this.cap = this.resultSet.rowCount + this.parts.rowCap();
    this.current = 'reading';
    this.clock.start();
    this.run();
  }

  /** Takes no new rows until it is resumed; they wait at their source. */
  hold(): void {
    if (this.current === 'following') this.settle('held');
  }

  resume(): void {
    if (this.current !== 'held') return;
    this.settle('following');
    this.wake();
  }

  /** Ends the reading at its source. */
  stop(): void {
    if (!['reading', 'paused', 'following', 'held'].includes(this.current)) return;
    this.settle('stopped');
    this.abort.abort();
    this.beyond = undefined;
    this.end();
    this.wake();
  }

  private caughtUp(): void {
    if (this.current !== 'reading' || this.kept !== Infinity) return;
    const { followedRows = FOLLOWED_ROWS } = this.parts;
    this.kept = Math.max(followedRows, this.resultSet.rowCount);
    this.settle('following');
  }

  private run(): void {
    // Not in the caller's turn: `onChange` must find the reader assigned.
    Promise.resolve()
      .then(() => this.fill())
      .catch((error: unknown) => this.fail(error));
  }

  private async fill(): Promise<void> {
    this.parts.onChange();
    let busySince = performance.now();
    while (this.isPulling()) {
      const frame = this.beyond ?? (await this.pull());
      while (this.current === 'held') await new Promise<void>((resolve) => (this.wake = resolve));
      if (!this.isPulling()) return;
      if (!frame) {
        this.settle('complete');
        return;
      }
      this.take(frame);
      if (performance.now() - busySince > BUSY_MS) {
        await new Promise((resolve) => setImmediate(resolve));
        busySince = performance.now();
      }
    }
  }

  /** Keeps what the cap allows. A pause needs proof that there is more: a row beyond the cap. */
  private take(frame: Frame): void {
    if (this.kept !== Infinity) {
      this.resultSet.append(frame);
      const excess = this.resultSet.rowCount - this.kept;
      if (excess >= Math.min(DROPPED_AT_ONCE, this.kept)) this.resultSet.dropFirst(excess);
      this.parts.onChange();
      return;
    }
    const room = Math.max(0, this.cap - this.resultSet.rowCount);
    const isTooLong = frame.length > room;
    this.beyond = isTooLong ? sliceFrame(frame, room, frame.length) : undefined;
    this.resultSet.append(isTooLong ? sliceFrame(frame, 0, room) : frame);
    if (isTooLong) this.settle('paused');
    else this.parts.onChange();
  }

  private async pull(): Promise<Frame | undefined> {
    const next = await this.frames.next();
    return next.done ? undefined : next.value;
  }

  private isPulling(): boolean {
    return this.current === 'reading' || this.current === 'following';
  }

  private settle(state: ReadState): void {
    this.current = state;
    this.clock.stop();
    this.parts.onChange();
  }

  private fail(error: unknown): void {
    if (!this.isPulling() && this.current !== 'held') return;
    this.error = error;
    this.settle('failed');
    this.end();
  }

  private end(): void {
    // The source may answer the end of its iteration with the abort; that is no news.
    this.frames.return(undefined).catch(() => undefined);
  }
}

/** A `read` that throws at once fails like one that throws later. */
async function* begin(read: () => AsyncIterable<Frame>): AsyncGenerator<Frame, undefined> {
  yield* read();
}

class Stopwatch {
  private total = 0;
  private since: number | undefined = performance.now();

  get elapsedMs(): number {
    return this.total + (this.since === undefined ? 0 : performance.now() - this.since);
  }
  start(): void {
    this.since ??= performance.now();
  }
  stop(): void {
    this.total = this.elapsedMs;
    this.since = undefined;
  }
}
