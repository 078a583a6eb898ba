import type { Frame } from '../../data/frame';
import { FramesError } from '../../wire/errors';
import type { JsonForm } from '../../wire/json/forms';
import { encodeExecReply, encodeVersionReply, encodeWriteReply, line } from '../../wire/json/replies';
import {
  createRequest,
  decodeJson,
  deleteRequest,
  execRequest,
  historyRequest,
  readRequest,
} from '../../wire/json/requests';
import type { JsonOutput } from '../../wire/json/text';
import type { SessionMessage } from '../../wire/messages';
import { answerQuery, answerSearch } from '../grafana/answer';
import { parseQuery, parseSearch, type Target } from '../grafana/target';
import type { Handlers } from '../handlers';
import { sendFrames } from './frameStream';
import type { HttpCall } from './httpCall';
import { masked } from './masked';
import { failed, json, ok, refusal, RefusedRequest, type Reply } from './reply';
import { WriteBody } from './writeBody';

/** What is found under a path. */
export interface Endpoint {
  readonly methods: 'any' | readonly string[];
  /** @returns undefined when it has answered by itself */
  readonly run: (call: HttpCall) => Promise<Reply | undefined>;
}

export interface EndpointOptions {
  readonly handlers: Handlers;
  /** Secrets in it are not shown. */
  readonly config: JsonOutput;
}

/** A request in JSON holds no rows; the largest things in it are records for a stream. */
const maxJsonBytes = 4 * 1024 * 1024;

/** By path (spec/wire.md §9). */
export function endpointsOf({ handlers, config }: EndpointOptions): ReadonlyMap<string, Endpoint> {
  const status = any(() => json(line({ state: 'running' })));
  return new Map([
    ['/', status],
    ['/_/status', status],
    ['/_/config', any(() => json(line(masked(config))))],
    ['/version', { ...post(() => version(handlers)), methods: ['POST', 'GET'] }],
    ['/read', post((call) => stream(call, readRequest, handlers.read))],
    ['/history', post((call) => stream(call, historyRequest, handlers.history))],
    ['/write', post((call) => write(call, handlers))],
    ['/create', post((call) => change(call, createRequest, handlers.create))],
    ['/delete', post((call) => change(call, deleteRequest, handlers.delete))],
    ['/exec', post((call) => exec(call, handlers))],
    ['/query', any((call) => grafana(call, handlers, { parse: parseQuery, answer: answerQuery }))],
    ['/search', any((call) => grafana(call, handlers, { parse: parseSearch, answer: answerSearch }))],
  ]);
}

type Run = (call: HttpCall) => Reply | undefined | Promise<Reply | undefined>;

function any(run: Run): Endpoint {
  return { methods: 'any', run: async (call) => run(call) };
}

function post(run: Run): Endpoint {
  return { ...any(run), methods: ['POST'] };
}

function version(handlers: Handlers): Reply {
  return json(encodeVersionReply({ version: handlers.version() }));
}

async function stream<Request extends WithSession>(
  call: HttpCall,
  form: JsonForm<Request>,
  run: (request: Request, signal: AbortSignal) => AsyncIterable<Frame>,
): Promise<undefined> {
  const request = await requestOf(call, form);
  await sendFrames(call, run(request, call.signal));
}

async function change<Request extends WithSession>(
  call: HttpCall,
  form: JsonForm<Request>,
  run: (request: Request, signal: AbortSignal) => Promise<void>,
): Promise<Reply> {
  await run(await requestOf(call, form), call.signal);
  return ok('OK');
}

async function write(call: HttpCall, handlers: Handlers): Promise<Reply> {
  const body = new WriteBody(call);
  try {
    return json(encodeWriteReply(await handlers.write(body.messages(), call.signal)));
  } catch (error) {
    return body.fault ?? failed(error, 'write error: ');
  }
}

/** Every failure begins with `can't exec`, which is all that the original says (spec/wire.md §17.4). */
async function exec(call: HttpCall, handlers: Handlers): Promise<Reply> {
  const request = await requestOf(call, execRequest);
  try {
    return ok(encodeExecReply(await handlers.exec(request, call.signal)));
  } catch (error) {
    const { body, ...reply } = failed(error);
    return { ...reply, body: body.startsWith("can't exec") ? body : `can't exec: ${body}` };
  }
}

interface GrafanaDialect {
  readonly parse: (body: Uint8Array) => readonly Target[];
  readonly answer: (
    targets: readonly Target[],
    read: (target: Target) => AsyncIterable<Frame>,
  ) => Promise<JsonOutput>;
}

/** spec/wire.md §15 */
async function grafana(
  call: HttpCall,
  handlers: Handlers,
  { parse, answer }: GrafanaDialect,
): Promise<Reply> {
  const targets = await parsedBody(call, parse);
  try {
    const read = ({ request }: Target) => handlers.read(call.authorized(request), call.signal);
    return json(line(await answer(targets, read)));
  } catch (error) {
    return failed(error, 'Error querying: ');
  }
}

interface WithSession {
  readonly session: SessionMessage;
}

async function requestOf<Request extends WithSession>(
  call: HttpCall,
  form: JsonForm<Request>,
): Promise<Request> {
  return call.authorized(await parsedBody(call, (body) => decodeJson(form, body)));
}

async function parsedBody<T>(call: HttpCall, parse: (body: Uint8Array) => T): Promise<T> {
  const body = await call.body.read({ maxBytes: maxJsonBytes });
  try {
    return parse(body);
  } catch (error) {
    if (!(error instanceof FramesError)) throw error;
    throw new RefusedRequest(refusal(400, `bad request - ${error.detail}`));
  }
}
