import { Server, ServerCredentials, type ServerWritableStream, type sendUnaryData } from '@grpc/grpc-js';
import type { ServerReadableStream, ServerUnaryCall } from '@grpc/grpc-js';
import { Int64Column, StringColumn } from '../../src/data/column';
import { frameOf, type Frame } from '../../src/data/frame';
import type { ReadRequest } from '../../src/wire/messages';
import { methods } from '../../src/wire/methods';

interface VersionAnswer {
  readonly version: string;
}

interface WriteAnswer {
  readonly frames: bigint;
  readonly rows: bigint;
}

export type ReadStream = ServerWritableStream<ReadRequest, Frame | Buffer>;

export interface Misbehaviour {
  /** The k-th call is told so, from 1. */
  readonly version?: (call: number, answer: sendUnaryData<VersionAnswer>) => void;
  readonly read?: (stream: ReadStream) => void;
  readonly write?: (
    stream: ServerReadableStream<unknown, WriteAnswer>,
    answer: sendUnaryData<WriteAnswer>,
  ) => void;
}

export interface FaultServer {
  /** `host:port` */
  readonly address: string;
  /** Calls that have begun and not ended, as this side sees it. */
  readonly openCalls: () => number;
  /** Without a word to anybody. */
  readonly stop: () => Promise<void>;
}

/** A service that does what no honest one would do. */
export async function startFaultServer(
  { version, read, write }: Misbehaviour,
  address = '127.0.0.1:0',
  credentials = ServerCredentials.createInsecure(),
): Promise<FaultServer> {
  const server = new Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
  let open = 0;
  let versions = 0;
  const count = (call: { on(event: 'cancelled', listener: () => void): unknown }): (() => void) => {
    open++;
    let isOpen = true;
    const end = (): void => {
      if (isOpen) open--;
      isOpen = false;
    };
    call.on('cancelled', end);
    return end;
  };
  server.register(
    methods.version.path,
    (call: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<VersionAnswer>) => {
      const end = count(call);
      version?.(++versions, (...answer) => {
        end();
        callback(...answer);
      });
    },
    (response: VersionAnswer) => methods.version.encodeResponse(response),
    (bytes: Buffer) => methods.version.decodeRequest(bytes),
    'unary',
  );
  server.register(
    methods.read.path,
    (stream: ReadStream) => {
      stream.on('finish', count(stream));
      read?.(stream);
    },
    (message: Frame | Buffer) => (Buffer.isBuffer(message) ? message : methods.read.encodeResponse(message)),
    (bytes: Buffer) => methods.read.decodeRequest(bytes),
    'serverStream',
  );
  server.register(
    methods.write.path,
    (stream: ServerReadableStream<unknown, WriteAnswer>, callback: sendUnaryData<WriteAnswer>) => {
      const end = count(stream);
      write?.(stream, (...answer) => {
        end();
        callback(...answer);
      });
    },
    (response: WriteAnswer) => methods.write.encodeResponse(response),
    (bytes: Buffer) => methods.write.decodeRequest(bytes),
    'clientStream',
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(address, credentials, (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    address: `127.0.0.1:${port}`,
    openCalls: () => open,
    stop() {
      server.forceShutdown();
      return Promise.resolve();
    },
  };
}

/** `length` rows: integers from `start`, and texts of `bytes` bytes each. */
export function rows(length: number, { start = 0, bytes = 0 } = {}): Frame {
  const columns = [
    new Int64Column(
      'n',
      'integer',
      BigInt64Array.from({ length }, (_, i) => BigInt(start + i)),
    ),
  ];
  if (bytes === 0) return frameOf({ columns });
  const text = 'x'.repeat(bytes);
  return frameOf({ columns: [...columns, new StringColumn('s', { length, at: () => text })] });
}

/** Until it holds; fails after five seconds. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  for (let waited = 0; !holds(); waited += 5) {
    if (waited > 5000) throw new Error(`not within 5 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
