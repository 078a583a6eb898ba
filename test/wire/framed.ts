import { frameHeader } from '../../src/wire/framing';

/** A message with its length before it, as bodies over HTTP have it. */
export function framed(message: Uint8Array): Buffer {
  return Buffer.concat([frameHeader(message.length), message]);
}
