import { formatTime, parseTime } from './time';

/**
 * Texts of 64-bit values, for many in a row: whatever fits a double is printed without a BigInt.
 */

const twoDigits = Array.from({ length: 100 }, (_, value) => value.toString().padStart(2, '0'));
const nanosPerMilli = 1_000_000;
const secondsPerDay = 86_400;
const two32 = 0x1_0000_0000;
/** Values whose upper half is less than this from zero are exact as doubles. */
const exactUpper = 0x20_0000;
/** 2³² = 4294·10⁶ + 967296 */
const millisPerWord = 4294;
const nanosBeyondWord = 967_296;

/** Values in halves, least significant first; undefined where the machine has them the other way round. */
function halvesOf(values: BigInt64Array): Int32Array | undefined {
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] !== 1) return undefined;
  return new Int32Array(values.buffer, values.byteOffset, values.length * 2);
}

/** Decimal texts of integers. */
export function integerFormatter(values: BigInt64Array): (row: number) => string {
  const halves = halvesOf(values);
  return (row) => {
    const upper = halves?.[2 * row + 1] ?? exactUpper;
    if (upper >= exactUpper || upper < -exactUpper) return (values[row] ?? 0n).toString();
    return String(upper * two32 + ((halves?.[2 * row] ?? 0) >>> 0));
  };
}

/**
 * Texts of times, as `formatTime` makes them; the day is remembered.
 * @param values nanoseconds since the epoch
 */
export function timeFormatter(values: BigInt64Array): (row: number) => string {
  const halves = halvesOf(values);
  if (halves === undefined) return (row) => formatTime(values[row] ?? 0n);
  let day = NaN;
  let date = '';
  return (row) => {
    const high = halves[2 * row + 1] ?? 0;
    const beyond = high * nanosBeyondWord + ((halves[2 * row] ?? 0) >>> 0);
    const beyondMillis = Math.floor(beyond / nanosPerMilli);
    const millis = high * millisPerWord + beyondMillis;
    const seconds = Math.floor(millis / 1000);
    const nanos = (millis - seconds * 1000) * nanosPerMilli + (beyond - beyondMillis * nanosPerMilli);
    const today = Math.floor(seconds / secondsPerDay);
    if (today !== day) {
      day = today;
      date = new Date(day * secondsPerDay * 1000).toISOString().slice(0, 11);
    }
    const second = seconds - day * secondsPerDay;
    const minute = Math.floor(second / 60);
    const hour = Math.floor(minute / 60);
    const clock = `${twoDigits[hour] ?? ''}:${twoDigits[minute - hour * 60] ?? ''}:${twoDigits[second - minute * 60] ?? ''}`;
    return nanos === 0 ? `${date}${clock}Z` : `${date}${clock}.${fractionOf(nanos)}Z`;
  };
}

/** Nine digits without the zeros at their end. @param nanos 1 to 999 999 999 */
function fractionOf(nanos: number): string {
  let rest = nanos;
  let digits = 9;
  for (; rest % 10 === 0; digits--) rest /= 10;
  return rest.toString().padStart(digits, '0');
}

/** Times of so many seconds, and a day more, fit 64 bits in nanoseconds. */
const safeSeconds = 9_200_000_000;
const [digit0, letterT, letterZ, point, colon] = [0x30, 0x54, 0x5a, 0x2e, 0x3a];

/** Reads times as `parseTime` does, many in a row: those in UTC of a day that it remembers are read at once. */
export function timeParser(): (text: string) => bigint | undefined {
  let date = '';
  let seconds = NaN;
  return (text) => {
    if (text.length < 20 || text.charCodeAt(10) !== letterT) return parseTime(text);
    if (date === '' || !text.startsWith(date)) {
      const start = parseTime(`${text.slice(0, 10)}T00:00:00Z`);
      if (start === undefined) return parseTime(text);
      date = text.slice(0, 10);
      seconds = Number(start / 1_000_000_000n);
    }
    const clock = secondsOf(text);
    const nanos = nanosOf(text);
    if (Number.isNaN(clock + nanos) || Math.abs(seconds) > safeSeconds) return parseTime(text);
    return BigInt(seconds + clock) * 1_000_000_000n + BigInt(nanos);
  };
}

/** Seconds of the day from a text such as `…T03:04:05…`; NaN when it is another. */
function secondsOf(text: string): number {
  if (text.charCodeAt(13) !== colon || text.charCodeAt(16) !== colon) return NaN;
  const hour = twoDigitsAt(text, 11);
  const minute = twoDigitsAt(text, 14);
  const second = twoDigitsAt(text, 17);
  return hour < 24 && minute < 60 && second < 60 ? (hour * 60 + minute) * 60 + second : NaN;
}

function twoDigitsAt(text: string, at: number): number {
  const tens = text.charCodeAt(at) - digit0;
  const ones = text.charCodeAt(at + 1) - digit0;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** Nanoseconds from `Z` or `.5Z` behind the seconds; NaN when something else stands there. */
function nanosOf(text: string): number {
  const last = text.length - 1;
  if (text.charCodeAt(last) !== letterZ || last > 29) return NaN;
  if (last === 19) return 0;
  if (text.charCodeAt(19) !== point || last === 20) return NaN;
  let nanos = 0;
  for (let at = 20; at < 29; at++) {
    const digit = at < last ? text.charCodeAt(at) - digit0 : 0;
    if (digit < 0 || digit > 9) return NaN;
    nanos = nanos * 10 + digit;
  }
  return nanos;
}
