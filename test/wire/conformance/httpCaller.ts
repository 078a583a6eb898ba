import { pb } from '../../../src/wire/gen/frames';
import { CallFailure, type Caller } from './caller';
import type { Json, JsonObject } from './cases';
import { bytesOf, toJsonText } from './messages';

export interface HttpAnswer {
  readonly status: number;
  readonly body: Buffer;
}

export interface HttpRequest {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** @param address `http://host:port` */
export async function send(
  address: string,
  { path, method = 'POST', headers = {}, body }: HttpRequest,
): Promise<HttpAnswer> {
  const hasBody = body !== undefined && body.length > 0;
  const response = await fetch(`${address}${path}`, { method, headers, ...(hasBody ? { body } : {}) });
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
}

/** The same calls as over gRPC, sent as the Go client sends them. */
export function httpCaller(address: string): Caller {
  const post = async (path: string, body: string | Uint8Array): Promise<Buffer> => {
    const answer = await send(address, { path, body, headers: { 'content-type': 'application/json' } });
    if (answer.status !== 200) throw new CallFailure(answer.body.toString().replace(/^write error: /, ''));
    return answer.body;
  };
  return {
    read: async (request) => unframe(await post('/read', toJsonText(request))),
    history: async (request) => unframe(await post('/history', toJsonText(request))),
    async write(request, frames) {
      const reply = JSON.parse((await post('/write', framedWrite(request, frames))).toString()) as {
        num_frames: number;
        num_rows: number;
      };
      return { frames: reply.num_frames, rows: reply.num_rows };
    },
    async create(request) {
      await post('/create', toJsonText(request));
    },
    async delete(request) {
      await post('/delete', toJsonText(request));
    },
    async exec(request) {
      const { frame } = JSON.parse((await post('/exec', toJsonText(request))).toString()) as {
        frame: string;
      };
      return frame === '' ? undefined : Buffer.from(frame, 'base64');
    },
  };
}

/** The frames of a body, and the failure that its last message tells of. */
export function unframe(body: Buffer): { frames: Buffer[]; failure?: CallFailure } {
  const frames: Buffer[] = [];
  let rest = body;
  while (rest.length > 0) {
    const end = 8 + Number(rest.readBigInt64LE());
    const message = rest.subarray(8, end);
    rest = rest.subarray(end);
    const { error } = pb.Frame.decode(message);
    if (error !== '') return { frames, failure: new CallFailure(error) };
    frames.push(message);
  }
  return { frames };
}

export function framedWrite(request: JsonObject, frames: readonly Json[]): Buffer {
  const messages = [
    bytesOf(pb.InitialWriteRequest, request),
    ...frames.map((frame) => bytesOf(pb.Frame, frame as JsonObject)),
  ];
  return Buffer.concat(
    messages.flatMap((message) => {
      const header = Buffer.alloc(8);
      header.writeBigInt64LE(BigInt(message.length));
      return [header, message];
    }),
  );
}
