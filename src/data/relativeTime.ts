import { parseTime } from './time';

const NANOS_PER_MILLI = 1_000_000n;
const MS_PER_SECOND = 1000n;
const MS_PER_HOUR = 3_600_000n;
const MS_PER_400_YEARS = 146_097n * 86_400_000n;

const unitMs: Readonly<Record<string, bigint>> = {
  s: MS_PER_SECOND,
  m: 60_000n,
  h: MS_PER_HOUR,
  d: 86_400_000n,
};

/** A text that is no time or duration. The message is word for word what the original service answers (spec/tsdb.md §5). */
export class TimeTextError extends Error {
  override readonly name = 'TimeTextError';
}

/**
 * Reads a duration: an integer and a unit `s`, `m`, `h` or `d`, hours without one; empty, or a unit alone, is 0.
 * @returns milliseconds, never negative
 * @throws TimeTextError
 */
export function parseDuration(text: string): bigint {
  const unit = unitMs[text.slice(-1)];
  const count = unit === undefined ? text : text.slice(0, -1);
  if (count === '') return 0n;
  const number = parseInteger(count);
  const milliseconds = number === undefined ? undefined : fitting(number * (unit ?? MS_PER_HOUR));
  if (milliseconds === undefined) {
    throw new TimeTextError(
      `invalid duration. Accepted pattern: [0-9]+[mhd]. Examples: "30d" (30 days); "5m" (5 minutes): ${integerFault(count)}`,
    );
  }
  if (milliseconds < 0n) throw new TimeTextError(`The specified duration (${count}) is negative.`);
  return milliseconds;
}

/**
 * Reads a moment: `now`, `now-<duration>`, `now+<duration>`, an integer of milliseconds since the epoch, or RFC 3339.
 * @param nowMs the current time in milliseconds since the epoch
 * @returns milliseconds since the epoch; fractions of one are dropped, towards the epoch
 * @throws TimeTextError
 */
export function parseMoment(text: string, nowMs: bigint): bigint {
  if (text.startsWith('now')) return nowMs + offsetFromNow(text);
  return parseInteger(text) ?? parseRfc3339(text);
}

function offsetFromNow(text: string): bigint {
  const sign = text.charAt(3);
  if (sign === '') return 0n;
  const duration = durationAfterNow(text.slice(4));
  if (sign !== '-' && sign !== '+') throw new TimeTextError(`Unsupported time format: ${text}`);
  return sign === '-' ? -duration : duration;
}

function durationAfterNow(text: string): bigint {
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof TimeTextError)) throw error;
    throw new TimeTextError(`Could not parse the pattern following 'now-'.: ${error.message}`);
  }
}

/** A decimal integer with an optional sign, if it fits 64 bits. */
function parseInteger(text: string): bigint | undefined {
  if (!isInteger(text)) return undefined;
  return fitting(BigInt(text.replace(/^\+/, '')));
}

function isInteger(text: string): boolean {
  return /^[+-]?\d{1,400}$/.test(text);
}

function fitting(value: bigint): bigint | undefined {
  return value === BigInt.asIntN(64, value) ? value : undefined;
}

function integerFault(text: string): string {
  return `strconv.Atoi: parsing ${JSON.stringify(text)}: ${isInteger(text) ? 'value out of range' : 'invalid syntax'}`;
}

function parseRfc3339(text: string): bigint {
  const milliseconds = wholeMillis(text) ?? distantMillis(text);
  if (milliseconds !== undefined) return milliseconds;
  const fault = rfc3339Fault(text) ?? ': day out of range';
  throw new TimeTextError(
    `Invalid time string - not an RFC 3339 time format.: parsing time ${JSON.stringify(text)}${fault}`,
  );
}

function wholeMillis(text: string): bigint | undefined {
  const nanos = parseTime(text);
  return nanos === undefined ? undefined : nanos / NANOS_PER_MILLI;
}

/** A year whose nanoseconds leave 64 bits, by way of the one between 1700 and 2099 that has the same calendar. */
function distantMillis(text: string): bigint | undefined {
  const year = /^\d{4}/.exec(text)?.[0];
  if (year === undefined) return undefined;
  const cycles = Math.floor((Number(year) - 1700) / 400);
  const near = wholeMillis(`${Number(year) - cycles * 400}${text.slice(4)}`);
  return near === undefined ? undefined : near + BigInt(cycles) * MS_PER_400_YEARS;
}

/** The parts of the layout as Go names them, each with what it accepts. */
const layout: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['2006', /^\d{4}/],
  ['-', /^-/],
  ['01', /^\d\d/],
  ['-', /^-/],
  ['02', /^\d\d/],
  ['T', /^T/],
  ['15', /^\d\d/],
  [':', /^:/],
  ['04', /^\d\d/],
  [':', /^:/],
  ['05', /^\d\d(?:[.,]\d+)?/],
  ['Z07:00', /^(?:Z|[+-]\d\d:\d\d)/],
];

/** Highest values, by part of the layout, and what the number is called. */
const limits: Readonly<Record<string, readonly [least: number, most: number, name: string]>> = {
  '01': [1, 12, 'month'],
  '02': [1, 31, 'day'],
  '15': [0, 23, 'hour'],
  '04': [0, 59, 'minute'],
  '05': [0, 59, 'second'],
};

/** What follows the quoted text in Go's complaint; undefined when nothing is wrong with the form. */
function rfc3339Fault(text: string): string | undefined {
  let rest = text;
  for (const [name, pattern] of layout) {
    const found = pattern.exec(rest)?.[0];
    if (found === undefined) {
      return ` as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(name)}`;
    }
    const [least, most, what] = limits[name] ?? [0, Infinity, ''];
    const number = parseInt(found, 10);
    if (what !== '' && (number < least || number > most)) return `: ${what} out of range`;
    rest = rest.slice(found.length);
  }
  return rest === '' ? undefined : `: extra text: ${JSON.stringify(rest)}`;
}
