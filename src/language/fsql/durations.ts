import { completion, type Completion } from './completion/completion';

/** Durations that people choose, ascending, in milliseconds. */
export const niceDurations: readonly (readonly [text: string, ms: bigint])[] = (
  [
    ['1s', 1],
    ['5s', 5],
    ['10s', 10],
    ['15s', 15],
    ['30s', 30],
    ['1m', 60],
    ['2m', 120],
    ['5m', 300],
    ['10m', 600],
    ['15m', 900],
    ['30m', 1800],
    ['1h', 3600],
    ['2h', 7200],
    ['3h', 10_800],
    ['6h', 21_600],
    ['12h', 43_200],
    ['1d', 86_400],
    ['2d', 172_800],
    ['7d', 604_800],
    ['14d', 1_209_600],
    ['30d', 2_592_000],
    ['90d', 7_776_000],
    ['365d', 31_536_000],
  ] as const
).map(([text, seconds]) => [text, BigInt(seconds) * 1000n] as const);

/** The shortest of them that cuts a range into no more than so many pieces. */
export function stepFor(rangeMs: bigint, pieces: bigint): string {
  const found = niceDurations.find(([, ms]) => rangeMs / ms <= pieces);
  return (found ?? niceDurations.at(-1))?.[0] ?? '1d';
}

/** `5 minutes` of `5m`. */
export function durationWords(text: string): string {
  const [, count = '', unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const words: Readonly<Record<string, string>> = { s: 'second', m: 'minute', h: 'hour', d: 'day' };
  const word = words[unit];
  return word === undefined ? text : `${count} ${word}${count === '1' ? '' : 's'}`;
}

/** How far away a sample may be for an interpolator to use it. */
export function toleranceCompletions(quote: string): Completion[] {
  return ['1m', '5m', '10m', '30m', '1h', '6h', '1d'].map((text) => {
    const insert = `${quote}${text}${quote}`;
    return completion('duration', insert, {
      detail: durationWords(text),
      documentation: 'A sample farther away than this is not used. Without a tolerance it is twice the step.',
    });
  });
}
