import { formatTime } from '../../data/time';
import { tryMoment } from './settings';

/** A moment in UTC, to the second; empty where the text is none. */
export function momentText(text: string, nowMs: bigint): string {
  const ms = tryMoment(text, nowMs);
  return ms === undefined ? '' : utcText(ms);
}

/** @param ms milliseconds since 1970 */
export function utcText(ms: bigint): string {
  const seconds = ms - (((ms % 1000n) + 1000n) % 1000n);
  const nanos = seconds * 1_000_000n;
  if (nanos !== BigInt.asIntN(64, nanos)) return `${ms.toString()} ms since 1970`;
  return formatTime(nanos).replace('T', ' ').replace('Z', ' UTC');
}
