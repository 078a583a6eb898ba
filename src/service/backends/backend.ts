import type { Frame } from '../../data/frame';
import type {
  CreateRequest,
  DeleteRequest,
  ExecRequest,
  InitialWriteRequest,
  ReadRequest,
} from '../../wire/messages';

/**
 * What a kind of table can do. A new kind implements these five methods and gets its line in app.ts; requests have
 * passed the checks of handlers.ts (known backend, table named, no field that the kind refuses).
 * Every method throws FramesError whose `detail` is the cause alone: handlers.ts puts the prefix of the operation before it
 * (spec/wire.md §13).
 */
export interface Backend {
  /**
   * Starts a read. What fails before the promise resolves is reported as `can't query: …`, what fails while the frames are
   * pulled as `error during iteration: …`. Frames are made as they are asked for; ending the iteration frees everything.
   */
  read(request: ReadRequest, signal: AbortSignal): Promise<AsyncIterable<Frame>>;
  /** Opens a table for writing (`backend Write failed: …`); a frame in the request itself is added by this call. */
  write(request: InitialWriteRequest, signal: AbortSignal): Promise<FrameAppender>;
  create(request: CreateRequest, signal: AbortSignal): Promise<void>;
  delete(request: DeleteRequest, signal: AbortSignal): Promise<void>;
  /** Runs a command; some commands answer with a frame. */
  exec(request: ExecRequest, signal: AbortSignal): Promise<Frame | undefined>;
}

/** One write in progress. Exactly one of `complete` and `abandon` ends it. */
export interface FrameAppender {
  /** Adds the next frame, in order (`can't add frame: …`). */
  add(frame: Frame): Promise<void>;
  /** Resolves when every row is durable (`can't wait for completion: …`). */
  complete(): Promise<void>;
  /** The client went away or failed: what was not completed may be dropped, and nothing is left half-written. */
  abandon(): Promise<void>;
}
