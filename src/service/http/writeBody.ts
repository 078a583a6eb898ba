import { FrameShapeError, type Frame } from '../../data/frame';
import { FramesError } from '../../wire/errors';
import { decodeFrameMessage } from '../../wire/frameCodec';
import { unframed } from '../../wire/framing';
import type { InitialWriteRequest, WriteMessage } from '../../wire/messages';
import { decodeInitialWrite } from '../../wire/writeMessages';
import { isSaveMode } from '../requestRules';
import type { HttpCall } from './httpCall';
import { refusal, timedOut, type Reply } from './reply';

/**
 * The messages of a write over HTTP: a bare request, then bare frames (spec/wire.md §8). What is wrong with them is HTTP's own
 * business; the call that takes them only sees that they end in failure.
 */
export class WriteBody {
  /** What is answered when the messages themselves are at fault. */
  fault: Reply | undefined;
  readonly #call: HttpCall;

  constructor(call: HttpCall) {
    this.#call = call;
  }

  async *messages(): AsyncGenerator<WriteMessage, void, undefined> {
    const bodies = unframed(this.#call.body);
    const first = await this.#decoding(refusal(400, 'bad write request', 'protocol'), async () => {
      const { value } = await bodies.next();
      if (value === undefined) throw new FramesError({ code: 'protocol', detail: 'empty body' });
      return decodeInitialWrite(value);
    });
    this.#checkSaveMode(first);
    yield { kind: 'request', request: this.#call.authorized(first) };
    for (;;) {
      const frame = await this.#decoding(refusal(500, 'decode error', 'protocol'), async () => {
        const { value } = await bodies.next();
        return value && decodeBareFrame(value);
      });
      if (frame === undefined) return;
      yield { kind: 'frame', frame };
    }
  }

  #checkSaveMode({ saveMode }: InitialWriteRequest): void {
    if (isSaveMode(saveMode)) return;
    const detail = `no save mode named '${saveMode}'`;
    this.fault = refusal(400, detail);
    throw new FramesError({ code: 'invalidArgument', detail });
  }

  /** Columns that make no frame, and clients that are gone or silent, are no fault of the encoding. */
  async #decoding<T>(fault: Reply, decode: () => Promise<T>): Promise<T> {
    try {
      return await decode();
    } catch (error) {
      if (error instanceof FrameShapeError) throw error;
      if (error instanceof FramesError && error.code !== 'protocol') {
        if (error.code === 'deadline') this.fault = timedOut();
        throw error;
      }
      this.fault = fault;
      const cause = error instanceof FramesError ? error.detail : String(error);
      throw new FramesError({ code: 'protocol', detail: `${fault.body}: ${cause}`, cause: error });
    }
  }
}

/**
 * Bytes without a column that was understood are most likely a frame inside another message, whose rows would be lost without a word
 * (spec/wire.md §8).
 */
function decodeBareFrame(bytes: Uint8Array): Frame {
  const { frame, error } = decodeFrameMessage(bytes);
  const isUnderstood =
    frame.columns.length > 0 ||
    frame.labels.size > 0 ||
    error !== '' ||
    frame.indices.some(({ dtype }) => dtype !== 'null');
  if (bytes.length > 0 && !isUnderstood) {
    throw new FramesError({ code: 'protocol', detail: 'a message that is no frame' });
  }
  return frame;
}
