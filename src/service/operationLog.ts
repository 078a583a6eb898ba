import type { Frame } from '../data/frame';
import { FramesError, type Operation } from '../wire/errors';
import type { Handlers } from './handlers';
import type { Log } from './log';

interface Subject {
  readonly backend: string;
  readonly table: string;
}

/**
 * The same calls, each with one line in the log when it ends: what was done to which table, rows, milliseconds, the code of a
 * failure, and how many calls are still open after it.
 */
export function logged(handlers: Handlers, log: Log): Handlers {
  let open = 0;

  function begin(operation: Operation, subject: () => Subject | undefined) {
    const start = performance.now();
    open++;
    return (outcome: { rows?: bigint; code?: string; detail?: string }): void => {
      open--;
      const { backend, table } = subject() ?? {};
      const ms = Math.round(performance.now() - start);
      const { rows, code, detail } = outcome;
      const fields = {
        operation,
        backend,
        table: table && short(table),
        rows: rows?.toString(),
        ms,
        code,
        detail,
        open,
      };
      if (code === undefined || code === 'cancelled') log.info('call', fields);
      else if (code === 'internal') log.error('call', fields);
      else log.warn('call', fields);
    };
  }

  async function once<T>(
    operation: Operation,
    subject: () => Subject | undefined,
    call: () => Promise<T>,
  ): Promise<T> {
    const end = begin(operation, subject);
    try {
      const result = await call();
      end({});
      return result;
    } catch (error) {
      end(failure(error));
      throw error;
    }
  }

  async function* stream(
    operation: Operation,
    subject: Subject,
    frames: AsyncIterable<Frame>,
  ): AsyncGenerator<Frame, void> {
    const end = begin(operation, () => subject);
    let rows = 0n;
    let outcome: { code?: string; detail?: string } = { code: 'cancelled' };
    try {
      for await (const frame of frames) {
        yield frame;
        rows += BigInt(frame.length);
      }
      outcome = {};
    } catch (error) {
      outcome = failure(error);
      throw error;
    } finally {
      end({ ...outcome, rows });
    }
  }

  return {
    ...handlers,
    read: (request, signal) => stream('read', request, handlers.read(request, signal)),
    history: (request, signal) => stream('history', request, handlers.history(request, signal)),
    create: (request, signal) =>
      once(
        'create',
        () => request,
        () => handlers.create(request, signal),
      ),
    delete: (request, signal) =>
      once(
        'delete',
        () => request,
        () => handlers.delete(request, signal),
      ),
    exec: (request, signal) =>
      once(
        'execute',
        () => request,
        () => handlers.exec(request, signal),
      ),
    async write(messages, signal) {
      let subject: Subject | undefined;
      const end = begin('write', () => subject);
      async function* watched() {
        for await (const message of messages) {
          if (message.kind === 'request') subject ??= message.request;
          yield message;
        }
      }
      try {
        const response = await handlers.write(watched(), signal);
        end({ rows: response.rows });
        return response;
      } catch (error) {
        end(failure(error));
        throw error;
      }
    },
  };
}

function failure(error: unknown): { code: string; detail: string } {
  if (error instanceof FramesError) return { code: error.code, detail: short(error.detail) };
  return { code: 'internal', detail: short(String(error)) };
}

/** Names and reasons come from outside and may be of any length. */
function short(text: string): string {
  return text.length <= 300 ? text : `${text.slice(0, 300)}…`;
}
