import { sliceFrame, type Frame } from '../../src/data/frame';
import type { Backend } from '../../src/service/backends/backend';
import { resolveTable } from '../../src/service/tablePath';
import { FramesError } from '../../src/wire/errors';
import type { ReadRequest, SessionMessage } from '../../src/wire/messages';

/** Tables of frames, kept as they came and for as long as the service runs: the example of src/service/backends/README.md. */
export function memoryBackend(): Backend {
  const tables = new Map<string, readonly Frame[]>();

  return {
    read(request, signal) {
      const frames = tables.get(keyOf(request));
      if (frames === undefined) return Promise.reject(missing(request.table));
      return Promise.resolve(portions(frames, request, signal));
    },

    write(request) {
      const key = keyOf(request);
      const added = request.initialData === undefined ? [] : [request.initialData];
      return Promise.resolve({
        add(frame) {
          added.push(frame);
          return Promise.resolve();
        },
        // Only now, and all at once: no reader sees half a write, and an abandoned one leaves nothing.
        complete() {
          tables.set(key, [...(tables.get(key) ?? []), ...added]);
          return Promise.resolve();
        },
        abandon: () => Promise.resolve(),
      });
    },

    create(request) {
      const key = keyOf(request);
      if (tables.has(key) && request.ifExists === 0) {
        return Promise.reject(new FramesError({ code: 'alreadyExists', detail: `${request.table} exists` }));
      }
      tables.set(key, []);
      return Promise.resolve();
    },

    delete(request) {
      const wasThere = tables.delete(keyOf(request));
      return wasThere || request.ifMissing !== 0 ? Promise.resolve() : Promise.reject(missing(request.table));
    },

    exec: ({ command }) =>
      Promise.reject(new FramesError({ code: 'unsupported', detail: `no command named '${command}'` })),
  };
}

/** As many rows, and as many in each frame, as were asked for; one frame at a time, as the client takes them. */
async function* portions(
  frames: readonly Frame[],
  { limit, messageLimit }: ReadRequest,
  signal: AbortSignal,
): AsyncGenerator<Frame> {
  const most = messageLimit > 0n ? Number(messageLimit) : Infinity;
  let left = limit > 0n ? Number(limit) : Infinity;
  for (const frame of frames) {
    for (let start = 0; start < frame.length && left > 0; start += most) {
      signal.throwIfAborted();
      const rows = Math.min(frame.length - start, most, left);
      left -= rows;
      yield await Promise.resolve(sliceFrame(frame, start, start + rows));
    }
  }
}

function keyOf({ session, table }: { readonly session: SessionMessage; readonly table: string }): string {
  const { container, path } = resolveTable(session, table);
  return `${container}/${path}`;
}

function missing(table: string): FramesError {
  return new FramesError({ code: 'notFound', detail: `no table ${table}` });
}
