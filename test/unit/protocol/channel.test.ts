import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  Channel,
  ChannelClosedError,
  RemoteError,
  type Handlers,
  type Port,
} from '../../../src/protocol/channel';
import { throughEditor } from './throughEditor';

interface Asker {
  readonly requests:
    | { readonly type: 'double'; readonly value: number }
    | { readonly type: 'wait' }
    | { readonly type: 'fail'; readonly code?: string }
    | { readonly type: 'bigint' };
  readonly replies: {
    readonly double: number;
    readonly wait: string;
    readonly fail: null;
    readonly bigint: unknown;
  };
  readonly notices: { readonly type: 'ping'; readonly text: string };
}

interface Answerer {
  readonly requests: never;
  readonly replies: Record<string, never>;
  readonly notices: { readonly type: 'pong' };
}

/** Two ends whose messages travel as they do in the editor, one turn later. */
function ports(): [Port, Port] {
  const listeners: [Set<(message: unknown) => void>, Set<(message: unknown) => void>] = [
    new Set(),
    new Set(),
  ];
  const port = (own: 0 | 1): Port => ({
    post(message) {
      const carried = throughEditor(message);
      setTimeout(() => listeners[own === 0 ? 1 : 0].forEach((listener) => listener(carried)), 0);
    },
    listen(listener) {
      listeners[own].add(listener);
      return () => listeners[own].delete(listener);
    },
  });
  return [port(0), port(1)];
}

const open: { dispose(): void }[] = [];

function connect(overrides: Partial<Handlers<Asker>> = {}): {
  asker: Channel<Asker, Answerer>;
  answerer: Channel<Answerer, Asker>;
  notices: Asker['notices'][];
  port: Port;
} {
  const [left, right] = ports();
  const notices: Asker['notices'][] = [];
  const asker = new Channel<Asker, Answerer>({ port: left, handlers: {}, onNotice: () => undefined });
  const answerer = new Channel<Answerer, Asker>({
    port: right,
    onNotice: (notice) => notices.push(notice),
    handlers: {
      double: ({ value }) => value * 2,
      wait: () => new Promise(() => undefined),
      fail: ({ code }) => {
        throw Object.assign(new Error('no such cell'), code === undefined ? {} : { code });
      },
      bigint: () => 1n,
      ...overrides,
    },
  });
  open.push(asker, answerer);
  return { asker, answerer, notices, port: left };
}

afterEach(() => {
  for (const channel of open.splice(0)) channel.dispose();
});

describe('a channel', () => {
  it('answers requests, each with its own answer', async () => {
    const { asker } = connect();
    const answers = await Promise.all([1, 2, 3].map((value) => asker.request({ type: 'double', value })));
    expect(answers).toEqual([2, 4, 6]);
  });

  it.each([
    ['with a code', { type: 'fail', code: 'notFound' } as const, 'notFound'],
    ['without one', { type: 'fail' } as const, undefined],
  ])('carries a failure %s', async (_what, request, code) => {
    const error: unknown = await connect()
      .asker.request(request)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RemoteError);
    expect(error).toMatchObject({ message: 'no such cell', code });
  });

  it('reports an answer that cannot travel instead of leaving the asker waiting', async () => {
    await expect(connect().asker.request({ type: 'bigint' })).rejects.toThrow(/BigInt/);
  });

  it('reports a request that nobody answers', async () => {
    const { asker } = connect();
    const unknown = { type: 'toString' } as unknown as { type: 'wait' };
    await expect(asker.request(unknown)).rejects.toThrow("There is no answer to 'toString'.");
  });

  it('cancels at the other end', async () => {
    let seen: AbortSignal | undefined;
    const { asker } = connect({
      wait: (_request, { signal }) => {
        seen = signal;
        return new Promise(() => undefined);
      },
    });
    const abort = new AbortController();
    const request = asker.request({ type: 'wait' }, { signal: abort.signal });
    await vi.waitFor(() => expect(seen).toBeDefined());
    abort.abort();
    await expect(request).rejects.toMatchObject({ name: 'AbortError' });
    await vi.waitFor(() => expect(seen?.aborted).toBe(true));
  });

  it('does not start what is cancelled already', async () => {
    const double = vi.fn(() => 0);
    const { asker } = connect({ double });
    const request = asker.request({ type: 'double', value: 1 }, { signal: AbortSignal.abort() });
    await expect(request).rejects.toMatchObject({ name: 'AbortError' });
    await asker.request({ type: 'fail' }).catch(() => undefined);
    expect(double).not.toHaveBeenCalled();
  });

  it('rejects what is pending when disposed, and what comes after', async () => {
    const { asker } = connect();
    const request = asker.request({ type: 'wait' });
    asker.dispose();
    await expect(request).rejects.toBeInstanceOf(ChannelClosedError);
    await expect(asker.request({ type: 'wait' })).rejects.toBeInstanceOf(ChannelClosedError);
  });

  it('aborts what it is answering when disposed', async () => {
    let seen: AbortSignal | undefined;
    const { asker, answerer } = connect({
      wait: (_request, { signal }) => {
        seen = signal;
        return new Promise(() => undefined);
      },
    });
    const request = asker.request({ type: 'wait' }).catch(() => undefined);
    await vi.waitFor(() => expect(seen).toBeDefined());
    answerer.dispose();
    expect(seen?.aborted).toBe(true);
    asker.dispose();
    await request;
  });

  it('passes notices on and overlooks messages that are not its own', async () => {
    const { asker, notices, port } = connect();
    for (const stray of [null, 7, 'text', {}, { type: 'other' }, { type: 'reply', id: 99 }]) port.post(stray);
    asker.notify({ type: 'ping', text: 'here' });
    await vi.waitFor(() => expect(notices).toEqual([{ type: 'ping', text: 'here' }]));
  });
});
