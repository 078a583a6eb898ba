import { invalid } from './webApiError';
import { parseBase64 } from './typedAttributes';

/** A place in a shard, which clients carry from call to call without looking into it: 16 bytes in base64. */
export interface StreamLocation {
  readonly shard: number;
  /** Of the next record to read. */
  readonly sequence: bigint;
}

const version = 1;
const length = 16;

export function formatLocation({ shard, sequence }: StreamLocation): string {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt8(version, 0);
  bytes.writeUInt32LE(shard, 4);
  bytes.writeBigUInt64LE(sequence, 8);
  return bytes.toString('base64');
}

/**
 * The sequence that a location stands for.
 * @throws WebApiError for a text that is no location, or the location of another shard
 */
export function parseLocation(text: string, shard: number): bigint {
  const bytes = Buffer.from(parseBase64(text) ?? []);
  if (bytes.length !== length || bytes.readUInt8(0) !== version || bytes.readUInt32LE(4) !== shard) {
    throw invalid('Location is none of this shard');
  }
  const sequence = bytes.readBigInt64LE(8);
  if (sequence < 1n) throw invalid('Location is none of this shard');
  return sequence;
}
