import { asBuffer } from '../decoding';
import { FramesError } from '../errors';
import { decodeFrame, encodeFrame } from '../frameCodec';
import type { ExecResponse, WriteResponse } from '../messages';
import type { VersionResponse } from '../responses';
import { int64, message, named, text, type JsonForm } from './forms';
import { decodeJson } from './requests';
import { jsonOf, type JsonOutput } from './text';

// The replies of HTTP that are JSON (spec/wire.md §9). Decoders throw FramesError of code `protocol`.

const writeReply = message<WriteResponse>('WriteReply', {
  frames: named('num_frames', int64),
  rows: named('num_rows', int64),
});
const versionReply = message<VersionResponse>('VersionReply', { version: text });
const execReply = message<{ readonly frame: string }>('ExecReply', { frame: text });

export function encodeWriteReply({ frames, rows }: WriteResponse): string {
  return line({ num_frames: frames, num_rows: rows });
}

export function decodeWriteReply(body: Uint8Array): WriteResponse {
  return decodeReply('write', writeReply, body);
}

export function encodeVersionReply({ version }: VersionResponse): string {
  return line({ version });
}

export function decodeVersionReply(body: Uint8Array): VersionResponse {
  return decodeReply('version', versionReply, body);
}

/** The frame is protobuf in base64; without one the text is empty. */
export function encodeExecReply({ frame }: ExecResponse): string {
  return line({ frame: frame === undefined ? '' : asBuffer(encodeFrame(frame)).toString('base64') });
}

export function decodeExecReply(body: Uint8Array): ExecResponse {
  const { frame } = decodeReply('exec', execReply, body);
  return { frame: frame === '' ? undefined : decodeFrame(Buffer.from(frame, 'base64')), rows: 0n };
}

/** Go's encoder ends what it writes with a line feed. */
export function line(value: JsonOutput): string {
  return `${jsonOf(value)}\n`;
}

function decodeReply<T>(what: string, form: JsonForm<T>, body: Uint8Array): T {
  try {
    return decodeJson(form, body);
  } catch (error) {
    const detail = error instanceof FramesError ? error.detail : String(error);
    throw new FramesError({
      code: 'protocol',
      detail: `the answer to ${what} is not what a Frames service sends: ${detail}`,
      cause: error,
    });
  }
}
