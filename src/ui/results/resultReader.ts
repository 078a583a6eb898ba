import { sliceFrame, type Frame } from '../../data/frame';
import { ResultSet } from '../../data/resultSet';
import type { ReadState } from '../../protocol/messages';

/** The loop hands the thread on after this long, so that pages are answered while frames keep coming. */
const BUSY_MS = 12;

export interface ResultReaderParts {
  /** Starts the read; ending the iteration or aborting the signal ends it at the source. */
  read(options: { readonly signal: AbortSignal }): AsyncIterable<Frame>;
  /** Rows to take before pausing, and again with each `loadMore`; at least 1. */
  readonly rowCap: () => number;
  /** Rows, schema or state changed. Called often, and never from within a method of the reader. */
  readonly onChange: () => void;
  /** Whether to leave it at the state `waiting`, for a panel that offers to read. */
  readonly waits?: boolean | undefined;
}

/**
 * Pulls frames into a result set: up to the row cap, then on request up to as many again, out of the same iteration.
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
  private readonly clock = new Stopwatch();

  constructor(private readonly parts: ResultReaderParts) {
    this.cap = parts.rowCap();
    this.frames = begin(() => parts.read({ signal: this.abort.signal }));
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

  /** Ends the reading at its source. */
  stop(): void {
    if (this.current !== 'reading' && this.current !== 'paused') return;
    this.settle('stopped');
    this.abort.abort();
    this.beyond = undefined;
    this.end();
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
    while (this.isReading()) {
      const frame = this.beyond ?? (await this.pull());
      if (!this.isReading()) return;
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

  private isReading(): boolean {
    return this.current === 'reading';
  }

  private settle(state: ReadState): void {
    this.current = state;
    this.clock.stop();
    this.parts.onChange();
  }

  private fail(error: unknown): void {
    if (!this.isReading()) return;
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
