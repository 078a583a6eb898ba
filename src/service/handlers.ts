import { allColumns, FrameShapeError, type Frame } from '../data/frame';
import { FramesError } from '../wire/errors';
import type {
  CreateRequest,
  DeleteRequest,
  ExecRequest,
  ExecResponse,
  HistoryRequest,
  InitialWriteRequest,
  ReadRequest,
  WriteMessage,
  WriteResponse,
} from '../wire/messages';
import type { Backend, FrameAppender } from './backends/backend';
import { goQuote } from './goFormat';
import { isSaveMode } from './requestRules';

/** The seven calls of the protocol, without sockets. The `detail` of the FramesErrors they throw is what clients are told. */
export interface Handlers {
  /** Nothing happens before the first frame is asked for; ending the iteration frees everything. */
  readonly read: (request: ReadRequest, signal: AbortSignal) => AsyncIterable<Frame>;
  readonly write: (messages: AsyncIterable<WriteMessage>, signal: AbortSignal) => Promise<WriteResponse>;
  readonly create: (request: CreateRequest, signal: AbortSignal) => Promise<void>;
  readonly delete: (request: DeleteRequest, signal: AbortSignal) => Promise<void>;
  readonly exec: (request: ExecRequest, signal: AbortSignal) => Promise<ExecResponse>;
  readonly history: (request: HistoryRequest, signal: AbortSignal) => AsyncIterable<Frame>;
  readonly version: () => string;
}

export interface HandlersOptions {
  /** By the names that requests call them by. */
  readonly backends: ReadonlyMap<string, Backend>;
  /** `X.Y.Z` */
  readonly version: string;
}

interface Addressed {
  readonly backend: string;
  readonly table: string;
}

export function handlersOf({ backends, version }: HandlersOptions): Handlers {
  /** Names are exact; clients say `nosql` for `kv` (spec/client.md §2). */
  function find(name: string): Backend | undefined {
    return backends.get(name) ?? (name === 'nosql' ? backends.get('kv') : undefined);
  }

  function findForChange({ backend, table }: Addressed): Backend {
    if (backend === '' || table === '') throw invalid('missing parameters');
    const found = find(backend);
    if (found === undefined) throw unsupported(`unknown backend - ${backend}`);
    return found;
  }

  async function openWrite(request: InitialWriteRequest, signal: AbortSignal): Promise<FrameAppender> {
    if (!isSaveMode(request.saveMode)) throw invalid(`no save mode named '${request.saveMode}'`);
    const backend = findForChange(request);
    return prefixed(writeFailed, signal, () => {
      checkRows(request.initialData);
      return backend.write(request, signal);
    });
  }

  return {
    async *read(request, signal) {
      const backend = find(request.backend);
      if (backend === undefined) throw unsupported(`unknown backend - ${goQuote(request.backend)}`);
      const frames = await prefixed("can't query", signal, () => backend.read(request, signal));
      try {
        yield* frames;
      } catch (error) {
        throw withPrefix('error during iteration', error, signal);
      }
    },

    /**
     * One request, then frames, then the end (spec/wire.md §7). The first failure ends it: later frames are not
     * applied, and that failure is the one reported.
     */
    async write(messages, signal) {
      let appender: FrameAppender | undefined;
      let frames = 0n;
      let rows = 0n;
      const count = (frame: Frame | undefined): void => {
        if (frame === undefined) return;
        frames += 1n;
        rows += BigInt(frame.length);
      };
      try {
        for await (const message of messages) {
          if (appender === undefined) {
            if (message.kind !== 'request') throw invalid("stream didn't start with write request");
            appender = await openWrite(message.request, signal);
            count(message.request.initialData);
          } else {
            if (message.kind !== 'frame') throw invalid('nil frame');
            await addFrame(appender, message.frame, signal);
            count(message.frame);
          }
        }
        if (appender === undefined) throw invalid('EOF');
        signal.throwIfAborted();
      } catch (error) {
        // Why the write failed is worth more than what may go wrong while giving it up.
        await appender?.abandon().catch(() => undefined);
        if (!(error instanceof FrameShapeError)) throw toFramesError(error, signal);
        throw withPrefix(appender === undefined ? writeFailed : addFailed, error, signal);
      }
      const opened = appender;
      await prefixed("can't wait for completion", signal, () => opened.complete());
      return { frames, rows };
    },

    async create(request, signal) {
      const backend = findForChange(request);
      await prefixed('error creating table', signal, () => backend.create(request, signal));
    },

    async delete(request, signal) {
      const backend = findForChange(request);
      await prefixed("can't delete", signal, () => backend.delete(request, signal));
    },

    async exec(request, signal) {
      const backend = findForChange(request);
      const frame = await prefixed("can't exec", signal, () => backend.exec(request, signal));
      return { frame, rows: 0n };
    },

    // eslint-disable-next-line require-yield -- what is not kept has no frame to give
    async *history() {
      await Promise.resolve();
      throw unsupported(noHistory);
    },

    version: () => version,
  };
}

const writeFailed = 'backend Write failed';
const addFailed = "can't add frame";

const noHistory =
  'history server was not initialized properly. To enable this feature, please contact the system administrator';

function addFrame(appender: FrameAppender, frame: Frame, signal: AbortSignal): Promise<void> {
  return prefixed(addFailed, signal, () => {
    checkRows(frame);
    return appender.add(frame);
  });
}

/** Rows of a frame whose columns are constant: a few bytes can claim any number of them, each of which would be stored. */
const mostConstantRows = 1 << 20;

function checkRows(frame: Frame | undefined): void {
  if (frame === undefined || frame.length <= mostConstantRows) return;
  if (allColumns(frame).some(({ kind, dtype }) => kind === 'slice' && dtype !== 'null')) return;
  throw invalid(`a frame of constant columns has at most ${mostConstantRows} rows, not ${frame.length}`);
}

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', detail });
}

function unsupported(detail: string): FramesError {
  return new FramesError({ code: 'unsupported', detail });
}

/** Runs one step of a call; what it throws gets the prefix of that step (spec/wire.md §13). */
async function prefixed<T>(prefix: string, signal: AbortSignal, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw withPrefix(prefix, error, signal);
  }
}

function withPrefix(prefix: string, error: unknown, signal: AbortSignal): FramesError {
  const { code, detail, cause } = toFramesError(error, signal);
  return new FramesError({ code, detail: `${prefix}: ${detail}`, cause: cause ?? error });
}

/** What nobody foresaw is an internal error in its own words; after an abort it is the abort that matters. */
function toFramesError(error: unknown, signal: AbortSignal): FramesError {
  if (error instanceof FramesError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const code = signal.aborted
    ? 'cancelled'
    : error instanceof FrameShapeError
      ? 'invalidArgument'
      : 'internal';
  return new FramesError({ code, detail, cause: error });
}
