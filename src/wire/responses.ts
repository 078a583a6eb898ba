import { asBuffer, decoding } from './decoding';
import { firstTag } from './fields';
import { decodeFrame } from './frameCodec';
import { pb } from './gen/frames';
import { takeField } from './messageFields';
import type { ExecResponse, WriteResponse } from './messages';
import { RequestWriter } from './requestWriter';
import { bigintToLong, longToBigint } from './scalars';
import { encodeFrameField } from './writeMessages';

export interface VersionResponse {
  readonly version: string;
}

/** A message without fields: the request of `version`, the responses of `create` and `delete`. */
export type Empty = Readonly<Record<string, never>>;

export function encodeEmpty(): Buffer {
  return Buffer.alloc(0);
}

export function decodeEmpty(bytes: Uint8Array): Empty {
  decoding('empty message', bytes, (reader) => pb.CreateResponse.decode(reader));
  return {};
}

export function encodeWriteResponse({ frames, rows }: WriteResponse): Buffer {
  return asBuffer(
    pb.WriteRespose.encode({ frames: bigintToLong(frames), rows: bigintToLong(rows) }).finish(),
  );
}

export function decodeWriteResponse(bytes: Uint8Array): WriteResponse {
  const { frames, rows } = decoding('write response', bytes, (reader) => pb.WriteRespose.decode(reader));
  return { frames: longToBigint(frames), rows: longToBigint(rows) };
}

export function encodeExecResponse({ frame, rows }: ExecResponse): Buffer {
  const tail = pb.ExecResponse.encode({ rows: bigintToLong(rows) }).finish();
  return frame === undefined ? asBuffer(tail) : Buffer.concat([encodeFrameField(firstTag, frame), tail]);
}

export function decodeExecResponse(bytes: Uint8Array): ExecResponse {
  const { content, rest } = takeField('exec response', bytes, firstTag);
  const { rows } = decoding('exec response', rest, (reader) => pb.ExecResponse.decode(reader));
  return { frame: content && decodeFrame(content), rows: longToBigint(rows) };
}

export function encodeVersionResponse({ version }: VersionResponse): Buffer {
  return asBuffer(pb.VersionResponse.encode({ version }, new RequestWriter()).finish());
}

export function decodeVersionResponse(bytes: Uint8Array): VersionResponse {
  const { version } = decoding('version response', bytes, (reader) => pb.VersionResponse.decode(reader));
  return { version };
}
