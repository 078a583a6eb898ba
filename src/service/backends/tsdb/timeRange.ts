import { parseDuration, parseMoment, TimeTextError } from '../../../data/relativeTime';
import { FramesError } from '../../../wire/errors';

const MS_PER_SECOND = 1000n;
const MS_PER_HOUR = 3_600_000n;

/** Sample times in milliseconds since the epoch, both inclusive and within 64 bits. */
export interface TimeRange {
  readonly startMs: bigint;
  readonly endMs: bigint;
}

/**
 * The bounds of a read or delete (spec/tsdb.md §6, §14): without an `end` the current second, without a `start` an hour before
 * the end. The end is read first. That it may lie before the start is for the caller to judge.
 * @param prefix what a delete puts before the fault of a bound, `failed to parse end time: `
 * @throws FramesError `invalidArgument` with the original's text
 */
export function timeRange(
  { start, end }: { readonly start: string; readonly end: string },
  nowMs: bigint,
  prefix: { readonly start: string; readonly end: string } = { start: '', end: '' },
): TimeRange {
  const endMs =
    end === '' ? nowMs - (nowMs % MS_PER_SECOND) : readText(prefix.end, () => parseMoment(end, nowMs));
  const startMs =
    start === '' ? endMs - MS_PER_HOUR : readText(prefix.start, () => parseMoment(start, nowMs));
  return { startMs: within64Bits(startMs), endMs: within64Bits(endMs) };
}

/**
 * A step or window in milliseconds, 0 for an empty text.
 * @throws FramesError `invalidArgument` with the original's text
 */
export function durationMs(text: string): bigint {
  return readText('', () => parseDuration(text));
}

/** `now+106751991167d` is later than any sample can be; the last moment there is does as well. */
function within64Bits(milliseconds: bigint): bigint {
  if (milliseconds === BigInt.asIntN(64, milliseconds)) return milliseconds;
  return milliseconds < 0n ? -(2n ** 63n) : 2n ** 63n - 1n;
}

function readText(prefix: string, read: () => bigint): bigint {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TimeTextError)) throw error;
    throw new FramesError({ code: 'invalidArgument', detail: prefix + error.message, cause: error });
  }
}
