import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpListener } from '../listen';
import type { Log } from '../log';
import type { Storage } from '../storage/storage';
import type { FileTree } from './fileTree';
import { functions } from './functions';
import { listContainers, listDirectory } from './listing';
import { deleteObject, getObject, putObject } from './objects';
import { send, type Reply } from './reply';
import { FunctionBody, readBody } from './requestBody';
import { parseTarget, type Target } from './target';
import {
  denied,
  internalError,
  invalid,
  noSuchContainer,
  notAllowed,
  notImplemented,
  toWebApiError,
} from './webApiError';

export interface WebApiParts {
  /** Everything that can be listed and read as a file. */
  readonly tree: FileTree;
  readonly storage: Storage;
  readonly log: Log;
}

/** Bytes of the arguments of a function. */
const largestBody = 16 << 20;

/** The platform's web API (spec/webapi.md): containers, objects, items and streams. */
export function webApiOf(parts: WebApiParts): HttpListener {
  return (request, response) => {
    const gone = new AbortController();
    response.on('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    answer(parts, request, gone.signal)
      .then((reply) => send(request, response, reply))
      .catch((error: unknown) => fail(parts.log, request, response, error))
      // Nobody is there any more to be answered.
      .catch(() => response.destroy());
  };
}

async function fail(
  log: Log,
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
): Promise<void> {
  const isGone = response.destroyed || (request.destroyed && !request.complete);
  const known = toWebApiError(error);
  if (known === undefined && !isGone) log.error('web api', { error: String(error) });
  if (response.headersSent || isGone) {
    // The length has been promised; only a broken connection tells the client that less came.
    response.destroy();
    return;
  }
  const { status, code, message, headers } = known ?? internalError();
  await send(request, response, {
    status,
    headers,
    body: JSON.stringify({ ErrorCode: code, ErrorMessage: message }),
  });
}

async function answer(parts: WebApiParts, request: IncomingMessage, signal: AbortSignal): Promise<Reply> {
  const { method } = request;
  const target = parseTarget(request.url ?? '/');
  const name = request.headers['x-v3io-function'];
  const makesContainer = name === undefined && (method === 'PUT' || method === 'POST') && target.path === '';
  if (target.container !== '' && !makesContainer && !(await parts.tree.hasContainer(target.container))) {
    throw noSuchContainer();
  }
  if (name !== undefined) return callFunction(parts, { request, target, name: String(name), signal });
  switch (method) {
    case 'GET':
    case 'HEAD':
      return show(parts.tree, target, request);
    case 'PUT':
    case 'POST':
      return putObject(parts.storage, writable(parts.tree, target), request);
    case 'DELETE':
      return deleteObject(parts.storage, writable(parts.tree, target));
    default:
      throw notAllowed('GET, HEAD, PUT, POST, DELETE');
  }
}

function show(tree: FileTree, target: Target, request: IncomingMessage): Promise<Reply> {
  if (target.container === '') return listContainers(tree);
  if (target.path !== '') return getObject(tree, target, request);
  return request.method === 'GET'
    ? listDirectory(tree, target)
    : Promise.resolve({ status: 200, type: 'application/xml' });
}

interface Calling {
  readonly request: IncomingMessage;
  readonly target: Target;
  readonly name: string;
  readonly signal: AbortSignal;
}

async function callFunction(
  { tree, storage }: WebApiParts,
  { request, target, name, signal }: Calling,
): Promise<Reply> {
  if (request.method !== 'PUT' && request.method !== 'POST') throw notAllowed('PUT, POST');
  const run = functions.get(name);
  if (run === undefined) throw notImplemented(JSON.stringify(name.slice(0, 80)));
  const { container, path, isDirectory } = writable(tree, target);
  const body = FunctionBody.parse(await readBody(request, largestBody));
  return run({ storage, path: { container, path }, isDirectory, body, signal });
}

/** @throws WebApiError where no container is named, or one that is only shown */
function writable(tree: FileTree, target: Target): Target {
  if (target.container === '') throw invalid('The path names no container');
  if (tree.isReadOnly(target.container)) throw denied();
  return target;
}
