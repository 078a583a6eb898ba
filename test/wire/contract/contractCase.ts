import type { FramesClient, Transport } from '../../../src/frames';

/** What a case works on. */
export interface Subject {
  readonly client: FramesClient;
  /** The same service, for messages that the client would refuse to send. */
  readonly transport: Transport;
  /** A path that no other case uses. */
  readonly table: string;
}

/** One thing that a client may rely on, on whatever service and protocol. */
export interface ContractCase {
  readonly name: string;
  /** Resolves when the service keeps to it. */
  readonly run: (subject: Subject) => Promise<void>;
}
