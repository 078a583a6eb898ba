import type { Frame } from '../data/frame';
import { decoding } from './decoding';
import { frameTag } from './fields';
import { readFrame, type FrameMessage } from './frameDecoder';
import { frameCapacity, writeFrame } from './frameEncoder';
import { FrameWriter } from './frameWriter';

/**
 * A frame as one `pb.Frame` (spec/wire.md §2). Lone surrogates in strings become U+FFFD, the payload of a NaN and
 * the length of a frame that has only null columns are lost; everything else comes back exactly.
 */
export function encodeFrame(frame: Frame): Uint8Array {
  const writer = new FrameWriter(frameCapacity(frame));
  writeFrame(writer, frame);
  return writer.finish();
}

/**
 * Decodes one `pb.Frame` into typed arrays that share no memory with `bytes`.
 * @throws FramesError of code `protocol` when the bytes are no such message
 * @throws FrameShapeError when its columns differ in length
 */
export function decodeFrame(bytes: Uint8Array): Frame {
  return decodeFrameMessage(bytes).frame;
}

/** The same with the message's `error`, which ends a read or history stream over HTTP; empty in an ordinary frame. */
export function decodeFrameMessage(bytes: Uint8Array): FrameMessage {
  return decoding('frame', bytes, readFrame);
}

/** A frame that only says why there are no more, for the streams of HTTP (spec/wire.md §9). */
export function encodeErrorFrame(text: string): Uint8Array {
  const writer = new FrameWriter(text.length * 3 + 8);
  writer.varint(frameTag.error);
  writer.string(text);
  return writer.finish();
}
