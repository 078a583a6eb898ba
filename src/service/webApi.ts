import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { FileTree, FoundFile } from './fileTree';
import type { HttpListener } from './listen';
import type { Log } from './log';
import { formatContainers, formatListing } from './webApiXml';

/** What the web API says instead of an answer (spec/webapi.md §1). */
class WebApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** What is asked for: the service (no container), a container, or a path in it. */
interface Target {
  readonly container: string;
  /** Without slash at either end. */
  readonly path: string;
  readonly query: URLSearchParams;
}

const defaultKeys = 1000;
const mostKeys = 10_000;
/** Longer than any name that can be stored; keeps errors and the log short. */
const longestPath = 2048;

/** The reading part of the platform's web API (spec/webapi.md §2, §3): containers, listings, objects. */
export function webApiOf(tree: FileTree, log: Log): HttpListener {
  return (request, response) => {
    answer(tree, request, response).catch((error: unknown) => {
      if (!(error instanceof WebApiError)) log.error('web api', { error: String(error) });
      if (response.headersSent) {
        // The length has been promised; only a broken connection tells the client that less came.
        response.destroy();
        return;
      }
      const known = error instanceof WebApiError ? error : new WebApiError(500, -5, 'Input/output error');
      const body = JSON.stringify({ ErrorCode: known.code, ErrorMessage: known.message });
      send(request, response, {
        status: known.status,
        type: 'application/json',
        body,
        headers: known.headers,
      });
    });
  };
}

async function answer(tree: FileTree, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const wanted = request.headers['x-v3io-function'];
  if (wanted !== undefined) {
    throw new WebApiError(501, -38, `Function ${JSON.stringify(wanted).slice(0, 80)} is not implemented`);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new WebApiError(405, -38, 'Only GET and HEAD are implemented', { allow: 'GET, HEAD' });
  }
  const { container, path, query } = parseTarget(request.url ?? '/');
  if (container === '') {
    sendXml(request, response, formatContainers(await tree.containers()));
  } else if (path !== '') {
    await sendFile(tree, { container, path }, request, response);
  } else if (request.method === 'HEAD') {
    await mustExist(tree, container);
    send(request, response, { status: 200, type: 'application/xml', body: '' });
  } else {
    sendXml(request, response, await listing(tree, container, query));
  }
}

async function listing(tree: FileTree, container: string, query: URLSearchParams): Promise<string> {
  const directory = segments(query.get('prefix') ?? '').join('/');
  const marker = (query.get('marker') ?? '').replace(/\/+$/, '');
  const maxKeys = parseMaxKeys(query.get('max-keys'));
  await mustExist(tree, container);
  const found = await tree.list({
    container,
    directory,
    onlyDirectories: isOn(query.get('prefix-only')),
    marker,
    limit: Math.min(maxKeys, mostKeys),
  });
  if (found === undefined) throw noSuchFile();
  return formatListing({
    container,
    directory,
    marker,
    maxKeys,
    listing: found,
    withInfo: isOn(query.get('prefix-info')),
  });
}

async function mustExist(tree: FileTree, container: string): Promise<void> {
  if (!(await tree.containers()).some(({ name }) => name === container)) throw noSuchFile();
}

async function sendFile(
  tree: FileTree,
  { container, path }: Omit<Target, 'query'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const type = 'application/octet-stream';
  const file = await tree.find(container, path);
  if (file === undefined) {
    const isDirectory =
      request.method === 'HEAD' && (await tree.list({ container, directory: path, limit: 1 })) !== undefined;
    if (!isDirectory) throw noSuchFile();
    send(request, response, { status: 200, type, body: '' });
    return;
  }
  const { start, end } = parseRange(request.headers.range, file);
  const isPart = end < file.size;
  response.writeHead(isPart ? 206 : 200, {
    'content-type': type,
    'content-length': end - start,
    'last-modified': new Date(Number(file.modified / 1_000_000n)).toUTCString(),
    ...(isPart ? { 'content-range': `bytes ${start}-${end - 1}/${file.size}` } : {}),
    ...safety,
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(file.read(start, end), response);
}

/**
 * `bytes=a-b`, `bytes=a-` or `bytes=a`; whatever else stands there asks for everything. The last part of a file is answered
 * with 200 and what is beyond the end with 416: readers take 206 as "more to come" (spec/webapi.md §3).
 */
function parseRange(header: string | undefined, { size }: FoundFile): { start: number; end: number } {
  const match = /^bytes=(\d+)(?:-(\d*))?$/.exec(header ?? '');
  if (match === null) return { start: 0, end: size };
  const start = Number(match[1]);
  const end = match[2] ? Math.min(Number(match[2]) + 1, size) : size;
  if (start >= size || end <= start) {
    throw new WebApiError(416, -22, 'Range not satisfiable', { 'content-range': `bytes */${size}` });
  }
  return { start, end };
}

/** Decodes once: what is still encoded afterwards is part of a name. */
function parseTarget(url: string): Target {
  const mark = url.indexOf('?');
  const raw = mark < 0 ? url : url.slice(0, mark);
  if (!raw.startsWith('/')) throw invalid('The path must start with a slash');
  const [container = '', ...path] = segments(decodePath(raw));
  return { container, path: path.join('/'), query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)) };
}

function decodePath(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    throw invalid('The path is not properly encoded');
  }
}

/** The names of a path; empty ones do not count. */
function segments(path: string): string[] {
  if (path.length > longestPath) throw invalid(`The path is longer than ${longestPath} characters`);
  if (path.includes('\0')) throw invalid('The path contains a NUL character');
  const names = path.split('/').filter((name) => name !== '');
  if (names.some((name) => name === '.' || name === '..')) throw invalid("The path contains '.' or '..'");
  return names;
}

function parseMaxKeys(text: string | null): number {
  if (text === null || text === '') return defaultKeys;
  if (!/^\d{1,9}$/.test(text)) throw invalid('max-keys must be a whole number');
  return Number(text);
}

function isOn(value: string | null): boolean {
  return value !== null && value !== '' && value !== '0' && value.toLowerCase() !== 'false';
}

function noSuchFile(): WebApiError {
  return new WebApiError(404, -2, 'No such file or directory');
}

function invalid(reason: string): WebApiError {
  return new WebApiError(400, -201326592, `InvalidArgumentException: ${reason}`);
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Stored bytes are nobody's page, script or cached copy. */
const safety = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, type, body, headers }: Answer,
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    ...safety,
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function sendXml(request: IncomingMessage, response: ServerResponse, body: string): void {
  send(request, response, { status: 200, type: 'application/xml', body });
}
