import type { IncomingMessage, ServerResponse } from 'node:http';
import { FramesError } from '../../wire/errors';
import type { SessionMessage } from '../../wire/messages';
import { readAuthorization } from './authorization';
import { startReply, type Reply } from './reply';
import { RequestBody } from './requestBody';

/** How long a client may send nothing while it is waited for, in milliseconds. */
const idleMillis = 5 * 60_000;

/** One request and its answer. */
export class HttpCall {
  readonly body: RequestBody;
  /** Aborted when the client is gone before its answer was. */
  readonly signal: AbortSignal;
  /** Why the Authorization header was ignored, if it was. */
  readonly authorizationProblem: string | undefined;
  readonly #fields: Partial<SessionMessage>;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    options: { readonly idleMillis?: number | undefined } = {},
  ) {
    this.body = new RequestBody(request, options.idleMillis ?? idleMillis);
    const authorization = readAuthorization(request.headers.authorization);
    this.#fields = 'fields' in authorization ? authorization.fields : {};
    this.authorizationProblem = 'problem' in authorization ? authorization.problem : undefined;
    const controller = new AbortController();
    this.signal = controller.signal;
    response.once('close', () => {
      if (response.writableFinished) return;
      controller.abort(new FramesError({ code: 'cancelled', detail: 'the client has ended the call' }));
    });
  }

  /** The request with what the Authorization header says about its session (spec/wire.md §12). */
  authorized<Request extends { readonly session: SessionMessage }>(request: Request): Request {
    return { ...request, session: { ...request.session, ...this.#fields } };
  }

  /**
   * Answers when all of the request has been taken: most clients do not look at an answer while they send (spec/wire.md §17.7). One that
   * does asks for it with `Prefer: respond-early`, and one that announces more than it may send learns so at once.
   */
  async answer(reply: Reply): Promise<void> {
    const { response } = this;
    const isEarly = reply.status === 413 || this.#prefers('respond-early');
    if (isEarly) startReply(response, reply);
    const isComplete = await this.body.drain();
    // What comes next on this connection could not be told from the rest of this request.
    if (!isComplete) response.shouldKeepAlive = false;
    if (!isEarly) startReply(response, reply);
    response.end();
    if (!isComplete) response.once('finish', () => this.request.destroy());
  }

  /** Whether this client reads what stands behind a body. */
  get takesTrailers(): boolean {
    return String(this.request.headers.te).includes('trailers');
  }

  #prefers(preference: string): boolean {
    return String(this.request.headers.prefer)
      .split(/\s*,\s*/)
      .includes(preference);
  }
}
