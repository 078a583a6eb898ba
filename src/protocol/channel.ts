import type { ErrorCode } from '../wire/errors';

/** Any postMessage pair. What is posted passes through JSON, typed arrays excepted. */
export interface Port {
  post(message: unknown): void;
  /** @returns ends the listening */
  listen(listener: (message: unknown) => void): () => void;
}

/** What one end says: its requests with their answers by `type`, and its notices. */
export interface Speech {
  readonly requests: { readonly type: string };
  readonly replies: object;
  readonly notices: { readonly type: string };
}

type RequestType<S extends Speech> = S['requests']['type'] & keyof S['replies'];
type RequestOf<S extends Speech, T> = Extract<S['requests'], { readonly type: T }>;

/** How the other end's requests are answered; what a handler throws becomes an error reply. */
export type Handlers<S extends Speech> = {
  readonly [T in RequestType<S>]: (
    request: RequestOf<S, T>,
    options: { readonly signal: AbortSignal },
  ) => S['replies'][T] | Promise<S['replies'][T]>;
};

interface RequestMessage {
  readonly type: 'request';
  readonly id: string;
  readonly body: { readonly type: string };
}

interface ReplyMessage {
  readonly type: 'reply';
  readonly id: string;
  readonly body: unknown;
}

interface ErrorReplyMessage {
  readonly type: 'errorReply';
  readonly id: string;
  readonly message: string;
  readonly code?: ErrorCode;
}

interface CancelMessage {
  readonly type: 'cancel';
  readonly id: string;
}

interface NoticeMessage {
  readonly type: 'notice';
  readonly body: { readonly type: string };
}

type Message = RequestMessage | ReplyMessage | ErrorReplyMessage | CancelMessage | NoticeMessage;

/** A failure of the other end: the message, and the code where it had one; neither stack nor cause. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  constructor(
    message: string,
    readonly code: ErrorCode | undefined,
  ) {
    super(message);
  }
}

/** The channel was disposed before an answer came. */
export class ChannelClosedError extends Error {
  override readonly name = 'ChannelClosedError';
  constructor() {
    super('The panel was closed.');
  }
}

interface Pending {
  readonly resolve: (body: unknown) => void;
  readonly reject: (error: Error) => void;
}

export interface ChannelParts<Theirs extends Speech> {
  readonly port: Port;
  readonly handlers: Handlers<Theirs>;
  onNotice(notice: Theirs['notices']): void;
}

/** One end of a conversation: requests with answers, cancelling, notices. */
export class Channel<Ours extends Speech, Theirs extends Speech> {
  private readonly pending = new Map<string, Pending>();
  /** Requests of the other end that are being answered. */
  private readonly answering = new Map<string, AbortController>();
  private readonly stopListening: () => void;
  /** A page loaded anew must not take an answer that was meant for the one before it. */
  private readonly origin = crypto.randomUUID();
  private requests = 0;
  private disposed = false;

  constructor(private readonly parts: ChannelParts<Theirs>) {
    this.stopListening = parts.port.listen((message) => {
      if (isMessage(message)) this.receive(message);
    });
  }

  /**
   * @throws RemoteError when the other end failed, the signal's reason when aborted, ChannelClosedError after dispose
   */
  request<T extends RequestType<Ours>>(
    request: RequestOf<Ours, T> & { readonly type: T },
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<Ours['replies'][T]> {
    return new Promise((resolve, reject: (error: Error) => void) => {
      if (this.disposed) throw new ChannelClosedError();
      signal?.throwIfAborted();
      const id = `${this.origin} ${++this.requests}`;
      const onAbort = (): void => {
        this.pending.delete(id);
        this.post({ type: 'cancel', id });
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.pending.set(id, {
        resolve: (body) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(body as Ours['replies'][T]);
        },
        reject: (error) => {
          signal?.removeEventListener('abort', onAbort);
          reject(error);
        },
      });
      this.post({ type: 'request', id, body: request });
    });
  }

  /** Tells the other end something; nothing comes back. */
  notify(notice: Ours['notices']): void {
    if (!this.disposed) this.post({ type: 'notice', body: notice });
  }

  /** Rejects what is pending, aborts what is being answered, and says nothing any more. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.stopListening();
    for (const { reject } of this.pending.values()) reject(new ChannelClosedError());
    this.pending.clear();
    for (const controller of this.answering.values()) controller.abort();
    this.answering.clear();
  }

  private receive(message: Message): void {
    switch (message.type) {
      case 'request':
        // Ends by itself: every outcome is a reply.
        this.answer(message).catch(() => undefined);
        return;
      case 'reply':
        this.take(message.id)?.resolve(message.body);
        return;
      case 'errorReply':
        this.take(message.id)?.reject(new RemoteError(message.message, message.code));
        return;
      case 'cancel':
        this.answering.get(message.id)?.abort();
        return;
      case 'notice':
        this.parts.onNotice(message.body);
    }
  }

  private async answer({ id, body }: RequestMessage): Promise<void> {
    const controller = new AbortController();
    this.answering.set(id, controller);
    try {
      const reply = await this.handle(body, controller.signal);
      if (!controller.signal.aborted) this.post({ type: 'reply', id, body: reply });
    } catch (error) {
      if (!controller.signal.aborted) this.post(toErrorReply(id, error));
    } finally {
      this.answering.delete(id);
    }
  }

  private handle(body: { readonly type: string }, signal: AbortSignal): unknown {
    const handlers = this.parts.handlers as Partial<
      Record<string, (request: unknown, options: object) => unknown>
    >;
    const handler = Object.hasOwn(handlers, body.type) ? handlers[body.type] : undefined;
    if (!handler) throw new Error(`There is no answer to '${body.type}'.`);
    return handler(body, { signal });
  }

  private take(id: string): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    return pending;
  }

  private post(message: Message): void {
    this.parts.port.post(message);
  }
}

function toErrorReply(id: string, error: unknown): ErrorReplyMessage {
  const message = error instanceof Error ? error.message : String(error);
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string'
    ? { type: 'errorReply', id, message, code: code as ErrorCode }
    : { type: 'errorReply', id, message };
}

const messageTypes: ReadonlySet<unknown> = new Set<Message['type']>([
  'request',
  'reply',
  'errorReply',
  'cancel',
  'notice',
]);

function isMessage(message: unknown): message is Message {
  return (
    typeof message === 'object' && message !== null && 'type' in message && messageTypes.has(message.type)
  );
}
