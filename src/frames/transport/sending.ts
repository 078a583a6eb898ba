import type { Method } from '../../wire/methods';
import type { Interruption } from './interruption';

/** What takes bytes one piece after the other, and calls back when it can take more. */
interface Sink {
  write(bytes: Buffer, taken: () => void): unknown;
}

/**
 * Sends one message while the next is made. False when the sending was cut short; the source is then told, but not waited for: it may be
 * busy with something that takes long.
 */
export async function sendAll(
  messages: AsyncGenerator<Buffer, void>,
  call: Sink,
  sending: Interruption,
): Promise<boolean> {
  let isComplete = false;
  try {
    let sent = Promise.resolve({});
    for (;;) {
      const next = await sending.wait(messages.next());
      if (next === undefined || (await sending.wait(sent)) === undefined) return false;
      if (next.done === true) break;
      sent = new Promise((resolve) => call.write(next.value, () => resolve({})));
    }
    isComplete = true;
    return true;
  } finally {
    if (!isComplete) messages.return().catch(() => undefined);
  }
}

/** The messages as bytes, each made when it is asked for. */
export async function* encoded<Request>(
  method: Pick<Method<Request, unknown>, 'encodeRequest'>,
  requests: AsyncIterable<Request>,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const request of requests) yield method.encodeRequest(request);
}
