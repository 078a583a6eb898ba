import { posix } from 'node:path';
import type { JsonOutput } from '../../wire/json/text';
import { goQuote } from '../goFormat';
import type { Handlers } from '../handlers';
import type { HttpListener } from '../listen';
import type { Log } from '../log';
import { endpointsOf, type Endpoint } from './endpoints';
import { HttpCall } from './httpCall';
import { failed, refusal, RefusedRequest, type Reply } from './reply';

export interface HttpOptions {
  readonly handlers: Handlers;
  /** What the service was told to do, for `/_/config`; secrets in it are not shown. */
  readonly config: JsonOutput;
  readonly log: Log;
  /** How long a client may send nothing while it is waited for, in milliseconds; five minutes unless given. */
  readonly idleMillis?: number | undefined;
}

/** The protocol over HTTP (spec/wire.md §9). */
export function httpOf({ handlers, config, log, idleMillis }: HttpOptions): HttpListener {
  const endpoints = endpointsOf({ handlers, config });
  return (request, response) => {
    const call = new HttpCall(request, response, { idleMillis });
    if (call.authorizationProblem !== undefined) {
      log.warn('authorization header ignored', { reason: call.authorizationProblem });
    }
    serve(endpoints, call).catch((error: unknown) => {
      if (!call.signal.aborted) log.error('fault', { error: String(error) });
      response.destroy();
    });
  };
}

async function serve(endpoints: ReadonlyMap<string, Endpoint>, call: HttpCall): Promise<void> {
  const reply = await route(endpoints, call);
  if (reply !== undefined && !call.signal.aborted) await call.answer(reply);
}

async function route(endpoints: ReadonlyMap<string, Endpoint>, call: HttpCall): Promise<Reply | undefined> {
  const { method = '', url = '/' } = call.request;
  const path = pathOf(url);
  const endpoint = endpoints.get(path);
  if (endpoint === undefined) {
    return refusal(404, `unknown path - ${goQuote(decoded(path.slice(0, 300)))}`, 'unsupported');
  }
  if (endpoint.methods !== 'any' && !endpoint.methods.includes(method)) {
    return refusal(405, 'unsupported method', 'unsupported');
  }
  try {
    return await endpoint.run(call);
  } catch (error) {
    return error instanceof RefusedRequest ? error.reply : failed(error);
  }
}

/** Routing looks at the path alone; dots, double slashes and a slash at the end do not count (spec/wire.md §17.2). */
function pathOf(url: string): string {
  const path = posix.normalize(url.replace(/[?#].*$/s, ''));
  return path.length > 1 ? path.replace(/\/$/, '') : path;
}

/** For people to read; what is encoded badly stays as it is. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
