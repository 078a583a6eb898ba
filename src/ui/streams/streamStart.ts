import { parseMoment, TimeTextError } from '../../data/relativeTime';
import type { FollowedStream, StreamStart } from './followStream';

/** What is wrong with a time to open a stream at, in words for the input box; undefined when it is fine. */
export function timeProblem(text: string): string | undefined {
  if (text.trim() === '') return 'Enter a time.';
  try {
    parseMoment(text.trim(), 0n);
    return undefined;
  } catch (error) {
    if (!(error instanceof TimeTextError)) throw error;
    return 'Write a time such as now-1h, 2026-01-31T12:00:00Z, or milliseconds since 1970.';
  }
}

/** What is wrong with a sequence number; they begin at 1 in every shard. */
export function sequenceProblem(text: string): string | undefined {
  const digits = text.trim();
  if (!/^\d{1,19}$/.test(digits)) return 'Enter a whole number from 1.';
  const sequence = BigInt(digits);
  if (sequence < 1n) return 'Sequence numbers begin at 1.';
  return sequence > (1n << 63n) - 1n ? 'This is more than 64 bits hold.' : undefined;
}

/** A start that stays the same however often it is read from. */
export function startAtTime(text: string, nowMs: bigint): StreamStart {
  return { seek: 'time', start: parseMoment(text.trim(), nowMs).toString() };
}

/** What of a stream is shown, behind its name. */
export function partText({ start, shard, shardCount }: Omit<FollowedStream, 'table'>): string {
  return `${shardText({ shard, shardCount })} · ${startText(start)}`;
}

function shardText({ shard, shardCount }: Pick<FollowedStream, 'shard' | 'shardCount'>): string {
  if (shard !== undefined) return `shard ${shard}`;
  if (shardCount === 1) return '1 shard';
  return shardCount === undefined ? 'all shards' : `all ${shardCount} shards`;
}

function startText(start: StreamStart): string {
  switch (start.seek) {
    case 'earliest':
      return 'from the earliest';
    case 'latest':
      return 'new records only';
    case 'newest':
      return `newest ${start.records.toLocaleString('en-US')} and new ones`;
    case 'sequence':
      return `from sequence ${start.sequence}`;
    case 'time':
      return `since ${momentText(BigInt(start.start))}`;
  }
}

/** The latest moment that has a date here, in milliseconds; nothing is stored beyond it. */
const lastDate = 8_640_000_000_000_000n;

function momentText(ms: bigint): string {
  if (ms > lastDate || ms < -lastDate) return `${ms} ms`;
  return new Date(Number(ms)).toISOString().replace('.000Z', 'Z');
}
