import { status, type ServiceError } from '@grpc/grpc-js';
import { pb } from '../../../src/wire/gen/frames';
import type { RawClient } from '../rawClient';
import type { Case, ErrorData, JsonObject, Outcome, Step } from './cases';
import { toFrameData, toMessage } from './messages';
import { Names } from './names';

const url = 'http://127.0.0.1:8090';

/** Runs the steps of a case in order, on a table of its own. */
export async function replay(recorded: Case, client: RawClient): Promise<Outcome[]> {
  const names = new Names(recorded.id, url);
  const outcomes: Outcome[] = [];
  for (const step of recorded.steps) {
    try {
      outcomes.push(await run(step, { client, names, volatile: recorded.volatile ?? [] }));
    } catch (error) {
      outcomes.push({ error: toErrorData(error as ServiceError, names) });
    }
  }
  return outcomes;
}

interface Context {
  readonly client: RawClient;
  readonly names: Names;
  readonly volatile: readonly string[];
}

async function run({ op, request }: Step, { client, names, volatile }: Context): Promise<Outcome> {
  const filled = names.fill(request);
  switch (op) {
    case 'read': {
      const { messages, error } = await client.serverStream('Read', bytesOf(pb.ReadRequest, filled));
      const frames = messages.map((bytes) => toFrameData(bytes, names, volatile));
      return { frames, ...(error ? { error: toErrorData(error, names) } : {}) };
    }
    case 'write': {
      const first = { request: toMessage(withSession(filled['request'] as JsonObject)) };
      const frames = ((filled['frames'] ?? []) as JsonObject[]).map((frame) => ({ frame: toMessage(frame) }));
      const sent = [first, ...frames].map((message) => finish(pb.WriteRequest, message));
      const response = pb.WriteRespose.decode(await client.clientStream('Write', sent));
      return { written: { frames: Number(response.frames), rows: Number(response.rows) } };
    }
    case 'create':
      await client.unary('Create', bytesOf(pb.CreateRequest, filled));
      return { ok: true };
    case 'delete':
      await client.unary('Delete', bytesOf(pb.DeleteRequest, filled));
      return { ok: true };
    case 'exec': {
      const { frame } = pb.ExecResponse.decode(await client.unary('Exec', bytesOf(pb.ExecRequest, filled)));
      if (!frame) return { ok: true };
      return { frames: [toFrameData(pb.Frame.encode(frame).finish(), names, volatile)] };
    }
    default:
      throw new Error(`a step of kind ${op} is not replayed`);
  }
}

interface Encoder {
  encode(message: never): { finish(): Uint8Array };
}

function bytesOf(type: Encoder, request: JsonObject): Buffer {
  return finish(type, toMessage(withSession(request)));
}

function finish(type: Encoder, message: object): Buffer {
  return Buffer.from(type.encode(message as never).finish());
}

function withSession(request: JsonObject): JsonObject {
  return { session: { url, container: 'bigdata', token: 't' }, ...request };
}

function toErrorData({ code, details }: ServiceError, names: Names): ErrorData {
  return { grpc: names.mask(details), ...(code === status.UNKNOWN ? {} : { code: status[code] }) };
}
