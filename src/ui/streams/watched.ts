import { FramesError } from '../../wire/errors';
import { untilAborted } from '../untilAborted';

export interface Watch {
  readonly signal: AbortSignal;
  /** Milliseconds without an answer before the user is told. */
  readonly slow: number;
  /** Milliseconds without an answer before it counts as a failure. */
  readonly stuck: number;
  readonly onWait: (waitsFor: string | undefined) => void;
}

/**
 * The same values from a source that may hang: it is told of when it takes long, and in the end given up. The time that the
 * consumer takes does not count. Aborting takes effect at once, whatever the source does.
 * @throws FramesError `deadline`
 */
export async function* watched<T>(
  source: AsyncGenerator<T, void, undefined>,
  { signal, slow, stuck, onWait }: Watch,
): AsyncGenerator<T, void, undefined> {
  for (;;) {
    const late = setTimeout(() => onWait('The service does not answer. Waiting for it'), slow);
    const limit = new AbortController();
    const end = setTimeout(() => limit.abort(gaveUp(stuck)), stuck);
    try {
      const next = await untilAborted(source.next(), AbortSignal.any([signal, limit.signal]));
      if (next.done === true) return;
      clearTimeout(late);
      clearTimeout(end);
      yield next.value;
    } finally {
      clearTimeout(late);
      clearTimeout(end);
    }
  }
}

function gaveUp(ms: number): FramesError {
  const detail = `no answer for ${Math.round(ms / 1000)} s`;
  return new FramesError({ code: 'deadline', operation: 'read', detail });
}
