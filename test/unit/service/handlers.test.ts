import { describe, expect, test } from 'vitest';
import { Int64Column, LabelColumn, renameColumn } from '../../../src/data/column';
import { frameOf, FrameShapeError, type Frame } from '../../../src/data/frame';
import type { Backend, FrameAppender } from '../../../src/service/backends/backend';
import { handlersOf } from '../../../src/service/handlers';
import { checked } from '../../../src/service/requestRules';
import { FramesError } from '../../../src/wire/errors';
import * as messages from '../../../src/wire/messages';

const never = new AbortController().signal;

function frameWith(rows: number): Frame {
  return frameOf({ columns: [new Int64Column('a', 'integer', new BigInt64Array(rows))] });
}

interface Fake {
  readonly calls: string[];
  readonly fail?:
    'read' | 'iterate' | 'write' | 'add' | 'complete' | 'create' | 'delete' | 'exec' | undefined;
}

/** A backend that notes what was asked of it and fails where it is told to. */
function fakeBackend({ calls, fail }: Fake): Backend {
  const step = (name: string): Promise<void> => {
    calls.push(name);
    if (fail === name) return Promise.reject(new FramesError({ code: 'notFound', detail: 'no luck' }));
    return Promise.resolve();
  };
  const appender: FrameAppender = {
    add: (frame) => step(frame.length === 0 ? 'addEmpty' : 'add'),
    complete: () => step('complete'),
    abandon: () => step('abandon'),
  };
  return {
    async read() {
      await step('read');
      return (async function* () {
        yield frameWith(2);
        await step('iterate');
        yield frameWith(1);
      })();
    },
    async write() {
      await step('write');
      return appender;
    },
    create: () => step('create'),
    delete: () => step('delete'),
    async exec() {
      await step('exec');
      return undefined;
    },
  };
}

function handlers(fail?: Fake['fail']) {
  const calls: string[] = [];
  const backend = fakeBackend({ calls, fail });
  return {
    calls,
    ...handlersOf({
      version: '1.2.3',
      backends: new Map([
        ['kv', checked('kv', backend)],
        ['csv', checked('csv', backend)],
      ]),
    }),
  };
}

type Handlers = ReturnType<typeof handlers>;

async function* stream(...sent: messages.WriteMessage[]) {
  await Promise.resolve();
  yield* sent;
}

const kv = { backend: 'kv', table: 't' };
const request = (fields: Partial<messages.InitialWriteRequest> = {}): messages.WriteMessage => ({
  kind: 'request',
  request: { ...messages.emptyInitialWriteRequest, ...kv, ...fields },
});
const frame = (rows = 3): messages.WriteMessage => ({ kind: 'frame', frame: frameWith(rows) });

const read =
  (fields: Partial<messages.ReadRequest> = {}) =>
  async (service: Handlers) => {
    let rows = 0;
    for await (const { length } of service.read({ ...messages.emptyReadRequest, ...kv, ...fields }, never))
      rows += length;
    return rows;
  };
const write =
  (...sent: messages.WriteMessage[]) =>
  (service: Handlers) =>
    service.write(stream(...sent), never);
const create =
  (fields: Partial<messages.CreateRequest> = {}) =>
  (service: Handlers) =>
    service.create({ ...messages.emptyCreateRequest, ...kv, ...fields }, never);
const remove =
  (fields: Partial<messages.DeleteRequest> = {}) =>
  (service: Handlers) =>
    service.delete({ ...messages.emptyDeleteRequest, ...kv, ...fields }, never);
const exec =
  (fields: Partial<messages.ExecRequest> = {}) =>
  (service: Handlers) =>
    service.exec({ ...messages.emptyExecRequest, ...kv, ...fields }, never);

type Call = (service: Handlers) => Promise<unknown>;

describe('a call', () => {
  test.each<[string, Call, unknown]>([
    ['reads', read(), 3],
    ['reads nosql as kv', read({ backend: 'nosql' }), 3],
    ['counts the frames and rows of a write', write(request(), frame(), frame(4)), { frames: 2n, rows: 7n }],
    [
      'counts the data of the request',
      write(request({ initialData: frameWith(5) }), frame(0)),
      { frames: 2n, rows: 5n },
    ],
    ['writes nothing at all', write(request()), { frames: 0n, rows: 0n }],
    ['creates', create(), undefined],
    ['deletes nosql as kv', remove({ backend: 'nosql' }), undefined],
    ['executes', exec(), { frame: undefined, rows: 0n }],
  ])('%s', async (_name, call, result) => {
    expect(await call(handlers())).toEqual(result);
  });

  test('tells its version', () => {
    expect(handlers().version()).toBe('1.2.3');
  });
});

describe('a refused call', () => {
  const missing = 'missing parameters';
  test.each<[Call, string, string?]>([
    [read({ backend: '' }), 'unknown backend - ""', 'unsupported'],
    [read({ backend: 'a"b\n' }), 'unknown backend - "a\\"b\\n"', 'unsupported'],
    [read({ backend: 'KV' }), 'unknown backend - "KV"', 'unsupported'],
    [read({ backend: 'tsdb' }), 'unknown backend - "tsdb"', 'unsupported'],
    [create({ backend: ' kv' }), 'unknown backend -  kv', 'unsupported'],
    [remove({ backend: 'stream' }), 'unknown backend - stream', 'unsupported'],
    [exec({ backend: 'KV' }), 'unknown backend - KV', 'unsupported'],
    [write(request({ backend: 'x' }), frame()), 'unknown backend - x', 'unsupported'],
    [create({ table: '' }), missing],
    [remove({ backend: '' }), missing],
    [exec({ table: '' }), missing],
    [write(request({ table: '', backend: 'x' })), missing],
    [write(request({ table: '', saveMode: 'upsert' })), "no save mode named 'upsert'"],
    [write(), 'EOF'],
    [write(frame()), "stream didn't start with write request"],
    [write({ kind: 'empty' }), "stream didn't start with write request"],
    [write(request(), { kind: 'empty' }), 'nil frame'],
    [write(request(), request()), 'nil frame'],
    [
      read({ query: 'x', start: '0', multiIndex: true }),
      "can't query: MultiIndex cannot be used as an argument to a ReadRequest to kv backend",
    ],
    [
      remove({ metrics: ['a'] }),
      "can't delete: Metrics cannot be used as an argument to a DeleteRequest to kv backend",
    ],
    [
      write(request({ more: true })),
      'backend Write failed: HaveMore cannot be used as an argument to a WriteRequest to kv backend',
    ],
  ])('case %#: %s', async (call, detail, code = 'invalidArgument') => {
    await expect(call(handlers())).rejects.toMatchObject({ name: 'FramesError', code, detail });
  });

  test('of history says that there is none', async () => {
    const history = handlers().history(messages.emptyHistoryRequest, never)[Symbol.asyncIterator]();
    await expect(history.next()).rejects.toMatchObject({
      detail: expect.stringMatching(/^history server was not init/) as string,
    });
  });
});

describe('the failure of a backend', () => {
  test.each<[Exclude<Fake['fail'], undefined>, Call, string]>([
    ['read', read(), "can't query: no luck"],
    ['iterate', read(), 'error during iteration: no luck'],
    ['write', write(request(), frame()), 'backend Write failed: no luck'],
    ['add', write(request(), frame()), "can't add frame: no luck"],
    ['complete', write(request(), frame()), "can't wait for completion: no luck"],
    ['create', create(), 'error creating table: no luck'],
    ['delete', remove(), "can't delete: no luck"],
    ['exec', exec(), "can't exec: no luck"],
  ])('in %s keeps its code and gets its prefix', async (fail, call, detail) => {
    await expect(call(handlers(fail))).rejects.toMatchObject({
      name: 'FramesError',
      code: 'notFound',
      detail,
    });
  });

  test('that nobody foresaw is internal', async () => {
    const backend = fakeBackend({ calls: [] });
    backend.create = () => Promise.reject(new TypeError('oops'));
    const { create: run } = handlersOf({ version: '', backends: new Map([['kv', backend]]) });
    await expect(run({ ...messages.emptyCreateRequest, ...kv }, never)).rejects.toMatchObject({
      code: 'internal',
      detail: 'error creating table: oops',
    });
  });
});

describe('constant columns', () => {
  const constant = (rows: number): Frame =>
    frameOf({ columns: [new LabelColumn('a', { dtype: 'integer', value: 1n }, rows)] });

  test.each<[string, messages.WriteMessage[], string]>([
    ['in the request', [request({ initialData: constant(2 ** 31 - 8) })], 'backend Write failed'],
    ['in a frame', [request(), { kind: 'frame', frame: constant(2 ** 31 - 8) }], "can't add frame"],
  ])('claim no more rows than can be stored, %s', async (_, sent, prefix) => {
    await expect(write(...sent)(handlers())).rejects.toMatchObject({
      code: 'invalidArgument',
      detail: `${prefix}: a frame of constant columns has at most 1048576 rows, not 2147483640`,
    });
  });

  test('have as many rows as a column of values has', async () => {
    const { length, columns } = frameWith(2_000_000);
    const mixed = frameOf({
      columns: [...columns, ...constant(length).columns.map((each) => renameColumn(each, 'b'))],
    });
    const sent = write(request(), { kind: 'frame', frame: mixed }, { kind: 'frame', frame: constant(1000) });
    expect(await sent(handlers())).toEqual({ frames: 2n, rows: 2_001_000n });
  });
});

describe('a write that fails', () => {
  test('stops applying frames, is given up, and reports the first failure', async () => {
    const service = handlers('add');
    await expect(write(request(), frame(), frame(), { kind: 'empty' })(service)).rejects.toMatchObject({
      detail: "can't add frame: no luck",
    });
    expect(service.calls).toEqual(['write', 'add', 'abandon']);
  });

  test('is not given up once its completion was asked for', async () => {
    const service = handlers('complete');
    await expect(write(request())(service)).rejects.toThrow();
    expect(service.calls).toEqual(['write', 'complete']);
  });

  test('is given up when its client breaks off, even without an error', async () => {
    const service = handlers();
    const controller = new AbortController();
    async function* broken() {
      yield await Promise.resolve(request());
      controller.abort();
    }
    await expect(service.write(broken(), controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(service.calls).toEqual(['write', 'abandon']);
  });

  test.each([
    [[], 'backend Write failed: sizes'],
    [[request()], "can't add frame: sizes"],
  ])('because columns do not fit together says so: %#', async (before, detail) => {
    async function* sent() {
      yield* stream(...before);
      throw new FrameShapeError('sizes');
    }
    await expect(handlers().write(sent(), never)).rejects.toMatchObject({ code: 'invalidArgument', detail });
  });
});

test('ending a read early ends the backend', async () => {
  let ended = false;
  const backend = fakeBackend({ calls: [] });
  backend.read = () =>
    Promise.resolve(
      (async function* () {
        try {
          for (;;) yield await Promise.resolve(frameWith(1));
        } finally {
          ended = true;
        }
      })(),
    );
  const { read: run } = handlersOf({ version: '', backends: new Map([['csv', backend]]) });
  for await (const { length } of run({ ...messages.emptyReadRequest, backend: 'csv' }, never)) {
    if (length > 0) break;
  }
  expect(ended).toBe(true);
});
