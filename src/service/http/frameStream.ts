import { once } from 'node:events';
import type { Frame } from '../../data/frame';
import { encodeErrorFrame, encodeFrame } from '../../wire/frameCodec';
import { frameHeader } from '../../wire/framing';
import { errorCodeKey } from '../../wire/status';
import type { HttpCall } from './httpCall';
import { plainText, toFramesError } from './reply';

/**
 * Answers with frames, no faster than the client takes them. The status is 200 whatever happens: a failure is a last frame that says
 * why (spec/wire.md §13), and its code follows in a trailer for those who take trailers.
 */
export async function sendFrames(call: HttpCall, frames: AsyncIterable<Frame>): Promise<void> {
  const { response, signal } = call;
  response.writeHead(200, {
    'content-type': plainText,
    'x-content-type-options': 'nosniff',
    ...(call.takesTrailers ? { trailer: errorCodeKey } : {}),
  });
  try {
    for await (const frame of frames) await send(call, encodeFrame(frame));
  } catch (error) {
    if (signal.aborted) return;
    const { code, detail } = toFramesError(error);
    await send(call, encodeErrorFrame(detail));
    if (call.takesTrailers) response.addTrailers({ [errorCodeKey]: code });
  }
  response.end();
}

/** Resolves when the client can take more. @throws when it is gone */
async function send({ response, signal }: HttpCall, message: Uint8Array): Promise<void> {
  signal.throwIfAborted();
  response.cork();
  response.write(frameHeader(message.length));
  const hasRoom = response.write(message);
  response.uncork();
  if (!hasRoom) await once(response, 'drain', { signal });
}
