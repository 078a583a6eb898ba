import { ServerInterceptingCall, type Metadata, type ServerInterceptor } from '@grpc/grpc-js';

/**
 * Bounds what a call has received and its handler has not taken yet. gRPC for Node takes up to 16 messages ahead of the
 * handler, whatever their size; here the next one stays outside while more than `maxBytes` wait.
 */
export class ReadAhead {
  private readonly gates = new WeakMap<Metadata, Gate>();

  constructor(private readonly maxBytes: number) {}

  readonly interceptor: ServerInterceptor = (_method, call) => {
    const gate = new Gate(this.maxBytes);
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          // The one object that an interceptor and the handler of its call both see.
          onReceiveMetadata: (metadata, pass) => {
            this.gates.set(metadata, gate);
            pass(metadata);
          },
          onReceiveMessage: (message: Buffer, pass: (message: Buffer) => void) =>
            gate.enter(message.length, () => pass(message)),
        }),
    });
  };

  /** The handler of the call with this metadata has taken a message. */
  taken(metadata: Metadata, bytes: number): void {
    this.gates.get(metadata)?.leave(bytes);
  }
}

class Gate {
  private inside = 0;
  private waiting: (() => void) | undefined;

  constructor(private readonly maxBytes: number) {}

  /** Only one waits at a time: none is received before the last has been passed on. */
  enter(bytes: number, pass: () => void): void {
    const admit = (): void => {
      this.inside += bytes;
      pass();
    };
    if (this.inside <= this.maxBytes) admit();
    else this.waiting = admit;
  }

  leave(bytes: number): void {
    this.inside -= bytes;
    if (this.inside > this.maxBytes) return;
    const admit = this.waiting;
    this.waiting = undefined;
    admit?.();
  }
}
