import { Reader } from 'protobufjs/minimal';
import { FrameShapeError } from '../data/frame';
import { FramesError } from './errors';

/** The words of protobuf in Go for a string that is not UTF-8; peers look for them (spec/wire.md §13). */
export const invalidUtf8 = 'string field contains invalid UTF-8';

/**
 * Runs a decoder over bytes of unknown origin. Whatever it stumbles over becomes a FramesError of code `protocol`
 * that names the message and the byte offset, except columns that do not fit together.
 * @throws FramesError, FrameShapeError
 */
export function decoding<T>(what: string, bytes: Uint8Array, decode: (reader: Reader) => T): T {
  const reader = Reader.create(asBuffer(bytes));
  try {
    return decode(reader);
  } catch (error) {
    if (error instanceof FramesError || error instanceof FrameShapeError) throw error;
    const detail = `cannot decode ${what} at byte ${reader.pos}: ${reason(error)}`;
    throw new FramesError({ code: 'protocol', detail, cause: error });
  }
}

/**
 * Readers and their like live no longer than a call. If a full collection of garbage finds none of a class, V8 forgets the
 * shape of its objects and throws away the code compiled for it, and decoding is slow until it is compiled anew. So one of
 * each class is kept.
 */
decoding.keptReader = Reader.create(Buffer.alloc(0));

/** The same memory as a Buffer. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function outOfRange(): RangeError {
  return new RangeError('the message ends within a field');
}

/** Reads the length of what follows and returns where it ends, which is inside the message. */
export function readEnd(reader: Reader): number {
  const end = reader.size() + reader.pos;
  if (end > reader.len) throw outOfRange();
  return end;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'TypeError' && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
    ? invalidUtf8
    : error.message;
}
