import type { Frame } from '../data/frame';
import { asBuffer } from './decoding';
import { firstTag, secondTag } from './fields';
import { decodeFrame } from './frameCodec';
import { frameCapacity, writeFrame } from './frameEncoder';
import { FrameWriter } from './frameWriter';
import { takeField, takeOneof } from './messageFields';
import type { InitialWriteRequest, WriteMessage } from './messages';
import { decodeWriteHead, encodeWriteHead } from './requests';

/** Field 4 of InitialWriteRequest. */
const initialDataTag = 34;

/** One `pb.WriteRequest`, which is what a write over gRPC is made of. */
export function encodeWriteMessage(message: WriteMessage): Buffer {
  switch (message.kind) {
    case 'request':
      return encodeRequestField(encodeInitialWrite(message.request));
    case 'frame':
      return encodeFrameField(secondTag, message.frame);
    case 'empty':
      return Buffer.alloc(0);
  }
}

export function decodeWriteMessage(bytes: Uint8Array): WriteMessage {
  const field = takeOneof('write message', bytes, [firstTag, secondTag]);
  if (field === undefined) return { kind: 'empty' };
  return field.tag === firstTag
    ? { kind: 'request', request: decodeInitialWrite(field.content) }
    : { kind: 'frame', frame: decodeFrame(field.content) };
}

/** A bare `pb.InitialWriteRequest`, which is how a write over HTTP begins (spec/wire.md §8). */
export function encodeInitialWrite(request: InitialWriteRequest): Buffer {
  const head = encodeWriteHead(request);
  const { initialData } = request;
  return initialData === undefined
    ? head
    : Buffer.concat([head, encodeFrameField(initialDataTag, initialData)]);
}

export function decodeInitialWrite(bytes: Uint8Array): InitialWriteRequest {
  const { content, rest } = takeField('write request', bytes, initialDataTag);
  return { ...decodeWriteHead(rest), initialData: content && decodeFrame(content) };
}

/** A frame as a field of another message. */
export function encodeFrameField(tag: number, frame: Frame): Buffer {
  const capacity = frameCapacity(frame);
  const writer = new FrameWriter(capacity + 16);
  writer.varint(tag);
  writer.delimited(capacity, () => writeFrame(writer, frame));
  return asBuffer(writer.finish());
}

function encodeRequestField(request: Buffer): Buffer {
  const writer = new FrameWriter(request.length + 8);
  writer.varint(firstTag);
  writer.varint(request.length);
  writer.bytes(request);
  return asBuffer(writer.finish());
}
