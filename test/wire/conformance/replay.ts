import { CallFailure, type Caller } from './caller';
import type { Case, ErrorData, JsonObject, Outcome, Step } from './cases';
import { framedWrite, send, unframe, type HttpRequest } from './httpCaller';
import { toFrameData } from './messages';
import { Names } from './names';

const url = 'http://127.0.0.1:8090';

export interface Target {
  /** Takes the calls that both transports have. */
  readonly caller: Caller;
  /** `http://host:port`, for the steps that are raw HTTP. */
  readonly http: string;
}

/** Runs the steps of a case in order, on a table of its own. */
export async function replay(recorded: Case, target: Target): Promise<Outcome[]> {
  const names = new Names(recorded.id, url);
  const outcomes: Outcome[] = [];
  for (const step of recorded.steps) {
    try {
      outcomes.push(await run(step, { ...target, names, volatile: recorded.volatile ?? [] }));
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      outcomes.push({ error: toErrorData(error, names) });
    }
  }
  return outcomes;
}

interface Context extends Target {
  readonly names: Names;
  readonly volatile: readonly string[];
}

async function run({ op, request }: Step, context: Context): Promise<Outcome> {
  const { caller, names, volatile } = context;
  const filled = names.fill(request);
  switch (op) {
    case 'read':
    case 'history': {
      const { frames, failure } = await caller[op](withSession(filled));
      return {
        frames: frames.map((bytes) => toFrameData(bytes, names, volatile)),
        ...(failure ? { error: toErrorData(failure, names) } : {}),
      };
    }
    case 'write': {
      const frames = (filled['frames'] ?? []) as JsonObject[];
      return { written: await caller.write(withSession(filled['request'] as JsonObject), frames) };
    }
    case 'create':
      await caller.create(withSession(filled));
      return { ok: true };
    case 'delete':
      await caller.delete(withSession(filled));
      return { ok: true };
    case 'exec': {
      const frame = await caller.exec(withSession(filled));
      return frame ? { frames: [toFrameData(frame, names, volatile)] } : { ok: true };
    }
    case 'http':
      return raw(filled, context);
  }
}

/** A request as it stands on the wire, and what came back. */
async function raw(request: JsonObject, { http, names, volatile }: Context): Promise<Outcome> {
  const { path, method, headers, hide, framed } = request as unknown as HttpRequest & {
    readonly framed?: boolean;
    readonly hide?: readonly (readonly [pattern: string, substitute: string])[];
  };
  const { status, body } = await send(http, {
    path,
    ...(method === undefined ? {} : { method }),
    ...(headers === undefined ? {} : { headers }),
    body: rawBody(request),
  });
  if (framed === true && status === 200) {
    const { frames, failure } = unframe(body);
    return {
      http: { status },
      frames: frames.map((bytes) => toFrameData(bytes, names, volatile)),
      ...(failure ? { error: { http: names.mask(failure.text) } } : {}),
    };
  }
  let text = names.mask(body.toString());
  for (const [pattern, substitute] of hide ?? []) text = text.replace(new RegExp(pattern, 'g'), substitute);
  return { http: { status, body: text } };
}

function rawBody({ json, body, write, bare }: JsonObject): string | Uint8Array {
  if (write !== undefined) {
    const { request, frames, tail64 } = write as {
      request: JsonObject;
      frames?: JsonObject[];
      tail64?: string;
    };
    const tail = Buffer.from(tail64 ?? '', 'base64');
    return Buffer.concat([framedWrite(withSession(request), frames ?? []), tail]);
  }
  if (json === undefined) return typeof body === 'string' ? body : '';
  const isObject = json !== null && typeof json === 'object' && !Array.isArray(json);
  return JSON.stringify(isObject && bare !== true ? withSession(json) : json);
}

function withSession(request: JsonObject): JsonObject {
  return { session: { url, container: 'bigdata', token: 't' }, ...request };
}

function toErrorData({ text, code }: CallFailure, names: Names): ErrorData {
  return { grpc: names.mask(text), ...(code === undefined ? {} : { code }) };
}
