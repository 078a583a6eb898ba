import { Client, credentials, type ServiceError } from '@grpc/grpc-js';

const maxMessageBytes = 128 * 1024 * 1024;
const same = (bytes: Buffer): Buffer => bytes;

/** What came before a stream ended, and why it ended if not by itself. */
export interface StreamResult {
  readonly messages: Buffer[];
  readonly error?: ServiceError;
}

/** Sends and takes raw messages, so that a test says exactly what is on the wire. */
export class RawClient {
  readonly grpc: Client;

  constructor(address: string) {
    this.grpc = new Client(address, credentials.createInsecure(), {
      'grpc.max_receive_message_length': maxMessageBytes,
      'grpc.max_send_message_length': -1,
      'grpc-node.flow_control_window': 4 * 1024 * 1024,
      // Every client has a connection of its own.
      'grpc.use_local_subchannel_pool': 1,
    });
  }

  /** @throws ServiceError */
  unary(method: string, message: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.grpc.makeUnaryRequest(
        pathOf(method),
        same,
        same,
        message,
        { deadline: soon() },
        (error, response) => {
          if (error) reject(error);
          else resolve(response ?? Buffer.alloc(0));
        },
      );
    });
  }

  async serverStream(method: string, message: Buffer): Promise<StreamResult> {
    const call = this.grpc.makeServerStreamRequest(pathOf(method), same, same, message, { deadline: soon() });
    const messages: Buffer[] = [];
    try {
      for await (const bytes of call as AsyncIterable<Buffer>) messages.push(bytes);
      return { messages };
    } catch (error) {
      return { messages, error: error as ServiceError };
    }
  }

  /** @throws ServiceError */
  clientStream(method: string, messages: Iterable<Buffer>): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const call = this.grpc.makeClientStreamRequest(
        pathOf(method),
        same,
        same,
        { deadline: soon() },
        (error, response) => {
          if (error) reject(error);
          else resolve(response ?? Buffer.alloc(0));
        },
      );
      for (const bytes of messages) call.write(bytes);
      call.end();
    });
  }

  close(): void {
    this.grpc.close();
  }
}

export function pathOf(method: string): string {
  return `/pb.Frames/${method}`;
}

function soon(): number {
  return Date.now() + 30_000;
}
