import { asBuffer } from '../../wire/decoding';
import { FramesError } from '../../wire/errors';
import { decodeFrameMessage, encodeFrame } from '../../wire/frameCodec';
import type { JsonForm } from '../../wire/json/forms';
import { decodeExecReply, decodeVersionReply, decodeWriteReply } from '../../wire/json/replies';
import {
  createRequest,
  deleteRequest,
  encodeJson,
  execRequest,
  historyRequest,
  readRequest,
} from '../../wire/json/requests';
import type { WriteMessage } from '../../wire/messages';
import { methods, type Method } from '../../wire/methods';
import { encodeInitialWrite } from '../../wire/writeMessages';

/** A call as HTTP has it (spec/wire.md §9). */
export interface HttpForm<Request, Response> {
  readonly path: string;
  /** Nothing on the service changes by it, so it may be sent again when a connection turns out to be dead. */
  readonly isRepeatable: boolean;
  /** The body of a request, or one message of it. */
  readonly encodeRequest: (request: Request) => Buffer;
  /** The body of an answer, or one message of it. @throws FramesError `unknown` for a message that says what failed */
  readonly decodeResponse: (bytes: Uint8Array) => Response;
}

/** The same call over HTTP. */
export function httpFormOf<Request, Response>(
  method: Method<Request, Response>,
): HttpForm<Request, Response> {
  const form = forms.get(method.path);
  if (form === undefined) throw new Error(`${method.path} is no call over HTTP`);
  // The table below pairs each method with its own form.
  return form as HttpForm<Request, Response>;
}

const frames = { isRepeatable: true, decodeResponse: decodeStreamed };
const empty = { isRepeatable: false, decodeResponse: () => ({}) };

const forms = new Map<string, HttpForm<never, unknown>>([
  entry(methods.read, { path: '/read', encodeRequest: asJson(readRequest), ...frames }),
  entry(methods.history, { path: '/history', encodeRequest: asJson(historyRequest), ...frames }),
  entry(methods.create, { path: '/create', encodeRequest: asJson(createRequest), ...empty }),
  entry(methods.delete, { path: '/delete', encodeRequest: asJson(deleteRequest), ...empty }),
  entry(methods.exec, {
    path: '/exec',
    isRepeatable: false,
    encodeRequest: asJson(execRequest),
    decodeResponse: decodeExecReply,
  }),
  entry(methods.write, {
    path: '/write',
    isRepeatable: false,
    encodeRequest: bareMessage,
    decodeResponse: decodeWriteReply,
  }),
  entry(methods.version, {
    path: '/version',
    isRepeatable: true,
    encodeRequest: () => Buffer.from('{}'),
    decodeResponse: decodeVersionReply,
  }),
]);

function entry<Request, Response>(
  { path }: Method<Request, Response>,
  form: HttpForm<Request, Response>,
): [string, HttpForm<never, unknown>] {
  return [path, form];
}

function asJson<Request>(form: JsonForm<Request>): (request: Request) => Buffer {
  return (request) => encodeJson(form, request);
}

/** What a write is made of stands on its own: a request, then frames (spec/wire.md §8). */
function bareMessage(message: WriteMessage): Buffer {
  switch (message.kind) {
    case 'request':
      return encodeInitialWrite(message.request);
    case 'frame':
      return asBuffer(encodeFrame(message.frame));
    case 'empty':
      return Buffer.alloc(0);
  }
}

function decodeStreamed(bytes: Uint8Array) {
  const { frame, error } = decodeFrameMessage(bytes);
  if (error !== '') throw new FramesError({ code: 'unknown', detail: error });
  return frame;
}
