import { formatTime } from './time';

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
