import { status, type ServiceError } from '@grpc/grpc-js';
import { pb } from '../../../src/wire/gen/frames';
import type { RawClient } from '../rawClient';
import type { JsonObject } from './cases';
import { bytesOf } from './messages';

/** What a service says failed; a code where the transport has one that is not the ordinary one. */
export class CallFailure extends Error {
  constructor(
    readonly text: string,
    readonly code?: string,
  ) {
    super(text);
  }
}

/** Encoded frames, and the failure that came after them. */
export interface FrameStream {
  readonly frames: readonly Uint8Array[];
  readonly failure?: CallFailure;
}

/** The calls of a recording, whatever they travel on. Requests stand as they were recorded, templates filled in. */
export interface Caller {
  read(request: JsonObject): Promise<FrameStream>;
  history(request: JsonObject): Promise<FrameStream>;
  /** @throws CallFailure (also below) */
  write(request: JsonObject, frames: readonly JsonObject[]): Promise<{ frames: number; rows: number }>;
  create(request: JsonObject): Promise<void>;
  delete(request: JsonObject): Promise<void>;
  /** The encoded frame, if there is one. */
  exec(request: JsonObject): Promise<Uint8Array | undefined>;
}

export function grpcCaller(client: RawClient): Caller {
  const stream = async (method: string, request: Buffer): Promise<FrameStream> => {
    const { messages, error } = await client.serverStream(method, request);
    return { frames: messages, ...(error ? { failure: failureOf(error) } : {}) };
  };
  return {
    read: (request) => stream('Read', bytesOf(pb.ReadRequest, request)),
    history: (request) => stream('History', bytesOf(pb.HistoryRequest, request)),
    async write(request, frames) {
      const messages = [
        bytesOf(pb.WriteRequest, { request }),
        ...frames.map((frame) => bytesOf(pb.WriteRequest, { frame })),
      ];
      const response = pb.WriteRespose.decode(await failing(client.clientStream('Write', messages)));
      return { frames: Number(response.frames), rows: Number(response.rows) };
    },
    async create(request) {
      await failing(client.unary('Create', bytesOf(pb.CreateRequest, request)));
    },
    async delete(request) {
      await failing(client.unary('Delete', bytesOf(pb.DeleteRequest, request)));
    },
    async exec(request) {
      const bytes = await failing(client.unary('Exec', bytesOf(pb.ExecRequest, request)));
      const { frame } = pb.ExecResponse.decode(bytes);
      return frame ? pb.Frame.encode(frame).finish() : undefined;
    },
  };
}

async function failing<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw failureOf(error as ServiceError);
  }
}

function failureOf({ code, details }: ServiceError): CallFailure {
  return code === status.UNKNOWN ? new CallFailure(details) : new CallFailure(details, status[code]);
}
